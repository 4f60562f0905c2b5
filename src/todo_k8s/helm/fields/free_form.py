"""Parts of the values that are the operator's own: Kubernetes objects, and ``global``.

They are checked here, at any depth: pydantic would stop after some 250 levels, and name its own
types in the path of what is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import JsonValue, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from todo_k8s.errors import MOST_FAULTS
from todo_k8s.helm.fields.faults import broken_rules
from todo_k8s.helm.fields.patterns import occurs
from todo_k8s.helm.fields.types import SAFE_INTEGER
from todo_k8s.helm.plain.deep import Steps, run
from todo_k8s.helm.plain.printable import KEY_FAULT, OBJECT_KEY, PRINTABLE
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import is_list, is_map

_Fault = Callable[[Any], str | None]
"""What says what is wrong with a key or with a scalar."""


def _faults(root: Any, of_key: _Fault, of_scalar: _Fault) -> Iterator[tuple[str, str]]:
    """Yield what is wrong in a map, with its path."""
    rest: list[tuple[str, Any]] = [("", root)]
    while rest:
        path, value = rest.pop()
        inner: list[tuple[str, Any]] = []
        if is_map(value):
            for key, item in value.items():
                if (fault := of_key(key)) and key == "":
                    yield path, "must have no empty key; give it a name"
                elif fault:
                    yield f"{path}.{key}", f"is no key: {fault}"
                else:
                    inner.append((f"{path}.{key}", item))
        elif is_list(value):
            inner = [(f"{path}[{index}]", item) for index, item in enumerate(value)]
        elif fault := of_scalar(value):
            yield path, fault
        rest += reversed(inner)


def _json_key(key: Any) -> str | None:
    return None if isinstance(key, str) else "it must be a string; quote it"


def _object_key(key: Any) -> str | None:
    if not isinstance(key, str):
        return _json_key(key)
    if occurs(OBJECT_KEY, key):
        return None
    return KEY_FAULT


def _json_scalar(value: Any) -> str | None:
    if isinstance(value, float) and not math.isfinite(value):
        return "must be a finite number; JSON has no other"
    if value is None or isinstance(value, str | int | float):
        return None
    return "must be a string, a number, a boolean, a list or a map"


def _object_scalar(value: Any) -> str | None:
    """Say what Helm would not pass on unchanged."""
    if value is None:
        return "must not be null; leave it out"
    if isinstance(value, str) and not occurs(PRINTABLE, value):
        return "must not hold control characters or line separators"
    if isinstance(value, int | float) and abs(value) > SAFE_INTEGER and math.isfinite(value):
        return "must not be a number beyond 2^53; write a string"
    return _json_scalar(value)


def _whole(value: Any) -> Any:
    """Return a whole number as such; not -0.0, which Helm writes as -0 in JSON."""
    whole = isinstance(value, float) and value.is_integer() and str(value) != "-0.0"
    return int(value) if whole else value


def _raw(value: Any) -> Steps[Any]:
    """Mark objects as the operator's own."""
    return _rebuilt(value, Raw, _whole)


def copied(value: Any, *, as_yaml: bool = False) -> Any:
    """Return a copy of JSON, of plain maps and lists, however deep it is.

    Args:
        value: The JSON.
        as_yaml: Whether it is what is read in YAML of Helm's, which writes -0.0 as -0.
    """
    whole: list[Any] = [value]
    waiting: list[Any] = [whole]
    for holder in waiting:
        for place, item in holder.items() if is_map(holder) else enumerate(holder):
            if is_map(item) or is_list(item):
                holder[place] = made = dict(item) if is_map(item) else list(item)
                waiting.append(made)
            elif as_yaml and type(item) is float and item == 0:
                holder[place] = 0
    return whole[0]


def _rebuilt(value: Any, kind: type[dict[str, Any]], scalar: Callable[[Any], Any]) -> Steps[Any]:
    """Return JSON with maps of a kind, lists of its own, and what becomes of each scalar."""
    if is_map(value):
        found = kind()
        for key, item in value.items():
            found[key] = yield _rebuilt(item, kind, scalar)
        return found
    if is_list(value):
        items: list[Any] = []
        for item in value:
            made = yield _rebuilt(item, kind, scalar)
            items.append(made)
        return items
    return scalar(value)


def _checked(value: Any, of_key: _Fault, of_scalar: _Fault) -> dict[str, Any]:
    if not is_map(value):
        raise PydanticCustomError("dict_type", "must be a map")
    if faults := list(islice(_faults(value, of_key, of_scalar), MOST_FAULTS)):
        raise broken_rules(*faults)
    return value


def object_faults(value: Any) -> Iterator[tuple[str, str]]:
    """Yield what in a map is not as an object in Kubernetes' own form, each with its path."""
    return _faults(value, _object_key, _object_scalar)


def _kubernetes_object(value: Any) -> Any:
    return run(_raw(_checked(value, _object_key, _object_scalar)))


def json_faults(value: Any) -> list[tuple[str, str]]:
    """Return what in a value is no JSON, each with its path."""
    return list(islice(_faults(value, _json_key, _json_scalar), MOST_FAULTS))


KubernetesObject = Annotated[
    dict[str, JsonValue],
    PlainValidator(_kubernetes_object),
    WithJsonSchema({"type": "object", "kubernetesObject": True}),
]
"""An object in Kubernetes' own form, passed through as it is."""

_MANIFEST_KEYS = ("apiVersion", "kind")
_NO_MAP, _NO_TEXT = "must be a map", "must be a text, as in every manifest"
_TEXT = {"type": ["string", "number", "boolean"]}
_METADATA = {
    "type": "object",
    "properties": {"name": _TEXT, "annotations": {"type": "object", "additionalProperties": _TEXT}},
}


def _manifest(value: Any) -> Any:
    made = _kubernetes_object(value)
    if faults := [*_head_faults(made)]:
        raise broken_rules(*faults)
    return made


def _head_faults(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what Helm, which reads the head of each manifest, would fail on."""
    for key in _MANIFEST_KEYS:
        if not isinstance(manifest.get(key), str):
            yield key, "must be a string, as in every manifest"
    metadata = manifest.get("metadata", {})
    if not is_map(metadata):
        yield "metadata", _NO_MAP
        return
    if isinstance(metadata.get("name"), dict | list):
        yield "metadata.name", _NO_TEXT
    annotations = metadata.get("annotations", {})
    if not is_map(annotations):
        yield "metadata.annotations", _NO_MAP
        return
    for key, item in annotations.items():
        if isinstance(item, dict | list):
            yield f"metadata.annotations.{key}", _NO_TEXT


KubernetesManifest = Annotated[
    dict[str, JsonValue],
    PlainValidator(_manifest),
    WithJsonSchema(
        {
            "type": "object",
            "kubernetesObject": True,
            "required": list(_MANIFEST_KEYS),
            "properties": {
                **{key: {"type": "string"} for key in _MANIFEST_KEYS},
                "metadata": _METADATA,
            },
        }
    ),
]
"""A whole manifest in Kubernetes' own form."""

_MARKS = {_kubernetes_object, _manifest}


def marked(annotation: Any, default: Any) -> Any:
    """Return a default in which the objects of a type are marked, as those in values are."""
    parts = get_args(annotation)
    marks = getattr(annotation, "__metadata__", ())
    if any(isinstance(mark, PlainValidator) and mark.func in _MARKS for mark in marks):
        return run(_raw(default))
    if get_origin(annotation) is dict and is_map(default):
        return {key: marked(parts[1], item) for key, item in default.items()}
    if get_origin(annotation) is list and is_list(default):
        return [marked(parts[0], item) for item in default]
    if get_origin(annotation) in (Annotated, Union, UnionType):
        return marked(next(part for part in parts if part is not NoneType), default)
    return default
