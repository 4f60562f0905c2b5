"""Arithmetic and comparisons of whole numbers, which are int64 on both sides."""

from __future__ import annotations

import re

from todo_k8s.helm.functions.declaration import function


@function("add {all}")
def add(left: int, right: int) -> int:
    """Return the sum."""
    return left + right


@function("sub {0} {1}")
def sub(left: int, right: int) -> int:
    """Return the difference."""
    return left - right


@function("mul {0} {1}", (2**31, -1000), (2**53 - 1, 2**53 - 1))
def mul(left: int, right: int) -> int:
    """Return the product."""
    return left * right


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


@function("max {0} {1}")
def maximum(left: int, right: int) -> int:
    """Return the larger number."""
    return max(left, right)


@function("min {0} {1}")
def minimum(left: int, right: int) -> int:
    """Return the smaller number."""
    return min(left, right)


@function("lt {0} {1}", (1, 1))
def less(left: int, right: int) -> bool:
    """Return ``left < right``."""
    return left < right


@function("le {0} {1}", (1, 1))
def at_most(left: int, right: int) -> bool:
    """Return ``left <= right``."""
    return left <= right


@function("gt {0} {1}", (1, 1))
def more(left: int, right: int) -> bool:
    """Return ``left > right``."""
    return left > right


@function("ge {0} {1}", (1, 1))
def at_least(left: int, right: int) -> bool:
    """Return ``left >= right``."""
    return left >= right
