"""What Helm computes, as a tree: references, constants, and calls of functions.

An expression is a reference such as ``.Values.backend.port``, a constant, or a call of a function
that exists in Python and in Helm alike. Code does not meet expressions but the tokens that stand
for them, see `todo_k8s.helm.tokens`. Choices and loops are no expressions, but hold some.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["str", "int", "scalar", "bool", "map", "list"]
"""The type of a value; a ``scalar`` is a number or a percentage, which only its value tells."""


@dataclass(frozen=True)
class Expr:
    """A value that Helm computes."""

    kind: Kind


@dataclass(frozen=True)
class Ref(Expr):
    """A value by its path: ``("Values", "backend", "port")``, ``("$item", "name")``."""

    path: tuple[str, ...]


@dataclass(frozen=True)
class Const(Expr):
    """A value known now, inside an expression that is not."""

    value: str | int | bool


@dataclass(frozen=True)
class Call(Expr):
    """A function of `todo_k8s.helm.functions` applied to expressions."""

    function: str
    args: tuple[Expr, ...]


@dataclass(frozen=True, eq=False)
class Named(Expr):
    """Content with a name: a helper in ``_helpers.tpl``, included where it is used."""

    name: str
    body: Any

    def __eq__(self, other: object) -> bool:  # two charts may use one name for different content
        return self is other

    def __hash__(self) -> int:
        return id(self)


@dataclass(frozen=True, eq=False)
class If:
    """Content that is there only if a condition holds."""

    condition: Expr
    then: Any
    otherwise: Any = None


@dataclass(frozen=True, eq=False)
class Each:
    """Content once for every entry of a map or every item of a list."""

    collection: Expr
    variables: tuple[str, ...]
    body: Any
    key: Any = None
    """The key of each entry, when the entries make a map."""
    last: Expr | None = None
    """Which items come after all others."""


@dataclass(frozen=True)
class Let(Expr):
    """A step of a computation with a name: a variable in ``rules.yaml``."""

    name: str
    value: Expr


def variables_of(expr: Expr) -> dict[str, Let]:
    """Return the named steps in an expression, each after those that it needs."""
    found: dict[str, Let] = {}
    if isinstance(expr, Call):
        for argument in expr.args:
            found |= variables_of(argument)
    elif isinstance(expr, Let):
        found |= variables_of(expr.value) | {expr.name: expr}
    return found


def describe(expr: Expr) -> str:
    """Return `expr` in a few words, for an error message."""
    if isinstance(expr, Ref):
        return "." + ".".join(expr.path)
    if isinstance(expr, Const):
        return repr(expr.value)
    if isinstance(expr, Named | Let):
        return expr.name
    if isinstance(expr, Call):
        return f"{expr.function}({', '.join(map(describe, expr.args))})"
    return "?"
