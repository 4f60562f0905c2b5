"""Ports of a compose service, and the Service that leads to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from todo_k8s.errors import printable
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.importing.compose.units import listed, pairs_of
from todo_k8s.importing.notes import Notes
from todo_k8s.manifests.objects import at, items_at

Ports = dict[int, int | None]
"""The ports of a container, each with the port that it is published on; None if it is not."""

_MOST = 20
"""A range of more ports is not carried."""
_OF_TRAEFIK = re.compile(r"traefik\.http\.services\.[^.]+\.loadbalancer\.server\.port")


def ports_of(service: str, content: dict[str, Any], notes: Notes) -> Ports:
    """Return the ports of a service; one that is no number is noted as lost."""
    found: Ports = {}
    for each in listed(content.get("ports")):
        if (protocol := _protocol(each)) != "tcp":
            if protocol != "udp":
                notes.lose(f"{service}: port {_texts(each)[0]}/{protocol}; see udpPorts for UDP")
            continue
        for target, published in _pairs(service, each, notes):
            if found.get(target) is None:
                found[target] = published
            elif published not in {None, found[target]}:
                notes.lose(
                    f"{service}: port {target} is published on {published} too; a Service has "
                    f"one port for it, {found[target]}"
                )
    for each in listed(content.get("expose")):
        for target, _ in _pairs(service, each, notes):
            found.setdefault(target, None)
    for target in _ports_of_labels(content):
        found.setdefault(target, None)
    return found


def _protocol(given: Any) -> str:
    found = given.get("protocol") if is_map(given) else f"{given}".partition("/")[2]
    return f"{found or 'tcp'}".lower()


def add_udp(
    service: str, content: dict[str, Any], manifests: Sequence[dict[str, Any]], notes: Notes
) -> None:
    """Add the UDP ports of a service to its Deployment and Service.

    Args:
        service: The name of the service.
        content: What the file says of it.
        manifests: Both, or the Deployment alone: then the ports are noted as lost.
        notes: Where that is noted.
    """
    given = [each for each in listed(content.get("ports")) if _protocol(each) == "udp"]
    ports = dict.fromkeys(port for each in given for port, _ in _pairs(service, each, notes))
    if ports and len(manifests) < 2:
        listing = ", ".join(f"{port}/udp" for port in ports)
        notes.lose(f"{service}: port {listing}; it needs a TCP port too: set port and udpPorts")
        return
    for port in ports:
        deployment, front = manifests
        (container, *_) = items_at(deployment, "spec", "template", "spec", "containers")
        named = {"name": f"udp-{port}", "protocol": "UDP"}
        container["ports"] = [*items_at(container, "ports"), {**named, "containerPort": port}]
        front["spec"]["ports"].append({**named, "port": port, "targetPort": port})


def _ports_of_labels(content: dict[str, Any]) -> list[int]:
    """Return the ports that Traefik is told to ask."""
    labels = {**pairs_of(at(content, "deploy").get("labels")), **pairs_of(content.get("labels"))}
    ports = (port for key, port in labels.items() if _OF_TRAEFIK.fullmatch(key))
    return [number for port in ports for number in _numbers(f"{port}") or ()]


def _pairs(service: str, given: Any, notes: Notes) -> list[tuple[int, int | None]]:
    """Return the ports of the container that an entry names, each with the published one."""
    target, published = _texts(given)
    targets = _numbers(target)
    if targets is None:
        notes.lose(
            f"{service}: port {printable(target)} is no number, and no range of up to {_MOST} ports"
        )
        return []
    # a single port is published on the first of a range that is free
    on = _numbers(published.partition("-")[0] if len(targets) == 1 else published) or []
    if len(targets) == 1 and "-" in published and not _is_local(given):
        notes.lose(
            f"{service}: port {target} was published on one of {printable(published)}; its Service "
            "has one port for it"
        )
    if on and _is_local(given):
        notes.judge(
            f"{service}: port {published} was bound to localhost; it is now a ClusterIP port"
        )
        on = []
    return [*zip_longest(targets, on[: len(targets)])]


def _is_local(given: Any) -> bool:
    """Tell whether a port is published on the machine's own address only."""
    host = f"{given.get('host_ip')}" if is_map(given) else f"{given}"
    return host.startswith(("127.", "::1", "[::1]", "localhost"))


def _texts(given: Any) -> tuple[str, str]:
    """Return the port of the container and the published one, of a port in either form."""
    if is_map(given):
        return f"{given.get('target')}", f"{given.get('published', '')}"
    published, _, target = f"{given}".partition("/")[0].rpartition(":")
    return target, published.rpartition(":")[2]


def _numbers(text: str) -> list[int] | None:
    """Return the ports of a text such as ``8000`` or ``8000-8002``; None if it has none."""
    first, dash, last = text.partition("-")
    ends = [int(each) if each.isdecimal() and len(each) < 6 else 0 for each in (first, last)]
    numbers = range(ends[0], (ends[1] if dash else ends[0]) + 1)
    is_one = 0 < len(numbers) <= _MOST and numbers[0] > 0 and numbers[-1] < 65536
    return [*numbers] if is_one else None


def main_port(ports: Ports, listens: int | None = None) -> int | None:
    """Return the port of a container that is for users: published for browsers, or the first.

    Args:
        ports: The ports of the container.
        listens: The port that its variable PORT says.
    """
    published = {on: number for number, on in [*ports.items()][::-1]}
    first = listens if listens in ports else next(iter(ports), None)
    return published.get(80, published.get(443, first))


def service_manifest(
    name: str,
    ports: Ports,
    labels: dict[str, str],
    *,
    is_asked: bool = False,
    listens: int | None = None,
) -> dict[str, Any]:
    """Return the Service in front of pods; ports that are published are for users.

    Args:
        name: Its name.
        ports: The ports of the container.
        labels: The labels of the pods.
        is_asked: Whether other services ask this one, which they do on the container's ports.
        listens: The port that the container's variable PORT says.
    """
    main = main_port(ports, listens)
    published = None if main is None or is_asked else ports[main]
    own = main if published in ports else published or main
    entries = [
        {
            "name": f"port-{number}",
            "port": own if number == main else number,
            "targetPort": number,
        }
        for number in sorted(ports, key=lambda each: each != main)
    ]
    is_published = any(each is not None for each in ports.values())
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name},
        "spec": {
            "type": "LoadBalancer" if is_published else "ClusterIP",
            "selector": labels,
            "ports": entries,
        },
    }
