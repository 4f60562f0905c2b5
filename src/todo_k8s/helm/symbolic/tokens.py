"""Python objects that stand for what is known only when Helm installs the chart.

A token is a `str` that holds a marker, a `float` that is a reserved number, or an object for a
boolean, a map or a list. Each has its expression. Tokens pass through cdk8s and come back out of
`to_json` unharmed. A token never pretends to be a value: whatever it could be asked as a `str`, a
number, a `dict` or a `list` raises `ExpressionError` and names the function to use instead, but
for the few operations that are listed here as allowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, NoReturn, Self

from pydantic import SecretStr

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.decoding import decode_number, decode_str, printed, there
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, Ref, describe
from todo_k8s.helm.symbolic.guards import Token, guard
from todo_k8s.helm.symbolic.ranges import EXACT, INT64, exact
from todo_k8s.helm.symbolic.session import current, session
from todo_k8s.helm.symbolic.types import NUMBERS, Kind, Type, of_literal


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


def _arithmetic(function: str, *, swapped: bool = False) -> Any:
    def operate(self: IntToken, other: int) -> IntToken:
        operand = whole_number(other)
        args = (operand, self.expr) if swapped else (self.expr, operand)
        bounds = exact(function, *(arg.type.range for arg in args))
        call = Call("int", function, args, typed=Type("int", bounds=bounds))
        if not INT64.holds(bounds):
            raise ExpressionError(
                f"{describe(call)} may need more than 64 bits, where Helm's numbers wrap and "
                "Python's do not; bound its fields with Field(ge=…, le=…), or use "
                f"{function}(), which wraps on both sides"
            )
        return IntToken(call)

    return operate


def _comparison(function: str) -> Any:
    def compare(self: Token, other: float) -> BoolToken:
        args = (self.expr, _number(other))
        if any(each.kind != "int" for each in args):
            args = (as_exact_float(args[0]), as_exact_float(args[1]))
        return BoolToken(Call("bool", function, args))

    return compare


def _number(value: Any) -> Expr:
    expr = expression(value)
    if expr.kind not in NUMBERS:
        raise ExpressionError(f"a number is needed here, and {describe(expr)} is none")
    return there(expr)


def as_float(expr: Expr) -> Expr:
    """Return a number as a float64, as Helm compares no whole number with a fraction."""
    if expr.kind != "int":
        return expr
    if isinstance(expr, Const):
        return Const("float", float(expr.value))
    return Call("float", "float64", (expr,))


def as_exact_float(expr: Expr) -> Expr:
    """Return a number as a float64, where Python takes it with all its digits.

    Raises:
        ExpressionError: If it can be a whole number that no float64 is.
    """
    if expr.kind == "int" and not EXACT.holds(expr.type.range):
        raise ExpressionError(
            f"{describe(expr)} may be beyond 2^53, where Helm rounds it beside a fraction; bound "
            "its fields with Field(ge=…, le=…), or put it beside whole numbers only"
        )
    return as_float(expr)


def whole_number(value: Any) -> Expr:
    """Return the expression of a whole number that is not null."""
    expr = expression(value)
    if expr.kind != "int":
        remedy = f"; {_DECIMALS}" if expr.kind == "float" else ""
        raise ExpressionError(
            f"a whole number is needed here, and {describe(expr)} is none{remedy}"
        )
    return there(expr)


def not_null(value: Any) -> Any:
    """Return a token as one that is not null, where it makes no difference; any other value as is.

    Helm takes null for what is empty there.
    """
    if isinstance(value, Token) and isinstance(value.expr, Ref):
        return token(replace(value.expr, nullable=False))
    return value


def _text(self: Token) -> str:
    return TextToken(printed(self.expr))


def _formatted(self: Token, spec: str) -> str:
    if spec:
        raise ExpressionError(f"{self!r} takes no format specification; got {spec!r}")
    return _text(self)


class IntToken(Token, float):
    """A whole number known at install; ``+ - *``, ``< <= > >=`` and f-strings work.

    A float, as Python takes no float for a count, an index or bits.
    """

    def __new__(cls, expr: Expr) -> Self:
        """Make the number that is reserved for `expr`."""
        self = super().__new__(cls, session().amount_of(expr))
        self._stands_for(expr)
        return self

    __format__: Any = _formatted
    __str__: Any = _text
    __add__: Any = _arithmetic("add")
    __radd__: Any = _arithmetic("add", swapped=True)
    __sub__: Any = _arithmetic("sub")
    __rsub__: Any = _arithmetic("sub", swapped=True)
    __mul__: Any = _arithmetic("mul")
    __rmul__: Any = _arithmetic("mul", swapped=True)
    __lt__: Any = _comparison("less")
    __le__: Any = _comparison("at_most")
    __gt__: Any = _comparison("more")
    __ge__: Any = _comparison("at_least")


class FloatToken(Token, float):
    """A fraction known at install; ``< <= > >=`` work, `string` gives its text."""

    def __new__(cls, expr: Expr) -> Self:
        """Make the number that is reserved for `expr`."""
        self = super().__new__(cls, session().amount_of(expr))
        self._stands_for(expr)
        return self

    def _no_arithmetic(self, _other: object) -> NoReturn:
        raise ExpressionError(f"{self!r} is a fraction; {_DECIMALS}")

    def _no_text(self, _spec: str = "") -> NoReturn:
        raise ExpressionError(
            f"{self!r} is a fraction, which Python and Helm print differently; use string()"
        )

    __str__: Any = _no_text
    __format__: Any = _no_text
    __add__: Any = _no_arithmetic
    __radd__: Any = _no_arithmetic
    __sub__: Any = _no_arithmetic
    __rsub__: Any = _no_arithmetic
    __mul__: Any = _no_arithmetic
    __rmul__: Any = _no_arithmetic
    __lt__: Any = _comparison("less")
    __le__: Any = _comparison("at_most")
    __gt__: Any = _comparison("more")
    __ge__: Any = _comparison("at_least")


_DECIMALS = "use add(), sub() and mul(), as Helm computes with decimals"


class AmountToken(Token):
    """A number known at install that is only compared, as that of a quantity."""

    def __init__(self, expr: Expr) -> None:
        self._stands_for(expr)

    __lt__: Any = _comparison("less")
    __le__: Any = _comparison("at_most")
    __gt__: Any = _comparison("more")
    __ge__: Any = _comparison("at_least")


class BoolToken(Token):
    """A boolean known at install."""

    def __init__(self, expr: Expr) -> None:
        self._stands_for(expr)


class ScalarToken(Token):
    """A number or a text, such as a percentage, known at install."""

    def __init__(self, expr: Expr) -> None:
        self._stands_for(expr)

    __format__: Any = _formatted
    __str__: Any = _text

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


class SecretToken(Token):
    """A secret known at install; reads like a `SecretStr`."""

    def __init__(self, expr: Expr) -> None:
        self._stands_for(expr)

    def get_secret_value(self) -> str:
        """Return the token of the secret."""
        return StrToken(self.expr)


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


guard(StrToken, str, allowed="__rmod__ join")
guard(IntToken, int, float)
guard(FloatToken, int, float)
guard(AmountToken, int, float)
guard(BoolToken, int)
guard(ScalarToken, int, str)
guard(MapToken, dict)
guard(ListToken, list)
guard(SecretToken, SecretStr)
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
    remedy = getattr(kind, "no_expression", "use a string, a whole number or a boolean")
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
