"""Numbers as Go writes them."""

from __future__ import annotations

from decimal import Decimal


def as_written(number: float) -> float:
    """Return a number as JSON in Go has it: a whole one without a point.

    Beyond 2^53 that is another whole number than the fraction is, as Go writes the fewest digits.
    """
    if isinstance(number, int) or not number.is_integer():
        return number
    return int(Decimal(repr(number)))


def float_text(number: float) -> str:
    """Return a fraction as JSON in Go has it: the fewest digits that tell it from others.

    It has an exponent only if it is far from 1, and no point if it is a whole number.
    """
    if number == 0 or 1e-6 <= abs(number) < 1e21:
        return format(Decimal(repr(float(number))), "f").removesuffix(".0")
    mantissa, _, exponent = repr(float(number)).partition("e")
    return f"{mantissa.removesuffix('.0')}e{exponent[0]}{exponent[1:].lstrip('0')}"


def printed_float(number: float) -> str:
    """Return a fraction as ``fmt.Sprint`` of Go has it: ``1``, ``0.5``, ``1e+06``, ``1e-05``."""
    exact = Decimal(repr(float(number)))
    if -4 <= exact.adjusted() < 6 or number == 0:
        return format(exact, "f").removesuffix(".0")
    return f"{number:.{len(exact.normalize().as_tuple().digits) - 1}e}"
