"""Says what is wrong with values, a line a fault."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from todo_k8s.helm.fields.faults import Location, fault_lines, written_path
from todo_k8s.helm.model.holding import broken_outside, validation
from todo_k8s.helm.model.instead import instead
from todo_k8s.helm.model.missing import MISSING
from todo_k8s.helm.model.quiet import QuietModel
from todo_k8s.helm.model.unknown_keys import unknown_key
from todo_k8s.helm.plain.shapes import is_list, is_map

if TYPE_CHECKING:
    from todo_k8s.helm.model.model import ChartValues

_OF_TYPES = {
    *("dict_type", "list_type", "model_attributes_type", "model_type", "string_type"),
}
"""The errors of pydantic where a type may say what to write instead."""
_LEVELS = 8
"""So many levels of sections may be left out around a value."""


def lines_of(model: type[QuietModel], details: ErrorDetails) -> list[str]:
    """Return what is said of a value that pydantic refuses."""
    if details["type"] in _OF_TYPES:
        return fault_lines(details, instead(model, details["loc"]))
    return fault_lines(details)


def place_of(details: ErrorDetails) -> Location:
    """Return where the value is that pydantic refuses: of a list the whole, so that others stay."""
    place = details["loc"]
    number = next((at for at, step in enumerate(place) if isinstance(step, int)), len(place))
    place = place[:number]
    return place[:-1] if place[-1:] == ("[key]",) else place


def unknown_line(model: type[QuietModel], location: Location) -> str:
    """Return what is said of an unknown key."""
    return f"{written_path(location)}: {unknown_key(model, location)}"


def broken_elsewhere(
    model: type[ChartValues], values: dict[str, Any], locations: list[Location]
) -> list[ErrorDetails]:
    """Return the broken rules of sections that have nothing wrong at some places in them."""
    for _ in range(_LEVELS):
        try:
            with validation() as made:
                read = model.model_validate(
                    without_places(values, locations), by_name=False, by_alias=True
                )
        except ValidationError as error:  # what is required is gone: so goes its section
            gone = [place_of(each)[:-1] for each in error.errors(include_input=False)]
            if () in gone:
                break
            locations = [*locations, *gone]
        else:
            return broken_outside(read, made, locations)
    return []


def without_places(values: Any, locations: Iterable[Location]) -> Any:
    """Return values without what is at some places; those in lists are keys of their items."""
    below: dict[int | str, list[Location]] = {}
    for first, *rest in locations:
        below.setdefault(first, []).append(tuple(rest))
    if is_list(values):
        return [without_places(each, below.get(index, ())) for index, each in enumerate(values)]
    if is_map(values):
        return {
            key: without_places(value, below[key]) if key in below else value
            for key, value in values.items()
            if () not in below.get(key, ())
        }
    return values


def with_missing(lines: list[str], absent: Iterable[str]) -> list[str]:
    """Return lines of faults that say of a null what Helm says, where the key is gone by then."""
    gone = {path: f"{path}: {MISSING}" for path in absent}
    told = [gone.pop(line.partition(": ")[0], line) for line in lines]
    return [*told, *gone.values()]
