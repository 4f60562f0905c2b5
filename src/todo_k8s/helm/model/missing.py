"""Keys that values.yaml has and the values lack.

A ``null`` removes a key with its default. `helm upgrade --reuse-values` to a newer chart leaves out
what is new there. The schema cannot ask for the keys, as a values file need not have any; so the
templates ask, before one of them reads a key.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from todo_k8s.helm.model.parent import is_open
from todo_k8s.helm.plain.shapes import is_map

MISSING = "must be set, and not to null"
"""What is said of a key, after its path."""

HEADING = (
    "Keys of this chart are missing in the values. If you ran helm upgrade with --reuse-values, "
    "use --reset-then-reuse-values instead (Helm 3.14 or newer)."
)
"""What is said before the keys, by Helm only: there the values of an older chart can be reused."""


@functools.cache
def needed(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the dotted paths of what must be there: sections, and fields that cannot be null.

    A section comes before what is in it.
    """
    return tuple(_needed(model, ""))


def _needed(model: type[BaseModel], path: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        where = f"{path}.{field.alias or name}".strip(".")
        if (section := section_of(field.annotation)) is not None:
            if not is_open(section) or section.model_fields:
                yield where
            yield from _needed(section, where)
        elif not accepts_null(field.annotation):
            yield where


def missing(model: type[BaseModel], values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the paths of what is null in whole values and must not be.

    No path is within another, but in a section of a dependency.
    """
    nowhere: set[str] = set()
    sections = {f.alias or name: section_of(f.annotation) for name, f in model.model_fields.items()}
    opened = {key for key, found in sections.items() if found is not None and is_open(found)}
    opened -= {"global"}  # which is no dependency's
    for path in needed(model):
        above, _, key = path.rpartition(".")
        if above in nowhere:
            nowhere.add(path)
            if path.partition(".")[0] in opened:  # Helm puts what the dependency has in its place
                yield path
            continue
        section = _at(values, above)
        if is_map(section) and section.get(key, "") is None:
            nowhere.add(path)
            yield path


def _at(values: Any, path: str) -> Any:
    for key in filter(None, path.split(".")):
        values = values.get(key) if is_map(values) else None
    return values


def section_of(annotation: Any) -> type[BaseModel] | None:
    """Return the model that a field holds, if it holds one that cannot be null."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return None


def accepts_null(annotation: Any) -> bool:
    """Tell whether null is a value of a field."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    is_union = get_origin(annotation) in (Union, types.UnionType)
    return annotation is type(None) or (is_union and any(map(accepts_null, get_args(annotation))))
