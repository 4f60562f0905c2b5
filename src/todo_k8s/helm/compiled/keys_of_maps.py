"""When a map of content has a key, by each of the values that it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from todo_k8s.errors import TemplateError
from todo_k8s.helm.compiled.value_places import Places, place_of
from todo_k8s.helm.fields.types import ReservedKeys
from todo_k8s.helm.functions import equals
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.field_at import field_at
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.symbolic.as_expressions import expression
from todo_k8s.helm.symbolic.conditions import ALWAYS, NEVER, opposite, present
from todo_k8s.helm.symbolic.distinct import Key, may_be_equal
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, Named, Ref
from todo_k8s.helm.symbolic.nodes import Content, Each, Entries, Filled, If, expressions_in
from todo_k8s.helm.symbolic.tokens import token

Having = tuple[tuple[Expr, ...], Sequence[str]]
"""When a map has a key, and which values it is made of then, as far as they have a name."""


class KeysOfMaps:
    """Tells when maps of content have a key.

    Args:
        model: The values model, which may reserve keys of a map.
    """

    def __init__(self, model: type[ChartValues]) -> None:
        self._model = model

    @any_depth
    def having(self, key: Key, content: Content, places: Places) -> list[Having]:
        """Return when a map has a key; nothing if it never has."""
        match content:
            case If(condition=condition, then=then, otherwise=otherwise):
                return [
                    ((when, *conditions), where)
                    for when, branch in ((condition, then), (opposite(condition), otherwise))
                    for conditions, where in self.having(key, branch, places)
                ]
            case Entries(own=own, more=more):
                return self._any(key, (dict(own), more), places)
            case Filled(content=inner):
                return self.having(key, inner, places)
            case Named(body=body) if isinstance(body, Expr) or not _is_looped(body):
                return self.having(key, body, places)
            case Each(collection=mapping) | (Expr() as mapping):
                return self._of_expr(key, mapping, places)
            case _:
                return [*_written(key, content)] if is_map(content) else []

    def _any(self, key: Key, maps: Sequence[Content], places: Places) -> list[Having]:
        return [found for each in maps for found in self.having(key, each, places)]

    def _of_expr(self, key: Key, mapping: Expr, places: Places) -> list[Having]:
        match mapping:
            case Call(function="choose", args=(condition, then, otherwise)):
                return self.having(key, If(condition, then, otherwise), places)
            case Call(function="merge", args=maps):
                return self._any(key, maps, places)
            case Call(function="omit", args=(inner, *omitted)):
                return [] if _expr(key) in omitted else self.having(key, inner, places)
            case Call(function="mapping" | "object", args=flat):
                return [*_written(key, dict(zip(flat[::2], flat[1::2], strict=True)))]
            case _:
                return self._in_values(key, mapping, places)

    def _in_values(self, key: Key, mapping: Expr, places: Places) -> list[Having]:
        place = place_of(mapping, places)
        if place and isinstance(key, str) and self._is_reserved(place.steps, key):
            return []
        refs = (place_of(each, places) for each in expressions_in(mapping) if _is_map(each))
        named = dict.fromkeys(found.text for found in refs if found)
        return [((Call("bool", "has_key", (mapping, _expr(key))),), [*named])]

    def _is_reserved(self, steps: Sequence[str], key: str) -> bool:
        found = field_at(self._model, steps)
        marks = () if found is None or found.is_entry else found.info.metadata
        patterns = (mark.pattern for mark in marks if isinstance(mark, ReservedKeys))
        return any(re.search(pattern, key) for pattern in patterns)


def _is_map(expr: Expr) -> bool:
    return isinstance(expr, Ref) and expr.kind == "map"


def _is_looped(content: Content) -> bool:
    """Tell whether only a loop finds out which entries a map has."""
    match content:
        case Each():
            return True
        case If(then=then, otherwise=otherwise):
            return _is_looped(then) or _is_looped(otherwise)
        case Filled(content=inner) | Entries(more=inner):
            return _is_looped(inner)
        case _:
            return False


def _written(key: Key, entries: Mapping[Any, Content]) -> Iterator[Having]:
    """Yield when a map that is written out has a key."""
    for other, value in entries.items():
        if (same := _same(key, other)) != NEVER:
            yield (same, is_there(value)), ()


def is_there(value: Content) -> Expr:
    """Return when an entry with a value is there."""
    try:
        return present(value)
    except TemplateError:  # only a loop finds out; the writer says what to do about it
        return ALWAYS


def _expr(key: Key) -> Expr:
    return key if isinstance(key, Expr) else Const("str", key)


def _same(one: Key, other: Key) -> Expr:
    """Return when two keys are equal."""
    left, right = _expr(one), _expr(other)
    if left == right:
        return ALWAYS
    return expression(equals(token(left), token(right))) if may_be_equal(one, other) else NEVER
