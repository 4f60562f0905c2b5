"""The paths that the chart itself rewrote: each has an Ingress of its own, by its number."""

from __future__ import annotations

import re
from typing import Any

from todo_k8s.errors import ValuesError
from todo_k8s.importing.fitting import Fitting
from todo_k8s.importing.foreign.ingresses import Ingresses
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.overlays import at as at_path
from todo_k8s.importing.overlays import with_value
from todo_k8s.importing.sources.manifests import Manifest, Manifests
from todo_k8s.importing.trials import State
from todo_k8s.manifests.objects import at

_COMPONENT = "app.kubernetes.io/component"


def with_rewritten_paths(fitting: Fitting, state: State, read: Manifests) -> State:
    """Return a state with the paths that are rewritten, if that is nearer to what is wanted.

    Args:
        fitting: The search for values.
        state: The best values without them.
        read: The manifests.
    """
    numbered = _numbered(read)
    if not numbered:
        return state
    paths = [*(at_path(state.values, ("ingress", "paths")) or [])]
    controller = ""
    for number, found in sorted(numbered.items()):
        paths[number:number] = found.get("paths", [])[:1]
        controller = found.get("controller", controller)
    values = with_value(state.values, ("ingress", "paths"), paths)
    values = with_value(values, ("ingress", "controller"), controller)
    try:
        return min(state, fitting.found(values, state.release), key=lambda each: each.cost)
    except ValuesError:
        return state


def _numbered(read: Manifests) -> dict[int, dict[str, Any]]:
    """Return the values of each Ingress that rewrites a path, by the number of the path."""
    of_kind = {
        kind: [each for each in read.own if each.object.kind == kind]
        for kind in ("Ingress", "Middleware", "Service")
    }
    slots = {each.object.name: _component(each) for each in of_kind["Service"]}
    found: dict[int, dict[str, Any]] = {}
    for each in of_kind["Ingress"]:
        if match := re.search(r"-path-(\d+)$", each.object.name):
            ingresses = Ingresses(slots, Notes(), of_kind["Middleware"])
            ingresses.add(each)
            found[int(match[1])] = ingresses.values()
    return found


def _component(service: Manifest) -> str:
    labels = at(service.content, "metadata", "labels")
    return f"{labels.get(_COMPONENT)}"
