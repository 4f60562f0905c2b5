"""The chart's own Ingresses, read as those of others are, where inversion does not explain them.

A path that is rewritten is in an Ingress of its own, and a rule for every host names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from todo_k8s.importing.fitting import Fitting
from todo_k8s.importing.foreign.ingresses import Ingresses
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.manifests import Manifest, Manifests
from todo_k8s.importing.trials import State
from todo_k8s.manifests.objects import at

_COMPONENT = "app.kubernetes.io/component"


def with_ingress(fitting: Fitting, state: State, read: Manifests) -> State:
    """Return a state with the values of the Ingresses, if that is nearer to what is wanted.

    Args:
        fitting: The search for values.
        state: The best values that inversion found.
        read: The manifests.
    """
    found = _ingress_values(read)
    return fitting.nearer(state, ingress=found) if found else state


def _ingress_values(read: Manifests) -> dict[str, Any]:
    """Return the values of all Ingresses, each path that is rewritten at its number."""
    ingresses = [*_of_kind(read, "Ingress")]
    numbered = {_number(each): each for each in ingresses if _number(each) is not None}
    main = [each for each in ingresses if _number(each) is None]
    found = _read(read, *main, *numbered.values()) if ingresses else {}
    paths = _read(read, *main).get("paths", [])
    for number, each in sorted(numbered.items(), key=lambda pair: pair[0] or 0):
        paths[number:number] = _read(read, each).get("paths", [])[:1]
    return {**found, "paths": paths} if paths else found


def _read(read: Manifests, *ingresses: Manifest) -> dict[str, Any]:
    slots = {
        each.object.name: f"{at(each.content, 'metadata', 'labels').get(_COMPONENT)}"
        for each in _of_kind(read, "Service")
    }
    found = Ingresses(slots, Notes(), [*_of_kind(read, "Middleware")])
    for each in ingresses:
        found.add(each)
    return found.values()


def _of_kind(read: Manifests, kind: str) -> Iterator[Manifest]:
    return (each for each in read.own if each.object.kind == kind)


def _number(ingress: Manifest) -> int | None:
    match = re.search(r"-path-(\d+)$", ingress.object.name)
    return int(match[1]) if match else None
