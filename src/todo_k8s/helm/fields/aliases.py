"""Type aliases, put in place, and the mark by which an enumeration is read."""

from __future__ import annotations

import types
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import JsonValue
from typing_extensions import TypeAliasType

from todo_k8s.helm.fields.enumerations import ByValue, is_enumeration

_JSON: Any = JsonValue


def expanded(annotation: Any) -> Any:
    """Return an annotation in which each type alias is what it stands for.

    An enumeration of strings gets the mark by which it is read.
    """
    origin, args = get_origin(annotation), get_args(annotation)
    if isinstance(origin, TypeAliasType):  # with types for its parameters
        return expanded(origin.__value__[args])
    if isinstance(annotation, TypeAliasType) and annotation is not _JSON:
        return expanded(annotation.__value__)
    if is_enumeration(annotation):
        return Annotated[annotation, ByValue(annotation)]
    if origin is Annotated:
        if any(isinstance(extra, ByValue) for extra in args[1:]):
            return annotation
        return Annotated[(expanded(args[0]), *args[1:])]
    if origin in (Union, types.UnionType):
        return Union[tuple(map(expanded, args))]  # noqa: UP007
    if origin is dict and args:
        return dict[expanded(args[0]), expanded(args[1])]  # type: ignore[misc]
    if origin is list and args:
        return list[expanded(args[0])]  # type: ignore[misc]
    return annotation
