"""Ports of a compose service, and the Service that leads to them."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.importing.compose.units import listed
from todo_k8s.importing.notes import Notes

Ports = dict[int, int | None]
"""The ports of a container, each with the port that it is published on; None if it is not."""


def ports_of(service: str, content: dict[str, Any], notes: Notes) -> Ports:
    """Return the ports of a service; one that is no number is noted as lost."""
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
        elif found.get(target) is None:
            found[target] = published
    for each in listed(content.get("expose")):
        target, _ = _port(each)
        if target is not None:
            found.setdefault(target, None)
    return found


def _is_local(given: Any) -> bool:
    """Tell whether a port is published on the machine's own address only."""
    host = f"{given.get('host_ip')}" if is_map(given) else f"{given}"
    return host.startswith(("127.", "::1", "[::1]", "localhost"))


def _port(given: Any) -> tuple[int | None, int | None]:
    """Return the port of the container and the published one, of a port in either form."""
    if is_map(given):
        target, published = f"{given.get('target')}", f"{given.get('published', '')}"
    else:
        text = f"{given}".partition("/")[0]
        published, _, target = text.rpartition(":")
        published = published.rpartition(":")[2]
    numbers = [
        int(each) if each.isdecimal() and 0 < int(each) < 65536 else None
        for each in (target, published)
    ]
    return numbers[0], numbers[1]


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
