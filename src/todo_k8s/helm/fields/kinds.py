"""What kinds of value a field can have, as data.

Tokens, schema, reading and evaluation agree because they ask this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from typing import (
    Any,
    Literal,
)

from pydantic import BaseModel, TypeAdapter

from todo_k8s.helm.plain.articles import a_or_an

Base = Literal[
    "str", "int", "float", "text", "scalar", "bool", "secret", "map", "list", "model", "raw"
]


@dataclass(frozen=True)
class FieldKind:
    """The kind of a value.

    Args:
        base: What it is.
        nullable: Whether it may be absent.
        choices: All that it can be, or nothing if there are no such.
        members: Its enumeration.
        items: The kind of its items or values.
        keys: The annotation of its keys.
        model: Its model.
        annotation: The annotation it was read from.
        said: Its bounds and marks.
    """

    base: Base
    nullable: bool = False
    choices: tuple[Any, ...] = ()
    members: type[StrEnum] | None = None
    items: FieldKind | None = None
    keys: Any = str
    model: type[BaseModel] | None = None
    annotation: Any = None
    said: tuple[tuple[Any, Any], ...] = ()

    @property
    def of_items(self) -> FieldKind:
        """The kind of its items or values; only a list or map has one."""
        if self.items is None:
            raise TypeError(f"{a_or_an(self.base)} has no items")
        return self.items

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """What pydantic checks such a value with."""
        return _adapter(self.annotation)


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def inner_kinds(kind: FieldKind) -> Iterator[FieldKind]:
    """Yield a kind, that of its items, that of theirs, and so on."""
    inner: FieldKind | None = kind
    while inner is not None:
        yield inner
        inner = inner.items
