"""Sees that rules keep from being empty what a chart says is kept so, see `filled`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.helm.chart import Release
from todo_k8s.helm.compiled.compiled import CompiledChart, CompiledObject
from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.compiled.reads import ANY
from todo_k8s.helm.compiled.value_places import Place, Places, place_of
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.soundness.directed import Directed
from todo_k8s.helm.soundness.valid_parts import Path
from todo_k8s.helm.symbolic.expressions import Expr
from todo_k8s.helm.symbolic.nodes import (
    Content,
    Each,
    Entries,
    Filled,
    If,
    Kept,
    expressions_in,
    parts,
    within,
)

_EMPTY: Mapping[str, Any] = {"map": {}, "list": []}


def check_filled(chart: CompiledChart, claims: Iterable[Claim], directed: Directed) -> None:
    """Try values in which what is said to be filled is empty.

    Args:
        chart: The chart.
        claims: What it says that rules see to.
        directed: What makes such values.

    Raises:
        TemplateError: If they are accepted, and the content is there and empty.
    """
    tried: dict[tuple[Path, ...], tuple[Claim, dict[Path, Any]]] = {}
    for claim in claims:
        if isinstance(claim.node, Filled):
            empty = dict(_collections(claim.node.content, claim.places))
            tried.setdefault(tuple(empty), (claim, empty))
    for claim, empty in tried.values():
        for values, faults in directed.values(empty, claim.around) if empty else ():
            try_values(chart, values, faults, claim.made)


def try_values(
    chart: CompiledChart,
    values: ChartValues,
    faults: Sequence[str],
    made: CompiledObject | None = None,
) -> None:
    """Evaluate a chart with values that its rules accept; that fails where a claim is wrong.

    Args:
        chart: The chart.
        values: The values.
        faults: What the rules of its model say of them.
        made: The object that is enough to evaluate.
    """
    if faults:
        return
    evaluation = Evaluation(chart, values, Release())
    if evaluation.unmet():
        return
    if made is None:
        evaluation.manifests()
    elif all(evaluation.worth(condition, {}) for condition in made.conditions):
        with within(f"{made.path}: "):
            evaluation.plain(made.content, {})


@dataclass(frozen=True)
class Claim:
    """What a chart says that rules see to.

    Args:
        node: What says it.
        places: What the variables around stand for.
        around: The conditions around.
        made: The object that it is in.
    """

    node: Filled | Entries
    places: Places
    around: tuple[Expr, ...]
    made: CompiledObject


def claims_in(chart: CompiledChart) -> Iterator[Claim]:
    """Yield what is claimed of rules, each once."""
    claims = _Claims()
    for made in chart.objects.values():
        for node, places, around in claims.of(made.content, {}, made.conditions):
            yield Claim(node, places, around, made)


class _Claims:
    """Finds what is claimed of rules."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    @any_depth
    def of(
        self, content: Content, places: Places, around: tuple[Expr, ...]
    ) -> list[tuple[Filled | Entries, Places, tuple[Expr, ...]]]:
        """Return the claims in content."""
        if not places:
            if id(content) in self._seen:
                return []
            self._seen.add(id(content))
        inner = [(part, places) for part in parts(content)]
        if isinstance(content, Each):
            known = {**places, **_entry_of(content, places)}
            inner = [(content.collection, places), (content.body, known)]
        elif isinstance(content, If):
            around = (*around, content.condition)
        found = [claim for part, known in inner for claim in self.of(part, known, around)]
        if isinstance(content, Filled | Entries) and _is_claim(content):
            found.append((content, places, around))
        return found


def _is_claim(node: Filled | Entries) -> bool:
    return node.by_rule if isinstance(node, Entries) else not isinstance(node, Kept)


def _entry_of(loop: Each, places: Places) -> Places:
    """Return what the last variable of a loop stands for."""
    if (place := place_of(loop.collection, places)) is None:
        return {}
    steps = (*place.steps, ANY)
    return {loop.variables[-1]: Place(".".join(steps), steps)}


def _collections(content: Content, places: Places) -> Iterator[tuple[Path, Any]]:
    """Yield the maps and lists of values that content is made of, each with an empty one."""
    for expr in expressions_in(content):
        if expr.kind in _EMPTY and (place := place_of(expr, places)) is not None:
            yield place.steps, _EMPTY[expr.kind]
