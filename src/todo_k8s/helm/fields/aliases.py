"""Type aliases, put in place."""

from __future__ import annotations

import types
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import JsonValue
from typing_extensions import TypeAliasType

_JSON: Any = JsonValue


def expanded(annotation: Any) -> Any:
    """Return an annotation in which each type alias is what it stands for."""
    origin, args = get_origin(annotation), get_args(annotation)
    if isinstance(origin, TypeAliasType):  # with types for its parameters
        return expanded(origin.__value__[args])
    if isinstance(annotation, TypeAliasType) and annotation is not _JSON:
        return expanded(annotation.__value__)
    if origin is Annotated:
        return Annotated[(expanded(args[0]), *args[1:])]
    if origin in (Union, types.UnionType):
        return Union[tuple(map(expanded, args))]  # noqa: UP007
    if origin is dict and args:
        return dict[expanded(args[0]), expanded(args[1])]  # type: ignore[misc]
    if origin is list and args:
        return list[expanded(args[0])]  # type: ignore[misc]
    return annotation
