"""Where values are that content is made of, as messages name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from todo_k8s.helm.compiled.reads import ANY, VALUES
from todo_k8s.helm.symbolic.expressions import Expr, Ref
from todo_k8s.helm.symbolic.nodes import Each, free_variables
from todo_k8s.helm.symbolic.tokens import token
from todo_k8s.helm.symbolic.variables import numbered


@dataclass(frozen=True)
class Place:
    """Where a value is: as a message names it, and the steps of its path, `ANY` for an entry."""

    text: str
    steps: tuple[str, ...]


Places = Mapping[str, Place]
"""What the variables of loops stand for, where that is known."""


def place_of(mapping: Expr, places: Places) -> Place | None:
    """Return where a value is, unless it is computed."""
    if not isinstance(mapping, Ref):
        return None
    head, *rest = mapping.path
    root, *section = head.split(".")
    steps = (*section, *rest)
    if root == VALUES:
        return Place(".".join(steps), steps)
    if (place := places.get(root)) is None:
        return None
    return Place(".".join((place.text, *steps)), (*place.steps, *steps))


def with_index(loop: Each) -> Each:
    """Return a loop that knows the index of its items, by which a message names them."""
    if len(loop.variables) > 1:
        return loop
    taken = free_variables(loop.body) | {*loop.variables}
    index = next(name for name in numbered("$index") if name not in taken)
    return replace(loop, variables=(index, *loop.variables))


def entry_of(loop: Each, places: Places) -> dict[str, Place]:
    """Return what the second variable of a loop stands for."""
    key, item = loop.variables
    if (place := place_of(loop.collection, places)) is None:
        return {}
    is_map_of = loop.collection.kind == "map"
    step: Any = token(Ref("str" if is_map_of else "int", (key,)))
    text = f"{place.text}.{step}" if is_map_of else f"{place.text}[{step}]"
    return {item: Place(text, (*place.steps, ANY))}
