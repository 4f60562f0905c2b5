"""A compiled chart as JSON: what an evaluation needs, without cdk8s and without Node.js.

All that it is made of stands in one list, each once and after what it is itself made of: scalars as
they are, and of anything else what it is called, then the numbers of its parts in the list. So one
pass restores a chart. Models and bounds are not needed any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache, partial
from itertools import chain
from typing import Any, cast

from todo_k8s.helm.chart.metadata import ChartMetadata
from todo_k8s.helm.compiled.compiled import CompiledChart, CompiledObject
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic import expressions, nodes
from todo_k8s.helm.symbolic.expressions import Expr
from todo_k8s.helm.symbolic.nodes import EMPTY_MAP, Node, Splice
from todo_k8s.helm.symbolic.types import Type

_TYPES: dict[str, Any] = {
    found.__name__: found
    for found in (
        *(expressions.Ref, expressions.Const, expressions.Call, expressions.Named, expressions.Let),
        *(nodes.If, nodes.Each, nodes.Filled, nodes.Kept, nodes.Spread, nodes.Entries, nodes.Fault),
        *(nodes.Include, nodes.Generated),
        CompiledObject,
        Type,
    )
}


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


def _pairs(items: list[Any]) -> Iterator[tuple[Any, Any]]:
    return zip(items[::2], items[1::2], strict=True)


_PARTS: dict[str, Callable[[list[Any]], Any]] = {
    "list": list,
    "tuple": tuple,
    "splice": Splice,
    "map": lambda items: dict(_pairs(items)),
    "raw": lambda items: Raw(_pairs(items)),
    "empty": lambda _: EMPTY_MAP,
    **{name: partial(_filled, kind) for name, kind in _TYPES.items()},
}
_CONTENTS = ("objects", "faults", "requirements", "notes", "warnings")


def stored(chart: CompiledChart) -> Any:
    """Return a compiled chart as JSON, without its metadata and its model."""
    writer = _Writer()
    numbers = {name: writer.number(getattr(chart, name)) for name in _CONTENTS}
    return {"parts": writer.parts, **numbers}


def restored(data: Any, metadata: ChartMetadata, model: type[ChartValues]) -> CompiledChart:
    """Return the compiled chart of which `stored` made JSON.

    Raises:
        KeyError, IndexError, TypeError, ValueError: If it is no such JSON.
    """
    known: list[Any] = []
    part: Any
    for part in data["parts"]:
        if is_list(part):
            kind, *numbers = part
            known.append(_PARTS[kind]([known[number] for number in numbers]))
        else:
            known.append(part)
    return CompiledChart(metadata, model, **{name: known[data[name]] for name in _CONTENTS})


class _Writer:
    def __init__(self) -> None:
        self.parts: list[Any] = []
        self._numbers: dict[Any, int] = {}
        self._of_expressions: dict[Expr, int] = {}

    def number(self, content: Any) -> int:
        """Return the number of content, which is written unless it is already."""
        if isinstance(content, Expr):
            if content not in self._of_expressions:
                self._of_expressions[content] = self._composite(_fields_of(content))
            return self._of_expressions[content]
        if isinstance(content, Type):  # a model and bounds are of use to the compiler only
            return self._composite(_fields_of(replace(content, model=None, bounds=None)))
        if isinstance(content, Node | CompiledObject):
            return self._composite(_fields_of(content))
        if content is EMPTY_MAP:
            return self._composite(["empty"])
        if is_map(content):
            kind = "raw" if isinstance(content, Raw) else "map"
            return self._composite([kind, *chain.from_iterable(content.items())])
        if isinstance(content, list | tuple):
            kind = "splice" if isinstance(content, Splice) else type(cast("Any", content)).__name__
            return self._composite([kind, *cast("list[Any]", content)])
        return self._written((type(content), repr(content)), content)

    def _composite(self, named: list[Any]) -> int:
        kind, *items = named
        part = [kind, *map(self.number, items)]
        return self._written(tuple(part), part)

    def _written(self, key: Any, part: Any) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.parts)
            self.parts.append(part)
        return self._numbers[key]


def _fields_of(found: Any) -> list[Any]:
    kind = found.__class__
    return [kind.__name__, *(getattr(found, name) for name in _names(kind))]
