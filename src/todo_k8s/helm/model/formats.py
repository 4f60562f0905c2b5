"""Formats of strings, checked by rules: Helm 4 prints a value that misses a pattern of the schema.

So whatever is typed where it does not belong, such as a secret in the place of its name, is shown
by neither rendering. A format is one declaration: what it matches, and what is said otherwise.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, cast, get_args, get_origin

from pydantic import BaseModel

from todo_k8s.helm.fields.annotations import kind_of
from todo_k8s.helm.fields.faults import length_fault
from todo_k8s.helm.fields.patterns import occurs
from todo_k8s.helm.fields.types import Format
from todo_k8s.helm.functions import any_of, choose, is_set, matches, not_, to_json
from todo_k8s.helm.plain.printable import KEY_FAULT, LONGEST_BOUND, MAP_KEY, bounds_keys
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.as_expressions import is_symbolic
from todo_k8s.helm.symbolic.expressions import Ref
from todo_k8s.helm.symbolic.guards import Token
from todo_k8s.helm.symbolic.nodes import Each
from todo_k8s.helm.symbolic.stand_in import plain_type, stand_in
from todo_k8s.helm.symbolic.tokens import MapToken, not_null, token
from todo_k8s.helm.symbolic.variables import naming_variables


def outcomes(model: BaseModel) -> Iterator[Any]:
    """Yield of each field with a format: its name, whether the value fits, what is said if not.

    What fits for certain is left out.

    What maps and lists hold, where that is known only at install, comes as a loop over such.
    Models yield their own.
    """
    for name, path, annotation in _places_of_formats(type(model)):
        yield from _of(getattr(model, name), annotation, path)


@functools.cache
def _places_of_formats(model: type[BaseModel]) -> list[tuple[str, str, Any]]:
    """Return what of the fields has formats: the field, its path, and a part of its annotation."""
    return [
        (name, field.alias or name, annotation)
        for name, field in model.model_fields.items()
        for annotation in (*field.metadata, field.annotation)
        if _has_format(annotation)
    ]


def _has_format(annotation: Any) -> bool:
    kind = plain_type(annotation)
    inner = (*getattr(annotation, "__metadata__", ()), *get_args(annotation), *get_args(kind))
    if get_origin(kind) is dict and _of_keys(get_args(kind)[0]):
        return True
    return isinstance(annotation, Format) or any(map(_has_format, inner))


@functools.cache
def _of_keys(annotation: Any) -> tuple[Format, ...]:
    """Return what is asked of the keys of a map and the schema cannot say of one of them.

    Helm names the map, and not the key, where ``propertyNames`` is missed.
    """
    said = kind_of(annotation, "keys").said
    patterns = [value for what, value in said if what == "pattern"]
    found = [
        Format(rf"^[\s\S]{{0,{value}}}$", length_fault("most", value, "String"))
        for what, value in said
        if what == "max_length" and value < LONGEST_BOUND
    ]
    found += [
        Format(
            rf"^[\s\S]{{{min(value, LONGEST_BOUND)},}}$",
            length_fault("least", value, "String"),
        )
        for what, value in said
        if what == "min_length" and value
    ]
    if patterns and not any(map(bounds_keys, patterns)):
        found.append(Format(MAP_KEY, f"is no key: {KEY_FAULT}"))
    return tuple(found)


def _of(value: Any, annotation: Any, path: str, *, optional: bool = False) -> Iterator[Any]:
    if isinstance(annotation, Format):
        text = not_null(value) if optional else value
        text = to_json(text) if annotation.of_json else text
        suits: Any = fits(annotation, text)
        if suits is not True:
            holds = any_of(not_(is_set(value)), suits) if optional else suits
            yield path, holds, _said(annotation, text)
        return
    for inner in getattr(annotation, "__metadata__", ()):
        yield from _of(value, inner, path, optional=optional)
    kind = plain_type(annotation)
    arguments = get_args(annotation)
    if type(None) in arguments:
        yield from _of(value, arguments[0], path, optional=True)
    elif get_origin(kind) in (dict, list) and value is not None:
        yield from _of_items(value, kind, path)


def _said(form: Format, text: str) -> str:
    """Return what is said of a string that has not the format."""
    message = form.says
    for pattern, near in reversed(form.near):
        message = choose(
            _is_like(pattern, text), near if isinstance(near, str) else near(text), message
        )
    return message


def fits(form: Format, text: str | None) -> bool:
    """Return whether a string has a format; what is absent has it."""
    return True if text is None else _is_like(form.pattern, text)


def _is_like(pattern: str, text: str) -> bool:
    known = cast("object", text)  # it may be a secret or a token of one
    if isinstance(known, str) and not is_symbolic(known):  # as `matches`, at less cost
        return occurs(_whole(pattern), known)
    return matches(text, _whole(pattern))


@functools.cache
def _whole(pattern: str) -> str:
    return rf"\A(?:{pattern[1:-1]})\z"


def _of_items(items: Any, kind: Any, path: str) -> Iterator[Any]:
    if is_map(items):
        for key in sorted(items):
            yield from _of_entry(key, items[key], kind, path)
    elif is_list(items):
        for index, item in enumerate(items):
            yield from _of(item, get_args(kind)[0], f"{path}[{index}]")
    elif _has_format(kind):
        yield from _loop(items, kind, path)


def _of_entry(key: str, item: Any, kind: Any, path: str) -> Iterator[Any]:
    of_key, of_item = get_args(kind)
    yield from _of(key, of_key, f"{path}.{key}")
    for form in _of_keys(of_key):
        yield from _of(key, form, f"{path}.{key}")
    yield from _of(item, of_item, f"{path}.{key}")


def _loop(collection: Token, kind: Any, path: str) -> Iterator[Each]:
    """Yield the loop over what is in a collection at install, if that has formats."""
    is_map_of, of_item = isinstance(collection, MapToken), get_args(kind)[-1]
    with naming_variables(["key" if is_map_of else "index", "item"]) as (place, item):
        shown: Any = token(Ref("str" if is_map_of else "int", (place,)))
        stood: Any = stand_in(of_item, (item,))
        inner = list(
            _of_entry(shown, stood, kind, path)
            if is_map_of
            else _of(stood, of_item, f"{path}[{shown}]")
        )
    if inner:
        yield Each(collection.expr, (place, item), inner)
