"""What is said where something else than a string is given, if the type says what to write."""

from __future__ import annotations

from pydantic import BaseModel

from todo_k8s.helm.fields.annotations import field_kind
from todo_k8s.helm.fields.faults import Location
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.fields.types import Instead


def instead(model: type[BaseModel], location: Location) -> str | None:
    """Return what the mark `Instead` of a place says, if it has one.

    Args:
        model: The model of all values.
        location: Where the value is.
    """
    found: type[BaseModel] | None = model
    kind: FieldKind | None = None
    for step in map(str, location):
        if found is not None:
            name = _name(found, step)
            kind = None if name is None else field_kind(found, name)
        elif kind is not None:
            kind = kind.items
        found = None if kind is None else kind.model
    said = () if kind is None else kind.said
    return next((mark.says for _, mark in said if isinstance(mark, Instead)), None)


def _name(model: type[BaseModel], key: str) -> str | None:
    """Return the field that is called so in values."""
    fields = model.model_fields.items()
    return next((name for name, field in fields if (field.alias or name) == key), None)
