"""Values that are given: where each comes from, and what it overrides."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.field_at import FieldAt, field_at
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.reading.layers import Layers, Origin
from todo_k8s.helm.reading.set_flags import Steps, shown

SECRET = "(secret)"  # noqa: S105  # what is shown of one


@dataclass(frozen=True)
class GivenValue:
    """A value that is given, and not by the chart.

    Args:
        path: Its path, as it is written.
        value: The value for a reader; a secret is not shown.
        origin: Where it is given.
        overridden: Where else it is given, and has no effect.
    """

    path: str
    value: str
    origin: Origin
    overridden: tuple[Origin, ...]


def given_values(layers: Layers, model: type[BaseModel]) -> Iterator[GivenValue]:
    """Yield the values that are given, in the order in which they are written."""
    waiting: list[tuple[Steps, Any]] = [((), layers.values)]
    while waiting:
        steps, value = waiting.pop()
        if is_map(value) and value:
            waiting += [((*steps, key), item) for key, item in reversed(value.items())]
        elif steps and (origins := layers.origins(steps)):
            text = shown_value(value, field_at(model, steps))
            yield GivenValue(shown(steps), text, origins[-1], tuple(origins[:-1]))


def shown_value(value: Any, found: FieldAt | None) -> str:
    """Return a value for a reader, as JSON; a secret, or what may hold one, is not shown."""
    if found is None or _may_hold_secrets(found.kind):
        return SECRET if value is not None else "null"
    if isinstance(value, ChartValues):
        value = value.to_mapping()
    return json.dumps(value, ensure_ascii=False)


def _may_hold_secrets(kind: FieldKind) -> bool:
    """Tell whether a value of this kind is a secret or can have one in it."""
    if kind.base == "model" and kind.model is not None:
        return any(_is_secret_field(kind.model, name) for name in kind.model.model_fields)
    inner = kind.items
    return kind.base == "secret" or (inner is not None and _may_hold_secrets(inner))


def _is_secret_field(model: type[BaseModel], name: str) -> bool:
    alias = model.model_fields[name].alias or name
    found = field_at(model, [alias])
    return found is not None and _may_hold_secrets(found.kind)
