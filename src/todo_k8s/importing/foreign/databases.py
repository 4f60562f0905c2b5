"""Policies that close the port of the database, which the chart opens where nothing is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import cron_jobs_in
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at, items_at
from todo_k8s.manifests.selectors import selects

_URL = "DATABASE_URL"
_USUAL = 5432


def close_databases(translation: Translation) -> None:
    """Close the port of the database for those that no policy lets out to it, or say it is open.

    The backend's is open unless it has no connections; those of others are where they have a
    variable with the URL.
    """
    values, notes = translation.values, translation.notes
    port = at(values, "database").get("port", _USUAL)
    for slot, labels in _pods(translation):
        policies = [*_closing(translation, labels)]
        rules = [rule for each in policies for rule in items_at(each.content, "spec", "egress")]
        if not policies or any(_opens(rule, port) for rule in rules):
            continue
        if slot == "backend" or not _has_url(translation, slot):
            _section(translation, slot)["databaseConnections"] = 0
        else:
            notes.lose(
                f"{slot}: may reach port {port} of the database now, which {policies[0]} did not "
                f"let it, as it has {_URL}"
            )


def _pods(translation: Translation) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield what may ask the database by what the chart says, and the labels of its pods."""
    slots = translation.roles.slots
    for each in translation.own:
        if slots[each.name] == "backend" or _has_url(translation, slots[each.name]):
            yield slots[each.name], each.labels
    for job in cron_jobs_in(translation.jobs):
        yield translation.job_keys[job.name], job.labels


def _has_url(translation: Translation, slot: str) -> bool:
    return any(each.get("name") == _URL for each in items_at(translation.main(slot), "env"))


def _section(translation: Translation, slot: str) -> dict[str, Any]:
    jobs: dict[str, dict[str, Any]] = at(translation.values, "cronJobs")
    return jobs[slot] if slot in jobs else translation.section(slot)


def _closing(translation: Translation, labels: Mapping[str, Any]) -> Iterator[Manifest]:
    """Yield the policies that say whom pods reach."""
    for each in translation.manifests.own:
        spec = at(each.content, "spec")
        if each.object.kind != "NetworkPolicy" or not selects(at(spec, "podSelector"), labels):
            continue
        types = spec.get("policyTypes")
        if "Egress" in types if is_list(types) else "egress" in spec:
            yield each


def _opens(rule: dict[str, Any], port: int) -> bool:
    """Tell whether a rule may let out to a port; one that is named may be any."""
    ports = items_at(rule, "ports")
    return not ports or any(_is_of(each, port) for each in ports)


def _is_of(given: dict[str, Any], port: int) -> bool:
    first = given.get("port")
    if given.get("protocol", "TCP") != "TCP":
        return False
    if not isinstance(first, int):
        return True
    last = given.get("endPort", first)
    return first <= port <= (last if isinstance(last, int) else first)
