"""Who may connect to whom, by the NetworkPolicies, and who means to by its variables.

A connection is drawn if somebody names it: a policy that selects the other pods, or a variable
with the address of their Service. What a policy leaves open to everybody is said at the pods.
DNS is left out, as all pods need it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.graph.model import Edge, Node, NodeKind
from todo_k8s.graph.workloads import Service, Workload
from todo_k8s.manifests.objects import at, items_at, texts_at
from todo_k8s.manifests.pods import containers_of
from todo_k8s.manifests.policies import (
    NAMESPACE_LABEL,
    Direction,
    Door,
    Place,
    Policies,
    has_peer,
    has_port,
    passes,
    peers_of,
    policies_about,
    rules_of,
    space_of,
)
from todo_k8s.manifests.selectors import selector_text

_DNS = {53, 5353}
_EVERYWHERE = {"0.0.0.0/0", "::/0"}


@dataclass(frozen=True)
class Flows:
    """All that is asked to find connections.

    Args:
        policies: The NetworkPolicies.
        workloads: What runs pods.
        services: The Services in front of them.
        namespace: The namespace of policies that name none.
        left_out: Pods that are not drawn, nor named where policies do.
    """

    policies: Policies
    workloads: Sequence[Workload]
    services: Sequence[Service]
    namespace: str
    left_out: Sequence[Place] = ()

    def edges(self) -> Iterator[Edge]:
        """Yield the connections between workloads, to the Service of one that has one."""
        for source in self.workloads:
            for target in self.workloads:
                if source is not target:
                    yield from self._between(source, target)

    def _between(self, source: Workload, target: Workload) -> Iterator[Edge]:
        names = [*_mentions(source, target, self.services)]
        ends = source.node.id, self._entrance(target)
        doors = [Door(target.place, number, protocol) for number, protocol, _ in target.ports]
        meant = [
            door
            for door in doors
            if names
            or self._names("Egress", source, target, door)
            or self._names("Ingress", target, source, door)
        ]
        may = [door for door in meant if passes(self.policies, source.place, door, self.namespace)]
        if may:
            yield Edge(*ends, "allowed", (*map(_door_text, may), *names))
        elif (meant and (names or self._sends(source, target, meant))) or (names and not doors):
            yield Edge(*ends, "blocked" if meant else "allowed", tuple(names))

    def _sends(self, source: Workload, target: Workload, doors: Iterable[Door]) -> bool:
        return any(self._names("Egress", source, target, door) for door in doors)

    def _names(self, direction: Direction, own: Workload, other: Workload, door: Door) -> bool:
        """Tell whether a rule about one workload names another one."""
        return any(
            has_port(rule, door)
            and has_peer(_selecting(peers_of(rule, direction)), other.place, space)
            for space, rule in self._rules(direction, own)
        )

    def _rules(
        self, direction: Direction, own: Workload
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for policy in policies_about(self.policies, direction, own.place, self.namespace):
            for rule in rules_of(policy, direction):
                yield space_of(policy, self.namespace), rule

    def _entrance(self, target: Workload) -> str:
        """Return the node that connections to a workload go to: its Service, if it has one."""
        for service in self.services:
            if service.behind == (target,):
                return service.node.id
        return target.node.id

    def strangers(self) -> tuple[list[Node], list[Edge]]:
        """Return those outside of the graph whom policies name, and their connections."""
        nodes, edges = dict[str, Node](), list[Edge]()
        for own in self.workloads:
            for direction in ("Ingress", "Egress"):
                for rule_node, labels in self._outside(direction, own):
                    nodes.setdefault(rule_node.id, rule_node)
                    source, target = rule_node.id, own.node.id
                    if direction == "Egress":
                        source, target = target, source
                    edges.append(Edge(source, target, "allowed", labels))
        return [*nodes.values()], edges

    def _outside(
        self, direction: Direction, own: Workload
    ) -> Iterator[tuple[Node, tuple[str, ...]]]:
        for space, rule in self._rules(direction, own):
            ports = [*_ports_of(rule)]
            if not _is_dns(rule):
                for node in self._peers(direction, space, rule):
                    yield node, tuple(ports) or ("any port",)

    def _peers(self, direction: Direction, space: str, rule: Mapping[str, Any]) -> Iterator[Node]:
        """Yield those whom a rule names and who are no workload of the graph."""
        peers = peers_of(rule, direction)
        side: NodeKind = "outside" if direction == "Ingress" else "external"
        if peers is None:
            if direction == "Egress":
                yield Node("to/anything", "external", "outside", "anything")
            return
        for peer in peers:
            known = (*(each.place for each in self.workloads), *self.left_out)
            if "ipBlock" in peer or not any(has_peer([peer], each, space) for each in known):
                title, name, details = _peer_text(peer, space)
                yield Node(f"{side}/{title}/{name}", side, title, name, details)

    def openness(self, own: Workload) -> Iterator[str]:
        """Yield what everybody may do with the pods of a workload, and what they may do."""
        if not self.policies:
            return
        if not policies_about(self.policies, "Ingress", own.place, self.namespace):
            yield "open to every pod"
        for _, rule in self._rules("Ingress", own):
            if peers_of(rule, "Ingress") is None:
                yield f"open to everybody: {', '.join(_ports_of(rule)) or 'any port'}"
        if not policies_about(self.policies, "Egress", own.place, self.namespace):
            yield "may connect to anything"


def _selecting(peers: list[Mapping[str, Any]] | None) -> list[Mapping[str, Any]]:
    """Return the peers that select pods by their labels."""
    return [
        peer for peer in peers or [] if peer.get("podSelector") or peer.get("namespaceSelector")
    ]


def _door_text(door: Door) -> str:
    return str(door.port) + ("" if door.protocol == "TCP" else f"/{door.protocol}")


def _ports_of(rule: Mapping[str, Any]) -> Iterator[str]:
    for port in items_at(rule, "ports"):
        protocol = port.get("protocol", "TCP")
        last = f"–{port['endPort']}" if port.get("endPort") else ""
        number = f"{port.get('port', 'any port')}{last}"
        yield number if protocol == "TCP" else f"{number}/{protocol}"


def _is_dns(rule: Mapping[str, Any]) -> bool:
    ports = items_at(rule, "ports")
    return bool(ports) and all(port.get("port") in _DNS for port in ports)


def _peer_text(peer: Mapping[str, Any], space: str) -> tuple[str, str, tuple[str, ...]]:
    """Return what a peer is, what it is called, and further lines about it."""
    if "ipBlock" in peer:
        block = at(peer, "ipBlock")
        cidr, left_out = str(block.get("cidr")), texts_at(block, "except")
        if cidr in _EVERYWHERE:
            return (
                "addresses",
                "any address",
                (("but for cloud metadata and the like",) if left_out else ()),
            )
        return "addresses", cidr, (f"but for {', '.join(left_out)}",) if left_out else ()
    spaces, pods = peer.get("namespaceSelector"), peer.get("podSelector")
    name = at(spaces, "matchLabels").get(NAMESPACE_LABEL)
    where = f"namespace {name}" if name else f"namespaces {selector_text(spaces)}"
    if spaces is None:
        return "pods", selector_text(pods), (f"namespace {space}",) if space else ()
    if not pods:
        return ("namespace", str(name), ()) if name else ("namespaces", selector_text(spaces), ())
    return "pods", selector_text(pods), (where,)


def _mentions(source: Workload, target: Workload, services: Iterable[Service]) -> Iterator[str]:
    """Yield the variables of a workload with the address of another one's Service."""
    for service in services:
        if target not in service.behind:
            continue
        names = "|".join(map(re.escape, (service.node.name, *service.aliases)))
        space = re.escape(target.place.namespace)
        address = re.compile(
            rf"(?:^|[/@,\s])(?:{names})(?:\.{space}(?:\.svc(?:\.[a-z0-9.-]+)?)?)?(?=[:/,\s]|$)"
        )
        for variable, value in _variables(source):
            if address.search(value):
                yield variable


def _variables(workload: Workload) -> Iterator[tuple[str, str]]:
    for container in containers_of(workload.template):
        for each in items_at(container, "env"):
            if isinstance(value := each.get("value"), str):
                yield str(each.get("name")), value
