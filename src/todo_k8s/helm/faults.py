"""What is said of values that are refused: the field as it is written, and never a value."""

from __future__ import annotations

from typing import cast

from pydantic_core import ErrorDetails, PydanticCustomError, ValidationError


def broken_rules(*faults: tuple[str, str]) -> PydanticCustomError:
    """Return the error of broken rules: fields relative to the model, and messages."""
    text = "; ".join(f"{field}: {message}".removeprefix(": ") for field, message in faults)
    return _error("rule", text, {"broken": list(faults)})


def _error(kind: str, text: str, context: dict[str, object] | None) -> PydanticCustomError:
    escaped = text.replace("{", "{{").replace("}", "}}")
    return PydanticCustomError(kind, escaped, context)  # pyright: ignore[reportArgumentType]  # escaped


def without_inputs(error: ValidationError) -> ValidationError:
    """Return the same error without the values, which ``errors()`` and ``json()`` would give."""
    return ValidationError.from_exception_data(
        error.title,
        [
            {
                "type": _error(details["type"], details["msg"], details.get("ctx")),
                "loc": details["loc"],
                "input": None,
            }
            for details in error.errors(include_input=False)
        ],
        hide_input=True,
    )


_MESSAGES = {
    "extra_forbidden": "unknown key; check the spelling, or remove it",
    "missing": "must be set",
    "string_type": "must be a string; quote it, or use --set-string",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "dict_type": "must be a map",
    "model_type": "must be a map",
    "model_attributes_type": "must be a map",
    "list_type": "must be a list",
}


def fault_lines(details: ErrorDetails) -> list[str]:
    """Return the lines that say one pydantic error: the path as written, what is wrong."""
    path = _path(details["loc"])
    if details["type"] == "rule":
        broken = cast("list[tuple[str, str]]", details.get("ctx", {}).get("broken", []))
        return [
            f"{_joined(path, field)}: {message}".removeprefix(": ") for field, message in broken
        ]
    message = _MESSAGES.get(details["type"]) or details["msg"].removeprefix("Input ").replace(
        "should", "must"
    )
    return [f"{path or 'values'}: {message}"]


def _path(location: tuple[int | str, ...]) -> str:
    parts = (
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in location if part != "[key]"
    )
    return "".join(parts).removeprefix(".")


def _joined(path: str, field: str) -> str:
    """Return the path of a field of what is at `path`; a key may itself start with a dot."""
    if not path or not field:
        return path + field.removeprefix(".")
    return path + (field if field[0] in ".[" else f".{field}")
