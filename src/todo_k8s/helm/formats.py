"""Formats of strings, checked by rules: Helm 4 prints a value that misses a pattern of the schema.

So whatever is typed where it does not belong, such as a secret in the place of its name, is shown
by neither rendering. A format is one declaration: what it matches, and what is said otherwise.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from todo_k8s.helm.expressions import Each, Ref
from todo_k8s.helm.functions import any_of, is_set, matches, not_
from todo_k8s.helm.shapes import is_list, is_map
from todo_k8s.helm.symbolic import plain_type, stand_in
from todo_k8s.helm.tokens import IntToken, MapToken, StrToken, Token


@dataclass(frozen=True)
class Format:
    """What a string must look like; put it into ``Annotated[str, Format(…)]``.

    Args:
        pattern: A regular expression of the whole string, from ``^`` to ``$`` (RE2 syntax).
        says: What is said of another one: ``must be …``; it never holds the string.
    """

    pattern: str
    says: str

    def fits(self, text: str | None) -> bool:
        """Return whether a string has the format; what is absent has it."""
        return text is None or matches(text, rf"\A(?:{self.pattern[1:-1]})\z")


def outcomes(model: BaseModel, *, in_item: bool = False) -> Iterator[Any]:
    """Yield of each field with a format: its name, whether the value fits, what is said if not.

    What maps and lists hold, where that is known only at install, comes as a loop over such; of
    models in them too. Other models yield their own.

    Args:
        model: The values, or what stands for them.
        in_item: Whether it stands for an item, of which a values file may leave fields out.
    """
    for name, field in _fields_with_formats(type(model)):
        value, path = getattr(model, name), field.alias or name
        for annotation in (*field.metadata, field.annotation):
            optional = in_item and not field.is_required()
            yield from _of(value, annotation, path, optional=optional)


@functools.cache
def _fields_with_formats(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """Return the fields in which `outcomes` may find something; most have no format."""
    return [
        (name, field)
        for name, field in model.model_fields.items()
        if any(map(_has_format, (*field.metadata, field.annotation)))
    ]


def _has_format(annotation: Any) -> bool:
    kind = plain_type(annotation)
    inner = (*getattr(annotation, "__metadata__", ()), *get_args(annotation), *get_args(kind))
    return (
        isinstance(annotation, Format)
        or any(map(_has_format, inner))
        or (get_origin(annotation) in (dict, list) and any(map(_is_model, get_args(kind))))
    )


def _of(value: Any, annotation: Any, path: str, *, optional: bool = False) -> Iterator[Any]:
    if isinstance(annotation, Format):
        fits = annotation.fits(value)
        if optional:
            fits = any_of(not_(is_set(value)), fits)
        yield path, fits, annotation.says
    for inner in getattr(annotation, "__metadata__", ()):
        yield from _of(value, inner, path, optional=optional)
    kind = plain_type(annotation)
    arguments = get_args(annotation)
    if type(None) in arguments:
        yield from _of(value, arguments[0], path, optional=True)
    elif get_origin(kind) in (dict, list) and value is not None:
        yield from _of_items(value, get_args(kind)[-1], path)


def _of_items(items: Any, kind: Any, path: str) -> Iterator[Any]:
    if is_map(items):
        for key in sorted(items):
            yield from _of(items[key], kind, f"{path}.{key}")
    elif is_list(items):
        for index, item in enumerate(items):
            yield from _of(item, kind, f"{path}[{index}]")
    elif plain_type(kind) is str or _is_model(plain_type(kind)):
        yield from _loop(items, kind, path)


def _loop(collection: Token, kind: Any, path: str) -> Iterator[Each]:
    """Yield the loop over what is in a collection at install, if that has formats."""
    item = stand_in(kind, ("$item",))
    if isinstance(collection, MapToken):
        names, where = ("$key", "$item"), f"{path}.{StrToken(Ref('str', ('$key',)))}"
    else:
        names, where = ("$index", "$item"), f"{path}[{IntToken(Ref('int', ('$index',)))}]"
    if isinstance(item, BaseModel):
        inner = [(f"{where}.{field}", *rest) for field, *rest in outcomes(item, in_item=True)]
    else:
        inner = list(_of(item, kind, where))
    if inner:
        yield Each(collection.expr, names, inner)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
