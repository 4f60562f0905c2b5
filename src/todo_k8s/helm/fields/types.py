"""Kinds of value beside those that pydantic and Kubernetes bring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from todo_k8s.errors import TemplateError
from todo_k8s.helm.fields.faults import broken_rules
from todo_k8s.helm.fields.patterns import occurs
from todo_k8s.helm.plain.printable import PRINTABLE

_T = TypeVar("_T")

SAFE_INTEGER = 2**53 - 1
"""Helm reads numbers as float64: larger ones lose digits."""


def integral(value: object) -> object:
    """Read ``2.0`` as 2, as a JSON schema does."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


@dataclass(frozen=True)
class Format:
    """What a string must look like; put it into ``Annotated[str, Format(…)]``.

    Args:
        pattern: A regular expression of the whole string, from ``^`` to ``$`` (RE2 syntax).
        says: What is said of another one: ``must be …``; it never holds the string.
        near: What is said of strings that miss it in a usual way: a regular expression of the whole
            string, and what is said of it in place of `says`. The first that matches counts. A
            function is given the string, for what shows nothing that could be a secret.
        of_json: Whether the patterns are of the value's JSON: for what may be a number or a string,
            which that tells apart.
    """

    pattern: str
    says: str
    near: tuple[tuple[str, str | Callable[[str], str]], ...] = ()
    of_json: bool = False

    def __post_init__(self) -> None:
        for pattern in (self.pattern, *(pattern for pattern, _ in self.near)):
            if not (pattern.startswith("^") and pattern.endswith("$")):
                raise TemplateError(f"the pattern {pattern!r} of a Format must go from ^ to $")


PERCENTAGE = "^(0|[1-9][0-9]?|100)%$"
_MOST_PODS = 1000
_PODS = f"must be a whole number from 0 to {_MOST_PODS}, or a percentage such as 25%"


def _int_or_percent(value: object) -> int | str:
    whole = integral(value)
    if type(whole) is int and 0 <= whole <= _MOST_PODS:
        return whole
    if not isinstance(value, str):
        raise broken_rules(("", _PODS))
    return printed(value)


IntOrPercent = Annotated[
    int | str,
    PlainValidator(_int_or_percent),
    WithJsonSchema(
        {
            "type": ["integer", "string"],
            "minimum": 0,
            "maximum": _MOST_PODS,
            "pattern": PRINTABLE,
        }
    ),
    Format(f'^(-0|[0-9]+|"{PERCENTAGE[1:-1]}")$', _PODS, of_json=True),
]
"""A number of pods, or a percentage of them: ``1``, ``25%``."""


def _int_or_text(value: object) -> int | str:
    whole = integral(value)
    if type(whole) is int and abs(whole) <= SAFE_INTEGER:
        return whole
    if not isinstance(value, str):
        raise broken_rules(
            ("", "must be a string, or a whole number within 2^53; quote anything else")
        )
    return printed(value)


def printed(text: str) -> str:
    """Return a text, as a plain string.

    Raises:
        PydanticCustomError: If Helm does not print it as it is.
    """
    if not occurs(PRINTABLE, text):
        raise broken_rules(("", "must hold no control characters; remove them"))
    return str.__str__(text)


IntOrText = Annotated[
    int | str,
    PlainValidator(_int_or_text),
    WithJsonSchema(
        {
            "type": ["integer", "string"],
            "minimum": -SAFE_INTEGER,
            "maximum": SAFE_INTEGER,
            "pattern": PRINTABLE,
        }
    ),
]
"""What ``int | str`` is: a whole number or a string, such as a port or the name of one."""


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        return str(_int_or_text(value))
    except PydanticCustomError:
        if isinstance(value, str):
            raise
    message = "must be a string, a boolean, or a whole number within 2^53; quote anything else"
    raise broken_rules(("", message))


TextOrScalar = Annotated[
    str,
    PlainValidator(_text),
    WithJsonSchema(
        {
            "type": ["string", "integer", "boolean"],
            "minimum": -SAFE_INTEGER,
            "maximum": SAFE_INTEGER,
            "pattern": PRINTABLE,
        }
    ),
]
"""A string that a values file may also have as a whole number or a boolean: ``DEBUG: true``.

It is its text in Python, ``"true"``, and in the manifests.
"""


def _distinct(items: list[_T]) -> list[_T]:
    seen: dict[_T, int] = {}
    for place, item in enumerate(items):
        if (first := seen.setdefault(item, place)) != place:
            raise broken_rules(("", f"items {first} and {place} are the same; remove one"))
    return items


@dataclass(frozen=True)
class Unique:
    """A mark on the type of a list, none of whose items is in it twice."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Check the list that pydantic has read."""
        return core_schema.no_info_after_validator_function(_distinct, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Let Helm ask the same."""
        return {**handler(schema), "uniqueItems": True}


Distinct = Annotated[list[_T], Unique()]
"""A list of scalars, or of models of required scalars, none of which is in it twice."""


@dataclass(frozen=True)
class ReservedKeys:
    """Keys that nobody may set in a map, as the chart does: a mark on the type of the map.

    Args:
        pattern: What such a key matches, in RE2 syntax.
    """

    pattern: str


@dataclass(frozen=True)
class Instead:
    """What to write where another type is given: a mark on a string, map, list or model.

    Python says it; Helm's schema has words of its own, and names the field.

    Args:
        says: What is said of anything else: ``must be …``.
    """

    says: str
