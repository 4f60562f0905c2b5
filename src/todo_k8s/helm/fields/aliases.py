"""Type aliases, put in place, and types of Python that stand for one of ours."""

from __future__ import annotations

import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import JsonValue, PlainValidator
from pydantic.fields import FieldInfo
from typing_extensions import TypeAliasType

from todo_k8s.helm.fields.enumerations import ByValue, is_enumeration
from todo_k8s.helm.fields.free_form import KubernetesObject
from todo_k8s.helm.fields.types import IntOrText

_JSON: Any = JsonValue
_READ = (ByValue, PlainValidator)
"""Marks of types that are read in a way of their own."""


def expanded_field(field: FieldInfo) -> Any:
    """Return the annotation of a field in which each type alias is what it stands for."""
    if any(isinstance(mark, _READ) for mark in field.metadata):
        return field.annotation
    return expanded(field.annotation)


def expanded(annotation: Any) -> Any:
    """Return an annotation in which each type alias is what it stands for.

    An enumeration of strings gets the mark by which it is read, ``dict[str, Any]`` is a
    `KubernetesObject`, ``int | str`` is an `IntOrText`, and None among the values of a Literal is
    ``| None``.
    """
    origin, args = get_origin(annotation), get_args(annotation)
    if isinstance(origin, TypeAliasType):  # with types for its parameters
        return expanded(origin.__value__[args])
    if isinstance(annotation, TypeAliasType) and annotation is not _JSON:
        return expanded(annotation.__value__)
    if (ours := _ours(annotation, origin, args)) is not None:
        return ours
    if origin is Annotated:
        if any(isinstance(extra, _READ) for extra in args[1:]):
            return annotation
        return Annotated[(expanded(args[0]), *args[1:])]
    if origin in (Union, types.UnionType):
        return Union[tuple(map(expanded, args))]  # noqa: UP007  # of types that are computed
    if origin is dict and args:
        return dict[expanded(args[0]), expanded(args[1])]  # type: ignore[misc]  # computed
    if origin is list and args:
        return list[expanded(args[0])]  # type: ignore[misc]  # computed
    return annotation


def _ours(annotation: Any, origin: Any, args: tuple[Any, ...]) -> Any:
    """Return what a type of Python is here, or None if that is no other one."""
    if is_enumeration(annotation):
        return Annotated[annotation, ByValue(annotation)]
    if annotation == dict[str, Any]:
        return KubernetesObject
    if origin is Literal and None in args and len(args) > 1:
        return Union[Literal[tuple(each for each in args if each is not None)], None]  # noqa: UP007  # of types that are computed
    if origin in (Union, types.UnionType) and {*args} - {type(None)} == {int, str}:
        return Union[IntOrText, None] if type(None) in args else IntOrText  # noqa: UP007  # of types that are computed
    return None
