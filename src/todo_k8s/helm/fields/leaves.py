"""Strings, numbers and keys of a model, as Helm reads them.

A model's core schema, which pydantic makes, is changed here once for all annotations: strings and
keys are ones that Helm prints (see `todo_k8s.helm.plain.printable`), ``2.0`` is a whole number,
numbers lose no digits as float64, and `True` is not 1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from todo_k8s.helm.fields.types import SAFE_INTEGER, integral
from todo_k8s.helm.plain.printable import KEY_FAULT, MAP_KEY, PRINTABLE

_DONE = "todo_k8s"
_CONTAINERS = {
    "default": ("schema",),
    "dict": ("values_schema",),
    "function-after": ("schema",),
    "function-before": ("schema",),
    "function-wrap": ("schema",),
    "list": ("items_schema",),
    "nullable": ("schema",),
}


def read_as_helm(model: Any) -> None:
    """Let the fields of a model, given by its core schema, take what Helm takes."""
    while model["type"] != "model-fields":
        model = model["schema"]
    for field in model["fields"].values():
        metadata = field.setdefault("metadata", {})
        if not metadata.get(_DONE):
            field["schema"] = _value(field["schema"])
            metadata[_DONE] = True


def _value(schema: dict[str, Any]) -> dict[str, Any]:
    kind = schema["type"]
    if kind == "str":
        return _held(schema, PRINTABLE)
    if kind == "int":
        return _before(integral, {"ge": -SAFE_INTEGER, "le": SAFE_INTEGER, **_whole(schema)})
    if kind == "float":
        return {"ge": -SAFE_INTEGER, "le": SAFE_INTEGER, **schema}
    if kind == "literal":
        return _literal(schema)
    inner = {key: _value(schema[key]) for key in _CONTAINERS.get(kind, ()) if key in schema}
    if kind == "dict":
        inner["keys_schema"] = _key(schema.get("keys_schema", {"type": "str"}))
    return {**schema, **inner}


def _whole(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a whole number with ``gt`` and ``lt`` as ``ge`` and ``le``."""
    strict = {"gt": ("ge", 1), "lt": ("le", -1)}
    turned = {name: schema[old] + by for old, (name, by) in strict.items() if old in schema}
    return {key: value for key, value in schema.items() if key not in strict} | turned


def _held(schema: dict[str, Any], pattern: str) -> dict[str, Any]:
    """Return the schema of a string that matches a pattern too."""
    if "pattern" not in schema:
        return {**schema, "pattern": pattern}
    return {"type": "chain", "steps": [schema, {"type": "str", "pattern": pattern}]}


def _key(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a key that Helm prints, whatever else it is bounded by."""
    key = {
        "type": "custom-error",
        "schema": {"type": "str", "pattern": MAP_KEY},
        "custom_error_type": "key",
        "custom_error_message": f"is no key: {KEY_FAULT}",
    }
    if not schema.keys() - {"type", "metadata"}:
        return key
    for_helm = {} if "pattern" in schema else {"pydantic_js_updates": {"pattern": MAP_KEY}}
    return {"type": "chain", "steps": [schema, key], "metadata": for_helm}


def _before(function: Callable[[Any], Any], schema: dict[str, Any]) -> dict[str, Any]:
    call = {"type": "no-info", "function": function}
    return {"type": "function-before", "function": call, "schema": schema}


def _literal(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a Literal that takes no boolean for a number, nor a number for a boolean."""
    kinds: set[type] = {type(value) for value in schema["expected"]}
    if kinds == {str}:
        return schema

    def choice(value: object) -> object:
        """Return None, which is no choice, for what pydantic would convert or fail on."""
        is_huge = isinstance(value, int) and abs(value) > SAFE_INTEGER
        return None if is_huge or isinstance(value, bool) is not (kinds == {bool}) else value

    return _before(choice, schema)
