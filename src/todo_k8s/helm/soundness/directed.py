"""Valid values with something in them that rules are said to refuse, beside what may let it pass.

A rule may refuse a value only where other fields have certain values. So the value is tried beside
the options of all fields that are asked in the same rules, one at a time and two at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations, islice, product
from typing import Any

from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.reads import ANY, VALUES, Reads
from todo_k8s.helm.fields.annotations import field_kind, kind_of
from todo_k8s.helm.fields.kinds import FieldKind, inner_kinds
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.field_at import field_at
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.helm.soundness.options import model_of, options_of
from todo_k8s.helm.soundness.trials import leaves_of
from todo_k8s.helm.soundness.valid_parts import Path
from todo_k8s.helm.symbolic.expressions import Const, Expr
from todo_k8s.helm.symbolic.nodes import Content, expressions_in

_MOST, _LEAVES = 200, 6000
"""So many values are tried of one claim, and in a large model only so many by the number of fields.
"""
_MOST_OPTIONS = 6
_MOST_REPAIRS = 3
_EMPTY: dict[str, Any] = {"map": {}, "list": [], "str": ""}


class Directed:
    """Makes valid values for what is claimed of a chart.

    Args:
        chart: The chart.
    """

    def __init__(self, chart: CompiledChart) -> None:
        self._model = chart.model
        self._reads = Reads()
        found = [*_flat(chart.faults), *_flat(chart.requirements)]
        self._rules = [(dict.fromkeys(self._asked(part)), part) for part in found]
        leaves = _fields(chart.model, set())
        self._most = max(1, min(_MOST, _LEAVES // max(1, leaves) - 20))
        self._left = _LEAVES // max(1, leaves) + 5
        """How many more may be made in all, besides the first of each claim."""

    def _asked(self, content: Content) -> Iterator[Path]:
        """Yield the places of the values that content reads."""
        for root, *path in self._reads.of(content):
            if root == VALUES:
                yield tuple(map(str, path))

    def is_ruled(self, path: Path) -> bool:
        """Tell whether a rule asks for a field together with another one, or for its entries."""
        return any(len(asked) > 1 and _asks(asked, path) for asked, _ in self._rules)

    def values(
        self, contested: Mapping[Path, Any], around: Iterable[Expr] = (), least: int = 1
    ) -> Iterator[tuple[ChartValues, list[str]]]:
        """Yield values with what is contested, and what rules say of them.

        Args:
            contested: Values by their paths, in which `ANY` is an entry or item.
            around: The conditions on which they matter.
            least: How many to make at least, if there are so many.
        """
        most = max(least, self._most)
        for number, changes in enumerate(islice(self._changes(contested, around, most), most)):
            if number >= least:
                self._left -= 1
                if self._left < 0:
                    return
            values, faults = self._judged({**changes, **contested}, contested)
            if values is not None:
                yield values, faults

    def _judged(
        self, changes: dict[Path, Any], contested: Mapping[Path, Any]
    ) -> tuple[ChartValues | None, list[str]]:
        """Return values, with changes to what else is refused of them, and what is said of them."""
        values, faults = self._model.judged(self.mapping(changes))
        for _ in range(_MOST_REPAIRS):
            named = [tuple(fault.partition(": ")[0].split(".")) for fault in faults]
            others = [path for path in named if path not in changes and self._options(path, ())]
            if not others or any(path in contested for path in named):
                break
            changes |= {path: self._options(path, ())[0] for path in others}
            values, faults = self._model.judged(self.mapping(changes))
        return values, faults

    def _changes(
        self, contested: Mapping[Path, Any], around: Iterable[Expr], most: int
    ) -> Iterator[dict[Path, Any]]:
        """Yield changes of other fields: none, one at a time, two at a time."""
        yield {}
        asked = [
            (paths, part)
            for paths, part in self._rules
            if any(_asks(paths, path) for path in contested)
        ]
        words = dict.fromkeys(word for _, part in asked for word in _words(part))
        near = (*map(self._asked, around), *(paths for paths, _ in asked))
        beside = dict.fromkeys(leaf for paths in near for p in paths for leaf in self._leaves(p))
        options = {
            path: [(path, option) for option in self._options(path, tuple(words))]
            for path in islice((path for path in beside if path not in contested), most)
        }
        pairs = (product(*both) for both in combinations(options.values(), 2))
        for changes in chain(product(chain(*options.values())), chain.from_iterable(pairs)):
            yield dict(changes)

    def _leaves(self, path: Path) -> Iterator[Path]:
        found = field_at(self._model, path)
        if found is not None and found.kind.base == "model" and not found.kind.nullable:
            yield from (leaf for leaf, _ in leaves_of(model_of(found.kind), path))
        elif found is not None:
            yield path

    def _options(self, path: Path, words: tuple[Any, ...]) -> list[Any]:
        found = field_at(self._model, path)
        if found is None or found.kind.base == "model":
            return []
        kind = found.kind
        if kind.choices or kind.base == "bool":
            return [*options_of(kind, words)[:_MOST_OPTIONS]]
        if any(inner.base == "model" for inner in inner_kinds(kind)):
            return [_EMPTY[kind.base]] if kind.base in _EMPTY else []
        meant = [option for option in options_of(kind, words) if option in words]
        empty = [_EMPTY[kind.base]] if kind.base in _EMPTY else []
        return [*meant, *options_of(kind, words)[:1], *empty][:_MOST_OPTIONS]

    # Values at paths

    def mapping(self, changes: Mapping[Path, Any]) -> dict[str, Any]:
        """Return values as a values file has them, with an entry or item wherever a path is."""
        found: dict[str, Any] = {}
        for path, value in changes.items():
            found = _in_model(self._model, found, path, value)
        return found


def _fields(model: Any, seen: set[Any]) -> int:
    """Return how many fields a model has, with those of models in maps and lists."""
    if model in seen:
        return 0
    seen.add(model)
    found = 0
    for _, kind in leaves_of(model, ()):
        inner = [each.model for each in inner_kinds(kind) if each.model is not None]
        found += 1 + sum(_fields(each, seen) for each in inner)
    return found


def _flat(content: Content) -> Iterator[Content]:
    for part in content if is_list(content) else [content]:
        if is_list(part):
            yield from _flat(part)
        else:
            yield part


def _asks(asked: Iterable[Path], path: Path) -> bool:
    return any(each == path[: len(each)] or path == each[: len(path)] for each in asked if each)


def _words(part: Content) -> Iterator[Any]:
    for expr in expressions_in(part):
        if isinstance(expr, Const) and type(expr.value) in (str, int):
            yield expr.value


def _in_model(model: Any, around: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    step, *rest = path
    names = {info.alias or name: name for name, info in model.model_fields.items()}
    if step not in names:
        return around
    kind = field_kind(model, names[step])
    return {**around, step: _in_kind(kind, around.get(step), tuple(rest), value)}


def _in_kind(kind: FieldKind, around: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    if kind.base == "model":
        return _in_model(model_of(kind), around or {}, path, value)
    if kind.items is None:
        return around
    inner = around or [_fresh(kind.items)]
    if kind.base == "list":
        return [_in_kind(kind.items, inner[0], path[1:], value), *inner[1:]]
    keys = options_of(kind_of(kind.keys, "keys"), (), formed=True)
    entries: dict[str, Any] = around or {
        next((key for key in keys if key), "a"): _fresh(kind.items)
    }
    key = next(iter(entries)) if path[0] == ANY else path[0]
    entry = entries.get(key, _fresh(kind.items))
    return {**entries, key: _in_kind(kind.items, entry, path[1:], value)}


def _fresh(kind: FieldKind) -> Any:
    """Return a value of a kind, of a model with what it must have."""
    if kind.base != "model":
        return next(iter(options_of(kind, ())), None)
    model = model_of(kind)
    return {
        info.alias or name: _fresh(field_kind(model, name))
        for name, info in model.model_fields.items()
        if info.is_required()
    }
