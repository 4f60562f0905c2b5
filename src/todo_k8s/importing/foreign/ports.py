"""What the chart calls the ports of workloads and of their Services."""

from __future__ import annotations

from typing import Any, NamedTuple

from todo_k8s.importing.foreign.workloads import Workload, is_udp
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at, items_at

MAIN = "http"
"""The name of the main port."""


class NewPort(NamedTuple):
    """What a port of a Service is in the chart."""

    name: str
    number: int


def port_names(workload: Workload) -> dict[str, str]:
    """Return what the chart calls the ports of a workload's first Service."""
    ports = [port for service in workload.services[:1] for port in ports_of(service)]
    return {f"{each.get('name')}": f"{port_of(workload, each)['name']}" for each in ports}


def container_ports(workload: Workload) -> dict[str, str]:
    """Return what the chart calls the ports of a workload's main container."""
    ports = items_at(workload.main, "ports")
    return {
        f"{each['name']}": _name_of(workload, each, each.get("containerPort"), f"{each['name']}")
        for each in ports
        if "name" in each
    }


def _name_of(workload: Workload, port: dict[str, Any], number: Any, given: Any) -> str:
    """Return what the chart calls a port: ``http`` is the main one, and no other."""
    if number == workload.port and not is_udp(port):
        return MAIN
    own = "udp" if is_udp(port) else "port"
    return f"{own}-{number}" if given in (None, "", MAIN) else f"{given}"


def ports_of(service: Manifest) -> list[dict[str, Any]]:
    """Return the ports of a Service."""
    return items_at(service.content, "spec", "ports")


def tell_node_ports(service: Manifest, notes: Notes) -> None:
    """Say which ports of the nodes a Service has, as no two Services of a cluster share one."""
    is_chosen = at(service.content, "spec").get("type") == "NodePort"
    numbers = [each.get("nodePort") for each in ports_of(service) if is_chosen]
    if taken := [f"{each}" for each in numbers if isinstance(each, int)]:
        notes.ask(
            f"remove nodePort {', '.join(taken)} here, or the {service} before you install: two "
            "Services of a cluster do not share one"
        )


def tcp_ports_of(service: Manifest) -> list[dict[str, Any]]:
    """Return the ports of a Service that routes may lead to."""
    return [each for each in ports_of(service) if not is_udp(each)]


def port_of(workload: Workload, port: dict[str, Any]) -> dict[str, Any]:
    """Return a port of a Service under the name that the chart gives it."""
    given = items_at(workload.main, "ports")
    number = number_of(workload, port)
    named = (
        each.get("name")
        for each in given
        if each.get("containerPort") == number and is_udp(each) == is_udp(port)
    )
    name = _name_of(workload, port, number, next(named, None) or port.get("name"))
    found: dict[str, Any] = {
        "name": name,
        "port": port.get("port"),
        "targetPort": name,
        "protocol": port.get("protocol", "TCP"),
    }
    if port.get("appProtocol"):
        found["appProtocol"] = port["appProtocol"]
    return found


def number_of(workload: Workload, port: dict[str, Any]) -> Any:
    """Return the port of the pod that a port of a Service leads to, by its number or its name."""
    containers = [*workload.containers[1:], workload.main]
    given = [each for container in containers for each in items_at(container, "ports")]
    numbers = {f"{each.get('name')}": each.get("containerPort") for each in given}
    target = port.get("targetPort", port.get("port"))
    return numbers.get(target, target) if isinstance(target, str) else target


def new_ports(workload: Workload, service: Manifest) -> dict[int | str, NewPort]:
    """Return what the ports of a Service are in the chart, by their numbers and names.

    What leads to a port that the chart does not know is left out.
    """
    # names of headless Services are those of pods, which are asked on their own ports
    is_headless = at(service.content, "spec").get("clusterIP") == "None"
    found: dict[int | str, NewPort] = {}
    for port in ports_of(service):
        if (new := _new_port(workload, port)) is not None:
            own = number_of(workload, port) if is_headless else None
            keys = [port.get("name")] if is_udp(port) else [port.get("port"), port.get("name"), own]
            found |= {key: new for key in keys if isinstance(key, int | str)}
    return found


def _new_port(workload: Workload, port: dict[str, Any]) -> NewPort | None:
    """Return what a port of a Service is in the chart; None if its Service leads nowhere like it.

    That has the port of the first one for the main port, and all others under the container's own
    numbers.
    """
    first = [each for service in workload.services[:1] for each in ports_of(service)]
    main = [
        each.get("port")
        for each in first
        if number_of(workload, each) == workload.port and not is_udp(each)
    ]
    known = [each.get("containerPort") for each in items_at(workload.main, "ports")]
    known += [number_of(workload, each) for each in first]
    number = number_of(workload, port)
    is_main = number == workload.port and not is_udp(port)
    new = next(iter(main), None) if is_main else number
    if not isinstance(new, int) or number not in known:
        return None
    return NewPort(port_of(workload, port)["name"], new)
