"""Strings of values hold no control characters other than tabs and line ends.

Helm's ``toYaml`` loses the others, or prints nothing at all. So each string of a values model is
checked, whatever else its type asks for: a pattern such as ``[^@]+`` would let them through.
Secrets are not: the templates print them in base64 only.
"""

from __future__ import annotations

from typing import Any

UNPRINTABLE = "\x7f-\x9f\u2028\u2029\ufffe\uffff"
PRINTABLE = f"^[^{UNPRINTABLE}]*$"
"""What every plain string must match."""


def keep_printable(model: Any) -> None:
    """Let the fields of a model, given by its core schema, hold printable strings only."""
    while model["type"] != "model-fields":
        model = model["schema"]
    for field in model["fields"].values():
        field["schema"] = _printable(field["schema"])


def _printable(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a value in which each string is printable."""
    if schema["type"] == "str":
        if schema.get("pattern", PRINTABLE) == PRINTABLE:
            return {**schema, "pattern": PRINTABLE}
        return {"type": "chain", "steps": [schema, {"type": "str", "pattern": PRINTABLE}]}
    inner = {key: _printable(schema[key]) for key in _INNER if isinstance(schema.get(key), dict)}
    return {**schema, **inner} if schema["type"] in _CONTAINERS else schema


_INNER = ("schema", "items_schema", "keys_schema", "values_schema")
_CONTAINERS = {
    "default",
    "dict",
    "function-after",
    "function-before",
    "function-wrap",
    "list",
    "nullable",
}
