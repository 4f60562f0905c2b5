"""What to use in place of a type that Helm has no form for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from typing import Any, ForwardRef, NewType, TypeVar

from pydantic import BaseModel

_ANY = "a string, a number, a boolean, or a model of them"
_NEAREST: dict[Any, str] = {
    Enum: "StrEnum, or Literal[…] of its values",
    bool: "bool",
    int: "int, or a string",
    str: "str, with a pattern",
    float: "float",
    Decimal: "float, or a string with a pattern",
    bytes: "a string in base64",
    timedelta: "Duration of todo_k8s.values.types, a text such as 1h30m that seconds() reads",
    PurePath: "a string",
    tuple: "list[…]",
    set: "list[…]",
    frozenset: "list[…]",
    Sequence: "list[…]",
    BaseModel: "a subclass of ChartValues",
    Mapping: "dict[str, …] with the type of its values, or KubernetesObject",
    list: "list[…] with the type of its items",
}
"""What to use in place of a type, or of one that is derived from it; the first counts."""


def without_form(plain: Any, origin: Any) -> str:
    """Return what is said of a type without a template form, and what to use instead."""
    called = _named(plain)
    if isinstance(plain, ForwardRef | str):
        return f"{called} is not known yet; define it before, or call model_rebuild() after it"
    return f"{called} has no template form; use {_nearest(plain, origin)}"


def _nearest(plain: Any, origin: Any) -> str:
    if isinstance(plain, NewType):
        return _named(plain.__supertype__)
    if isinstance(plain, TypeVar):
        return "a type, by a model of it: Model[str]"
    if not isinstance(origin, type):
        return _ANY
    known = (each for each in _NEAREST if issubclass(origin, each))
    return _NEAREST.get(origin) or _NEAREST.get(next(known, None), _ANY)


def _named(annotation: Any) -> str:
    return annotation.__name__ if isinstance(annotation, type) else str(annotation)
