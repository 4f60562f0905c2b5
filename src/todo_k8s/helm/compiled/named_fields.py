"""Sees that a check names a field as operators write it."""

from __future__ import annotations

import re

from todo_k8s.errors import TemplateError
from todo_k8s.helm.fields.annotations import field_kind
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.symbolic.as_expressions import is_symbolic
from todo_k8s.helm.symbolic.decoding import readable

_STEP = re.compile(r"[.\[]")


def check_field(model: type[ChartValues], field: str) -> None:
    """See that a path leads to a field of a model, as far as it is known.

    Raises:
        TemplateError: If the model has no such field, or one of that name in Python only.
    """
    around: type | None = model
    for step in _STEP.split(field) if field else ():
        if around is None or not issubclass(around, ChartValues) or is_symbolic(step):
            return
        keys = {info.alias or name: name for name, info in around.model_fields.items()}
        if step not in keys:
            raise TemplateError(_unknown(model, field, around, step, keys))
        kind = field_kind(around, keys[step])
        around = kind.model if kind.base == "model" else None


def _unknown(
    model: type[ChartValues], field: str, around: type, step: str, keys: dict[str, str]
) -> str:
    written = next((key for key, name in keys.items() if name == step), None)
    if written is not None:
        remedy = f"operators write {written}"
    else:
        remedy = f"{around.__name__} has {', '.join(keys)}" if keys else "it has none"
    shown = repr(readable(field))
    return f"{model.__name__}: a Check names the field {shown}, which is none; {remedy}"
