"""What is known of a value before it is there: its kind, what is in it, whether it may be null."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Literal

from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.symbolic.ranges import INT64, ZERO, Range

Kind = Literal["str", "int", "float", "amount", "scalar", "bool", "map", "list"]
"""The kind of an expression.

A ``float`` is a fraction or a whole number, an ``amount`` a number that is only compared, and a
``scalar`` a number or a text, such as a percentage, which only its value tells.
"""

NUMBERS: dict[str, int] = {"int": 0, "float": 1, "amount": 2}
"""The kinds of number, each of which takes in those before it."""

Inner = Literal["secret", "model", "any", "nothing"]
"""What is in a map or list besides: values of ``any`` kind, or ``nothing`` where it is ``{}``."""


@dataclass(frozen=True)
class Type:
    """The type of a value.

    Args:
        kind: Its kind.
        items: What is in a map or list: one type for all, or `ANY`.
        model: Its model.
        members: Its enumeration, of which Python has a member where Helm has its value.
        nullable: Whether it may be null.
        raw: Whether it is in Kubernetes' own form, of which nothing is left out.
        filled: Whether a map or list is never empty.
        sparse: Whether it may hold something empty, which content leaves out and Helm prints.
        bounds: Between which whole numbers it lies, if that is known of a number.
    """

    kind: Kind | Inner
    items: Type | None = None
    model: Any = None
    members: Any = None
    nullable: bool = False
    raw: bool = False
    filled: bool = False
    sparse: bool = False
    bounds: Range | None = None

    @any_depth
    def __str__(self) -> str:
        """Return what it is called in an error."""
        if self.raw:
            return "map in Kubernetes' own form"
        if self.kind not in ("map", "list"):
            return {"any": "more than one type", "scalar": "number or text"}.get(
                self.kind, self.kind
            )
        if self.inner == NOTHING:
            return f"empty {self.kind}"
        if self.inner.raw:
            return f"{self.kind} of maps in Kubernetes' own form"
        return f"{self.kind} of {self.inner}{'s' * (self.inner.kind in ('model', 'secret'))}"

    @property
    def inner(self) -> Type:
        """What is in it."""
        return self.items or ANY

    @property
    def range(self) -> Range:
        """Between which whole numbers it lies, or what is in it; a text alone is no number."""
        if self.items is not None:
            return self.items.range
        return self.bounds or (ZERO if self.kind == "str" else INT64)

    @property
    def required(self) -> Type:
        """The same, of a value that is not null."""
        return replace(self, nullable=False) if self.nullable else self

    @property
    def as_content(self) -> Type:
        """The same, of content: a member of an enumeration is its value there."""
        items = self.items and self.items.as_content
        return replace(self, items=items, members=None)

    @property
    def innermost(self) -> Type:
        """What is in it, or in that, and so on."""
        found = self
        while found.items is not None and not found.raw:
            found = found.items
        return found


ANY, NOTHING = Type("any"), Type("nothing")


@any_depth
def common(left: Type, right: Type) -> Type | None:
    """Return the type of what is one or the other, or None if there is none."""
    if NOTHING in (left, right):
        return left if right == NOTHING else right
    if left.raw != right.raw:
        return None
    if {left.kind, right.kind} in ({"scalar", "int"}, {"scalar", "str"}):
        return Type("scalar", bounds=left.range.either(right.range))
    if left.kind in NUMBERS and right.kind in NUMBERS:
        wider = max(left, right, key=lambda one: NUMBERS[one.kind])
        return replace(wider, bounds=left.range.either(right.range))
    if left.kind != right.kind or left.model is not right.model:
        return None
    if left.kind == "scalar":
        return replace(left, bounds=left.range.either(right.range))
    if left.kind not in ("map", "list"):
        return left if left.members is right.members else replace(left, members=None)
    if (items := common(left.inner, right.inner)) is None:
        return None
    filled, sparse = left.filled and right.filled, left.sparse or right.sparse
    return replace(left, items=items, filled=filled, sparse=sparse)


def joined(types: Iterable[Type]) -> Type:
    """Return the type of what is one of several: `ANY` if they have none in common."""
    return reduce(lambda one, other: common(one, other) or ANY, types, NOTHING)


def of_literal(kind: Literal["map", "list"], parts: Iterable[Type], *, raw: bool = False) -> Type:
    """Return the type of a map or list that is written out, from that of its parts."""
    held = list(parts)
    if raw:
        return Type("map", ANY, raw=True)
    return Type(kind, joined(held), filled=bool(held), sparse=any(shows(kind, x) for x in held))


def shows(kind: str, part: Type) -> bool:
    """Tell whether Helm may print something empty in a map or list that constructs leave out."""
    if part.kind not in ("map", "list"):
        return False
    return part.sparse or not (part.filled or (part.raw and kind == "list"))
