"""Monitors of other charts: of ServiceMonitors, the values ``monitoring.serviceMonitor``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from todo_k8s.importing.foreign.labels import labels_of, of_charts
from todo_k8s.importing.foreign.ports import container_ports, port_names
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at, items_at
from todo_k8s.manifests.selectors import selects

_ENDPOINTS = {"ServiceMonitor": "endpoints", "PodMonitor": "podMetricsEndpoints"}
_OF_ALL = ("interval", "scrapeTimeout")
_KNOWN = frozenset(["port", "path", "scheme", *_OF_ALL])
_OF_SPEC = frozenset(["selector", "endpoints", "namespaceSelector"])
"""What the chart's own monitors have; all else is carried with the whole monitor."""
_LABELS = ("jobLabel", "targetLabels")
"""Fields that name labels of the Service."""


def add_monitors(translation: Translation) -> None:
    """Add the ServiceMonitors of the main ports of services; others are left to be carried.

    Those know the ports by the chart's names.
    """
    for monitor in [each for kind in _ENDPOINTS for each in translation.of_kind(kind)]:
        chosen = _chosen(translation, monitor)
        for workload in chosen:
            _let_in(translation, translation.roles.slots[workload.name], monitor)
        is_shared = _selects_others(translation, monitor)
        if chosen and not is_shared and _is_plain(translation, monitor, chosen):
            _add(translation, monitor, chosen)
            translation.take(monitor)
        elif chosen:
            _tell_labels(translation, monitor)
            if not is_shared:  # the ports of others have their names still
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
        if selects(selector, labels_of(service))
    ]


def _selects_others(translation: Translation, monitor: Manifest) -> bool:
    """Tell whether a monitor is about something that stays beside the chart's services too."""
    selector = at(monitor.content, "spec").get("selector")
    if monitor.object.kind == "PodMonitor":
        slots = translation.roles.slots
        others = [each.labels for each in translation.workloads if each.name not in slots]
    else:
        others = [labels_of(each) for each in translation.other_services]
    return any(selects(selector, labels) for labels in others)


def _with_new_ports(monitor: Manifest, chosen: list[Workload]) -> Manifest:
    """Return a monitor whose endpoints are the ports that the chart names."""
    kind = monitor.object.kind
    ports = container_ports if kind == "PodMonitor" else port_names
    renamed = items_at(monitor.content, "spec", _ENDPOINTS[kind])
    for field, names in (("port", ports), ("targetPort", container_ports)):
        pairs = [pair for each in chosen for pair in names(each).items()]
        renamed = [new for each in renamed for new in _renamed(each, field, pairs)]
    spec = {**at(monitor.content, "spec"), _ENDPOINTS[kind]: renamed}
    return monitor._replace(content={**monitor.content, "spec": spec})


def _renamed(
    endpoint: dict[str, Any], field: str, pairs: Sequence[tuple[str, str]]
) -> list[dict[str, Any]]:
    """Return an endpoint once for each name that its port has now."""
    names = {new: None for old, new in pairs if old == endpoint.get(field)}
    return [{**endpoint, field: name} for name in names] or [endpoint]


def _is_plain(translation: Translation, monitor: Manifest, chosen: list[Workload]) -> bool:
    """Tell whether the chart's monitors ask the same as a monitor does."""
    endpoints = items_at(monitor.content, "spec", "endpoints")
    if len(endpoints) != 1 or at(monitor.content, "spec").keys() - _OF_SPEC:
        return False
    port = f"{endpoints[0].get('port')}"
    is_main = all(port_names(each).get(port) == "http" for each in chosen)
    is_http = endpoints[0].get("scheme", "http") == "http"
    if not is_main or not is_http or endpoints[0].keys() - _KNOWN:
        return False
    before = at(translation.values, "monitoring", "serviceMonitor")
    slots = {translation.roles.slots[each.name] for each in chosen}
    said = _said(monitor)
    is_like = all(before.get(key) == said.get(key) for key in (*_OF_ALL, "labels"))
    return not before or (is_like and not slots & at(before, "paths").keys())


def _said(monitor: Manifest) -> dict[str, Any]:
    """Return what the chart has once for all of its monitors."""
    endpoint = items_at(monitor.content, "spec", "endpoints")[0]
    # no Prometheus selects by the labels of charts; by `release` it often does
    labels = {key: item for key, item in labels_of(monitor).items() if not of_charts(key)}
    return {**{key: endpoint[key] for key in _OF_ALL if key in endpoint}, "labels": labels}


def _add(translation: Translation, monitor: Manifest, chosen: list[Workload]) -> None:
    slots = [translation.roles.slots[each.name] for each in chosen]
    found = translation.values.setdefault("monitoring", {}).setdefault("serviceMonitor", {})
    services: list[str] = found.setdefault("services", [])
    found |= {"enabled": True, "services": [*dict.fromkeys([*services, *slots])], **_said(monitor)}
    path = items_at(monitor.content, "spec", "endpoints")[0].get("path", "/metrics")
    found.setdefault("paths", {}).update(dict.fromkeys(slots, path))
    translation.notes.judge(f"{monitor}: monitoring.serviceMonitor, of {', '.join(slots)}")


def _tell_labels(translation: Translation, monitor: Manifest) -> None:
    """Say that a monitor names labels of the Service, of which the chart's has others."""
    named = [key for key in _LABELS if at(monitor.content, "spec").get(key)]
    if named and monitor.object.kind == "ServiceMonitor":
        translation.notes.ask(
            f"correct {' and '.join(named)} of {monitor}: the labels of the Service change"
        )


def _let_in(translation: Translation, slot: str, monitor: Manifest) -> None:
    if slot == "frontend":
        return
    of_backend = slot == "backend"
    path = "networkPolicy.backendFrom" if of_backend else f"services.{slot}.networkPolicy.extraFrom"
    translation.notes.ask(f"let Prometheus in by {path}, where it is not yet: {monitor}")
