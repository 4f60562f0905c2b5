"""From which values each field of a manifest comes, and which values decide that it is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, cast

from todo_k8s.helm.compiled.compiled import CompiledChart, CompiledObject
from todo_k8s.helm.compiled.entry_reads import EntryReads
from todo_k8s.helm.compiled.evaluation import SCALARS, Evaluation
from todo_k8s.helm.compiled.expressions import Variables, part
from todo_k8s.helm.compiled.reads import VALUES, Read, Reads
from todo_k8s.helm.compiled.traced import Leaf, Origins, TracedManifest, told_apart
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import entries_of, is_list, is_map
from todo_k8s.helm.symbolic.expressions import Expr, Named, Ref
from todo_k8s.helm.symbolic.nodes import Content, Each, If, Node, Splice, Spread
from todo_k8s.helm.symbolic.resolve import resolve


class Tracing(Evaluation):
    """An evaluation that keeps where each scalar comes from; see `Evaluation` for its arguments."""

    def traced(self) -> list[TracedManifest]:
        """Return the manifests with the origins of their fields."""
        return [
            told_apart(content, file)
            for file, made in self.chart.objects.items()
            if all(self.worth(condition, {}) for condition in made.conditions)
            for content in self._contents(made)
        ]

    def _contents(self, made: CompiledObject) -> list[Any]:
        conditions = self._reads.of(made.conditions)
        content: Any = self.plain(made.content, {_WHEN: conditions}) or []
        return content if is_list(content) else [content]

    @cached_property
    def _reads(self) -> Reads:
        return Reads()

    @cached_property
    def _plain(self) -> Evaluation:
        """What computes expressions, which take values as they are."""
        known = (self.chart, self.values, self.release, self.capabilities, self.existing)
        return Evaluation(*known, self.valid)

    def worth(self, expr: Expr, variables: Variables) -> Any:
        """Return what an expression is worth."""
        return self._plain.worth(expr, variables)

    def _sources(self, variables: Variables) -> dict[str, tuple[Read, ...]]:
        prefix = len(_SOURCE)
        return {name[prefix:]: each for name, each in variables.items() if name.startswith(_SOURCE)}

    def plain(self, content: Content, variables: Variables) -> Any:
        """Return content as `Evaluation` does, with a leaf in place of each computed scalar."""
        if isinstance(content, Named) and not isinstance(content.body, Expr):
            return self._helper(content, self._of_parameters(content, variables)) or None
        if isinstance(content, Expr):
            return self._leaves(content, self.worth(content, variables), variables)
        return super().plain(content, variables)

    def _of_parameters(self, helper: Named, variables: Variables) -> dict[str, Any]:
        """Return the variables that a helper is given, and what is known of them."""
        sources = (f"{_SOURCE}{each}" for each in helper.parameters)
        names = (*helper.parameters, *sources, _WHEN)
        return {name: variables[name] for name in names if name in variables}

    def _leaves(self, expr: Expr, worth: Any, variables: Variables) -> Any:
        reads = self._reads.of(expr, self._sources(variables))
        plain = worth if type(worth) in SCALARS else resolve(worth)
        when = variables.get(_WHEN, ())
        if type(plain) in SCALARS or isinstance(expr, Ref):
            return self._with_leaves(plain, reads, when)
        if not is_map(plain):
            return self._with_leaves(plain, reads, tuple(dict.fromkeys((*when, *reads))))
        kind, entries = cast("Any", type(plain)), list[Any]()
        for key, item in plain.items():
            below, deciding = self._of_entry(expr, key, variables)
            conditions = tuple(dict.fromkeys((*when, *deciding)))
            entries.append((key, self._with_leaves(item, below, conditions)))
        return kind(entries)

    def _of_entry(
        self, expr: Expr, key: str | int, variables: Variables
    ) -> tuple[tuple[Read, ...], tuple[Read, ...]]:
        """Return what an entry or item comes from, and what decides that it is there."""
        sources = self._sources(variables)
        found = EntryReads(self.worth, self._reads, variables, sources).of(expr, key)
        if found is not None:
            return found, found
        reads = self._reads.of(expr, sources)
        return self._below(reads, key), reads

    @any_depth
    def _with_leaves(
        self, plain: Any, reads: tuple[Read, ...], conditions: tuple[Read, ...]
    ) -> Any:
        """Return plain content with leaves."""
        if plain is None:
            return None
        if not (is_map(plain) or is_list(plain)):
            return Leaf(plain, Origins(reads, conditions))
        made = [
            (key, self._with_leaves(item, self._below(reads, key), conditions))
            for key, item in (plain.items() if is_map(plain) else enumerate(plain))
        ]
        kind = cast("Any", type(plain))
        return kind(made) if is_map(plain) else kind(item for _index, item in made)

    def _below(self, reads: tuple[Read, ...], key: str | int) -> tuple[Read, ...]:
        """Return what an entry or item of something that reads made comes from.

        It is what has such an entry; if none has, all that is no map itself.
        """
        found = [(read, held(self.values, read)) for read in reads]
        having = tuple((*read, key) for read, value in found if _has(value, key))
        return having or tuple(read for read, value in found if not _is_map(value)) or reads

    def _entries(self, content: Mapping[Any, Any], variables: Variables) -> dict[str, Any]:
        found = super()._entries(content, variables)
        return {name: _decided(item, variables) for name, item in found.items()}

    def _items(self, content: Sequence[Any], variables: Variables) -> Iterator[Any]:
        return (_decided(item, variables) for item in super()._items(content, variables))

    def _raw(self, content: Content, variables: Variables) -> Any:
        return _decided(super()._raw(content, variables), variables)

    def _node(self, node: Node, variables: Variables) -> Any:
        if isinstance(node, If):
            reads = self._reads.of(node.condition, self._sources(variables))
            variables = {**variables, _WHEN: (*variables.get(_WHEN, ()), *reads)}
        if isinstance(node, Spread):
            return Splice(
                self._leaves(node.items, self.worth(node.items, variables), variables) or []
            )
        return _decided(super()._node(node, variables), variables)

    def _turns(self, each: Each, variables: Variables) -> list[dict[str, Any]]:
        turns = super()._turns(each, variables)
        collection = self.worth(each.collection, variables) or ()
        for place, turn in zip(_places(collection), turns, strict=True):
            items, deciding = self._of_entry(each.collection, place, variables)
            turn |= {f"{_SOURCE}{name}": items for name in each.variables}
            turn[_WHEN] = (*variables.get(_WHEN, ()), *deciding)
        return turns


_WHEN, _SOURCE = "when", "source "
"""Names beside those of variables, which start with ``$``."""


def _decided(item: Any, variables: Variables) -> Any:
    """Return a leaf for a scalar that the chart's code has, and whose presence values decide."""
    conditions = variables.get(_WHEN, ())
    if conditions and isinstance(item, str | int | float):
        return Leaf(item, Origins((), tuple(dict.fromkeys(conditions))))
    return item


def _places(collection: Any) -> list[str | int]:
    return [place for place, _item in entries_of(collection)] if collection else []


def held(values: ChartValues, read: Read) -> Any:
    """Return what is at a path of values; None if there is nothing, or it is no path of values."""
    root, *steps = read
    found: Any = values if root == VALUES else None
    for step in steps:
        found = part(found, step)
    return found


def _is_map(value: Any) -> bool:
    """Tell whether something is a map in a values file: a section is one."""
    return is_map(value) or isinstance(value, ChartValues)


def _has(value: Any, key: str | int) -> bool:
    """Tell whether something has an entry or an item."""
    if isinstance(key, int):
        return is_list(value) and key < len(value)
    if isinstance(value, ChartValues):
        return part(value, key) is not None
    return is_map(value) and key in value


def uses(chart: CompiledChart) -> dict[Read, list[str]]:
    """Return which templates read each value: its path, with ``*`` for any entry or item.

    Values that only rules or notes read are not there.
    """
    reads = Reads()
    found: dict[Read, list[str]] = {}
    for file, made in chart.objects.items():
        for read in reads.of([made.conditions, made.content]):
            if read[0] == VALUES:
                found.setdefault(read, []).append(file)
    return found
