"""Ingresses and HTTPRoutes of other charts, as the values ``ingress`` and ``gateway``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at, items_at

_CLASS = "kubernetes.io/ingress.class"
_CONTROLLERS = {"nginx": "ingress-nginx", "traefik": "traefik", "haproxy": "haproxy-controller"}
"""The namespace of the controller, by the IngressClass, as their charts install it."""


def add_routes(translation: Translation) -> None:
    """Add the values ``ingress`` and ``gateway``, and let their controllers through."""
    values, slots, notes = translation.values, translation.slots, translation.notes
    for kind, key, valued in (
        ("Ingress", "ingress", ingress_values),
        ("HTTPRoute", "gateway", gateway_values),
    ):
        if routes := translation.of_kind(kind):
            values[key] = valued(routes, slots, notes)
            _open_paths(values, values[key])
        for each in routes:
            translation.take(each)


def _open_paths(values: dict[str, Any], route: dict[str, Any]) -> None:
    """Let the controller of a route through to the services that its paths lead to."""
    anybody: list[dict[str, Any]] = [{"namespaceSelector": {}}]
    is_ingress = "parentRefs" not in route
    peers = _controllers(route.get("className", "nginx")) if is_ingress else anybody
    for path in route.get("paths", []):
        slot = path.get("service", "backend")
        if slot == "backend":
            values.setdefault("networkPolicy", {})["backendFrom"] = peers
        elif slot != "frontend":
            section = values.setdefault("services", {}).setdefault(slot, {})
            section.setdefault("networkPolicy", {})["extraFrom"] = peers


def ingress_values(
    ingresses: Sequence[Manifest], slots: Mapping[str, str], notes: Notes
) -> dict[str, Any]:
    """Return the values that make one Ingress of several.

    Args:
        ingresses: The Ingresses.
        slots: What the Services are in the chart: ``frontend``, ``backend``, a further service.
        notes: What is not carried goes there.
    """
    found: dict[str, Any] = {
        "enabled": True,
        "hosts": [],
        "paths": [],
        "tls": [],
        "annotations": {},
    }
    for each in ingresses:
        spec, metadata = at(each.content, "spec"), at(each.content, "metadata")
        annotations = at(metadata, "annotations")
        name = spec.get("ingressClassName") or annotations.get(_CLASS)
        found["className"] = found.get("className") or name or ""
        found["annotations"] |= {key: item for key, item in annotations.items() if key != _CLASS}
        for tls in items_at(spec, "tls"):
            certificate = {key: tls[key] for key in ("secretName", "hosts") if tls.get(key)}
            if certificate not in found["tls"]:
                found["tls"].append(certificate)
        rules = items_at(spec, "rules")
        if backend := at(spec, "defaultBackend"):
            rules = [*rules, {"http": {"paths": [{"path": "/", "backend": backend}]}}]
        for rule in rules:
            _rule(found, each, rule, slots, notes)
    return _tidied(found)


def _rule(
    found: dict[str, Any],
    ingress: Manifest,
    rule: dict[str, Any],
    slots: Mapping[str, str],
    notes: Notes,
) -> None:
    host = rule.get("host") or "*"
    if host not in found["hosts"]:
        found["hosts"].append(host)
    for each in items_at(rule, "http", "paths"):
        backend = at(each, "backend")
        service = at(backend, "service").get("name") or backend.get("serviceName")
        slot = slots.get(f"{service}")
        path, kind = each.get("path") or "/", each.get("pathType") or "Prefix"
        if slot is None:
            notes.lose(
                f"{ingress}: path {path} leads to {service}, which is no service of the chart"
            )
            continue
        if slot == "frontend" and path == "/":
            continue
        entry = {"path": path, "service": slot}
        if kind != "Prefix" and not (
            kind == "ImplementationSpecific" and path.replace("/", "").isalnum()
        ):
            entry["type"] = kind
        others = [one for one in found["paths"] if one["path"] == path]
        if entry not in found["paths"] and others:
            notes.lose(f"{ingress}: path {path} of {host} leads elsewhere for another host")
        elif entry not in found["paths"]:
            found["paths"].append(entry)


def _tidied(found: dict[str, Any]) -> dict[str, Any]:
    tls = found["tls"]
    if (
        len(tls) == 1
        and tls[0].get("secretName")
        and {*tls[0].get("hosts", [])} >= {*found["hosts"]} - {"*"}
    ):
        found["tlsSecretName"] = tls[0]["secretName"]
        found["tls"] = []
    for path in found["paths"]:
        if path["service"] == "backend":
            del path["service"]
    return {key: value for key, value in found.items() if value not in ({}, [], "")}


def _controllers(class_name: str) -> list[dict[str, Any]]:
    """Return the peers that the pods of an Ingress controller are."""
    namespace = _CONTROLLERS.get(class_name.rpartition("-")[2] if class_name else "nginx")
    if namespace is None:
        return [{"namespaceSelector": {}}]
    return [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": namespace}}}]


def gateway_values(
    routes: Sequence[Manifest], slots: Mapping[str, str], notes: Notes
) -> dict[str, Any]:
    """Return the values that make one HTTPRoute of several; see `ingress_values`."""
    found: dict[str, Any] = {"enabled": True, "parentRefs": [], "hostnames": [], "paths": []}
    for each in routes:
        spec = at(each.content, "spec")
        for key in ("parentRefs", "hostnames"):
            listed = spec.get(key)
            items = listed if is_list(listed) else []
            found[key] += [one for one in items if one not in found[key]]
        for rule in items_at(spec, "rules"):
            _route_rule(found, each, rule, slots, notes)
    for path in found["paths"]:
        if path["service"] == "backend":
            del path["service"]
    known = ("name", "namespace", "sectionName", "port")
    found["parentRefs"] = [
        {key: one[key] for key in known if key in one} for one in items_at(found, "parentRefs")
    ]
    return {key: value for key, value in found.items() if value not in ({}, [], "")}


def _route_rule(
    found: dict[str, Any],
    route: Manifest,
    rule: dict[str, Any],
    slots: Mapping[str, str],
    notes: Notes,
) -> None:
    names = [f"{each.get('name')}" for each in items_at(rule, "backendRefs")]
    slot = slots.get(names[0]) if len(names) == 1 else None
    matches = items_at(rule, "matches") or [{}]
    for each in matches:
        path = at(each, "path")
        value, kind = path.get("value") or "/", path.get("type") or "PathPrefix"
        if slot is None or (each.keys() - {"path"}) or kind not in {"PathPrefix", "Exact"}:
            notes.lose(f"{route}: the rule of {value} has no form in the chart")
        elif slot != "frontend" or value != "/":
            entry = {"path": value, "service": slot}
            if kind == "Exact":
                entry["type"] = "Exact"
            found["paths"] += [entry] if entry not in found["paths"] else []
    if rule.get("filters"):
        notes.lose(f"{route}: filters of a rule; see gateway.filters")
