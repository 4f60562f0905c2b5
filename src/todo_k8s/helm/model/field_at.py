"""The field of a model that a path of keys leads to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from todo_k8s.helm.fields.annotations import field_kind, kind_of
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.fields.types import Format
from todo_k8s.helm.model.descriptions import descriptions


@dataclass(frozen=True)
class FieldAt:
    """What a path leads to.

    Args:
        kind: What kind of value is there.
        model: The model that the field is in, or the one around a map or list.
        name: The name of the field in Python.
        info: What pydantic knows of the field.
        is_entry: Whether the path ends in an entry of the field's map or an item of its list.
    """

    kind: FieldKind
    model: type[BaseModel]
    name: str
    info: FieldInfo
    is_entry: bool = False

    @property
    def description(self) -> str:
        """What the field is for, in one line."""
        return " ".join(descriptions(self.model).get(self.name, "").split())


def field_at(model: type[BaseModel], steps: Sequence[str | int]) -> FieldAt | None:
    """Return the field at a path; None if there is none.

    Args:
        model: The model of all values.
        steps: Keys as they are written, and indices.
    """
    around: type[BaseModel] | None = model
    found: FieldAt | None = None
    for step in steps:
        if around is not None:
            found = _field(around, step)
        elif found is not None and found.kind.items is not None:
            found = replace(found, kind=found.kind.items, is_entry=True)
        else:
            return None
        if found is None:
            return None
        around = found.kind.model if found.kind.base == "model" else None
    return found


def _field(model: type[BaseModel], step: str | int) -> FieldAt | None:
    for name, info in model.model_fields.items():
        if (info.alias or name) == step:
            return FieldAt(field_kind(model, name), model, name, info)
    return None


def is_refused_key(model: type[BaseModel], steps: Sequence[str | int]) -> bool:
    """Tell whether the last key of a path is one that its map refuses for its form.

    Args:
        model: The model of all values.
        steps: Keys as they are written, and indices.
    """
    above = field_at(model, steps[:-1])
    if above is None or above.kind.base != "map" or not isinstance(key := steps[-1], str):
        return False
    keys = kind_of(above.kind.keys, above.name)
    form = dict(keys.said).get(Format)
    if form is not None and not re.search(form.pattern, key):
        return True
    try:
        keys.adapter.validate_python(key)
    except ValidationError:
        return True
    return False
