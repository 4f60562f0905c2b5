"""Arithmetic and comparisons of numbers.

Whole numbers are int64 on both sides. Fractions are float64, and Helm computes with the decimals
that they print as: ``add(0.1, 0.2)`` is 0.3.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeVar, cast

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.functions.declaration import function
from todo_k8s.helm.symbolic.as_expressions import expression
from todo_k8s.helm.symbolic.expressions import Call
from todo_k8s.helm.symbolic.number_tokens import FloatToken
from todo_k8s.helm.symbolic.session import current

N = TypeVar("N", int, float)
"""A number."""

_MOST_FACTORS = 16
"""So many numbers within 2^63 have a product that is a float64."""


def is_fraction(number: object) -> bool:
    """Tell whether a number is a fraction, be it known or not."""
    return isinstance(number, FloatToken) or type(number) is float


def _either(whole: Any, fractions: Any, left: N, right: N) -> N:
    """Compute with the function for whole numbers, or that for fractions if one is such."""
    chosen = fractions if is_fraction(left) or is_fraction(right) else whole
    return cast("N", chosen(left, right))


def _check_factors(left: float, right: float) -> None:
    """Refuse arithmetic that might leave the range of float64, before the numbers are known."""
    if current() is None:
        return
    waiting: list[Any] = [expression(left), expression(right)]
    factors = 0
    while waiting:
        found = waiting.pop()
        inner = found.args if isinstance(found, Call) and found.kind == "float" else ()
        waiting += [arg for arg in inner if arg.kind in ("int", "float")]
        factors += not inner
        if factors > _MOST_FACTORS:
            raise ExpressionError(
                f"arithmetic with more than {_MOST_FACTORS} fractions may leave the range of "
                "float64; compute with fewer"
            )


def _decimal(operate: Callable[[Fraction, Fraction], Fraction], one: float, two: float) -> float:
    return float(operate(Fraction(repr(float(one))), Fraction(repr(float(two)))))


def add(left: N, right: N) -> N:
    """Return the sum; of fractions that of their decimals."""
    return _either(_add, _addf, left, right)


@function("add {all}")
def _add(left: int, right: int) -> int:
    return left + right


@function("addf {0} {1}", (0.1, 0.2), (-1.0, 1.0), (1e-300, 0.5), check=_check_factors)
def _addf(left: float, right: float) -> float:
    return _decimal(operator.add, left, right)


def sub(left: N, right: N) -> N:
    """Return the difference; of fractions that of their decimals."""
    return _either(_sub, _subf, left, right)


@function("sub {0} {1}")
def _sub(left: int, right: int) -> int:
    return left - right


@function("subf {0} {1}", (0.3, 0.1), (1.0, 1.0), check=_check_factors)
def _subf(left: float, right: float) -> float:
    return _decimal(operator.sub, left, right)


def mul(left: N, right: N) -> N:
    """Return the product; of fractions that of their decimals."""
    return _either(_mul, _mulf, left, right)


@function("mul {0} {1}", (2**31, -1000), (2**53 - 1, 2**53 - 1))
def _mul(left: int, right: int) -> int:
    return left * right


@function("mulf {0} {1}", (0.1, 3.0), (1e-200, 1e-200), (-0.5, 0.0), check=_check_factors)
def _mulf(left: float, right: float) -> float:
    return _decimal(operator.mul, left, right)


@function("div {0} (max 1 {1})", (-7, 2), (7, 0), (7, -2))
def quotient(dividend: int, divisor: int) -> int:
    """Return how often `divisor` (1 if it is less) goes into `dividend`, without the rest."""
    whole = abs(dividend) // max(divisor, 1)
    return whole if dividend >= 0 else -whole


_PERCENTAGE = "(0|[1-9][0-9]?|100)%"


@function(
    f'ternary (mul {{1}} (regexFind "^{_PERCENTAGE}$" (toString {{0}}) | trimSuffix "%" | int64)) '
    '(mul 100 (int64 {0})) (kindIs "string" {0})',
    *((part, 1000) for part in ("0%", "25%", "100%", "", "%", "007%", "101%", "1e1%", " 5%", 7)),
)
def hundredths(part: int | str, whole: int) -> int:
    """Return 100 times a number, or 100 times what a percentage is of `whole`.

    What is neither counts as 0. Divide it by `quotient` with 100, after adding 99 to round up.
    """
    if isinstance(part, int):
        return part * 100
    return whole * int(part[:-1]) if re.fullmatch(_PERCENTAGE, part) else 0


def maximum(left: N, right: N) -> N:
    """Return the larger number."""
    return _either(_maximum, _maxf, left, right)


@function("max {0} {1}")
def _maximum(left: int, right: int) -> int:
    return max(left, right)


@function("maxf {0} {1}", (-0.0, 0.0))
def _maxf(left: float, right: float) -> float:
    return float(max(left, right, key=_with_sign))


def minimum(left: N, right: N) -> N:
    """Return the smaller number."""
    return _either(_minimum, _minf, left, right)


@function("min {0} {1}")
def _minimum(left: int, right: int) -> int:
    return min(left, right)


@function("minf {0} {1}", (0.0, -0.0))
def _minf(left: float, right: float) -> float:
    return float(min(left, right, key=_with_sign))


def _with_sign(number: float) -> tuple[float, float]:
    """Return what orders numbers as Go does: -0 is below 0."""
    return number, math.copysign(1, number)


@function("float64 {0}")
def _float64(number: int) -> float:
    return float(number)


@function("lt {0} {1}", (1, 1), (0.1, 0.1), (1, 0.5))
def less(left: N, right: N) -> bool:
    """Return ``left < right``."""
    return left < right


@function("le {0} {1}", (1, 1), (0.1, 0.1), (1, 0.5))
def at_most(left: N, right: N) -> bool:
    """Return ``left <= right``."""
    return left <= right


@function("gt {0} {1}", (1, 1), (0.1, 0.1), (1, 0.5))
def more(left: N, right: N) -> bool:
    """Return ``left > right``."""
    return left > right


@function("ge {0} {1}", (1, 1), (0.1, 0.1), (1, 0.5))
def at_least(left: N, right: N) -> bool:
    """Return ``left >= right``."""
    return left >= right
