"""The model of a chart's values as JSON for the page: each field, what it takes, what is said.

What is said of bounds and choices is in the words of pydantic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, PlainValidator
from pydantic_core import core_schema

from todo_k8s.browser.bounds import bounds_of, told_of
from todo_k8s.browser.patterns import for_javascript
from todo_k8s.errors import PageError
from todo_k8s.helm.fields.annotations import field_kind
from todo_k8s.helm.fields.free_form import KubernetesManifest, KubernetesObject
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.fields.kubernetes_types import OfKubernetes, inner_types
from todo_k8s.helm.fields.marks import said
from todo_k8s.helm.fields.removable import OrEmpty, Removable
from todo_k8s.helm.fields.types import (
    Instead,
    IntOrPercent,
    IntOrText,
    TextOrScalar,
    Unique,
)
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.descriptions import descriptions
from todo_k8s.helm.model.known_keys import known_keys
from todo_k8s.helm.model.missing import needed
from todo_k8s.helm.model.parent import is_open, parent_keys
from todo_k8s.helm.plain.printable import KEY_FAULT, MAP_KEY, OBJECT_KEY, PRINTABLE
from todo_k8s.helm.plain.shapes import is_list, is_map

Json = dict[str, Any]

_OWN = {
    get_args(alias)[1]: name
    for alias, name in (
        (KubernetesObject, "object"),
        (KubernetesManifest, "manifest"),
        (IntOrPercent, "percent"),
        (IntOrText, "scalar"),
        (TextOrScalar, "text"),
    )
}
"""What types with a validator of their own are called on the page."""

_TEXTS = {"keyFault": KEY_FAULT, "printable": PRINTABLE, "mapKey": MAP_KEY, "objectKey": OBJECT_KEY}


class FieldsWriter:
    """Writes a values model.

    Attributes:
        models: The models that were met.
        patterns: The regular expressions of their fields, with the form that JavaScript reads.
    """

    def __init__(self) -> None:
        self.models: list[Json] = []
        self.patterns: dict[str, str] = {}
        self._numbers: dict[type[BaseModel], int] = {}
        self._types: dict[str, dict[str, str]] = {}

    def values(self, model: type[ChartValues]) -> Json:
        """Return all that the page knows of a model.

        Raises:
            PageError: If a type of a field is unknown to the page.
        """
        known = known_keys(model)
        root = self._model(model)
        for pattern in (PRINTABLE, MAP_KEY, OBJECT_KEY):
            self._pattern(pattern)
        opened = [
            f.alias or name for name, f in model.model_fields.items() if _is_open(model, name)
        ]
        return {
            "root": root,
            "models": self.models,
            "defaults": _plain(model().to_mapping()),
            "parent": {
                name: {"type": key.json_type, "fault": key.fault, "description": key.description}
                for name, key in parent_keys(model).items()
            },
            "needed": needed(model),
            "opened": [key for key in opened if key != "global"],
            "known": {
                "root": known.root,
                "sections": known.sections,
                "hints": known.hints,
                "elsewhere": known.elsewhere,
                "levels": known.levels,
            },
            "texts": _TEXTS,
            "types": self._types,
        }

    def _model(self, model: type[BaseModel]) -> int:
        if model not in self._numbers:
            self._numbers[model] = len(self.models)
            data: Json = {"name": model.__name__, "open": is_open(model)}
            self.models.append(data)
            data["fields"] = [self._field(model, name) for name in model.model_fields]
        return self._numbers[model]

    def _field(self, model: type[BaseModel], name: str) -> Json:
        field = model.model_fields[name]
        found: Json = {
            "key": field.alias or name,
            "help": " ".join(descriptions(model).get(name, "").split()),
            "kind": self._kind(field_kind(model, name)),
        }
        if field.is_required():
            return {**found, "required": True}
        found["default"] = _plain(_as_mapping(field.get_default(call_default_factory=True)))
        return {**found, "excluded": True} if field.exclude else found

    def _kind(self, kind: FieldKind) -> Json:
        base = _base(kind)
        found: Json = {"base": base}
        if kind.nullable:
            found["nullable"] = True
        if kind.choices:
            literal = core_schema.literal_schema([*kind.choices])
            found |= {
                "base": "choice",
                "choices": [*kind.choices],
                "said": told_of(literal, object()),
            }
        if kind.items is not None:
            found["items"] = self._kind(kind.items)
        if kind.model is not None:
            found["model"] = self._model(kind.model)
        if kind.base == "map":
            found["keys"] = self._of_strings(_keys(kind))
        return found | self._bounds(kind)

    def _bounds(self, kind: FieldKind) -> Json:
        marks = [value for _, value in kind.said]
        found = self._of_strings(kind.said)
        if kind.base in ("int", "float") and not kind.choices:
            found["bounds"] = [*bounds_of(kind)]
        for mark, name in ((Unique, "distinct"), (Removable, "removable"), (OrEmpty, "orEmpty")):
            if any(isinstance(each, mark) for each in marks):
                found[name] = True
        if _is_measured_last(kind):
            found["measuredLast"] = True
        if (typed := dict(kind.said).get(OfKubernetes)) is not None:
            found |= {"type": typed.name, "open": typed.is_open}
            self._types |= inner_types(typed.name)
        if instead := [each.says for each in marks if isinstance(each, Instead)]:
            found["instead"] = instead[0]
        return found

    def _of_strings(self, marks: Any) -> Json:
        """Return the bounds of a length, and the patterns."""
        given = [(what, value) for what, value in marks if isinstance(what, str)]
        found: Json = {}
        for name, choose in _LENGTHS.items():
            if bounds := [value for what, value in given if what == name]:
                found[{"min_length": "least", "max_length": "most"}[name]] = choose(bounds)
        if patterns := [value for what, value in given if what == "pattern"]:
            found["patterns"] = [self._pattern(each) for each in patterns]
        return found

    def _pattern(self, pattern: str) -> str:
        self.patterns[pattern] = for_javascript(pattern)
        return pattern


def _is_measured_last(kind: FieldKind) -> bool:
    """Tell whether a list or map is measured after its mark has changed or checked it."""
    marks = [what for what, _ in kind.said]
    wrapped = [at for at, mark in enumerate(marks) if mark in (Unique, Removable)]
    return any(mark in _LENGTHS for mark in marks[min(wrapped, default=len(marks)) :])


_LENGTHS: dict[str, Callable[[list[int]], int]] = {"min_length": max, "max_length": min}


def _base(kind: FieldKind) -> str:
    """Return what a kind is on the page."""
    if kind.base not in ("raw", "scalar", "text") or kind.choices:
        return kind.base
    names = [_OWN[mark] for mark in _validators(kind.annotation) if mark in _OWN]
    if len(names) != 1:
        raise PageError(f"a page does not know the type {kind.annotation}; use a KubernetesObject")
    return names[0]


def _validators(annotation: Any) -> Iterator[PlainValidator]:
    """Yield the validators of a type, but not those of what is in it."""
    yield from (x for x in getattr(annotation, "__metadata__", ()) if isinstance(x, PlainValidator))
    if get_origin(annotation) is Annotated or type(None) in get_args(annotation):
        for part in get_args(annotation):
            if get_origin(part) in (Annotated, Union):
                yield from _validators(part)


def _keys(kind: FieldKind) -> list[tuple[Any, Any]]:
    """Return what the keys of a map are bounded by."""
    return said(list(getattr(kind.keys, "__metadata__", ())), "keys")


def _is_open(model: type[BaseModel], name: str) -> bool:
    section = field_kind(model, name).model
    return section is not None and is_open(section)


def _as_mapping(default: Any) -> Any:
    """Return a default as a values file has it."""
    if isinstance(default, ChartValues):
        return default.to_mapping()
    if is_map(default):
        return {key: _as_mapping(item) for key, item in default.items()}
    if is_list(default):
        return [_as_mapping(item) for item in default]
    secret = getattr(default, "get_secret_value", None)
    return secret() if secret else default


def _plain(value: Any) -> Any:
    """Return a value as JSON in which maps keep their order: ``{"": [[key, item], …]}``."""
    if is_map(value):
        return {"": [[key, _plain(item)] for key, item in value.items()]}
    return [_plain(item) for item in value] if is_list(value) else value
