"""Manifests of another chart, approximated: the values that make todo-chatbot mean the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.importing.comparing import differences
from todo_k8s.importing.credentials import DEFAULT_SECRET
from todo_k8s.importing.fitting import Fitting
from todo_k8s.importing.foreign.connections import connections_in, namespaces_of
from todo_k8s.importing.foreign.distance import Distance
from todo_k8s.importing.foreign.roles import servers_in
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.translator import translate
from todo_k8s.importing.foreign.variables import most_used_secret
from todo_k8s.importing.foreign.workloads import cron_jobs_in, without_namesakes, workloads_in
from todo_k8s.importing.inversion.fits import Steps
from todo_k8s.importing.notes import Key, Notes
from todo_k8s.importing.overlays import at, leaf_paths, without
from todo_k8s.importing.remedies import remedy
from todo_k8s.importing.reporting import note_differences, note_secrets
from todo_k8s.importing.secret_keys import SecretKeys
from todo_k8s.importing.securing import secured
from todo_k8s.importing.sources.documents import SourceError
from todo_k8s.importing.sources.manifests import Manifest, Manifests
from todo_k8s.importing.trials import State, Trials, path_of
from todo_k8s.importing.wishes import Wishes

Sections = dict[str, list[str]]
"""What each section of the values comes from."""

_NOT_OF_OTHERS = frozenset(
    [
        "Release",
        "extraObjects",
        "commonLabels",
        "commonAnnotations",
        "global",
        "nameOverride",
        "fullnameOverride",
    ]
)
_COUNTED = frozenset(["minReplicas", "maxReplicas"])
"""What rules count with, also where no manifest shows it."""
_POLICIES = (
    ("maxConnections", "is what a rollout of all services needs; check what the server takes"),
    ("restartBudgetSeconds", "is off, as the checks that were imported are slower"),
    ("deployBudgetSeconds", "is off, as a rollout may take longer"),
    ("accessModes", "is what several pods need; the StorageClass must offer it"),
    ("drainSeconds", "is what terminationGracePeriodSeconds leaves for requests in flight"),
)


def approximated(
    chart: CompiledChart, read: Manifests, wishes: Wishes, notes: Notes, default: Release
) -> tuple[State, Sections]:
    """Return the values that make todo-chatbot render what manifests mean, and their origins.

    Args:
        chart: The compiled todo-chatbot.
        read: The manifests.
        wishes: What is said besides.
        notes: What is said of the import goes there.
        default: The release where nothing says another.

    Raises:
        SourceError: If a workload that is named does not exist, or another one makes it.
    """
    _check_owned(read, wishes)
    release = _release(read, wishes, notes, default)
    own = [each for each in read.own if "test" not in each.hook]  # the chart has tests of its own
    own = without_namesakes(own, notes.lose)
    tried = read._replace(own=own)
    keys = SecretKeys.of(tried, _secret(own, wishes))
    manifests = secured(tried, keys, notes)
    translation = Translation(
        manifests,
        _fullname(chart, release),
        notes,
        connections_in(own),
        keys,
        labels={
            "app.kubernetes.io/name": chart.metadata.name,
            "app.kubernetes.io/instance": release.name,
        },
        frontend=wishes.frontend,
        backend=wishes.backend,
    )
    translate(translation)
    distance = Distance(translation.wanted)
    trials = Trials(chart, translation.wanted, distance.of, remedy)
    fitting = Fitting(trials, exact=False, avoided=_NOT_OF_OTHERS)
    seeded, refused = fitting.seeded(translation.values, release)
    seeded = distance.counted_from(trials, seeded)
    for line in refused:
        notes.lose(f"refused by the chart: {line}")
    kept = frozenset(
        path for path in leaf_paths(seeded.values) if not is_map(at(seeded.values, path))
    )
    fitting.kept = kept
    state = fitting.found(seeded.values, release)
    values = _without_defaults(fitting, state, kept)
    note_differences(
        differences(state.manifests or [], translation.wanted), translation.origins, notes
    )
    known = {**chart.model().to_mapping(), **translation.values}
    for line in fitting.refusals(state):
        if is_asked(line, known):
            notes.lose(f"refused by the chart: {line}")
    servers = translation.roles.servers
    beside = {
        name
        for each in translation.workloads
        if each.name in servers
        for name in (f"{each.manifest}", each.name)
    }
    notes.forget(beside)
    for lines in (notes.judged, notes.not_carried):
        lines[:] = [each for each in lines if not _is_of_server(each, beside)]
    _note_policies(values, notes)
    _note_keys(values, manifests, notes)
    note_secrets(read, notes)
    return replace(state, values=values), _sections(translation)


def _check_owned(read: Manifests, wishes: Wishes) -> None:
    """Refuse a workload that is named, but left out because another one makes it.

    Raises:
        SourceError: If there is one.
    """
    own = {each.object.name for each in read.own}
    for flag, name in (("--frontend", wishes.frontend), ("--backend", wishes.backend)):
        if name is not None and name in read.owned and name not in own:
            raise SourceError(
                f"{flag} {name}: is left out, as {read.owned[name]} makes it; name another, or "
                "remove its ownerReferences"
            )


def _is_of_server(line: str, beside: set[str]) -> bool:
    """Tell whether a line is about a credential in a manifest that stays as it is."""
    return line.partition(": ")[0] in beside and "credential" in line


def _secret(manifests: Sequence[Manifest], wishes: Wishes) -> str:
    """Return the Secret that the application reads, and not the servers beside it."""
    workloads = workloads_in(manifests)
    servers = servers_in(workloads, (wishes.frontend, wishes.backend))
    pods = [each for each in workloads if each.name not in servers]
    containers = [each.main for each in (*pods, *cron_jobs_in(manifests))]
    return most_used_secret(containers) or DEFAULT_SECRET


def _release(read: Manifests, wishes: Wishes, notes: Notes, default: Release) -> Release:
    """Return the release, in the namespace of the manifests if they are all of one."""
    found = namespaces_of(read.own)
    if len(found) > 1:
        notes.ask(
            f"move what {' and '.join(found)} have besides, such as Secrets and servers, into "
            "one namespace: a release has one"
        )
    only = Release(default.name, found[0]) if len(found) == 1 else default
    return wishes.release_of(None, only)


def _fullname(chart: CompiledChart, release: Release) -> str:
    """Return the prefix of the chart's names: the release's name has the chart's in it once."""
    name = chart.metadata.name
    return release.name if name in release.name else f"{release.name}-{name}"


def is_asked(fault: str, values: dict[str, Any]) -> bool:
    """Tell whether a fault is of a section that is in use; others are guesses of the search."""
    section = values.get(path_of(fault)[0])
    return not (is_map(section) and section.get("enabled") is False)


def _note_policies(values: dict[str, Any], notes: Notes) -> None:
    """Say which limits were changed, as no manifest shows them."""
    for path in leaf_paths(values):
        for name, line in _POLICIES:
            if path[-1] == name:
                notes.ask(f"{'.'.join(map(str, path))} {line}")


def _without_defaults(fitting: Fitting, state: State, kept: Iterable[Steps]) -> dict[str, Any]:
    """Return values without those that were known already and are the defaults."""
    values = state.values
    for path in sorted(kept, key=len, reverse=True):
        if path[-1] in _COUNTED:
            continue
        found = fitting.trials.tried(without(values, path), state.release)
        if found.manifests == state.manifests:
            values = found.values
    return values


def _note_keys(values: dict[str, Any], manifests: Manifests, notes: Notes) -> None:
    """Note the keys that the Secret of the chart needs, if no Secret that was read has them."""
    name = at(values, ("secrets", "existingSecret")) or DEFAULT_SECRET
    known = manifests.secrets.get(name, [])
    sections: list[Any] = [
        values.get("frontend"),
        values.get("backend"),
        *(values.get("services") or {}).values(),
        *(values.get("cronJobs") or {}).values(),
    ]
    for section in sections:
        wanted = section.get("secretEnv") if is_map(section) else None
        for key in (wanted or {}).values() if is_map(wanted) else ():
            if key and key not in known:
                notes.need(Key(name, key, "a Secret that was not read"))


def _sections(translation: Translation) -> Sections:
    found: dict[str, list[str]] = {}
    for each in translation.workloads:
        slot = translation.roles.slots.get(each.name)
        if slot is not None:
            key = slot if slot in {"frontend", "backend"} else "services"
            names = [f"{each.manifest}", *(f"{service}" for service in each.services)]
            found.setdefault(key, []).extend(f"{name} ({each.manifest.file})" for name in names[:1])
            found[key] += names[1:]
    found["cronJobs"] = [f"{each} ({each.file})" for each in translation.jobs]
    return found
