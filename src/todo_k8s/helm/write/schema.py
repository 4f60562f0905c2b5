"""values.schema.json: the values model as a JSON schema that every Helm reads alike.

Draft-07 keywords only, as older Helms ignore newer ones in silence. A section is open to other
keys, which an editor marks and a template refuses with words; all else is closed. No field with a
default is required, so that a values file with a few keys is valid in an editor; the
templates ask for the keys, see `todo_k8s.helm.model.missing`. A string's form is checked by rules
(see `todo_k8s.helm.model.formats`), or by ``not``: Helm 4 prints a value that misses a pattern.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from todo_k8s.helm.fields.kubernetes_types import QUANTITY
from todo_k8s.helm.fields.removable import SCHEMA_KEY
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.model import SAFE_INTEGER
from todo_k8s.helm.model.parent import parent_keys
from todo_k8s.helm.plain.printable import MAP_KEY, OBJECT_KEY, PRINTABLE, UNPRINTABLE, bounds_keys
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.helm.write.kubernetes_schemas import field_schemas, type_schema
from todo_k8s.helm.write.shared_schemas import with_shared_parts

_SUBSCHEMAS = ("items", "additionalProperties")
_DROPPED = {"title", "writeOnly", "format", "default"}

_UNPRINTABLE = {"type": "string", "pattern": f"[{UNPRINTABLE}]"}
"""What no string may be; by ``not``, as Helm 4 prints a value that misses a pattern."""

_UNKNOWN = {"deprecationMessage": "unknown key; check the spelling, or remove it"}
"""What an editor says of a key that a section does not know; Helm leaves that to a template, which
says more (see `todo_k8s.helm.write.unknown_keys`). Helm's readers of schemas pass over the word."""

_SCALAR = {"not": _UNPRINTABLE, "minimum": -SAFE_INTEGER, "maximum": SAFE_INTEGER}
_KUBERNETES_VALUE: dict[str, Any] = {
    "type": ["object", "array", "string", "number", "boolean"],
    "patternProperties": {OBJECT_KEY: {"$ref": "#/definitions/kubernetesValue"}},
    "additionalProperties": False,
    "items": {"$ref": "#/definitions/kubernetesValue"},
    **_SCALAR,
}
_KUBERNETES_OBJECT: dict[str, Any] = {
    "type": "object",
    "patternProperties": {OBJECT_KEY: {"$ref": "#/definitions/kubernetesValue"}},
    "additionalProperties": False,
}
_IN_OBJECTS = {
    "kubernetesObject": _KUBERNETES_OBJECT,
    "kubernetesQuantity": {
        **_SCALAR,
        "type": ["number", "string"],
        "not": {"type": "string", "not": {"pattern": QUANTITY}},
    },
    "kubernetesText": {"type": "string", "not": _UNPRINTABLE},
    "kubernetesValue": _KUBERNETES_VALUE,
    "kubernetesWord": {"type": ["integer", "string"], **_SCALAR},
}
"""What objects in Kubernetes' own form consist of."""


def values_schema(model: type[ChartValues]) -> dict[str, Any]:
    """Return the JSON schema of a values model, with every default and description in it."""
    source = model.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
    definitions = source.pop("$defs", {})
    schema = _node(source, definitions)
    _set_defaults(schema, model().to_mapping())
    schema["properties"] |= _parent_keys(model)
    whole = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"Values of the chart ({model.__name__})",
        **schema,
        **({"definitions": given} if (given := _in_objects(schema)) else {}),
    }
    return with_shared_parts(whole)


def _node(
    node: dict[str, Any], definitions: dict[str, Any], *, in_file: bool = True
) -> dict[str, Any]:
    """Return a schema with references put in place, ``null`` as a type, and titles dropped.

    Args:
        node: What pydantic gives.
        definitions: The schemas of the models.
        in_file: Whether values.yaml has the node, and so a default for each of its fields; items
            of maps and lists have none.
    """
    name = str(node.get("$ref", "")).removeprefix("#/$defs/")
    if name in definitions:
        node = {**definitions[name], **{key: node[key] for key in node if key != "$ref"}}
    order = ("description", "minimum", *node) if node.get("type") == "integer" else node
    node = _quiet({key: node[key] for key in order if key not in _DROPPED and key in node})
    if node.pop("kubernetesObject", False):
        return _kubernetes_object(node)
    entry = _or_empty if node.pop(SCHEMA_KEY, False) else dict[str, Any]
    if "const" in node or "enum" in node:
        node |= _choices(node)
    if "anyOf" in node:
        return node | _nullable(node.pop("anyOf"), definitions)
    if "patternProperties" in node:
        node |= _map(node, entry, definitions)
        node.pop("propertyNames", None)
    node |= _opened(node)
    for key in _SUBSCHEMAS:
        if isinstance(node.get(key), dict):
            node[key] = entry(_node(node[key], definitions, in_file=False))
    if in_file:
        node.pop("required", None)
    if "properties" in node:
        fields = node["properties"]
        node["properties"] = {
            key: _node(field, definitions, in_file=in_file) for key, field in fields.items()
        }
    return node


def _kubernetes_object(node: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object in Kubernetes' own form, and of the type that it has."""
    name, is_open = node.pop("kubernetesType", None), node.pop("isOpen", False)
    if name and not is_open:
        texts = {key: text for key, text in node.items() if key != "type"}
        return {**texts, "$ref": f"#/definitions/{name}"}
    fields = {"properties": field_schemas(name)} if name else {}
    return {**node, **fields, **_KUBERNETES_OBJECT}


def _in_objects(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the definitions that a schema refers to, and those that they do."""
    found: dict[str, Any] = {}
    waiting = [schema]
    for node in waiting:
        for name in re.findall(r'"#/definitions/(\w+)"', json.dumps(node)):
            if name not in found:
                found[name] = _IN_OBJECTS.get(name) or type_schema(name)
                waiting.append(found[name])
    return {name: found[name] for name in sorted(found)}


def _choices(node: dict[str, Any]) -> dict[str, Any]:
    """Return what the schema of a Literal says: all that it can be, and its types if several."""
    choices = [node.pop("const")] if "const" in node else node["enum"]
    if {*map(type, choices)} == {int, str}:
        return {"enum": choices, "type": ["integer", "string"]}
    return {"enum": choices}


def _map(
    node: dict[str, Any], entry: Callable[..., dict[str, Any]], definitions: dict[str, Any]
) -> dict[str, Any]:
    """Return what the schema of a map says of its entries.

    Keys are held by the pattern of their entries, and by rules: Helm does not say which key misses
    ``propertyNames``; see `todo_k8s.helm.model.formats`.
    """
    entries: dict[str, Any] = {
        pattern: entry(_node(value, definitions, in_file=False))
        for pattern, value in node["patternProperties"].items()
    }
    if not all(pattern == MAP_KEY or bounds_keys(pattern) for pattern in entries):
        entries[f"^<|[{UNPRINTABLE}]"] = {"not": {}}
    return {"patternProperties": entries, "additionalProperties": False}


def _opened(node: dict[str, Any]) -> dict[str, Any]:
    """Return what the schema of a section says of other keys; one of a dependency takes any."""
    if node.get("additionalProperties") == {}:
        return {"additionalProperties": True, "type": ["object", "null"]}
    return {"additionalProperties": dict(_UNKNOWN)} if "properties" in node else {}


def _or_empty(node: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a string that may also be empty or null."""
    wider = {key: value for key, value in node.items() if key != "minLength"}
    if "not" in node:  # what is empty misses no pattern
        wider["not"] = {**node["not"], "minLength": 1}
    if "enum" in node:
        wider["enum"] = [*node["enum"], "", None]
    return {**wider, "type": [node["type"], "null"]}


def _parent_keys(model: type[ChartValues]) -> dict[str, Any]:
    return {
        name: {"type": [key.json_type, "null"], "description": key.description}
        for name, key in parent_keys(model).items()
    }


def _quiet(node: dict[str, Any]) -> dict[str, Any]:
    """Return a schema of which no Helm prints the value that misses its pattern."""
    pattern = node.pop("pattern", None)
    if pattern is None:
        return node
    if pattern == PRINTABLE:
        return {**node, "not": _UNPRINTABLE}
    missed = {"type": "string", "not": {"pattern": pattern}}
    return {**node, "not": {"anyOf": [missed, _UNPRINTABLE]}}


def _nullable(options: list[dict[str, Any]], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return ``X | None`` as one schema whose type includes ``null``."""
    (given,) = (option for option in options if option.get("type") != "null")
    inner = _node(given, definitions, in_file=False)  # values.yaml has null
    kinds = inner["type"] if is_list(inner["type"]) else [inner["type"]]
    if "enum" in inner:
        inner["enum"] = [*inner["enum"], None]
    return {**inner, "type": [*kinds, "null"]}


def _set_defaults(node: dict[str, Any], default: Any) -> None:
    """Write the default of every field, as values.yaml has it."""
    for key, child in node.get("properties", {}).items():
        is_section = "properties" in child and "patternProperties" not in child
        if is_section and default[key] is not None:
            _set_defaults(child, default[key])
        elif key in default:
            child["default"] = default[key]


def schema_text(model: type[ChartValues]) -> str:
    """Return the text of values.schema.json."""
    return json.dumps(values_schema(model), indent=2, ensure_ascii=False) + "\n"
