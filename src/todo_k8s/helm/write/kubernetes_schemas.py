"""JSON schemas of Kubernetes' own objects, by `todo_k8s.helm.fields.kubernetes_types`."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm.fields.kubernetes_types import bounds_of, types
from todo_k8s.helm.plain.printable import OBJECT_KEY

_SHARED = {
    "string": "kubernetesText",
    "IntOrString": "kubernetesWord",
    "Quantity": "kubernetesQuantity",
    "map": "kubernetesObject",
    "any": "kubernetesValue",
}
"""What definitions of a JSON schema say which kinds are."""


def type_schema(name: str) -> dict[str, Any]:
    """Return the JSON schema of a type, which refers to those of others."""
    fields = types()[name]
    required = [field for field, kind in fields.items() if kind.startswith("!")]
    return {
        "type": "object",
        "properties": field_schemas(name),
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def field_schemas(name: str) -> dict[str, Any]:
    """Return the JSON schema of each field of a type."""
    return {field: _schema(kind.lstrip("!")) for field, kind in types()[name].items()}


def _schema(kind: str) -> dict[str, Any]:
    if kind in types() or kind in _SHARED:
        return {"$ref": f"#/definitions/{_SHARED.get(kind, kind)}"}
    if kind.startswith("[]"):
        return {"type": "array", "items": _schema(kind.removeprefix("[]"))}
    if kind.startswith("{}"):
        values = {OBJECT_KEY: _schema(kind.removeprefix("{}"))}
        return {"type": "object", "patternProperties": values, "additionalProperties": False}
    if kind.startswith("="):
        return {"enum": kind.removeprefix("=").split("|")}
    if kind.partition(" ")[0] == "int":
        least, most = bounds_of(kind)
        return {"type": "integer", "minimum": least, "maximum": most}
    return {"type": "boolean"}
