"""NetworkPolicies of other charts: what they let through besides becomes values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at, items_at
from todo_k8s.manifests.selectors import selects

OUTSIDE: list[dict[str, Any]] = [{"ipBlock": {"cidr": "0.0.0.0/0"}}]
ANYBODY: list[dict[str, Any]] = [{"namespaceSelector": {}}]
"""The pods of all namespaces."""

_BESIDE = ("namespaceSelector", "ipBlock")
"""What a peer has that is not of the application itself, which the chart knows."""


def add_policies(translation: Translation) -> None:
    """Let through whom NetworkPolicies let through from beside the release, and to there.

    Those of servers that stay beside the release are left for `add_others`.
    """
    for policy in translation.of_kind("NetworkPolicy"):
        slots = [*_slots(translation, policy)]
        if not slots:
            continue
        for rule in _further(items_at(policy.content, "spec", "egress"), "to"):
            found = translation.values.setdefault("networkPolicy", {})
            egress = found.setdefault("extraEgress", [])
            egress += [rule] if rule not in egress else []
        for rule in items_at(policy.content, "spec", "ingress"):
            peers = [peer for peer in items_at(rule, "from") if _is_beside(peer)]
            for slot in slots if peers else ():
                let_through(translation, slot, peers)
        if {} in items_at(policy.content, "spec", "egress"):
            translation.notes.ask(
                f"check networkPolicy.extraEgress: {policy} lets {' and '.join(slots)} reach "
                "everything, and the chart only what is named"
            )
        if at(policy.content, "spec", "podSelector"):
            translation.notes.lose(f"{policy}: the policies of the chart take its place")
            translation.take(policy)
        # what is for all pods of the namespace is so for others than the chart's: it is carried
    _let_through_to_frontend(translation)


def _let_through_to_frontend(translation: Translation) -> None:
    """Let only those reach the frontend whom its policies name, unless one lets everybody in."""
    policies = [
        each
        for each in translation.manifests.own
        if each.object.kind == "NetworkPolicy" and "frontend" in _slots(translation, each)
    ]
    rules = [rule for each in policies for rule in items_at(each.content, "spec", "ingress")]
    peers = [peer for rule in rules for peer in items_at(rule, "from")]
    beside = [peer for peer in peers if _is_beside(peer)]
    if beside and all(items_at(rule, "from") for rule in rules):
        unique = [peer for place, peer in enumerate(beside) if peer not in beside[:place]]
        translation.values.setdefault("networkPolicy", {})["frontendFrom"] = unique


def let_through(translation: Translation, slot: str, peers: list[dict[str, Any]]) -> None:
    """Let peers reach a service; the frontend is open to all, or to whom its policies name."""
    values = translation.values
    if slot == "frontend":
        return
    if slot == "backend":
        section, key = values.setdefault("networkPolicy", {}), "backendFrom"
    else:
        section, key = translation.section(slot).setdefault("networkPolicy", {}), "extraFrom"
    before = section.get(key, [])
    known: list[dict[str, Any]] = before if before != ANYBODY else []
    section[key] = [*known, *(peer for peer in peers if peer not in known)]


def tell_open(translation: Translation) -> None:
    """Say which services the pods of all namespaces may reach, as nothing says who asks them."""
    values = translation.values
    found = {"networkPolicy.backendFrom": at(values, "networkPolicy").get("backendFrom")}
    for name in at(values, "services"):
        peers = at(values, "services", name, "networkPolicy").get("extraFrom")
        found[f"services.{name}.networkPolicy.extraFrom"] = peers
    for path, peers in found.items():
        if peers == ANYBODY:
            translation.notes.ask(
                f"narrow {path} to the pods of the route's controller: it lets all namespaces in"
            )


def _slots(translation: Translation, policy: Manifest) -> Iterator[str]:
    """Yield the services whose pods a policy is for."""
    selector = at(policy.content, "spec", "podSelector")
    for each in translation.own:
        if selects(selector, each.labels):
            yield translation.roles.slots[each.name]


def _further(rules: Sequence[dict[str, Any]], key: str) -> Iterator[dict[str, Any]]:
    """Yield what rules say of peers beside the release, or of ports of every address."""
    for rule in rules:
        peers = items_at(rule, key)
        beside = [peer for peer in peers if _is_beside(peer)]
        if beside:
            yield {**rule, key: beside}
        elif not peers and not _is_dns(rule) and rule:
            yield rule


def _is_beside(peer: dict[str, Any]) -> bool:
    return any(key in peer for key in _BESIDE)


def _is_dns(rule: dict[str, Any]) -> bool:
    return all(port.get("port") == 53 for port in items_at(rule, "ports"))
