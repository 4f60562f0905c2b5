"""Ingresses and HTTPRoutes of other charts, as the values ``ingress`` and ``gateway``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from todo_k8s.importing.foreign.gateways import gateway_values
from todo_k8s.importing.foreign.ingresses import Ingresses
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.sources.manifests import Manifest

_CONTROLLERS = {"nginx": "ingress-nginx", "traefik": "traefik", "haproxy": "haproxy-controller"}
"""The namespace of the controller, by the IngressClass, as their charts install it."""


def add_routes(translation: Translation) -> None:
    """Add the values ``ingress`` and ``gateway``, and let their controllers through."""
    slots, notes = translation.slots, translation.notes
    if found := translation.of_kind("Ingress"):
        ingresses = Ingresses(slots, notes, translation.of_kind("Middleware"))
        for each in found:
            ingresses.add(each)
        _add(translation, "ingress", ingresses.values(), [*found, *ingresses.used])
    if found := translation.of_kind("HTTPRoute"):
        _add(translation, "gateway", gateway_values(found, slots, notes), found)


def _add(
    translation: Translation, key: str, route: dict[str, Any], taken: Sequence[Manifest]
) -> None:
    translation.values[key] = route
    _open_paths(translation.values, route)
    for each in taken:
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


def _controllers(class_name: str) -> list[dict[str, Any]]:
    """Return the peers that the pods of an Ingress controller are."""
    namespace = _CONTROLLERS.get(class_name.rpartition("-")[2] if class_name else "nginx")
    if namespace is None:
        return [{"namespaceSelector": {}}]
    return [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": namespace}}}]
