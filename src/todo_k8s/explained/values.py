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
from todo_k8s.masking import CHECKSUM, SECRET, Masking


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


def given_values(layers: Layers, model: type[BaseModel], masking: Masking) -> Iterator[GivenValue]:
    """Yield the values that are given, in the order in which they are written."""
    shows = ShownValues(layers.values, masking)
    waiting: list[tuple[Steps, Any]] = [((), layers.values)]
    while waiting:
        steps, value = waiting.pop()
        if is_map(value) and value:
            waiting += [((*steps, key), item) for key, item in reversed(value.items())]
        elif steps and (origins := layers.origins(steps)):
            text = shows.text(steps, value, field_at(model, steps))
            yield GivenValue(shows.path(steps), text, origins[-1], tuple(origins[:-1]))


class ShownValues:
    """Shows values to a reader, without the secrets.

    Args:
        values: All values, as a values file has them.
        masking: Tells what is a secret though no field says so.
    """

    def __init__(self, values: Any, masking: Masking) -> None:
        self._values = values
        self._masking = masking

    def text(self, steps: Steps, value: Any, found: FieldAt | None) -> str:
        """Return a value as JSON; a secret, or what may hold one, is not shown.

        Args:
            steps: Where it is, or would be.
            value: The value.
            found: What is known of its field.
        """
        if found is None or _may_hold_secrets(found.kind):
            return SECRET if value is not None else "null"
        if isinstance(value, ChartValues):
            value = value.to_mapping()
        masked = self._masking.masked(self._values, steps, value)
        told = isinstance(masked, str) and masked in (SECRET, CHECKSUM)
        return masked if told else json.dumps(masked, ensure_ascii=False)

    def path(self, steps: Steps) -> str:
        """Return a path as it is written, without a key that is a secret."""
        return masked_path(steps, self._masking)


def masked_path(steps: Steps, masking: Masking) -> str:
    """Return a path as it is written, without a key that is a secret."""
    kept = [SECRET if masking.hides_key(str(step)) else step for step in steps]
    return shown(tuple(kept))


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
