"""What Helm computes, as a tree: references, constants, and calls of functions.

An expression is a reference such as ``.Values.backend.port``, a constant, or a call of a function
that exists in Python and in Helm alike. Code does not meet expressions but the tokens that stand
for them, see `todo_k8s.helm.symbolic.tokens`. Choices and loops are no expressions, but hold some.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, cast

from typing_extensions import override

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.symbolic.ranges import Range
from todo_k8s.helm.symbolic.types import Kind, Type

_NONE = frozenset[str]()

MOST_PARTS = 100_000
"""How many parts an expression may have; one that uses itself twice has twice as many."""


@dataclass(frozen=True, eq=False, repr=False)
class Expr:
    """A value that Helm computes.

    It knows the number of its parts from theirs, and its digest from theirs once somebody asks:
    neither is computed by a recursion through a tree that may be thousands of calls deep.

    Args:
        kind: What kind of value it is.
        typed: All that is known of a map or list; expressions are equal without it.
    """

    kind: Kind
    typed: Type | None = field(default=None, kw_only=True, compare=False)

    if TYPE_CHECKING:

        @property
        def size(self) -> int:
            """How many parts it has, itself included."""
            ...

        @property
        def variables(self) -> frozenset[str]:
            """The variables of loops that it uses."""
            ...

    def __post_init__(self) -> None:
        parts = subexpressions(self)
        size = 1 + sum(part.size for part in parts)
        vars(self).update(size=size, variables=self._variables(parts))
        if size > MOST_PARTS:
            raise ExpressionError(
                f"{describe(self)} has more than {MOST_PARTS:,} parts; give a part of it a name, "
                "see named()"
            )

    @cached_property
    def type(self) -> Type:
        """All that is known of it."""
        return self.typed or Type(self.kind)

    def _variables(self, parts: tuple[Expr, ...]) -> frozenset[str]:
        used = [part.variables for part in parts if part.variables]
        return used[0].union(*used[1:]) if used else _NONE

    @cached_property
    def digest(self) -> bytes:
        """What only equal expressions have."""
        *inner, own = _unknown(self)
        for part in inner:
            if "digest" not in vars(part):
                vars(part)["digest"] = _digest_of(part)
        return _digest_of(own)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Expr) and self.digest == other.digest)

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"<{self.kind} {describe(self)}>"

    @property
    def __jsii_type__(self) -> str:
        raise ExpressionError(
            f"{describe(self)} is known only at install time, and cdk8s asks for it; to_json() and "
            "synth() give no manifest while a chart is exported, take the value itself"
        )


def _digest_of(expr: Expr) -> bytes:
    own = map(vars(expr).get, _compared(cast("Any", type(expr))))
    known = repr((type(expr).__name__, *map(_digests, own)))
    return hashlib.sha256(known.encode()).digest()


def _unknown(expr: Expr) -> list[Expr]:
    """Return an expression and those in it whose digest is not known yet, inner ones first."""
    found: list[Expr] = []
    waiting = [expr]
    while waiting:
        found.append(part := waiting.pop())
        waiting += (inner for inner in _inner(part) if "digest" not in vars(inner))
    return found[::-1]


def _inner(expr: Expr) -> tuple[Expr, ...]:
    default = expr.default if isinstance(expr, Ref) else None
    return subexpressions(expr) if default is None else (default,)


@cache
def _compared(expr: Any) -> tuple[str, ...]:
    return tuple(part.name for part in fields(expr) if part.compare)


def _digests(value: Any) -> Any:
    """Return a field of an expression with digests in place of expressions."""
    if isinstance(value, Expr):
        return value.digest
    return [*map(_digests, cast("Any", value))] if isinstance(value, tuple) else value


@dataclass(frozen=True, eq=False, repr=False)
class Ref(Expr):
    """A value by its path: ``("Values", "backend", "port")``, ``("$item", "name")``.

    Args:
        path: What holds it, and the keys that lead to it.
        nullable: Whether it may be null.
        default: What it is where the key is missing; values.yaml has that of a field, and none
            of an item's field.
    """

    path: tuple[str, ...]
    nullable: bool = False
    default: Expr | None = None

    @cached_property
    def type(self) -> Type:
        """All that is known of it."""
        return replace(self.typed or Type(self.kind), nullable=self.nullable)

    @override
    def _variables(self, parts: tuple[Expr, ...]) -> frozenset[str]:
        variable = self.path[0].partition(".")[0]  # before a section that may be null
        return frozenset([variable]) if variable.startswith("$") else _NONE


@dataclass(frozen=True, eq=False, repr=False)
class Const(Expr):
    """A value known now, inside an expression that is not."""

    value: str | float | bool | None

    @cached_property
    def type(self) -> Type:
        """All that is known of it."""
        if self.kind != "int" or self.value is None:
            return Type(self.kind)
        return Type("int", bounds=Range(int(self.value), int(self.value)))


@dataclass(frozen=True, eq=False, repr=False)
class Call(Expr):
    """A function of `todo_k8s.helm.functions` applied to expressions."""

    function: str
    args: tuple[Expr, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Named(Expr):
    """Content with a name: a helper in ``_helpers.tpl``, included where it is used.

    A compilation has one body for each name, see `todo_k8s.helm.symbolic.resolve.claim`.

    Args:
        name: The name.
        body: The content.
        parameters: The variables of loops that the body uses, which the helper is given.
    """

    name: str
    body: Any = field(compare=False)
    parameters: tuple[str, ...] = ()

    @override
    def _variables(self, parts: tuple[Expr, ...]) -> frozenset[str]:
        return frozenset(self.parameters)


@dataclass(frozen=True, eq=False, repr=False)
class Let(Expr):
    """A step of a rule's computation with a name: a variable in ``rules.yaml``."""

    name: str
    value: Expr

    @cached_property
    def type(self) -> Type:
        """All that is known of it."""
        return self.value.type


def subexpressions(expr: Expr) -> tuple[Expr, ...]:
    """Return what an expression is made of; a helper's body is no part of it."""
    if isinstance(expr, Call):
        return expr.args
    return (expr.value,) if isinstance(expr, Let) else ()


def walk(expr: Expr) -> Iterator[Expr]:
    """Yield an expression and all that it is made of, each once."""
    seen: set[Expr] = set()
    waiting = [expr]
    while waiting:
        found = waiting.pop()
        if found not in seen:
            seen.add(found)
            yield found
            waiting.extend(subexpressions(found))


@any_depth
def steps_of(*exprs: Expr) -> dict[str, Let]:
    """Return the named steps in expressions, each after those that it needs.

    Raises:
        ExpressionError: If two different steps have one name.
    """
    found: dict[str, Let] = {}
    for expr in exprs:
        for name, step in steps_of(*subexpressions(expr)).items():
            _add_step(found, name, step)
        if isinstance(expr, Let):
            _add_step(found, expr.name, expr)
    return found


def _add_step(found: dict[str, Let], name: str, step: Let) -> None:
    if found.setdefault(name, step) != step:
        raise ExpressionError(f"two steps of one rule are called {name!r}; rename one of them")


def describe(expr: Expr) -> str:
    """Return `expr` in a few words, for an error message."""
    if isinstance(expr, Ref):
        return "." + ".".join(expr.path)
    if isinstance(expr, Const):
        return repr(expr.value)
    if isinstance(expr, Named | Let):
        return expr.name
    if isinstance(expr, Call):
        args = ", ".join(map(_briefly, expr.args))
        return f"{expr.function}({args})"
    return "?"


def _briefly(expr: Expr) -> str:
    """Describe an argument; of a call within a call within a call only the name."""
    if isinstance(expr, Call) and any(isinstance(arg, Call) for arg in expr.args):
        return f"{expr.function}(…)"
    return describe(expr)
