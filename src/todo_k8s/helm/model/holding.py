"""Holds the rules of a whole tree of values, once it is whole, so that each broken one is told."""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from pydantic_core import ErrorDetails

from todo_k8s.helm.fields.faults import BrokenRule, Location, rules_error
from todo_k8s.helm.fields.types import ReservedKeys
from todo_k8s.helm.functions import matches, not_
from todo_k8s.helm.model.quiet import QuietModel
from todo_k8s.helm.model.rules import Check
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.stand_in import may_hold_models

if TYPE_CHECKING:
    from todo_k8s.helm.model.model import ChartValues

_made: ContextVar[list[ChartValues] | None] = ContextVar("made", default=None)


def being_made() -> list[ChartValues] | None:
    """Return the models that the validation that is going on has made so far."""
    return _made.get()


@contextmanager
def validation() -> Generator[list[ChartValues]]:
    """Collect the models that are made within."""
    made: list[ChartValues] = []
    token = _made.set(made)
    try:
        yield made
    finally:
        _made.reset(token)


def hold(model: ChartValues, made: Iterable[ChartValues]) -> None:
    """Raise the broken rules of all of `made` in the tree; the others in it hold theirs already."""
    if broken := list(_told(model, broken_rules(made))):
        raise rules_error(type(model).__name__, broken)


def broken_outside(
    model: ChartValues, made: Iterable[ChartValues], locations: Iterable[Location]
) -> list[ErrorDetails]:
    """Return the broken rules of the models in a tree that have none of some places in them."""
    told = _told(model, broken_rules(made))
    own = [each for each in told if not any(at[: len(each[0])] == each[0] for at in locations)]
    error = rules_error(type(model).__name__, own) if own else None
    return [] if error is None else error.errors(include_input=False)


def broken_rules(made: Iterable[ChartValues]) -> dict[int, list[Check]]:
    """Return what does not hold of models, by their identity."""
    checked = ((id(one), [check for check in one.checks() if not check.holds]) for one in made)
    return {one: broken for one, broken in checked if broken}


def _told(values: Any, broken: dict[int, list[Check]], path: Location = ()) -> Iterator[BrokenRule]:
    """Yield what does not hold in a tree, with where it is."""
    if not broken:
        return
    if isinstance(values, QuietModel):
        for name, key in _holding_models(type(values)):
            yield from _told(getattr(values, name), broken, (*path, key))
        for check in broken.get(id(values), ()):
            yield path, check.field, check.message
    elif is_map(values) and not isinstance(values, Raw):
        for key, item in values.items():
            yield from _told(item, broken, (*path, key))
    elif is_list(values):
        for index, item in enumerate(values):
            yield from _told(item, broken, (*path, index))


BY_CHART = "is set by the chart itself; remove it"
"""What is said of a key that nobody may set in a map, as the chart does."""


def _is_free(where: str, reserved: str) -> Callable[[str, object], Check]:
    """Return the check that a key of a map is not reserved."""

    def check(key: str, _value: object) -> Check:
        free = not_(matches(key, reserved))
        return Check(free, BY_CHART, f"{where}.{key}")

    return check


@functools.cache
def reserving(model: type[QuietModel]) -> list[tuple[str, Callable[[str, object], Check]]]:
    """Return the fields that are maps with reserved keys, each with the check of a key."""
    return [
        (name, _is_free(field.alias or name, mark.pattern))
        for name, field in model.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, ReservedKeys)
    ]


@functools.cache
def _holding_models(model: type[QuietModel]) -> list[tuple[str, str]]:
    """Return the fields, and their keys, that may hold models."""
    fields = model.model_fields.items()
    return [(name, f.alias or name) for name, f in fields if may_hold_models(f.annotation)]
