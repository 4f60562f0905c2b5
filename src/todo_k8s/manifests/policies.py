"""What NetworkPolicies let through, as Kubernetes reads them.

References:
    https://kubernetes.io/docs/concepts/services-networking/network-policies/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import Any, Literal

from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.manifests.objects import at, items_at, texts_at
from todo_k8s.manifests.selectors import selects

Policies = Sequence[Mapping[str, Any]]
Direction = Literal["Ingress", "Egress"]
NAMESPACE_LABEL = "kubernetes.io/metadata.name"
"""The label that each namespace has: its name."""


@dataclass(frozen=True)
class Place:
    """A pod, or an address outside of the cluster.

    Args:
        address: Its address; empty if it is not known, so that no ``ipBlock`` is about it.
        labels: A pod's labels; None outside.
        namespace: A pod's namespace.
        ports: The numbers of a pod's named ports, for policies that name one.
    """

    address: str = ""
    labels: Mapping[str, str] | None = field(default=None)
    namespace: str = ""
    ports: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True)
class Door:
    """A port of a place."""

    place: Place
    port: int
    protocol: str = "TCP"


def policies_of(manifests: Iterable[Mapping[str, Any]]) -> Policies:
    """Return the NetworkPolicies among manifests, hooks included."""
    return [manifest for manifest in manifests if manifest["kind"] == "NetworkPolicy"]


def passes(policies: Policies, source: Place, door: Door, namespace: str) -> bool:
    """Tell whether policies let a place connect to a door.

    A place without policies of a direction is open in that direction.

    Args:
        policies: NetworkPolicies.
        source: What connects.
        door: What it connects to.
        namespace: The namespace of policies that name none.
    """
    ways: tuple[tuple[Direction, Place, Place], ...] = (
        ("Egress", source, door.place),
        ("Ingress", door.place, source),
    )
    return all(
        _lets(policies, direction, own, other, door, namespace) for direction, own, other in ways
    )


def policies_about(
    policies: Policies, direction: Direction, place: Place, namespace: str
) -> list[Mapping[str, Any]]:
    """Return the policies that select a pod for a direction; one that has none is open."""
    labels = place.labels
    if labels is None:
        return []
    return [
        policy
        for policy in policies
        if place.namespace == space_of(policy, namespace)
        and direction in types_of(policy)
        and selects(at(policy, "spec", "podSelector"), labels)
    ]


def types_of(policy: Mapping[str, Any]) -> list[str]:
    """Return the directions that a policy is about.

    One that says nothing is about ``Ingress``, and about ``Egress`` if it has rules of that.
    """
    spec = at(policy, "spec")
    return texts_at(spec, "policyTypes") or ["Ingress", *(["Egress"] if "egress" in spec else [])]


def rules_of(policy: Mapping[str, Any], direction: Direction) -> Iterator[Mapping[str, Any]]:
    """Yield the rules of a policy for a direction."""
    yield from items_at(policy, "spec", direction.lower())


def peers_of(rule: Mapping[str, Any], direction: Direction) -> list[Mapping[str, Any]] | None:
    """Return those whom a rule lets through; None for everybody."""
    found = items_at(rule, "to" if direction == "Egress" else "from")
    return [*found] or None


def space_of(policy: Mapping[str, Any], namespace: str) -> str:
    """Return the namespace of a policy."""
    return str(at(policy, "metadata").get("namespace") or namespace)


def _lets(
    policies: Policies, direction: Direction, own: Place, other: Place, door: Door, namespace: str
) -> bool:
    about = policies_about(policies, direction, own, namespace)
    return not about or any(
        has_port(rule, door)
        and has_peer(peers_of(rule, direction), other, space_of(policy, namespace))
        for policy in about
        for rule in rules_of(policy, direction)
    )


def has_port(rule: Mapping[str, Any], door: Door) -> bool:
    """Tell whether a rule is about a door; one without ports is about all of them."""
    ports = items_at(rule, "ports")
    return not ports or any(
        port.get("protocol", "TCP") == door.protocol and _is_port(port, door) for port in ports
    )


def _is_port(port: Mapping[str, Any], door: Door) -> bool:
    wanted = port.get("port")
    if wanted is None:
        return True
    if isinstance(wanted, str):
        return door.place.ports.get(wanted) == door.port
    last = port.get("endPort", wanted)
    return isinstance(wanted, int) and isinstance(last, int) and wanted <= door.port <= last


def has_peer(peers: Iterable[Mapping[str, Any]] | None, other: Place, namespace: str) -> bool:
    """Tell whether a place is among those whom a rule lets through.

    Args:
        peers: See `peers_of`.
        other: The place.
        namespace: The policy's namespace.
    """
    return peers is None or any(_is_peer(peer, other, namespace) for peer in peers)


def _is_peer(peer: Mapping[str, Any], other: Place, namespace: str) -> bool:
    if "ipBlock" in peer:
        return bool(other.address) and _is_in(peer["ipBlock"], other.address)
    if other.labels is None:
        return False
    spaces = peer.get("namespaceSelector")
    here = (
        other.namespace == namespace
        if not is_map(spaces)
        else selects(spaces, {NAMESPACE_LABEL: other.namespace})
    )
    return here and selects(at(peer, "podSelector"), other.labels)


def _is_in(block: Mapping[str, Any], address: str) -> bool:
    found = ip_address(address)
    left_out = map(ip_network, block.get("except") or [])
    return found in ip_network(block["cidr"]) and not any(found in net for net in left_out)
