"""What is said of values that are refused: the field as it is written, and never a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from pydantic_core import ErrorDetails, PydanticCustomError, ValidationError

from todo_k8s.errors import printable
from todo_k8s.helm.plain.printable import PRINTABLE

Location = tuple[int | str, ...]
"""Where a model is in a tree, as pydantic says it."""

BrokenRule = tuple[Location, str, str]
"""Where the model with the rule is, the field relative to it, and the message."""


def broken_rules(*faults: tuple[str, str]) -> PydanticCustomError:
    """Return the error of broken rules: fields relative to the model, and messages."""
    shown = [(printable(field), message) for field, message in faults]
    text = "; ".join(f"{field}: {message}".removeprefix(": ") for field, message in shown)
    # the text goes in last, so that pydantic looks for no other names in braces in it
    return PydanticCustomError("rule", "{text}", {"broken": shown, "text": text})


def rules_error(title: str, broken: Iterable[BrokenRule]) -> ValidationError:
    """Return the error of broken rules of the models in a tree."""
    faults: dict[Location, list[tuple[str, str]]] = {}
    for location, field, message in broken:
        faults.setdefault(location, []).append((field, message))
    return ValidationError.from_exception_data(
        title,
        [
            {"type": broken_rules(*each), "loc": _printable(location), "input": None}
            for location, each in faults.items()
        ],
        hide_input=True,
    )


def without_inputs(error: ValidationError) -> ValidationError:
    """Return the same error without the values, which ``errors()`` and ``json()`` would give."""
    return ValidationError.from_exception_data(
        error.title,
        [
            {
                "type": _without_input(details),
                "loc": _printable(details["loc"]),
                "input": None,
            }
            for details in error.errors(include_input=False)
        ],
        hide_input=True,
    )


def _printable(location: Location) -> Location:
    return tuple(printable(part) if isinstance(part, str) else part for part in location)


def _without_input(details: ErrorDetails) -> PydanticCustomError:
    if details["type"] == "rule":
        return broken_rules(*_broken_in(details))
    kind: Any = details["type"]  # pyright wants literals
    message: Any = _message(details)
    return PydanticCustomError(kind, message)


def _broken_in(details: ErrorDetails) -> list[tuple[str, str]]:
    return cast("list[tuple[str, str]]", details.get("ctx", {})["broken"])


_MESSAGES = {
    "bool_type": "must be true or false, without quotes",
    "dict_type": "must be a map",
    "extra_forbidden": "unknown key; check the spelling, or remove it",
    "finite_number": "must be a finite number",
    "float_type": "must be a number, without quotes",
    "int_type": "must be a whole number, without quotes",
    "invalid_key": "must have strings as keys; quote them",
    "list_type": "must be a list",
    "missing": "must be set",
    "model_attributes_type": "must be a map",
    "model_type": "must be a map",
    "string_type": "must be a string; quote it, or use --set-string",
    "string_unicode": "must be valid Unicode; remove unpaired surrogates",
}
"""What is said of an error of pydantic, by its type."""

_BOUNDS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "greater_than": lambda known: f"must be greater than {known['gt']:.16g}",
    "greater_than_equal": lambda known: f"must be at least {known['ge']:.16g}",
    "less_than": lambda known: f"must be less than {known['lt']:.16g}",
    "less_than_equal": lambda known: f"must be at most {known['le']:.16g}",
    "literal_error": lambda known: f"must be {_choices(known['expected'])}",
    "string_pattern_mismatch": lambda known: f"must match the pattern '{known['pattern']}'",
    "string_too_long": lambda known: length_fault("most", known["max_length"], "String"),
    "string_too_short": lambda known: length_fault("least", known["min_length"], "String"),
    "too_long": lambda known: length_fault("most", known["max_length"], known["field_type"]),
    "too_short": lambda known: length_fault("least", known["min_length"], known["field_type"]),
}
"""The same where it depends on the field; pydantic's context has what is known of that."""

_PARTS = {"String": "character", "List": "item", "Dictionary": "item"}
"""What is counted in each type, as pydantic calls it; a secret or marked list is a ``Value``."""


def length_fault(most: str, bound: int, outer: str) -> str:
    """Return what is said of a string, list or map of another length than it may have.

    Args:
        most: ``most`` or ``least``.
        bound: How many parts that is.
        outer: What it is, as pydantic calls it: ``String``.
    """
    if (part := _PARTS.get(outer)) is None:
        return f"must have a length of at {most} {bound}"
    return f"must have at {most} {bound} {part}{'' if bound == 1 else 's'}"


def _choices(expected: str) -> str:
    """Return what pydantic says of choices, with booleans as YAML has them."""
    return expected.lower() if {*expected.split()} <= {"True", "or", "False"} else expected


def fault_lines(details: ErrorDetails, message: str | None = None) -> list[str]:
    """Return the lines that say one pydantic error: the path as written, what is wrong.

    Args:
        details: The error.
        message: What is said, in place of what is said of each error of its kind.
    """
    path = written_path(details["loc"])
    if details["type"] == "rule":
        return [
            f"{_joined(path, field)}: {said}".removeprefix(": ")
            for field, said in _broken_in(details)
        ]
    return [f"{path or 'values'}: {message or _message(details)}"]


def _message(details: ErrorDetails) -> str:
    if PRINTABLE in details["msg"]:
        return "must hold no control characters; remove them"
    if (bound := _BOUNDS.get(details["type"])) is not None and "ctx" in details:
        return bound(details["ctx"])
    return _MESSAGES.get(details["type"], details["msg"])


def written_path(location: Location) -> str:
    """Return the path of what is at a place, as an operator writes it."""
    parts = (
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in location if part != "[key]"
    )
    return "".join(parts).removeprefix(".")


def _joined(path: str, field: str) -> str:
    """Return the path of a field of what is at `path`; a key may itself start with a dot."""
    if not path or not field:
        return path + field.removeprefix(".")
    return path + (field if field[0] in ".[" else f".{field}")
