"""Ports of a compose service, and the Service that leads to them."""

from __future__ import annotations

from typing import Any, NamedTuple

from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.importing.compose.units import listed
from todo_k8s.importing.notes import Notes

Ports = dict[int, int | None]
"""The ports of a container, each with the port that it is published on; None if it is not."""

_OF_THE_MACHINE = frozenset(["127.0.0.1", "localhost", "::1"])


def ports_of(service: str, content: dict[str, Any], notes: Notes) -> Ports:
    """Return the ports of a service; what is no number, or not of TCP, is noted as lost."""
    found: Ports = {}
    for each in listed(content.get("ports")):
        target, published = _port(each)
        if published is not None and _is_local(each):
            notes.judge(f"{service}: port {published} was open on the machine only; now ClusterIP")
            published = None
        protocol = each.get("protocol") if is_map(each) else f"{each}".partition("/")[2]
        if f"{protocol or 'tcp'}".lower() != "tcp":
            notes.lose(f"{service}: port {target}/{protocol}; the chart's ports are of TCP")
        elif target is None:
            notes.lose(f"{service}: a port that is no number or a range")
        elif given.protocol != "tcp":
            notes.lose(f"{service}: port {given.target}/{given.protocol}; only TCP is carried")
        elif found.get(given.target) is None:
            found[given.target] = _open(service, given, notes)
    for each in listed(content.get("expose")):
        given = _port(each)
        if given.target is not None and given.protocol == "tcp":
            found.setdefault(given.target, None)
    return found


def _is_local(given: Any) -> bool:
    """Tell whether a port is published on the machine's own address only."""
    host = f"{given.get('host_ip')}" if is_map(given) else f"{given}"
    return host.startswith(("127.", "::1", "[::1]", "localhost"))


def _port(given: Any) -> tuple[int | None, int | None]:
    """Return the port of the container and the published one, of a port in either form."""
    if is_map(given):
        protocol, address = given.get("protocol") or "tcp", given.get("host_ip") or ""
        target, published = f"{given.get('target')}", f"{given.get('published', '')}"
    else:
        text, _, protocol = f"{given}".partition("/")
        published, _, target = text.rpartition(":")
        address, _, published = published.rpartition(":")
    return _Port(
        _number(target), _number(published), f"{address}".strip("[]"), f"{protocol or 'tcp'}"
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() and 0 < int(text) < 65536 else None


def service_manifest(name: str, ports: Ports, labels: dict[str, str]) -> dict[str, Any]:
    """Return the Service in front of pods; ports that are published are for users."""
    published = any(each is not None for each in ports.values())
    web = next((number for number, each in ports.items() if each in {80, 443}), None)
    entries = [
        {
            "name": f"port-{number}",
            "port": 80 if number == web else number,
            "targetPort": number,
        }
        for number in ports
    ]
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name},
        "spec": {
            "type": "LoadBalancer" if published else "ClusterIP",
            "selector": labels,
            "ports": entries,
        },
    }
