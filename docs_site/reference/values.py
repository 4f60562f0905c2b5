"""Every value of the chart: path, type, default, bounds, description, and what it changes."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docs_site.reference.affected import affected
from todo_k8s import TodoChatbotValues
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.write.schema import values_schema
from todo_k8s.todo_chatbot.compiled import compiled_chart

_HEAD = """\
---
hide:
  - toc
---
# Values

Every value that an operator can set. `*` stands for any key of a map, `[]` for any item of a list.
*In* names the templates that read a value; a value that only rules read is in none.

<input type="search" id="values-filter" placeholder="Filter, such as replicas or ingress tls" \
aria-label="Filter the values" hidden>

| value | default | description |
| --- | --- | --- |
"""
_TAIL = '\n<script src="../../scripts/values.js" defer></script>\n'
_BOUNDS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
}
_MOST = 3
"""So many templates are named."""

Schema = dict[str, Any]


@dataclass(frozen=True)
class Value:
    """A value that can be set.

    Args:
        path: Its keys, with ``*`` for a key of a map and ``[]`` for an item of a list.
        schema: Its schema.
        description: What it does.
    """

    path: str
    schema: Schema
    description: str


def page() -> str:
    """Return the page, a row per value."""
    changes = affected(compiled_chart())
    return "".join([_HEAD, *(f"{_row(value, changes)}\n" for value in values()), _TAIL])


def values() -> Iterator[Value]:
    """Yield every value that is no section, those of items too."""
    schema = values_schema(TodoChatbotValues)
    yield from _within(schema, schema, "")


def _within(node: Schema, whole: Schema, path: str) -> Iterator[Value]:
    for key, given in node["properties"].items():
        yield from _at(given, whole, f"{path}.{key}".strip("."), "")


def _at(given: Schema, whole: Schema, path: str, description: str) -> Iterator[Value]:
    node = _resolved(given, whole)
    told = node.get("description") or description
    entries = [_resolved(each, whole) for each in node.get("patternProperties", {}).values()]
    items = _resolved(node["items"], whole) if is_map(node.get("items")) else {}
    inner = [*(("*", each) for each in entries), ("[]", items)]
    models = [(sign, each) for sign, each in inner if _is_section(each)]
    if _is_section(node):
        yield from _within(node, whole, path)
        return
    yield Value(path, node, told)
    for sign, each in models:
        yield from _within(each, whole, f"{path}.{sign}" if sign == "*" else f"{path}{sign}")


def _is_section(schema: Schema) -> bool:
    """Tell whether a schema is of fields of the chart's own, not of Kubernetes'."""
    return "properties" in schema and schema.get("additionalProperties") is not False


def _resolved(node: Schema, whole: Schema) -> Schema:
    """Return a schema with what it refers to in its place."""
    while "$ref" in node:
        found = whole
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = {**found, **{key: value for key, value in node.items() if key != "$ref"}}
    return node


def _row(value: Value, changes: dict[str, list[str]]) -> str:
    default = value.schema.get("default")
    shown = _code(json.dumps(default, ensure_ascii=False)) if "default" in value.schema else ""
    kind = ", ".join([_type(value.schema), *_bounds(value.schema)])
    text = " ".join(value.description.split()).replace("|", "\\|")
    cells = (f"{_code(value.path)}<br>{kind}", shown, f"{text}{_in(changes.get(value.path, []))}")
    return f"| {' | '.join(cells)} |"


def _in(templates: list[str]) -> str:
    """Return the words that name the first templates, and count the others."""
    named, more = templates[:_MOST], len(templates) - _MOST
    words = ", ".join([*named, *([f"{more} more"] if more > 0 else [])])
    return f"<br><small>in {words}</small>" if words else ""


def _type(schema: Schema) -> str:
    if "enum" in schema:
        return " or ".join(_code(json.dumps(each)) for each in schema["enum"])
    told: Any = schema.get("type", "any")
    return " or ".join(told) if is_list(told) else str(told)


def _bounds(schema: Schema) -> Iterator[str]:
    for key, words in _BOUNDS.items():
        if key in schema:
            yield words.format(schema[key])


def _code(text: str) -> str:
    return f"<code>{html.escape(text).replace('|', '&#124;')}</code>"
