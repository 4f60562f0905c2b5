"""Conditions, and choices between two scalars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.functions.declaration import function
from todo_k8s.helm.symbolic.as_expressions import as_token, is_symbolic, known_cases
from todo_k8s.helm.symbolic.tokens import ScalarToken, SectionToken, not_null, readable

S = TypeVar("S")
"""A string, a number or a boolean."""

T = TypeVar("T")


@function("not {0}")
def not_(condition: bool) -> bool:
    """Return whether `condition` is false."""
    return not condition


@function("and {all}", passes=True)
def all_of(*conditions: bool) -> bool:
    """Return whether every condition holds; all are evaluated."""
    return all(conditions)


@function("or {all}", passes=True)
def any_of(*conditions: bool) -> bool:
    """Return whether some condition holds; all are evaluated."""
    return any(conditions)


def is_set(value: object) -> bool:
    """Return whether a string, number, map or list is there and not empty (or zero).

    A section that may be null is set where it is not null, whatever is in it.
    """
    return not_(is_none(value)) if isinstance(value, SectionToken) else _is_set(value)


@function("not (empty {0})", ("false",), ({"a": ""},), ([""],), ([],))
def _is_set(value: object) -> bool:
    return bool(value)


@function('kindIs "invalid" {0}', (None,))
def is_none(value: object) -> bool:
    """Return whether a field that may be null is."""
    return value is None


def equals(left: S, right: S) -> bool:
    """Return whether two strings, two numbers or two booleans are equal."""
    if any(isinstance(side, ScalarToken) for side in (left, right)):
        return _same(cast("Any", left), cast("Any", right))
    return _equals(left, right)


@function("eq {0} {1}", ("a", "A"), (2**53 - 1, 2**53 - 2))
def _equals(left: S, right: S) -> bool:
    return left == right


@function("eq (toJson {0}) (toJson {1})", (1, "1"), ("25%", "25%"), (25, "25%"))
def _same(left: int | str, right: int | str) -> bool:
    """Return whether two numbers or texts are equal, of which one is of unknown kind."""
    return left == right


def choose(condition: bool, then: T, otherwise: T) -> T:
    """Return `then` if `condition` holds, else `otherwise`; both are evaluated, both scalars.

    For maps, lists and fields that may be absent use `todo_k8s.helm.content.only_if`.
    """
    if not is_symbolic(condition):
        return then if condition else otherwise
    return _choose(condition, then, otherwise)


@function("ternary {1} {2} {0}", (True, 1, 0), (False, True, False), passes=True)
def _choose(condition: bool, then: T, otherwise: T) -> T:
    return then if condition else otherwise


def select(value: str, cases: Mapping[str, T], otherwise: T | None = None) -> T:
    """Return the scalar whose case equals `value`.

    Args:
        value: The text.
        cases: The scalars.
        otherwise: What it is for any other text; by default the last case, for a field that can
            be nothing else.

    Raises:
        ExpressionError: If there is no case, or one is known only at install.
    """
    known_cases(cases)
    if not cases:
        raise ExpressionError("select() needs a case; the last one also stands for any other")
    firsts, chosen = [*cases], otherwise
    if chosen is None:
        chosen = cases[firsts.pop()]
    for case in reversed(firsts):
        chosen = choose(equals(value, case), cases[case], chosen)
    return chosen


def default(value: T | None, fallback: T) -> T:
    """Return `value`, or `fallback` if it is absent, empty or zero; see `if_none`."""
    return _default(value, fallback)


def if_none(value: T | None, fallback: T) -> T:
    """Return `value`, or `fallback` if it is null; an empty text, 0 and False stay."""
    if (token := as_token(value)) is None:
        return fallback if value is None else value
    return choose(is_none(token), fallback, cast("T", readable(not_null(token))))


@function("{0} | default {1}", (None, "b"), (None, 8), (0, 8), passes=True)
def _default(value: T | None, fallback: T) -> T:
    return value or fallback
