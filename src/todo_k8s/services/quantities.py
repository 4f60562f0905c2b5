"""Rules on amounts of bytes, which are easily written without their unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import all_of, matches, not_, trim_suffix
from todo_k8s.helm.model import Check

_SMALL = r"^[0-9]{1,6}(\.[0-9]+)?"
"""A number that nobody has so few bytes for: what it is meant with has a unit."""


def has_its_unit(
    amount: str, field: str, *, meant: str = "Mi", counted: bool | None = None
) -> list[Check]:
    """Return the checks that an amount of bytes is not a bare number, or one of thousandths.

    Args:
        amount: The amount, which is a quantity.
        field: Where it is.
        meant: The unit that was probably meant.
        counted: Whether it is one of bytes at all; left out where it always is.
    """
    thousandths, bare = matches(amount, f"{_SMALL}m$"), matches(amount, f"{_SMALL}$")
    some = matches(amount, "[1-9]")  # zero needs no unit
    asked = [] if counted is None else [counted]
    return [
        Check(
            not_(all_of(*asked, thousandths, some)),
            f"is less than 1 kB, as m is a thousandth; did you mean "
            f"{trim_suffix(amount, 'm')}{meant}?",
            field,
        ),
        Check(
            not_(all_of(*asked, bare, some)),
            f"is less than 1 MB, as a number without a unit is one of bytes; did you mean "
            f"{amount}{meant}?",
            field,
        ),
    ]


def have_their_units(paths: Mapping[str, str], where: str) -> Any:
    """Return the checks that the size of each directory is not one of a few bytes."""
    return each(paths, lambda path, size: has_its_unit(size, f"{where}.{path}"))
