"""What stands for numbers that are known only at install, and what comes of comparing them."""

from __future__ import annotations

from typing import Any, NoReturn, Self

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.symbolic.as_expressions import expression
from todo_k8s.helm.symbolic.decoding import there
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, describe
from todo_k8s.helm.symbolic.guards import Token, guard
from todo_k8s.helm.symbolic.ranges import EXACT, INT64, exact
from todo_k8s.helm.symbolic.session import session
from todo_k8s.helm.symbolic.text_tokens import formatted, text_of
from todo_k8s.helm.symbolic.types import NUMBERS, Type


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
    if isinstance(expr, Const) and expr.value is not None:
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


class IntToken(Token, float):
    """A whole number known at install; ``+ - *``, ``< <= > >=`` and f-strings work.

    A float, as Python takes no float for a count, an index or bits.
    """

    def __new__(cls, expr: Expr) -> Self:
        """Make the number that is reserved for `expr`."""
        self = super().__new__(cls, session().amount_of(expr))
        self._stands_for(expr)
        return self

    __format__: Any = formatted
    __str__: Any = text_of
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


guard(IntToken, int, float)
guard(FloatToken, int, float)
guard(AmountToken, int, float)
guard(BoolToken, int)
