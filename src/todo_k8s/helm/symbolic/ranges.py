"""Between which whole numbers a value lies, whatever the operator sets.

Whole numbers of Helm are int64 and wrap where they leave it; those of Python grow. So ``+ - *`` of
tokens is refused where the result can leave int64, which the bounds of the fields tell.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any, NamedTuple

from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.fields.types import SAFE_INTEGER


class Range(NamedTuple):
    """The whole numbers from `least` to `most`, both included."""

    least: int
    most: int

    def holds(self, other: Range) -> bool:
        """Tell whether all of another range lies in it."""
        return self.least <= other.least and other.most <= self.most

    def either(self, other: Range) -> Range:
        """Return the range of what lies in one or the other."""
        return Range(min(self.least, other.least), max(self.most, other.most))

    def corners(self, other: Range, compute: Callable[[int, int], int]) -> Range:
        """Return the range of what is computed of both, at whose ends it is least and most."""
        found = [compute(one, two) for one, two in product(self, other)]
        return Range(min(found), max(found))


INT64 = Range(-(2**63), 2**63 - 1)
"""The whole numbers of Helm; also the range of what nothing more is known of."""

EXACT = Range(-(2**53), 2**53)
"""The whole numbers that a float64 keeps, as those of a fraction or of a map read from text."""

ZERO = Range(0, 0)
LENGTHS = Range(0, 2**31)
"""How many entries a map or list may have: Helm reads no file that holds more."""


def of_field(kind: FieldKind) -> Range | None:
    """Return the range of a field's numbers, or None if it has none."""
    if kind.base not in ("int", "scalar"):
        return None
    if numbers := [choice for choice in kind.choices if type(choice) is int]:
        return Range(min(numbers), max(numbers))
    if kind.base == "scalar":
        return _of_schema(kind.adapter.json_schema())
    least = max((bound for what, bound in kind.said if what == "ge"), default=-SAFE_INTEGER)
    most = min((bound for what, bound in kind.said if what == "le"), default=SAFE_INTEGER)
    return Range(least, most)


def _of_schema(schema: dict[str, Any]) -> Range:
    """Return the range of the numbers of a type with a schema of its own, see `IntOrPercent`."""
    said = schema.get("anyOf", [schema])[0]  # beside null
    return Range(said["minimum"], said["maximum"])


def exact(function: str, *args: Range) -> Range:
    """Return the range of what a function gives, before it wraps at 64 bits.

    Args:
        function: Its name.
        args: The ranges of its arguments; of a map or list, that of the numbers in it.
    """
    return RANGES[function](*args) if function in RANGES else INT64


def wrapped(function: str, *args: Range) -> Range:
    """Return the range of what a function gives, see `exact`."""
    found = exact(function, *args)
    return found if INT64.holds(found) else INT64


def _added(left: Range, right: Range) -> Range:
    return Range(left.least + right.least, left.most + right.most)


def _subtracted(left: Range, right: Range) -> Range:
    return Range(left.least - right.most, left.most - right.least)


def _multiplied(left: Range, right: Range) -> Range:
    return left.corners(right, lambda one, two: one * two)


def _divided(dividend: Range, divisor: Range) -> Range:
    return dividend.corners(divisor, _quotient)


def _quotient(dividend: int, divisor: int) -> int:
    whole = abs(dividend) // max(divisor, 1)
    return whole if dividend >= 0 else -whole


def _of_percentage(part: Range, whole: Range) -> Range:
    return _multiplied(part, Range(100, 100)).either(_multiplied(whole, Range(0, 100)))


def _largest(left: Range, right: Range) -> Range:
    return left.corners(right, max)


def _smallest(left: Range, right: Range) -> Range:
    return left.corners(right, min)


def _taken(numbers: Range, _key: Range) -> Range:
    return numbers.either(ZERO)


def _summed(numbers: Range) -> Range:
    return _multiplied(numbers, LENGTHS)


def _up_to(most: int) -> Callable[..., Range]:
    return lambda *_: Range(0, most)


RANGES: dict[str, Callable[..., Range]] = {
    "add": _added,
    "sub": _subtracted,
    "mul": _multiplied,
    "quotient": _divided,
    "hundredths": _of_percentage,
    "maximum": _largest,
    "minimum": _smallest,
    "get_int": _taken,
    "total": _summed,
    "size": _up_to(LENGTHS.most),
    "milliseconds": _up_to(4 * 99_999 * 3_600_000),
    "seconds": _up_to(4 * 99_999 * 3_600),
    "milliseconds_of_one_unit": _up_to(999_999_999 * 3_600_000),
}
"""The range of what each function gives that computes a whole number, by its name."""
