"""HTTPRoutes of other charts, as the values ``gateway``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from todo_k8s.importing.foreign.targets import Targets, are_rounded, weights_of
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at, items_at, texts_at

_ALL = "*"
"""Stands for the host names of the listener."""
_REDIRECT = "RequestRedirect"


def is_redirect(rule: dict[str, Any]) -> bool:
    """Tell whether a rule, or a path of the values, answers with a redirect and asks no service."""
    return any(each.get("type") == _REDIRECT for each in items_at(rule, "filters"))


def only_changes_scheme(route: Manifest, rule: dict[str, Any]) -> bool:
    """Tell whether a rule leads to its own URL by another scheme, for a listener of its own.

    On the listener of all others it would lead to itself for ever.
    """
    filters = [each for each in items_at(rule, "filters") if each.get("type") == _REDIRECT]
    to = [at(each, "requestRedirect") for each in filters]
    hosts = texts_at(at(route.content, "spec"), "hostnames")
    others = [each for each in to if each.get("hostname") and f"{each['hostname']}" not in hosts]
    return bool(to) and not any("path" in each for each in to) and not (hosts and others)


def gateway_values(routes: Sequence[Manifest], targets: Targets, notes: Notes) -> dict[str, Any]:
    """Return the values ``gateway`` that make one HTTPRoute of several.

    Args:
        routes: The HTTPRoutes.
        targets: The Services of the chart.
        notes: What is not carried goes there.
    """
    found: dict[str, Any] = {"enabled": True, "parentRefs": [], "hostnames": [], "paths": []}
    main = _main_hostnames(routes, targets.slots)
    for each in routes:
        spec = at(each.content, "spec")
        found["parentRefs"] += [
            one for one in items_at(spec, "parentRefs") if one not in found["parentRefs"]
        ]
        names = _hostnames_of(each)
        shared = [name for name in names if name in main or name == _ALL]
        found["hostnames"] += [
            name for name in shared if name != _ALL and name not in found["hostnames"]
        ]
        others = [name for name in names if name not in shared]
        for rule in items_at(spec, "rules"):
            if shared:
                _route_rule(found, each, rule, targets, notes)
            if others:
                _route_rule(found, each, rule, targets, notes, others)
    for path in found["paths"]:
        if path.get("service") == "backend":
            del path["service"]
    known = ("name", "namespace", "sectionName", "port")
    found["parentRefs"] = [
        {key: one[key] for key in known if key in one} for one in items_at(found, "parentRefs")
    ]
    return {key: value for key, value in found.items() if value not in ({}, [], "")}


def _hostnames_of(route: Manifest) -> list[str]:
    """Return the host names of a route, or what stands for those of the listener."""
    return texts_at(at(route.content, "spec"), "hostnames") or [_ALL]


def _main_hostnames(routes: Sequence[Manifest], slots: Mapping[str, str]) -> list[str]:
    """Return the names that lead to the same services as the first that leads to the frontend."""
    led: dict[str, set[tuple[str, str]]] = {}
    for each in routes:
        ways = {way for rule in items_at(each.content, "spec", "rules") for way in _ways(rule)}
        for name in _hostnames_of(each):
            led.setdefault(name, set()).update((path, f"{slots.get(to)}") for path, to in ways)
    every = [*led.values()]
    first = next((ways for ways in every if ways), every[0] if every else None)
    main = next((ways for ways in every if ("/", "frontend") in ways), first)
    return [name for name, ways in led.items() if ways == main]


def _ways(rule: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for match in items_at(rule, "matches") or [{}]:
        for backend in items_at(rule, "backendRefs"):
            yield at(match, "path").get("value") or "/", f"{backend.get('name')}"


def _route_rule(
    found: dict[str, Any],
    route: Manifest,
    rule: dict[str, Any],
    targets: Targets,
    notes: Notes,
    hostnames: Sequence[str] = (),
) -> None:
    backends = items_at(rule, "backendRefs")
    target = {} if _redirects(route, rule) else targets.of_all(backends)
    matches = items_at(rule, "matches") or [{}]
    further = {**(target or {}), **_further(rule)}
    for each in matches:
        path = at(each, "path")
        value, kind = path.get("value") or "/", path.get("type") or "PathPrefix"
        if target is None or (each.keys() - {"path"}) or kind not in {"PathPrefix", "Exact"}:
            instead = (
                "; the chart leads it to the frontend" if value == "/" and not hostnames else ""
            )
            notes.lose(f"{route}: the rule of {value} has no form in the chart{instead}")
        elif further != {"service": "frontend"} or value != "/" or hostnames:
            entry = {"path": value, **further}
            if hostnames:
                entry["hostnames"] = [*hostnames]
            if kind == "Exact":
                entry["type"] = "Exact"
            found["paths"] += [entry] if entry not in found["paths"] else []
    if target is not None and are_rounded(weights_of(backends)):
        notes.judge(f"{route}: its weights are rounded to whole percents in gateway.paths")


def _redirects(route: Manifest, rule: dict[str, Any]) -> bool:
    """Tell whether a rule is a redirect that the chart has, in the paths of one route."""
    is_one = is_redirect(rule) and not items_at(rule, "backendRefs")
    return is_one and not only_changes_scheme(route, rule)


def _further(rule: dict[str, Any]) -> dict[str, Any]:
    """Return what a rule says besides of its paths: what is rewritten, other filters, limits."""
    found: dict[str, Any] = {}
    filters = items_at(rule, "filters")
    for each in filters:
        path = at(each, "urlRewrite", "path")
        if each.get("urlRewrite") == {"path": path} and "replacePrefixMatch" in path:
            found["rewrite"] = path["replacePrefixMatch"] or "/"
            filters = [one for one in filters if one is not each]
    known = ("request", "backendRequest")
    timeouts = {key: item for key, item in at(rule, "timeouts").items() if key in known}
    found |= {"filters": filters} if filters else {}
    return found | ({"timeouts": timeouts} if timeouts else {})
