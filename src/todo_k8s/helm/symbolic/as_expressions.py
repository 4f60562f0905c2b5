"""Tokens, texts with tokens in them, and plain values as expressions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import SecretStr

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.decoding import decode_number, decode_str, there
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, describe
from todo_k8s.helm.symbolic.guards import Token
from todo_k8s.helm.symbolic.session import current
from todo_k8s.helm.symbolic.text_tokens import SecretToken
from todo_k8s.helm.symbolic.types import of_literal


def as_token(value: object) -> Token | None:
    """Return `value` if it is a token, whatever type it stands for; compare the result to None."""
    return value if isinstance(value, Token) else None


def is_symbolic(value: object) -> bool:
    """Tell whether `value` is a token, or holds one: a string with a marker, a map, a list."""
    if (running := current()) is None:
        return False
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, Token) or (isinstance(found, str) and running.has_marker(found)):
            return True
        if is_map(found):
            waiting += [*found, *found.values()]
        elif is_list(found):
            waiting += found
    return False


def known_cases(cases: Mapping[str, Any]) -> None:
    """Refuse cases that are known only at install: two of them may be equal then."""
    for case in cases:
        if is_symbolic(case):
            raise ExpressionError("a case must be known; use choose() or only_if() with equals()")


@any_depth
def expression(value: Any) -> Expr:
    """Return the expression of a token, of a string with tokens in it, or of a plain value.

    Raises:
        ExpressionError: If `value` has no place in an expression.
    """
    if isinstance(value, Expr):
        return value
    if isinstance(value, Token):
        return value.expr
    if isinstance(value, bool):
        return Const("bool", value)
    if isinstance(value, int | float):
        return decode_number(value)
    if isinstance(value, SecretStr):
        if value.get_secret_value():
            raise ExpressionError("a secret that is known has no place in a chart; make it a value")
        return Const("str", "")
    if isinstance(value, str):
        return decode_str(value)
    if is_map(value):
        flat = [_part(x) for key in sorted(value, key=str) for x in (key, value[key])]
        kind = of_literal("map", [x.type for x in flat[1::2]], raw=isinstance(value, Raw))
        return Call("map", "object" if kind.raw else "mapping", tuple(flat), typed=kind)
    if is_list(value):
        items = tuple(map(_part, value))
        return Call("list", "listing", items, typed=of_literal("list", [x.type for x in items]))
    raise _no_expression(value)


def _no_expression(value: object) -> ExpressionError:
    kind = type(value)
    remedy = getattr(kind, "no_expression", None)
    if remedy is None and hasattr(kind, "model_fields"):
        remedy = "take a field of it; what may be null is asked by unless_none()"
    remedy = remedy or "use a string, a whole number or a boolean"
    return ExpressionError(
        f"{a_or_an(kind.__name__)} cannot be part of a Helm expression; {remedy}"
    )


def _part(value: Any) -> Expr:
    """Return the expression of what is in a map or list that is written out."""
    if isinstance(value, SecretToken):
        raise ExpressionError(f"{value!r} is a secret; use get_secret_value()")
    found = there(expression(value))
    if (remedy := WITHOUT_JSON.get(found.type.innermost.kind)) is not None:
        raise ExpressionError(f"{describe(found)} is {a_or_an(found.type)}; {remedy}")
    return found


WITHOUT_JSON = {
    "model": "take what you need of them by each() or each_entry()",
    "secret": "use revealed()",
}
"""What to do about what is in a map or list and has no JSON, by its kind."""
