"""Says what is wrong with values, a line a fault."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic_core import ErrorDetails

from todo_k8s.helm.fields.faults import Location, fault_lines, written_path
from todo_k8s.helm.model.instead import instead
from todo_k8s.helm.model.missing import MISSING
from todo_k8s.helm.model.quiet import QuietModel
from todo_k8s.helm.model.unknown_keys import unknown_key
from todo_k8s.helm.plain.shapes import is_list


def lines_of(model: type[QuietModel], details: ErrorDetails) -> list[str]:
    """Return what is said of a value that pydantic refuses."""
    if details["type"] == "string_type":
        return fault_lines(details, instead(model, details["loc"]))
    return fault_lines(details)


def unknown_line(model: type[QuietModel], location: Location) -> str:
    """Return what is said of an unknown key."""
    return f"{written_path(location)}: {unknown_key(model, location)}"


def without_places(values: Any, locations: Iterable[Location]) -> Any:
    """Return values without what is at some places."""
    below: dict[int | str, list[Location]] = {}
    for first, *rest in locations:
        below.setdefault(first, []).append(tuple(rest))
    if is_list(values):
        return [without_places(each, below.get(index, ())) for index, each in enumerate(values)]
    return {
        key: without_places(value, below[key]) if key in below else value
        for key, value in values.items()
        if () not in below.get(key, ())
    }


def with_missing(lines: list[str], absent: Iterable[str]) -> list[str]:
    """Return lines of faults that say of a null what Helm says, where the key is gone by then."""
    gone = {path: f"{path}: {MISSING}" for path in absent}
    told = [gone.pop(line.partition(": ")[0], line) for line in lines]
    return [*told, *gone.values()]
