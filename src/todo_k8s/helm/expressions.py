"""What Helm computes, as a tree: references, constants, and calls of functions.

An expression is a reference such as ``.Values.backend.port``, a constant, or a call of a function
that exists in Python and in Helm alike. Code does not meet expressions but the tokens that stand
for them, see `todo_k8s.helm.tokens`. Choices and loops are no expressions, but hold some.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Literal, cast

from todo_k8s.errors import ExpressionError

Kind = Literal["str", "int", "scalar", "bool", "map", "list"]
"""The type of a value; a ``scalar`` is a number or a percentage, which only its value tells."""


@dataclass(frozen=True)
class Expr:
    """A value that Helm computes."""

    kind: Kind

    def __init_subclass__(cls) -> None:
        cls.__hash__ = Expr.__hash__  # type: ignore[method-assign]  # or each would have its own

    def __post_init__(self) -> None:
        # once, from what the parts know of themselves: a tree may be thousands of calls deep
        own = vars(self)
        own["hash"] = hash((type(self).__name__, *map(own.get, _compared(cast("Any", type(self))))))

    def __hash__(self) -> int:
        return int(vars(self)["hash"])

    @property
    def __jsii_type__(self) -> str:
        raise ExpressionError(
            f"{describe(self)} is known only at install time, and cdk8s asks for it; to_json() and "
            "synth() give no manifest while a chart is exported, take the value itself"
        )


@cache
def _compared(expr: Any) -> tuple[str, ...]:
    return tuple(part.name for part in fields(expr) if part.compare)


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Const(Expr):
    """A value known now, inside an expression that is not."""

    value: str | int | bool


@dataclass(frozen=True)
class Call(Expr):
    """A function of `todo_k8s.helm.functions` applied to expressions."""

    function: str
    args: tuple[Expr, ...]


@dataclass(frozen=True)
class Named(Expr):
    """Content with a name: a helper in ``_helpers.tpl``, included where it is used.

    A compilation has one body for each name, see `todo_k8s.helm.content.claimed`.
    """

    name: str
    body: Any = field(compare=False)


@dataclass(frozen=True)
class Let(Expr):
    """A step of a rule's computation with a name: a variable in ``rules.yaml``."""

    name: str
    value: Expr


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


def loop_variables(expr: Expr) -> set[str]:
    """Return the variables of loops that an expression uses."""
    refs = (found for found in walk(expr) if isinstance(found, Ref))
    return {ref.path[0] for ref in refs if ref.path[0].startswith("$")}


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
