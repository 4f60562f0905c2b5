"""What pydantic says of a value that breaks a bound or is no choice, asked of pydantic itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from pydantic import ValidationError
from pydantic_core import SchemaValidator, core_schema

from todo_k8s.helm.fields.faults import fault_lines
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.fields.types import SAFE_INTEGER

_FAR = 1e300
_ORDER = ("le", "lt", "ge", "gt")
"""The order in which pydantic asks for bounds."""


def bounds_of(kind: FieldKind) -> Iterator[list[Any]]:
    """Yield the bounds of a number: which, the number, and what is said of one beyond it."""
    schema = core_schema.int_schema if kind.base == "int" else core_schema.float_schema
    standard = [("ge", -SAFE_INTEGER), ("le", SAFE_INTEGER)]
    given = {what: value for what, value in (*standard, *kind.said) if what in _ORDER}
    for what in _ORDER:
        if what in given:
            beyond = _FAR if what.startswith("l") else -_FAR
            wrong = int(beyond) if kind.base == "int" else beyond
            make = cast("Any", schema)
            yield [what, given[what], told_of(make(**{what: given[what]}), wrong)]


def told_of(schema: Any, wrong: object) -> str:
    """Return what is said of a value that is wrong."""
    try:
        SchemaValidator(schema).validate_python(wrong)
    except ValidationError as error:
        (details,) = error.errors(include_input=False)
        return fault_lines(details)[0].partition(": ")[2]
    raise AssertionError(f"{wrong} is right")
