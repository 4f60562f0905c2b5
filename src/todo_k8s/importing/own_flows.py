"""What a policy of the chart lets through more or less than the one that was read, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from todo_k8s.importing.comparing import Object, object_of
from todo_k8s.importing.notes import Notes
from todo_k8s.manifests.objects import at, items_at

_COMPONENT = "app.kubernetes.io/component"
_WAYS = (("ingress", "from", "lets in", "anybody"), ("egress", "to", "lets out to", "any address"))
_EVERYTHING = "all ports"

Flow = tuple[str, str]
"""A peer and a port, in words."""


def tell_flows(
    left: Sequence[Mapping[str, Any]], right: Sequence[Mapping[str, Any]], notes: Notes
) -> set[Object]:
    """Say what policies of a rendering let through otherwise; return those that are told of.

    Args:
        left: The rendering.
        right: The manifests that were read.
        notes: Where it goes.
    """
    ours = {object_of(each): each for each in left if each.get("kind") == "NetworkPolicy"}
    told: set[Object] = set()
    for each in right:
        one = object_of(each)
        if one not in ours:
            continue
        for line in _changes(ours[one], each):
            notes.lose(f"{one}: {line}")
            told.add(one)
    return told


def _changes(left: Mapping[str, Any], right: Mapping[str, Any]) -> Iterator[str]:
    for field, key, verb, anybody in _WAYS:
        now, before = (_flows(each, field, key, anybody) for each in (left, right))
        if more := [flow for flow in now if flow not in before]:
            yield f"is looser: it {verb} {_listed(more)}, which it did not before"
        if less := [flow for flow in before if flow not in now]:
            yield f"is stricter: it no longer {verb} {_listed(less)}"


def _flows(policy: Mapping[str, Any], field: str, key: str, anybody: str) -> list[Flow]:
    return [
        (peer, port)
        for rule in items_at(policy, "spec", field)
        for peer in [_peer(each) for each in items_at(rule, key)] or [anybody]
        for port in [_port(each) for each in items_at(rule, "ports")] or [_EVERYTHING]
    ]


def _peer(peer: dict[str, Any]) -> str:
    if "ipBlock" in peer:
        return f"{at(peer, 'ipBlock').get('cidr')}"
    if (name := at(peer, "podSelector", "matchLabels").get(_COMPONENT)) is not None:
        return f"{name}"
    words = [
        f"{what} {json.dumps(peer[field], sort_keys=True)}"
        for field, what in (("podSelector", "pods"), ("namespaceSelector", "namespaces"))
        if field in peer
    ]
    return " in ".join(words)


def _port(port: dict[str, Any]) -> str:
    protocol = port.get("protocol", "TCP")
    return f"{port.get('port')}" if protocol == "TCP" else f"{port.get('port')}/{protocol.lower()}"


def _listed(flows: Sequence[Flow]) -> str:
    """Return peers with their ports, those of the same ports together."""
    ports: dict[str, list[str]] = {}
    for peer, port in flows:
        ports.setdefault(peer, []).append(port)
    peers: dict[str, list[str]] = {}
    for peer, own in ports.items():
        peers.setdefault(" and ".join(dict.fromkeys(own)), []).append(peer)
    return "; ".join(f"{', '.join(names)} on {own}" for own, names in peers.items())
