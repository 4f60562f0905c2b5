"""Names for content: each has one meaning in a compilation, and becomes a helper."""

from __future__ import annotations

import re
from typing import Literal

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.symbolic.contents import type_of
from todo_k8s.helm.symbolic.decoding import read_str
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, Named, Ref, describe
from todo_k8s.helm.symbolic.nodes import Content, alike, check_levels, free_variables, parts
from todo_k8s.helm.symbolic.ranges import EXACT
from todo_k8s.helm.symbolic.session import session
from todo_k8s.helm.symbolic.types import ANY, NOTHING, Kind, Type
from todo_k8s.helm.symbolic.variables import numbered

UNKNOWN_KEYS, VERSION = "unknownKeys", "helpersVersion"
"""The names of helpers that every chart has: of unknown keys, and of what the helpers are."""

FUNCTION_HELPERS = "functions."
"""How the names of the helpers start that functions include."""

_NAME = re.compile(r"[^\s\x00-\x1f\x7f\"\\`{}]+")
"""What may stand in quotes in a Go template as it is."""


def claim(kind: Kind, name: str, body: Content, typed: Type | None = None) -> Named:
    """Return content with a name, noted in the compilation that runs.

    A name may hold the key of `todo_k8s.helm.chart.loops.for_each`: the id of the loop takes its
    place, as one helper serves all entries.

    Raises:
        ExpressionError: If it is no name, or if the chart has a helper of that name with another
            body.
    """
    name = _helper_name(name)
    check_levels(body)
    if kind in ("map", "list"):
        _check_numbers(name, body)
    free = free_variables(body)
    parameters = tuple(each for each in session().loops if each in free)
    if lost := sorted(free.difference(parameters)):
        raise ExpressionError(f"{name!r} uses {', '.join(lost)} outside of its loop; use it inside")
    if not alike(session().named.setdefault(name, body), body):
        raise ExpressionError(
            f"two helpers are called {name!r} and differ; give one of them, or the construct "
            "that names it, another name"
        )
    return Named(kind, name, body, parameters, typed=typed)


def claim_collection(kind: Literal["list", "map"], name: str, body: Content) -> Named:
    """Return a list or map with a name, which has the type of what is in it.

    Raises:
        ExpressionError: As `claim` does.
    """
    found = type_of(body)
    return claim(kind, name, body, found if found.items else Type(kind, NOTHING))


def _check_numbers(name: str, body: Content) -> None:
    """Refuse numbers that lose digits: Helm reads a map or list of a helper from its text."""
    waiting = [body]
    while waiting:
        found = waiting.pop()
        typed = type_of(found) if isinstance(found, int | Expr) else ANY
        if typed.innermost.kind in ("int", "scalar"):
            _check_number(name, found, typed)
        elif not isinstance(found, Expr) or (typed.items and not isinstance(found, Named)):
            waiting += parts(found)


def _check_number(name: str, found: int | Expr, typed: Type) -> None:
    if not EXACT.holds(typed.range):
        shown = describe(found) if isinstance(found, Expr) else found
        raise ExpressionError(
            f"{name!r} holds {shown}, which may be beyond 2^53, where Helm's maps and lists lose "
            "digits; bound its fields with Field(ge=…, le=…), or write string() of it"
        )


def _helper_name(name: str) -> str:
    """Return the name of a helper, in which what a loop is called stands for its key."""
    found = read_str(name)
    parts = found.args if isinstance(found, Call) and found.function == "concat" else [found]
    known = "".join(map(_static, parts))
    if known == "" or not _NAME.fullmatch(known):
        shown = "one known only at install" if isinstance(found, Expr) else ascii(name)
        raise ExpressionError(
            f"{shown} is no name for a helper; write letters, digits, '.', '-' and '_'"
        )
    if known in (UNKNOWN_KEYS, VERSION) or known.startswith(FUNCTION_HELPERS):
        raise ExpressionError(f"every chart may have a helper {known!r}; choose another name")
    return known


def _static(part: str | Expr) -> str:
    """Return what a part of a helper's name is called; a space, which none has, if it cannot be."""
    match part:
        case str():
            return part
        case Const(value=str(value)):
            return value
        case Ref(path=(variable,)) | Call(function="string", args=(Ref(path=(variable,)),)):
            return session().loops.get(variable) or " "
        case _:
            return " "


def free_name(called: str, body: Content) -> str:
    """Return a name, with a number if another helper has it that differs."""
    named = session().named
    return next(name for name in numbered(called) if alike(named.get(name, body), body))


def reserved_name(called: str, body: Content) -> str:
    """Return a name that no other helper of the compilation has, nor gets."""
    name = free_name(called, body)
    session().named[name] = body
    return name
