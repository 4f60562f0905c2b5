"""Reading back: what a text, or a number, that went through other people's code stands for."""

from __future__ import annotations

from dataclasses import replace

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.fields.types import SAFE_INTEGER
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, describe
from todo_k8s.helm.symbolic.ranges import INT64, Range
from todo_k8s.helm.symbolic.session import KEPT, current, is_left_over, session


def there(expr: Expr) -> Expr:
    """Return an expression that cannot be null.

    Raises:
        ExpressionError: If it can.
    """
    if expr.type.nullable:
        raise ExpressionError(
            f"{describe(expr)} may be null and cannot be computed with; it needs unless_none(), "
            "if_none(), or default(), which replaces 0 and empty texts too"
        )
    return expr


def reserved(value: float) -> Expr | None:
    """Return the expression that a number stands for, or None if it is just a number."""
    running = current()
    return None if running is None else running.reserved(value)


def decode_number(value: float) -> Expr:
    """Return the expression a number stands for: itself, or the token it was reserved for.

    The variables of two loops may share a token, so no bounds are known of one that comes back as a
    number.
    """
    if (expr := reserved(value)) is not None:
        return replace(expr, typed=None) if expr.variables else expr
    if isinstance(value, int):
        if not INT64.holds(Range(value, value)):
            raise ExpressionError(
                f"{value} needs more than 64 bits and cannot be part of a Helm expression; write a "
                "string"
            )
        return Const("int", value)
    if not abs(value) <= SAFE_INTEGER:
        raise ExpressionError(
            f"{value} is beyond 2^53 and cannot be part of a Helm expression; write a string"
        )
    return Const("float", float(value))


def decode_str(text: str) -> Expr:
    """Return the expression a string stands for: a constant, one token, or several joined."""
    found = read_str(text)
    return found if isinstance(found, Expr) else Const("str", found)


def read_str(text: str) -> str | Expr:
    """Return the expression that a string holds tokens of, or the string if it holds none."""
    plain = str.__str__(text)  # of a member of an enumeration its value
    if (running := current()) is None:
        if is_left_over(text):
            raise ExpressionError(KEPT)
        return _checked(plain)
    if not running.may_hold(plain):  # nearly all
        return _checked(plain)
    parts = [part for part in running.split(plain) if part != ""]
    if not any(isinstance(part, Expr) for part in parts):
        return "".join(map(_checked, parts))
    exprs = tuple(map(_joined, parts))
    return exprs[0] if len(exprs) == 1 else Call("str", "concat", tuple(map(there, exprs)))


def _joined(part: str | Expr) -> Expr:
    """Return the expression of a part of a string."""
    if isinstance(part, str):
        return Const("str", _checked(part))
    return part if part.kind == "str" else printed(part)


def printed(expr: Expr) -> Expr:
    """Return the text of a value within a string."""
    if (name := _PRINTED.get(expr.kind)) is not None:
        return Call("str", name, (there(expr),))
    raise ExpressionError(f"{describe(expr)} is {a_or_an(expr.kind)} and has no place in a string")


_PRINTED = {"int": "string", "float": "decimal", "scalar": "text"}
"""The function that gives the text of a value, by its kind."""


def _checked(text: str) -> str:
    """Refuse a text in which a token was printed for people."""
    running = current()
    if running is not None and any(shown in text for shown in running.shown):
        raise ExpressionError("the repr of a value known only at install time is no text of it")
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise ExpressionError("a lone surrogate is no character; remove it")
    return text


def readable(text: str) -> str:
    """Return a message of a library with the names of values in place of tokens."""
    try:
        parts = list(session().split(text))
    except ExpressionError:  # a token that the library has cut
        parts = [_UNREADABLE]
    said = "".join(part if isinstance(part, str) else describe(part) for part in parts)
    return _UNREADABLE if _ESCAPED in said else said


_ESCAPED = r"\ue000"
_UNREADABLE = "a message with parts of what stands for a value known only at install"
