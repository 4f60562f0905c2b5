"""Services of other charts, as those that todo-chatbot renders."""

from __future__ import annotations

from typing import Any

from todo_k8s.importing.foreign.pods import filled
from todo_k8s.importing.foreign.seeds import preset_of
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import annotations_of, at, items_at

_KEPT = ("type", "loadBalancerSourceRanges", "sessionAffinity", "externalTrafficPolicy")
_DEFAULTS = (None, "None", "Cluster", "ClusterIP")


def add_services(translation: Translation, workload: Workload) -> None:
    """Add the first Service of a workload; the chart has one for each of its services."""
    slot = translation.roles.slots[workload.name]
    if not workload.services:
        _tell_port(translation, workload, slot)
    for number, service in enumerate(workload.services):
        if not number:
            translation.take(service, _wanted(translation, workload, service, slot))
            continue
        if at(service.content, "spec").get("clusterIP") != "None":
            translation.notes.lose(
                f"{service}: a second Service of {workload.name}; see service.alias"
            )
        translation.take(service)


def _tell_port(translation: Translation, workload: Workload, slot: str) -> None:
    """Say that nothing names the port of a service that the chart has a Service for."""
    if slot not in {"frontend", "backend"}:
        return
    if workload.port is None and preset_of(workload) == "none":
        translation.notes.ask(f"{workload.name} names no port: set {slot}.port")
    if slot == "frontend":  # nothing was published
        translation.section(slot)["service"] = {"type": "ClusterIP"}


def _wanted(
    translation: Translation, workload: Workload, service: Manifest, slot: str
) -> dict[str, Any]:
    """Return a Service as the chart should render it."""
    spec = at(service.content, "spec")
    own = {key: spec[key] for key in _KEPT if spec.get(key) not in _DEFAULTS}
    if spec.get("type", "ClusterIP") == "ClusterIP":
        own["type"] = "ClusterIP"
    elif slot != "frontend":
        own["type"] = "ClusterIP"
        translation.notes.lose(
            f"{service}: is reached within the cluster only; see ingress.paths for users"
        )
    own["ports"] = [_port(workload, each) for each in _ports_of(service)]
    return filled(
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {
                "name": translation.named(slot),
                "annotations": annotations_of(service.content),
            },
            "spec": own,
        }
    )


def port_names(workload: Workload) -> dict[str, str]:
    """Return what the chart calls the ports of a workload's first Service."""
    ports = [port for service in workload.services[:1] for port in _ports_of(service)]
    return {f"{each.get('name')}": f"{_port(workload, each)['name']}" for each in ports}


def container_ports(workload: Workload) -> dict[str, str]:
    """Return what the chart calls the ports of a workload's main container."""
    ports = items_at(workload.main, "ports")
    return {
        f"{each['name']}": _name_of(workload, each.get("containerPort"), f"{each['name']}")
        for each in ports
        if "name" in each
    }


def _name_of(workload: Workload, number: Any, given: Any) -> str:
    """Return what the chart calls a port: ``http`` is the main one, and no other."""
    if number == workload.port:
        return "http"
    return f"port-{number}" if given in {None, "", "http"} else f"{given}"


def _ports_of(service: Manifest) -> list[dict[str, Any]]:
    return items_at(service.content, "spec", "ports")


def _port(workload: Workload, port: dict[str, Any]) -> dict[str, Any]:
    """Return a port of a Service under the name that the chart gives it."""
    given = items_at(workload.main, "ports")
    numbers = {each.get("name"): each.get("containerPort") for each in given}
    names = {each.get("containerPort"): each.get("name") for each in given}
    target = port.get("targetPort", port.get("port"))
    number = numbers.get(target, target)
    name = _name_of(workload, number, names.get(number) or port.get("name"))
    found: dict[str, Any] = {
        "name": name,
        "port": port.get("port"),
        "targetPort": name,
        "protocol": port.get("protocol", "TCP"),
    }
    if isinstance(port.get("nodePort"), int):
        found["nodePort"] = port["nodePort"]
    return found
