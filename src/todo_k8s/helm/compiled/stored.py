"""A compiled chart as JSON: what an evaluation needs, without cdk8s and without Node.js.

Expressions stand in a list, each once and after those that it is made of, and are referred to by
their number there; so is what several places include. All else is written where it is: scalars as
they are, and of anything else what it is called, then what it is made of. Types are not needed any
more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from typing import Any, cast

from todo_k8s.helm.chart.metadata import ChartMetadata
from todo_k8s.helm.compiled.compiled import CompiledChart, CompiledObject
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic import expressions, nodes
from todo_k8s.helm.symbolic.expressions import Expr
from todo_k8s.helm.symbolic.nodes import EMPTY_MAP, Include, Node, Splice
from todo_k8s.helm.symbolic.types import Type

_TYPES: dict[str, Any] = {
    found.__name__: found
    for found in (
        *(expressions.Ref, expressions.Const, expressions.Call, expressions.Named, expressions.Let),
        *(nodes.If, nodes.Each, nodes.Filled, nodes.Spread, nodes.Entries, nodes.Fault),
        nodes.Generated,
        CompiledObject,
        Type,
    )
}
_SEQUENCES: dict[str, Callable[[list[Any]], Any]] = {"list": list, "tuple": tuple, "splice": Splice}
_MAPS: dict[str, Callable[[Any], Any]] = {"map": dict, "raw": Raw}
_EXPRESSION, _INCLUDE, _EMPTY = "expr", "include", "empty"


def stored(chart: CompiledChart) -> Any:
    """Return a compiled chart as JSON, without its metadata and its model."""
    writer = _Writer()
    parts = {
        "objects": writer.data(chart.objects),
        "faults": writer.data(chart.faults),
        "requirements": writer.data(chart.requirements),
        "notes": writer.data(chart.notes),
        "warnings": writer.data(chart.warnings),
    }
    return {"expressions": writer.expressions, "included": writer.included, **parts}


def restored(data: Any, metadata: ChartMetadata, model: type[ChartValues]) -> CompiledChart:
    """Return the compiled chart of which `stored` made JSON.

    Raises:
        KeyError, IndexError, TypeError, ValueError: If it is no such JSON.
    """
    reader = _Reader()
    for each in data["expressions"]:
        reader.known.append(reader.made(each))
    for name, body in data["included"]:
        reader.included.append((name, reader.content(body)))
    names = ("objects", "faults", "requirements", "notes", "warnings")
    return CompiledChart(metadata, model, **{name: reader.content(data[name]) for name in names})


class _Writer:
    def __init__(self) -> None:
        self.expressions: list[Any] = []
        self.included: list[Any] = []
        self._numbers: dict[Any, int] = {}

    def data(self, content: Any) -> Any:
        """Return content as JSON."""
        if isinstance(content, Expr):
            return [_EXPRESSION, self._number(content)]
        if isinstance(content, Type):  # a model and bounds are of use to the compiler only
            return self._of_fields(replace(content, model=None, bounds=None))
        if isinstance(content, Include):
            return [_INCLUDE, self._number_of_body(content), self.data(content.given)]
        if isinstance(content, Node | CompiledObject):
            return self._of_fields(content)
        if content is EMPTY_MAP:
            return [_EMPTY]
        if is_map(content):
            pairs = [[self.data(key), self.data(item)] for key, item in content.items()]
            return ["raw" if isinstance(content, Raw) else "map", *pairs]
        if isinstance(content, list | tuple):
            kind = "splice" if isinstance(content, Splice) else type(cast("Any", content)).__name__
            return [kind, *map(self.data, cast("list[Any]", content))]
        return content

    def _number(self, expr: Expr) -> int:
        if expr not in self._numbers:
            data = self._of_fields(expr)
            self._numbers[expr] = len(self.expressions)
            self.expressions.append(data)
        return self._numbers[expr]

    def _number_of_body(self, found: Include) -> int:
        if found.name not in self._numbers:
            body = self.data(found.body)
            self._numbers[found.name] = len(self.included)
            self.included.append([found.name, body])
        return self._numbers[found.name]

    def _of_fields(self, found: Any) -> list[Any]:
        values = (getattr(found, field.name) for field in fields(found))
        return [type(found).__name__, *map(self.data, values)]


class _Reader:
    def __init__(self) -> None:
        self.known: list[Any] = []
        self.included: list[tuple[Any, Any]] = []

    def content(self, data: Any) -> Any:
        """Return the content of which `_Writer.data` made JSON."""
        return self.made(data) if is_list(data) else data

    def made(self, data: list[Any]) -> Any:
        kind = data[0]
        if kind == _EXPRESSION:
            return self.known[data[1]]
        if kind == _INCLUDE:
            return self._included(data)
        if kind in _MAPS:
            content = self.content
            return _MAPS[kind]([(content(key), content(item)) for key, item in data[1:]])
        if kind == _EMPTY:
            return EMPTY_MAP
        items = [self.content(item) for item in data[1:]]
        return _SEQUENCES[kind](items) if kind in _SEQUENCES else _filled(_TYPES[kind], items)

    def _included(self, data: list[Any]) -> Include:
        name, body = self.included[int(data[1])]
        return Include(name, body, self.content(data[2]))


def _filled(kind: Any, items: list[Any]) -> Any:
    """Return an object with these fields; they were checked when the chart was compiled."""
    made: Any = object.__new__(kind)
    made.__dict__.update(zip(_names(kind), items, strict=True))
    if isinstance(made, Expr):
        made.__post_init__()
    return made


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
