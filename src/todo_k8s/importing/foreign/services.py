"""Services of other charts, as those that todo-chatbot renders."""

from __future__ import annotations

import re
from typing import Any

from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.importing.foreign.connections import ALIASES
from todo_k8s.importing.foreign.labels import carried, labels_of
from todo_k8s.importing.foreign.pods import filled
from todo_k8s.importing.foreign.policies import OUTSIDE, let_through
from todo_k8s.importing.foreign.ports import (
    new_ports,
    number_of,
    port_of,
    ports_of,
    tcp_ports_of,
    tell_node_ports,
)
from todo_k8s.importing.foreign.roles import is_worker
from todo_k8s.importing.foreign.seeds import preset_of
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import Workload, is_udp
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import annotations_of, at
from todo_k8s.services.kubernetes_fields import EXPOSED_SERVICE

_SERVICE_NAME = re.compile(r"[a-z]([-a-z0-9]{0,61}[a-z0-9])?")
_OF_THE_SERVER = frozenset(["clusterIP", "clusterIPs", "healthCheckNodePort"])
_KEPT = [
    *("type", "loadBalancerSourceRanges"),
    *(key for key in EXPOSED_SERVICE.passed_on if key not in _OF_THE_SERVER),
]
_DEFAULTS: dict[str, Any] = {
    "type": "ClusterIP",
    "sessionAffinity": "None",
    "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 10800}},
    "externalTrafficPolicy": "Cluster",
    "internalTrafficPolicy": "Cluster",
    "ipFamilyPolicy": "SingleStack",
    "ipFamilies": ["IPv4"],
    "allocateLoadBalancerNodePorts": True,
    "publishNotReadyAddresses": False,
}
"""What means nothing, as Kubernetes adds it."""


def add_services(translation: Translation, workload: Workload) -> None:
    """Add the first Service of a workload; the chart has one for each of its services."""
    slot = translation.roles.slots[workload.name]
    if not workload.services:
        _tell_port(translation, workload, slot)
    for number, service in enumerate(workload.services):
        _tell_labels(translation, service)
        if not number:
            translation.take(service, _wanted(translation, workload, service, slot))
            if translation.slots[service.object.name] == slot:
                _tell_new_ports(translation, service)
            continue
        if _is_headless(service):
            translation.notes.lose(
                f"{service}: its name gave the addresses of all pods; in the chart it is "
                f"{translation.named(slot)}, which has one; see serviceSpec.clusterIP"
            )
        else:
            translation.notes.lose(
                f"{service}: a second Service of {workload.name}; see service.alias"
            )
            _tell_new_ports(translation, service)
        translation.take(service)
    _tell_shared(translation, workload, slot)
    add_alias(translation, workload, slot)


def add_alias(translation: Translation, workload: Workload, slot: str | None) -> None:
    """Give a service of compose the one further name that it has, or say which it loses.

    Args:
        translation: The translation.
        workload: The workload.
        slot: What it is in the chart; None if it stays beside it.
    """
    given = workload.manifest.content.get(ALIASES) if workload.manifest.is_composed else None
    names = [f"{each}" for each in given] if is_list(given) else []
    if (
        len(names) == 1
        and slot is not None
        and workload.services
        and _SERVICE_NAME.fullmatch(names[0])
    ):
        translation.section(slot).setdefault("service", {})["alias"] = names[0]
        translation.notes.judge(f"{workload.name}: others may ask it as {names[0]} too")
    elif names:
        see = "the names are those of its Services" if slot is None else "see service.alias"
        translation.notes.lose(
            f"{workload.name}: others cannot ask it as {' or '.join(names)}, but where variables "
            f"and commands say so, which are corrected; {see}"
        )


def _is_headless(service: Manifest) -> bool:
    return at(service.content, "spec").get("clusterIP") == "None"


def _tell_labels(translation: Translation, service: Manifest) -> None:
    if labels := carried(labels_of(service)):
        translation.notes.lose(
            f"{service}: its labels {', '.join(labels)} are not carried; see commonLabels, which "
            "all objects have"
        )


def _ports(workload: Workload, service: Manifest) -> dict[str, dict[str, Any]]:
    """Return the ports of a Service by their names; the chart has further ones as the pods do."""
    known = new_ports(workload, service)
    found: dict[str, dict[str, Any]] = {}
    for each in ports_of(service):
        port = port_of(workload, each)
        key = each.get("name") if is_udp(each) else each.get("port")
        new = known.get(key) if isinstance(key, int | str) else None
        number = {} if new is None else {"port": new.number}
        found.setdefault(port["name"], {**port, **number, **_on_nodes(service, each)})
    return found


def _on_nodes(service: Manifest, port: dict[str, Any]) -> dict[str, int]:
    """Return the port of the nodes, which somebody chose only where the type is of them."""
    number = port.get("nodePort")
    is_chosen = at(service.content, "spec").get("type") == "NodePort"
    return {"nodePort": number} if is_chosen and isinstance(number, int) else {}


def _tell_new_ports(translation: Translation, service: Manifest) -> None:
    """Say which ports of a Service the chart's one has under other numbers, or not at all."""
    name = service.object.name
    known = translation.renaming.ports.get(name, {})
    for port in (each.get("port") for each in tcp_ports_of(service)):
        new = known.get(port) if isinstance(port, int) else None
        if new is None:
            translation.notes.ask(f"correct who asks port {port} of {name}: the chart has no equal")
        elif new.number != port:
            translation.notes.lose(
                f"{service}: its port {port} is {new.number} of {translation.renaming.names[name]}"
            )


def _tell_shared(translation: Translation, workload: Workload, slot: str) -> None:
    """Say that a Service led to the pods of another service too; the chart has one for each."""
    for service in workload.services:
        main = translation.slots[service.object.name]
        if main != slot:
            translation.notes.lose(
                f"{service}: led to the pods of {main} and of {slot}; in the chart each has a "
                f"Service of its own, and who asked this one asks {main} only"
            )


def _tell_port(translation: Translation, workload: Workload, slot: str) -> None:
    """Say that nothing names the port of a service that the chart has a Service for."""
    if slot not in {"frontend", "backend"}:
        if workload.manifest.is_composed and workload.port is None and not is_worker(workload):
            translation.notes.ask(
                f"{workload.name} names no port: if others ask it, set services.{slot}.port and "
                f"services.{slot}.reachableFrom"
            )
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
    own = {key: spec[key] for key in _KEPT if spec.get(key) not in (None, _DEFAULTS.get(key))}
    if spec.get("type", "ClusterIP") == "ClusterIP":
        own["type"] = "ClusterIP"
    elif slot not in {"frontend", "backend"} and not service.is_composed:
        let_through(translation, slot, OUTSIDE)
    elif slot != "frontend":
        own["type"] = "ClusterIP"
        translation.notes.lose(
            f"{service}: is reached within the cluster only; see ingress.paths for users"
        )
    if _is_headless(service):
        own |= _headless(translation, workload, service)
    own["ports"] = [*_ports(workload, service).values()]
    if own.get("type") == "NodePort":
        tell_node_ports(service, translation.notes)
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


def _headless(translation: Translation, workload: Workload, service: Manifest) -> dict[str, Any]:
    """Return what makes a Service headless, if each of its ports is that of the pods."""
    if all(number_of(workload, each) == each.get("port") for each in ports_of(service)):
        return {"clusterIP": "None"}
    translation.notes.lose(
        f"{service}: its name gave the addresses of all pods; in the chart it has one address, as "
        "its ports are not those of the pods"
    )
    return {}
