"""Python objects that stand for what is known only when Helm installs the chart.

A token is a `str` that holds a marker, a `float` that is a reserved number, or an object for a
boolean, a map or a list. Each has its expression. Tokens pass through cdk8s and come back out of
`to_json` unharmed. A token never pretends to be a value: whatever it could be asked as a `str`, a
number, a `dict` or a `list` raises `ExpressionError` and names the function to use instead, but
for the few operations that are listed here as allowed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NoReturn

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, Ref
from todo_k8s.helm.symbolic.guards import Token, guard
from todo_k8s.helm.symbolic.number_tokens import AmountToken, BoolToken, FloatToken, IntToken
from todo_k8s.helm.symbolic.text_tokens import StrToken, formatted, text_of
from todo_k8s.helm.symbolic.types import Kind
from todo_k8s.helm.symbolic.variables import is_partial


def not_null(value: Any) -> Any:
    """Return a token as one that is not null, where it makes no difference; any other value as is.

    Helm takes null for what is empty there.
    """
    if isinstance(value, Token) and isinstance(value.expr, Ref):
        return token(replace(value.expr, nullable=False))
    return value


def readable(value: Any) -> Any:
    """Return a token as one that Helm may read where the section that it is in is missing.

    Helm computes both values of a choice, and fails below a section of an item that is not there.
    """
    found = value.expr if isinstance(value, Token) else None
    is_below = isinstance(found, Ref) and is_partial(found.path) and len(found.path) > _OF_ITEM
    if not isinstance(found, Ref) or not is_below or found.default is not None:
        return value
    return token(replace(found, default=_EMPTY[found.kind]))


_OF_ITEM = 2
"""How long the path of a field of an item itself is."""
_EMPTY: dict[str, Expr] = {
    "str": Const("str", ""),
    "int": Const("int", 0),
    "float": Const("float", 0.0),
    "scalar": Const("int", 0),
    "bool": Const("bool", value=False),
    "map": Call("map", "mapping", ()),
    "list": Call("list", "listing", ()),
}


class ScalarToken(Token):
    """A number or a text, such as a percentage, known at install."""

    def __init__(self, expr: Expr) -> None:
        self._stands_for(expr)

    __format__: Any = formatted
    __str__: Any = text_of

    def _no_number(self, _other: object) -> NoReturn:
        raise ExpressionError(
            f"{self!r} may be a text; use hundredths() to compute with a percentage"
        )

    __add__: Any = _no_number
    __radd__: Any = _no_number
    __sub__: Any = _no_number
    __rsub__: Any = _no_number
    __mul__: Any = _no_number
    __rmul__: Any = _no_number
    __lt__: Any = _no_number
    __le__: Any = _no_number
    __gt__: Any = _no_number
    __ge__: Any = _no_number


class MapToken(Token):
    """A map known at install; the type of its expression says what is in it."""

    def __init__(self, expr: Expr) -> None:
        self._stands_for(expr)


class ListToken(Token):
    """A list known at install; the type of its expression says what is in it."""

    def __init__(self, expr: Expr) -> None:
        self._stands_for(expr)


class SectionToken(Token):
    """A section of the values that may be null; its fields are there where it is not.

    Args:
        expr: What it stands for.
        fields: The section with tokens for its fields.
    """

    def __init__(self, expr: Expr, fields: Any) -> None:
        self._stands_for(expr)
        self._fields = fields

    @property
    def fields(self) -> Any:
        """The section where it is not null."""
        self.check_build()
        return self._fields

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.fields, name)


guard(ScalarToken, int, str)
guard(MapToken, dict)
guard(ListToken, list)
guard(SectionToken, object)

_TOKENS: dict[Kind, Any] = {
    "str": StrToken,
    "int": IntToken,
    "float": FloatToken,
    "amount": AmountToken,
    "scalar": ScalarToken,
    "bool": BoolToken,
    "map": MapToken,
    "list": ListToken,
}


def token(expr: Expr) -> Any:
    """Return the token that stands for `expr` in Python code."""
    return _TOKENS[expr.kind](expr)
