"""Maps that a schema describes at several places, described once.

Helm reads the schema at each rendering, and compiles a pattern as often as it stands there: half of
the time that a chart with many maps of labels and objects took.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

Schema = dict[str, Any]

_TEXTS = ("description", "default")
"""What is said of a place, and not of what may stand there."""


def with_shared_maps(schema: Schema) -> Schema:
    """Return a schema whose equal maps are references to one of its ``definitions``.

    Each is called after the first field that has it; what is in Kubernetes' own form is an object.
    """
    counted = Counter(_shape(node) for node, _ in _maps(schema, ""))
    names: dict[str, str] = {}
    definitions: Schema = dict(schema.get("definitions", {}))
    for node, field in _maps(schema, ""):
        shape = _shape(node)
        if counted[shape] > 1 and shape not in names:
            names[shape] = _free("kubernetesObject" if _is_object(node) else field, definitions)
            definitions[names[shape]] = _without_texts(node)
    shared = _replaced(schema, lambda node: names.get(_shape(node)))
    return {**shared, "definitions": definitions} if definitions else shared


def _maps(node: Schema, field: str) -> Iterator[tuple[Schema, str]]:
    """Yield the maps in a schema, outer ones only, each with the field that it is in."""
    if _is_map(node):
        yield node, field
        return
    for name, inner in node.get("properties", {}).items():
        yield from _maps(inner, name)
    if "items" in node:
        yield from _maps(node["items"], field)


def _replaced(node: Schema, name_of: Callable[[Schema], str | None]) -> Schema:
    """Return a schema with references in place of the maps that have a name."""
    if _is_map(node):
        if (name := name_of(node)) is None:
            return node
        texts = {key: node[key] for key in _TEXTS if key in node}
        return {**texts, "$ref": f"#/definitions/{name}"}
    inner: Schema = {}
    if "properties" in node:
        fields = node["properties"].items()
        inner["properties"] = {name: _replaced(field, name_of) for name, field in fields}
    if "items" in node:
        inner["items"] = _replaced(node["items"], name_of)
    return {**node, **inner}


def _is_map(node: Schema) -> bool:
    return "patternProperties" in node and "properties" not in node


def _is_object(node: Schema) -> bool:
    (entries,) = [*node["patternProperties"].values()][:1]
    return bool(entries == {"$ref": "#/definitions/kubernetesValue"})


def _shape(node: Schema) -> str:
    return json.dumps(_without_texts(node), sort_keys=True)


def _without_texts(node: Schema) -> Schema:
    return {key: part for key, part in node.items() if key not in _TEXTS}


def _free(name: str, taken: Schema) -> str:
    numbered = (name if number == 1 else f"{name}{number}" for number in range(1, len(taken) + 2))
    return next(each for each in numbered if each not in taken)
