"""Which fields of the values have an effect, in cases that set them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from todo_k8s.helm import ChartValues, Release
from todo_k8s.helm.chart.existing import Alike
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.fields.annotations import field_kind
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.soundness.options import options_of
from todo_k8s.testing.printed import canonical
from todo_k8s.testing.report import Step, parts_of, without

MOST_OTHERS = 8
"""So many other values of a field are tried in its place."""


class Set(NamedTuple):
    """A field that values set.

    Args:
        name: What it is called: ``hosts[].name``, ``workers.*.replicaCount``.
        place: Where it is in the values.
        kind: Its kind.
    """

    name: str
    place: tuple[Step, ...]
    kind: FieldKind


def names_of(model: type[ChartValues], before: str = "") -> Iterator[str]:
    """Yield the name of every field that is no section, those of items too."""
    for name, field in model.model_fields.items():
        if not field.exclude:
            yield from _names(field_kind(model, name), f"{before}{field.alias or name}")


def _names(kind: FieldKind, name: str) -> Iterator[str]:
    inner = _item_of(kind, name)
    if inner is None:
        yield name
    else:
        yield from names_of(*inner)


def _item_of(kind: FieldKind, name: str) -> tuple[Any, str] | None:
    """Return the model in a field, and how the names of its fields start."""
    while kind.items is not None:
        name, kind = f"{name}{'[]' if kind.base == 'list' else '.*'}", kind.items
    return (kind.model, f"{name}.") if kind.base == "model" else None


def set_in(model: Any, values: Any, name: str = "", place: tuple[Step, ...] = ()) -> Iterator[Set]:
    """Yield the fields that values set."""
    for field_name, field in model.model_fields.items():
        key = field.alias or field_name
        if is_map(values) and key in values:
            kind = field_kind(model, field_name)
            yield from _set(kind, values[key], f"{name}{key}", (*place, key))


def _set(kind: FieldKind, value: Any, name: str, place: tuple[Step, ...]) -> Iterator[Set]:
    if kind.base == "model":
        yield from set_in(kind.model, value, f"{name}.", place)
    elif kind.items is not None and _item_of(kind, name) is not None:
        end = "[]" if kind.base == "list" else ".*"
        for step, item in parts_of(value):
            yield from _set(kind.items, item, f"{name}{end}", (*place, step))
    else:
        yield Set(name, place, kind)


class Effects:
    """Tells which fields have an effect.

    Args:
        chart: The compiled chart.
        release: The release to evaluate it for.
    """

    def __init__(self, chart: CompiledChart, release: Release) -> None:
        self._chart, self._release = chart, release
        self._known: dict[str, Any] = {}

    def without_effect(self, cases: Sequence[dict[str, Any]]) -> Iterator[str]:
        """Yield a line for each field that no case sets, or that changes nothing in any."""
        found: dict[str, bool] = {}
        for values in cases:
            if self._outcome(values) is None:  # a field is refused by itself, so nothing is made
                continue
            for each in set_in(self._chart.model, values):
                found[each.name] = found.get(each.name, False) or self._matters(values, each)
        for name in names_of(self._chart.model):
            if name not in found:
                yield f"{name}: no case sets it"
            elif not found[name]:
                yield f"{name}: it changes nothing in the cases that set it"

    def _matters(self, values: dict[str, Any], field: Set) -> bool:
        """Tell whether another value of a field, or none, gives something else."""
        ours = self._outcome(values)
        others = [without(values, field.place)]
        options = options_of(field.kind, ())[:MOST_OTHERS]
        others += [_replaced(values, field.place, option) for option in options]
        outcomes = (self._outcome(other) for other in others)
        return any(other not in (None, ours) for other in outcomes)

    def _outcome(self, values: dict[str, Any]) -> Any:
        """Return manifests, or what rules say; None where a field is refused by itself."""
        key = json.dumps(values, sort_keys=True, default=str)
        if key not in self._known:
            self._known[key] = self._evaluated(values)
        return self._known[key]

    def _evaluated(self, values: dict[str, Any]) -> Any:
        read, faults = self._chart.model.judged(values)
        if read is None:
            return None
        evaluation = Evaluation(
            self._chart, read, self._release, existing=Alike(), valid=not faults
        )
        if faults or (faults := evaluation.unmet()):
            return tuple(faults)
        return (canonical(evaluation.manifests()), evaluation.lines())


def _replaced(values: Any, place: tuple[Step, ...], value: Any) -> Any:
    """Return a copy of values with another value at a place."""
    if not place:
        return value
    first, *rest = place
    made = [
        (step, _replaced(old, tuple(rest), value) if step == first else old)
        for step, old in parts_of(values)
    ]
    return dict(made) if is_map(values) else [item for _, item in made]
