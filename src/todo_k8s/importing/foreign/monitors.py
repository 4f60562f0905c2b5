"""Monitors of other charts: of ServiceMonitors, the values ``monitoring.serviceMonitor``."""

from __future__ import annotations

from typing import Any

from todo_k8s.importing.foreign.labels import of_charts
from todo_k8s.importing.foreign.services import container_ports, port_names
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at, items_at
from todo_k8s.manifests.selectors import selects

_ENDPOINTS = {"ServiceMonitor": "endpoints", "PodMonitor": "podMetricsEndpoints"}
_OF_ALL = ("interval", "scrapeTimeout")
_KNOWN = frozenset(["port", "path", "scheme", *_OF_ALL])


def add_monitors(translation: Translation) -> None:
    """Add the ServiceMonitors of the main ports of services; others are left to be carried.

    Those know the ports by the chart's names.
    """
    for monitor in [each for kind in _ENDPOINTS for each in translation.of_kind(kind)]:
        chosen = _chosen(translation, monitor)
        for workload in chosen:
            _let_in(translation, translation.roles.slots[workload.name], monitor)
        endpoints = items_at(monitor.content, "spec", "endpoints")
        if chosen and len(endpoints) == 1 and _is_plain(endpoints[0], chosen):
            _add(translation, monitor, endpoints[0], chosen)
            translation.take(monitor)
        elif chosen:
            translation.replace(monitor, _with_new_ports(monitor, chosen))


def _chosen(translation: Translation, monitor: Manifest) -> list[Workload]:
    """Return the services of the chart that a monitor is about."""
    selector = at(monitor.content, "spec").get("selector")
    if monitor.object.kind == "PodMonitor":
        return [each for each in translation.own if selects(selector, each.labels)]
    return [
        each
        for each in translation.own
        for service in each.services[:1]
        if selects(selector, at(service.content, "metadata", "labels"))
    ]


def _with_new_ports(monitor: Manifest, chosen: list[Workload]) -> Manifest:
    """Return a monitor whose endpoints are the ports that the chart names."""
    kind = monitor.object.kind
    names = {
        old: new
        for each in chosen
        for old, new in (container_ports if kind == "PodMonitor" else port_names)(each).items()
    }
    spec = at(monitor.content, "spec")
    renamed = [
        {**each, "port": names.get(f"{each['port']}", each["port"])} if "port" in each else each
        for each in items_at(spec, _ENDPOINTS[kind])
    ]
    return monitor._replace(
        content={**monitor.content, "spec": {**spec, _ENDPOINTS[kind]: renamed}}
    )


def _is_plain(endpoint: dict[str, Any], chosen: list[Workload]) -> bool:
    """Tell whether the chart's monitors can ask what an endpoint says."""
    main = all(port_names(each).get(f"{endpoint.get('port')}") == "http" for each in chosen)
    return main and not endpoint.keys() - _KNOWN and endpoint.get("scheme", "http") == "http"


def _add(
    translation: Translation, monitor: Manifest, endpoint: dict[str, Any], chosen: list[Workload]
) -> None:
    slots = [translation.roles.slots[each.name] for each in chosen]
    metadata = at(monitor.content, "metadata")
    found = translation.values.setdefault("monitoring", {}).setdefault("serviceMonitor", {})
    services: list[str] = found.setdefault("services", [])
    found |= {"enabled": True, "services": [*dict.fromkeys([*services, *slots])]}
    found.setdefault("paths", {}).update({slot: endpoint.get("path", "/metrics") for slot in slots})
    # no Prometheus selects by those of charts; by `release` it often does
    labels = {key: item for key, item in at(metadata, "labels").items() if not of_charts(key)}
    said = {**{key: endpoint[key] for key in _OF_ALL if key in endpoint}, "labels": labels}
    for key, item in said.items():
        if found.setdefault(key, item) != item:
            translation.notes.lose(f"{monitor}: {key} is that of the first ServiceMonitor")
    translation.notes.judge(f"{monitor}: monitoring.serviceMonitor, of {', '.join(slots)}")


def _let_in(translation: Translation, slot: str, monitor: Manifest) -> None:
    if slot == "frontend":
        return
    of_backend = slot == "backend"
    path = "networkPolicy.backendFrom" if of_backend else f"services.{slot}.networkPolicy.extraFrom"
    translation.notes.ask(f"let Prometheus in by {path}, where it is not yet: {monitor}")
