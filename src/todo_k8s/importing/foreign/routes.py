"""Ingresses and HTTPRoutes of other charts, as the values ``ingress`` and ``gateway``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from todo_k8s.importing.foreign.gateways import (
    gateway_values,
    is_redirect,
    only_changes_scheme,
)
from todo_k8s.importing.foreign.hosts import (
    fits_beside,
    main_hosts,
    path_of,
    paths_of,
    port_of,
    service_of,
    shared_certificates,
    slots_of,
    with_defaults,
    with_hosts,
)
from todo_k8s.importing.foreign.ingresses import Ingresses
from todo_k8s.importing.foreign.leftovers import carry
from todo_k8s.importing.foreign.policies import ANYBODY, let_through
from todo_k8s.importing.foreign.targets import Targets
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at, items_at

_CONTROLLERS = {"nginx": "ingress-nginx", "traefik": "traefik", "haproxy": "haproxy-controller"}
"""The namespace of the controller, by the IngressClass, as their charts install it."""

_CARRIED = ("GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute")
"""The routes that stay as they are, in `extraObjects`."""


def add_routes(translation: Translation) -> None:
    """Add the values ``ingress`` and ``gateway``, and let their controllers through."""
    if given := translation.of_kind("Ingress"):
        _add_ingresses(translation, given)
    for each in (one for one in translation.of_kind("HTTPRoute") if _is_to_https(one)):
        carry(translation, each)
        translation.take(each)
    if found := translation.of_kind("HTTPRoute"):
        values = gateway_values(found, _targets(translation), translation.notes)
        _add(translation, "gateway", values, found)
    for each in (one for kind in _CARRIED for one in translation.of_kind(kind)):
        _open_carried(translation, each)


def _is_to_https(route: Manifest) -> bool:
    """Tell whether a route is only for those who come by another scheme, at a listener for them."""
    rules = items_at(route.content, "spec", "rules")
    return bool(rules) and all(only_changes_scheme(route, each) for each in rules)


def _targets(translation: Translation) -> Targets:
    return Targets(translation.slots, translation.renaming.ports)


def _add_ingresses(translation: Translation, given: Sequence[Manifest]) -> None:
    """Add the value ``ingress``; what it cannot be is carried."""
    slots, notes = translation.slots, translation.notes
    found = [one for each in given for one in with_defaults(each)]
    hosts = main_hosts(found, slots)
    ingresses = Ingresses(_targets(translation), notes, hosts, translation.of_kind("Middleware"))
    main = next((each for each in found if with_hosts(each, hosts)), found[0])
    whole = [each for each in found if fits_beside(each, main, hosts, slots)]
    for each in found:
        own = each if each in whole else with_hosts(each, hosts)
        if own is not None:
            ingresses.add(own)
    route = ingresses.values()
    _add(translation, "ingress", route, [*given, *ingresses.used])
    for each in (one for one in found if one not in whole):
        _carry_others(translation, each, hosts, route)


def _carry_others(
    translation: Translation, ingress: Manifest, hosts: set[str], route: dict[str, Any]
) -> None:
    """Carry the rules of an Ingress that are of other hosts than those of all paths."""
    other = with_hosts(ingress, hosts, wanted=False)
    if other is None:
        return
    carry(translation, other)
    for name in shared_certificates(ingress, hosts):
        translation.notes.judge(
            f"{ingress}: the certificate {name} is issued for the Ingress in extraObjects, for "
            "all of its hosts"
        )
    led = [{"service": slot} for slot in slots_of(other, translation.slots)]
    _open_paths(translation, {**route, "paths": led})


def _led(route: Manifest) -> Iterator[tuple[str, str, Any]]:
    """Yield the paths of an Ingress or HTTPRoute, with the Service and port of each."""
    for rule in items_at(route.content, "spec", "rules"):
        for one in paths_of(rule):
            yield path_of(one), service_of(one), port_of(one)
        paths = [f"{at(one, 'path').get('value') or '/'}" for one in items_at(rule, "matches")]
        for one in items_at(rule, "backendRefs"):
            yield " and ".join(paths) or "/", f"{one.get('name')}", one.get("port")


def _add(
    translation: Translation, key: str, route: dict[str, Any], taken: Sequence[Manifest]
) -> None:
    translation.values[key] = route
    _open_paths(translation, route)
    for each in taken:
        translation.take(each)


def _open_paths(translation: Translation, route: dict[str, Any]) -> None:
    """Let the controller of a route through to the services that its paths lead to."""
    is_ingress = "parentRefs" not in route
    peers = _controllers(route.get("className", "nginx")) if is_ingress else ANYBODY
    paths = [each for each in route.get("paths", []) if not is_redirect(each)]
    led = [slot for path in paths for slot in (path.get("service", "backend"), *at(path, "split"))]
    for slot in dict.fromkeys(led):
        let_through(translation, slot, peers)
    _open_ports(translation, paths)


def _open_ports(translation: Translation, paths: Sequence[dict[str, Any]]) -> None:
    """Give services the further ports that paths lead to."""
    known = translation.renaming.ports
    for service, slot in translation.slots.items():
        named = {new.name: new.number for new in known.get(service, {}).values()}
        for path in paths:
            led = (path.get("service", "backend"), *at(path, "split"))
            if slot in led and (name := path.get("port")) in named:
                translation.section(slot).setdefault("extraPorts", {})[name] = named[name]


def _open_carried(translation: Translation, route: Manifest) -> None:
    """Let the gateway of a route that is carried through to the services that it leads to."""
    led = {service: None for _, service, _ in _led(route)}
    for slot in (translation.slots[name] for name in led if name in translation.slots):
        let_through(translation, slot, ANYBODY)


def _controllers(class_name: str) -> list[dict[str, Any]]:
    """Return the peers that the pods of an Ingress controller are."""
    namespace = _CONTROLLERS.get(class_name.rpartition("-")[2] if class_name else "nginx")
    if namespace is None:
        return ANYBODY
    return [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": namespace}}}]
