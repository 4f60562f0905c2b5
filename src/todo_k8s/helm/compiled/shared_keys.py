"""Rules that follow from a chart: an operator's entries have no key of the chart's own beside them.

YAML has no map with one key twice, and Helm would print it. Where `with_entries` puts the two side
by side, values that share a key are refused, under the conditions under which both are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from todo_k8s.helm.compiled.compiled import CompiledChart, CompiledObject
from todo_k8s.helm.compiled.keys_of_maps import KeysOfMaps, is_there
from todo_k8s.helm.compiled.value_places import Places, entry_of, with_index
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.holding import BY_CHART
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.symbolic.as_expressions import expression
from todo_k8s.helm.symbolic.conditions import (
    ALWAYS,
    arguments_of,
    conjunction,
    disjunction,
    opposite,
)
from todo_k8s.helm.symbolic.distinct import Key
from todo_k8s.helm.symbolic.expressions import Call, Expr, Named, walk
from todo_k8s.helm.symbolic.nodes import (
    Content,
    Each,
    Entries,
    Fault,
    If,
    alike,
    free_variables,
    parts,
)
from todo_k8s.helm.symbolic.shared_keys import set_twice
from todo_k8s.helm.symbolic.tokens import token


@dataclass(frozen=True)
class _Shared:
    """A key that may be there twice.

    Args:
        conditions: When both maps are there, as far as no loop around them decides.
        fault: What is said then, or the loop over it.
    """

    conditions: tuple[Expr, ...]
    fault: Content


def shared_key_faults(
    objects: Iterable[CompiledObject], model: type[ChartValues]
) -> Iterator[Content]:
    """Yield what is said where entries of the values have a key of the chart's own beside them.

    Keys that the type of the values reserves, or a rule refuses (``by_rule``), are left to that.

    Args:
        objects: The objects of a chart.
        model: Its values model.
    """
    search = _Search(model)
    found = [
        replace(shared, conditions=(*made.conditions, *shared.conditions))
        for made in objects
        for shared in search.of(made.content, {}, made.path)
    ]
    yield from _under_conditions(found)


def own_keys(chart: CompiledChart) -> list[str]:
    """Return the keys of a chart's own that stand beside those of values, as far as known."""
    keys = (key for node in entries_in(chart) for key in node.own if isinstance(key, str))
    return [*dict.fromkeys(keys)]


def entries_in(chart: CompiledChart) -> Iterator[Entries]:
    """Yield the maps of a chart in which entries of its own stand beside others, each once."""
    waiting: list[Content] = [made.content for made in chart.objects.values()]
    seen: set[int] = set()
    while waiting:
        found = waiting.pop()
        if id(found) not in seen:
            seen.add(id(found))
            waiting += parts(found)
            if isinstance(found, Entries):
                yield found


def _under_conditions(found: Iterable[_Shared]) -> Iterator[Content]:
    """Yield faults, each once, and those together that are there under the same conditions."""
    once: list[tuple[Content, list[Expr]]] = []
    for shared in found:
        same = next((known for fault, known in once if alike(fault, shared.fault)), None)
        if same is None:
            once.append((shared.fault, same := []))
        same.append(conjunction(shared.conditions))
    together: dict[Expr, list[Content]] = {}
    for fault, conditions in once:
        together.setdefault(disjunction(conditions), []).append(fault)
    for condition, faults in together.items():
        yield from faults if condition == ALWAYS else [If(condition, faults)]


class _Search:
    """Looks for keys that may be there twice, in content and in the helpers that it includes."""

    def __init__(self, model: type[ChartValues]) -> None:
        self._keys = KeysOfMaps(model)

    @any_depth
    def of(self, content: Content, places: Places, path: str) -> list[_Shared]:
        """Return the keys that may be there twice in content."""
        if isinstance(content, Expr):
            return self._of_helpers(content, places, path)
        if isinstance(content, If):
            return self._of_branches(content, places, path)
        if isinstance(content, Each):
            return self._of_loop(content, places, path)
        own = [*self._beside(content, places, path)] if isinstance(content, Entries) else []
        return [*own, *(found for part in parts(content) for found in self.of(part, places, path))]

    def _of_helpers(self, expr: Expr, places: Places, path: str) -> list[_Shared]:
        helpers = (part for part in walk(expr) if isinstance(part, Named))
        return [found for each in helpers for found in self.of(each.body, places, path)]

    def _of_branches(self, node: If, places: Places, path: str) -> list[_Shared]:
        branches = ((node.condition, node.then), (opposite(node.condition), node.otherwise))
        return [
            *self.of(node.condition, places, path),
            *(
                replace(found, conditions=(condition, *found.conditions))
                for condition, content in branches
                for found in self.of(content, places, path)
                if not _excludes(condition, found.fault)
            ),
        ]

    def _of_loop(self, loop: Each, places: Places, path: str) -> list[_Shared]:
        frame = with_index(loop)
        around = self.of(loop.collection, places, path)
        known = {**places, **entry_of(frame, places)}
        inner = [found for part in (loop.body, loop.key) for found in self.of(part, known, path)]
        return [*around, *_looped(frame, inner)]

    def _beside(self, node: Entries, places: Places, path: str) -> Iterator[_Shared]:
        """Yield the keys of a map's own entries that what is beside them may have."""
        for key, value in () if node.by_rule else node.own.items():
            for having, where in self._keys.having(key, node.more, places):
                both = (is_there(value), *having)
                if not any(opposite(one) in both for one in both):
                    line = expression(_line(key, where, path))
                    yield _Shared((), Fault(opposite(conjunction(both)), line))


def _looped(loop: Each, inner: Iterable[_Shared]) -> Iterator[_Shared]:
    """Yield what is found in a loop as it is outside of it; what it decides in one loop."""
    variables, turns = {*loop.variables}, dict[tuple[Expr, ...], list[_Shared]]()
    for found in inner:
        outside = tuple(each for each in found.conditions if not each.variables & variables)
        inside = tuple(each for each in found.conditions if each.variables & variables)
        if inside or free_variables(found.fault) & variables:
            turns.setdefault(outside, []).append(_Shared(inside, found.fault))
        else:
            yield _Shared((*outside, Call("bool", "is_set", (loop.collection,))), found.fault)
    for outside, decided in turns.items():
        faults = [*_under_conditions(decided)]
        yield _Shared(outside, Each(loop.collection, loop.variables, faults))


def _excludes(condition: Expr, fault: Content) -> bool:
    """Tell whether a fault cannot be where a condition holds."""
    holds = fault.holds if isinstance(fault, Fault) else None
    return holds is not None and condition in (holds, *arguments_of(holds, "any_of"))


def _line(key: Key, places: Sequence[str], path: str) -> str:
    shown: Any = token(key) if isinstance(key, Expr) else key
    if not places:
        return f"{path}: {set_twice(shown)}"
    first, *others = places
    there = " or from ".join(["", *others])
    return f"{first}.{shown}: {BY_CHART}{there}"
