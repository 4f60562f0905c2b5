"""Sees that rules refuse the keys of which a chart says so, see `with_entries(by_rule=True)`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.keys_of_maps import Having, KeysOfMaps
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.field_at import field_at
from todo_k8s.helm.soundness.directed import Directed
from todo_k8s.helm.soundness.options import options_of
from todo_k8s.helm.soundness.ruled_content import Claim, try_values
from todo_k8s.helm.soundness.valid_parts import Path
from todo_k8s.helm.symbolic.nodes import Entries


def check_ruled_keys(chart: CompiledChart, claims: Iterable[Claim], directed: Directed) -> None:
    """Try values with a key that a rule is said to refuse.

    Args:
        chart: The chart.
        claims: What it says that rules see to.
        directed: What makes such values.

    Raises:
        TemplateError: If they are accepted, and a map would have the key twice.
    """
    claimed: dict[Path, dict[str, None]] = defaultdict(dict)
    first: dict[Path, Claim] = {}
    keys = KeysOfMaps(chart.model)
    for claim in claims:
        if not isinstance(node := claim.node, Entries):
            continue
        for key in (key for key in node.own if isinstance(key, str)):
            for path in _paths(keys.having(key, node.more, claim.places)):
                claimed[path][key] = None
                first.setdefault(path, claim)
    for path, found in claimed.items():
        _check(chart, directed, path, [*found], first[path])


def _paths(having: Iterable[Having]) -> Iterator[Path]:
    """Yield the maps of the values that have a key."""
    for _, where in having:
        yield from (tuple(path.split(".")) for path in where)


def _check(
    chart: CompiledChart, directed: Directed, path: Path, keys: Sequence[str], claim: Claim
) -> None:
    """Try the keys that are not refused by name where all are given at once."""
    entries = _entries(chart.model, path, keys)
    left = dict.fromkeys(keys)
    for _, faults in directed.values({path: entries}, claim.around):
        named = [line.partition(": ")[0] for line in faults]
        for key in [key for key in left if not any(each.endswith(f".{key}") for each in named)]:
            del left[key]
            for values, told in directed.values({path: {key: entries[key]}}, claim.around):
                try_values(chart, values, told, claim.made)


def _entries(model: type[ChartValues], path: Path, keys: Sequence[str]) -> dict[str, Any]:
    found = field_at(model, path)
    items = None if found is None else found.kind.items
    options = () if items is None else options_of(items, ())
    return dict.fromkeys(keys, options[0] if options else "x")
