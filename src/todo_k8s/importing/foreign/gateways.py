"""HTTPRoutes of other charts, as the values ``gateway``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at, items_at


def gateway_values(
    routes: Sequence[Manifest], slots: Mapping[str, str], notes: Notes
) -> dict[str, Any]:
    """Return the values ``gateway`` that make one HTTPRoute of several.

    Args:
        routes: The HTTPRoutes.
        slots: What the Services are in the chart: ``frontend``, ``backend``, a further service.
        notes: What is not carried goes there.
    """
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
    further = _further(rule)
    for each in matches:
        path = at(each, "path")
        value, kind = path.get("value") or "/", path.get("type") or "PathPrefix"
        if slot is None or (each.keys() - {"path"}) or kind not in {"PathPrefix", "Exact"}:
            instead = "; the chart leads it to the frontend" if value == "/" else ""
            notes.lose(f"{route}: the rule of {value} has no form in the chart{instead}")
        elif slot != "frontend" or value != "/" or further:
            entry = {"path": value, "service": slot, **further}
            if kind == "Exact":
                entry["type"] = "Exact"
            found["paths"] += [entry] if entry not in found["paths"] else []


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
