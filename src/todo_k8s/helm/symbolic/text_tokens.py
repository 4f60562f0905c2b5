"""What stands for texts that are known only at install."""

from __future__ import annotations

from enum import StrEnum
from typing import NoReturn, Self

from pydantic import SecretStr

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.symbolic.decoding import decode_str, printed
from todo_k8s.helm.symbolic.expressions import Expr
from todo_k8s.helm.symbolic.guards import Token, guard
from todo_k8s.helm.symbolic.session import session


class StrToken(Token, str):  # noqa: SLOT000  # a token carries its expression
    """A string known at install; ``f"{token}-suffix"`` and ``+`` work."""

    def __new__(cls, expr: Expr) -> Self:
        """Make the string that holds the marker of `expr`."""
        self = super().__new__(cls, session().text_of(expr))
        self._stands_for(expr)
        return self

    def __str__(self) -> str:
        return TextToken(self.expr)

    def __format__(self, spec: str) -> str:
        if spec:
            raise ExpressionError(f"{self!r} takes no format specification; got {spec!r}")
        return TextToken(self.expr)

    def __add__(self, other: str) -> str:
        return TextToken(decode_str(str.__add__(self, other)))

    def __radd__(self, other: str) -> str:
        return TextToken(decode_str(str.__add__(other, self)))


class MemberToken(StrToken):  # a token carries its expression
    """A member of an enumeration of strings known at install; ``.value`` is its text."""

    _members: type[StrEnum]

    def __new__(cls, expr: Expr, members: type[StrEnum]) -> Self:
        """Make the string that holds the marker of `expr`."""
        self = super().__new__(cls, expr)
        self._members = members
        return self

    @property
    def value(self) -> str:
        """The text, which is all that Helm knows of a member."""
        return StrToken(self.expr)

    def __getattr__(self, name: str) -> NoReturn:
        if not name.startswith("__") and hasattr(next(iter(self._members)), name):
            self.check_build()
            raise ExpressionError(
                f"{self!r} has only a value in Helm, and no {name}; use select() with a case for "
                "each member"
            )
        raise AttributeError(name)


class TextToken(StrToken):
    """What an f-string of one value alone gives, and ``+``; it may be a key of content."""

    def __hash__(self) -> int:
        return str.__hash__(self)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, TextToken):  # of a key
            return str.__eq__(self, other)
        return bool(super().__eq__(other))  # which refuses


def text_of(self: Token) -> str:
    """Return the text of a number or a text known at install."""
    return TextToken(printed(self.expr))


def formatted(self: Token, spec: str) -> str:
    """Return the same in an f-string, which takes no format specification."""
    if spec:
        raise ExpressionError(f"{self!r} takes no format specification; got {spec!r}")
    return text_of(self)


class SecretToken(Token):
    """A secret known at install; reads like a `SecretStr`."""

    def __init__(self, expr: Expr) -> None:
        self._stands_for(expr)

    def get_secret_value(self) -> str:
        """Return the token of the secret."""
        return StrToken(self.expr)


guard(StrToken, str, allowed="__rmod__ join")
guard(SecretToken, SecretStr)
