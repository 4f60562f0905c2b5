"""What NetworkPolicies let through, as Kubernetes reads them.

References:
    https://kubernetes.io/docs/concepts/services-networking/network-policies/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import Any

Policies = Sequence[Mapping[str, Any]]
NAMESPACE_LABEL = "kubernetes.io/metadata.name"


@dataclass(frozen=True)
class Place:
    """A pod, or an address outside of the cluster.

    Args:
        address: Its address.
        labels: A pod's labels; None outside.
        namespace: A pod's namespace.
    """

    address: str
    labels: Mapping[str, str] | None = field(default=None)
    namespace: str = ""


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
    """Tell whether policies of a namespace let a place connect to a door.

    A place without policies of a direction is open in that direction.
    """
    ways = (("Egress", source, door.place, "to"), ("Ingress", door.place, source, "from"))
    return all(
        _lets(policies, direction, own, other, door, key, namespace)
        for direction, own, other, key in ways
    )


def _lets(
    policies: Policies,
    direction: str,
    own: Place,
    other: Place,
    door: Door,
    key: str,
    namespace: str,
) -> bool:
    about = [
        policy["spec"]
        for policy in policies
        if own.namespace == namespace
        and own.labels is not None
        and direction in policy["spec"]["policyTypes"]
        and selects(policy["spec"]["podSelector"], own.labels)
    ]
    rules = [rule for spec in about for rule in spec.get(direction.lower(), [])]
    return not about or any(
        _has_port(rule, door) and _has_peer(rule.get(key), other, namespace) for rule in rules
    )


def _has_port(rule: Mapping[str, Any], door: Door) -> bool:
    ports = rule.get("ports")
    return ports is None or any(
        port.get("protocol", "TCP") == door.protocol
        and port["port"] <= door.port <= port.get("endPort", port["port"])
        for port in ports
    )


def _has_peer(peers: list[Mapping[str, Any]] | None, other: Place, namespace: str) -> bool:
    return peers is None or any(_is_peer(peer, other, namespace) for peer in peers)


def _is_peer(peer: Mapping[str, Any], other: Place, namespace: str) -> bool:
    if "ipBlock" in peer:
        address, block = ip_address(other.address), peer["ipBlock"]
        left_out = map(ip_network, block.get("except", []))
        return address in ip_network(block["cidr"]) and not any(address in net for net in left_out)
    if other.labels is None:
        return False
    spaces = peer.get("namespaceSelector")
    here = (
        other.namespace == namespace
        if spaces is None
        else selects(spaces, {NAMESPACE_LABEL: other.namespace})
    )
    return here and selects(peer.get("podSelector", {}), other.labels)


def selects(selector: Mapping[str, Any], labels: Mapping[str, str]) -> bool:
    """Tell whether a selector by labels is about these labels."""
    assert set(selector) <= {"matchLabels"}, "expressions are not read here"
    wanted: Mapping[str, str] = selector.get("matchLabels", {})
    return wanted.items() <= labels.items()
