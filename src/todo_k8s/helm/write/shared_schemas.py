"""Maps and sections that a schema describes at several places, described once.

Helm reads the schema at each rendering, and compiles a pattern as often as it stands there: half of
the time that a chart with many maps of labels and objects took.

What is said of a place stays at it: its description, and its default, for which a section in the
schema of values.yaml has no defaults of its fields then.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map

Schema = dict[str, Any]

_TEXTS = ("description", "default")
"""What is said of a place, and not of what may stand there."""
_INNER = ("properties", "patternProperties")
_SMALLEST = 300
"""So many characters a section has at least that is worth a name."""


def with_shared_parts(schema: Schema) -> Schema:
    """Return a schema whose equal maps and sections are references to one of its ``definitions``.

    Each is called after the first field that has it; what is in Kubernetes' own form is an object.
    """
    given: Schema = dict(schema.get("definitions", {}))
    parts = [*_parts(schema, "")]
    counted = Counter(shape for _, _, shape in parts)
    names = {_shape(part): name for name, part in given.items()}
    made: Schema = {}
    for node, field, shape in parts:
        if counted[shape] > 1 and shape not in names:
            name = "kubernetesObject" if _is_object(node) else field
            names[shape] = _free(name, {**given, **made})
            made[names[shape]] = _without_defaults(_without_texts(node))
    shared = _inside({**schema, "definitions": {}}, names)
    definitions = {name: _inside(part, names) for name, part in made.items()}
    return _with_definitions(shared, given, definitions)


def _with_definitions(schema: Schema, given: Schema, made: Schema) -> Schema:
    """Return a schema with its definitions, without those that are needed once only."""
    used = Counter(_references([schema, made]))
    single = {name: part for name, part in made.items() if used[name] == 1}
    kept = {name: part for name, part in made.items() if name not in single}
    definitions = {**given, **{name: _filled(part, single) for name, part in kept.items()}}
    whole: Schema = {**_filled(schema, single), "definitions": definitions}
    if not definitions:
        del whole["definitions"]
    return whole


def _parts(node: Schema, field: str) -> Iterator[tuple[Schema, str, str]]:
    """Yield the maps and sections in a schema that may be shared, with their fields and shapes."""
    if field and (_is_map(node) or "properties" in node):
        shape = _shape(node)
        if _is_map(node) or len(shape) >= _SMALLEST:
            yield node, field, shape
    for key in _INNER:
        for name, inner in node.get(key, {}).items():
            yield from _parts(inner, name if key == "properties" else field)
    if isinstance(node.get("items"), dict):
        yield from _parts(node["items"], field)


def _is_map(node: Schema) -> bool:
    return "patternProperties" in node and "properties" not in node


def _replaced(node: Schema, names: Mapping[str, str]) -> Schema:
    """Return a schema with references in place of all that has a name, by its shape."""
    is_part = _is_map(node) or "properties" in node
    if is_part and (name := names.get(_shape(node))) is not None:
        default = {"default": _default_of(node)} if _has_default(node) else {}
        texts = {key: node[key] for key in ("description",) if key in node}
        return {**texts, **default, "$ref": f"#/definitions/{name}"}
    return _inside(node, names)


def _inside(node: Schema, names: Mapping[str, str]) -> Schema:
    """Return a schema with references in place of what is in it and has a name."""
    return _mapped(node, lambda inner: _replaced(inner, names))


def _filled(node: Schema, single: Schema) -> Schema:
    """Return a schema with what is needed once in place of the references to it."""
    name = str(node.get("$ref", "")).removeprefix("#/definitions/")
    if name in single:
        texts = {key: node[key] for key in _TEXTS if key in node}
        node = {**texts, **single[name]}
    return _mapped(node, lambda inner: _filled(inner, single))


def _mapped(node: Schema, change: Callable[[Schema], Schema]) -> Schema:
    """Return a schema with all that is directly in it changed."""
    inner: Schema = {
        key: {name: change(part) for name, part in node[key].items()}
        for key in _INNER
        if key in node
    }
    if isinstance(node.get("items"), dict):
        inner["items"] = change(node["items"])
    return {**node, **inner}


def _references(parts: Any) -> Iterator[str]:
    """Yield the names of definitions that something refers to, as often as it does."""
    if is_map(parts):
        if "$ref" in parts:
            yield str(parts["$ref"]).removeprefix("#/definitions/")
        for part in parts.values():
            yield from _references(part)
    elif is_list(parts):
        for part in parts:
            yield from _references(part)


def _has_default(node: Schema) -> bool:
    return "default" in node or any(map(_has_default, node.get("properties", {}).values()))


def _default_of(node: Schema) -> Any:
    """Return the default of a place, from those of the fields in it."""
    if "default" in node:
        return node["default"]
    fields = node.get("properties", {}).items()
    return {name: _default_of(field) for name, field in fields if _has_default(field)}


def _is_object(node: Schema) -> bool:
    if "properties" in node:
        return False
    (entries,) = [*node.get("patternProperties", {"": None}).values()][:1]
    return bool(entries == {"$ref": "#/definitions/kubernetesValue"})


def _shape(node: Schema) -> str:
    return json.dumps(_without_defaults(_without_texts(node)), sort_keys=True)


def _without_texts(node: Schema) -> Schema:
    return {key: part for key, part in node.items() if key not in _TEXTS}


def _without_defaults(node: Schema) -> Schema:
    """Return a schema without what is the default of anything in it."""
    without = {key: part for key, part in node.items() if key != "default"}
    return _mapped(without, _without_defaults)


def _free(name: str, taken: Schema) -> str:
    numbered = (name if number == 1 else f"{name}{number}" for number in range(1, len(taken) + 2))
    return next(each for each in numbered if each not in taken)
