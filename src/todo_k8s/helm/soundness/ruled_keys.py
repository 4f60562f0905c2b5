"""Sees that rules refuse the keys of which a chart says so, see `with_entries(by_rule=True)`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from todo_k8s.errors import ValuesError
from todo_k8s.helm.chart import Release
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.compiled.keys_of_maps import KeysOfMaps
from todo_k8s.helm.compiled.shared_keys import entries_in
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.field_at import field_at
from todo_k8s.helm.soundness.options import options_of
from todo_k8s.helm.soundness.valid_parts import nested


def check_ruled_keys(chart: CompiledChart) -> None:
    """Try values with a key that a rule is said to refuse; those in items of maps are not tried.

    Raises:
        TemplateError: If they are accepted, and a map would have the key twice.
    """
    claimed: dict[str, dict[str, None]] = defaultdict(dict)
    keys = KeysOfMaps(chart.model)
    for node in (each for each in entries_in(chart) if each.by_rule):
        for key in (key for key in node.own if isinstance(key, str)):
            for _, where in keys.having(key, node.more, {}):
                claimed.update({path: {**claimed[path], key: None} for path in where})
    for path, found in claimed.items():
        for key in _not_named(chart.model, path, [*found]):
            _try(chart, path, key)


def _not_named(model: type[ChartValues], path: str, keys: Sequence[str]) -> list[str]:
    """Return the keys that are not refused by name where all are given at once."""
    try:
        model.from_mapping(_values(model, path, keys))
    except ValuesError as error:
        named = {line.partition(": ")[0] for line in error.faults}
        return [key for key in keys if f"{path}.{key}" not in named]
    return [*keys]


def _try(chart: CompiledChart, path: str, key: str) -> None:
    try:
        values = chart.model.from_mapping(_values(chart.model, path, [key]))
    except ValuesError:
        return
    evaluation = Evaluation(chart, values, Release())
    if not evaluation.faults():
        evaluation.manifests()  # which fails where a map has the key twice


def _values(model: type[ChartValues], path: str, keys: Sequence[str]) -> dict[str, Any]:
    steps = tuple(path.split("."))
    found = field_at(model, steps)
    items = None if found is None else found.kind.items
    options = () if items is None else options_of(items, ())
    return nested({steps: dict.fromkeys(keys, options[0] if options else "x")})
