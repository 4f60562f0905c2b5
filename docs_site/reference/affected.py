"""Which objects of a compiled chart depend on which values, read from its tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import PurePosixPath
from typing import Any, cast

from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.expressions import Ref
from todo_k8s.helm.symbolic.nodes import Each

_VALUES = "Values"
Path = tuple[str, ...]
Bound = Mapping[str, Path]


def affected(chart: CompiledChart) -> dict[str, list[str]]:
    """Return for each value the names of the templates that read it, or a part above it.

    A value in an item of a list or map has ``*`` or ``[]`` in its path, as in the page of values.
    """
    readers = defaultdict[Path, set[str]](set)
    for file, made in chart.objects.items():
        name = PurePosixPath(file).stem
        for path in _refs([*made.conditions, made.content], {}):
            readers[path].add(name)
    return {_name(path): sorted(found) for path, found in readers.items()}


def _name(path: Path) -> str:
    return ".".join(path).replace(".[]", "[]")


def _refs(found: Any, bound: Bound) -> Iterator[Path]:
    """Yield the paths of the values that a part of the tree reads."""
    if isinstance(found, Ref):
        if (path := _path(found, bound)) is not None:
            yield path
    elif isinstance(found, Each):
        yield from _refs(found.collection, bound)
        inner = _of_items(found, bound)
        yield from _refs([found.body, found.key, found.last], {**bound, **inner})
    elif is_map(found):
        yield from _refs([*found.keys(), *found.values()], bound)
    elif is_list(found) or isinstance(found, tuple):
        for each in cast("Iterable[Any]", found):
            yield from _refs(each, bound)
    elif is_dataclass(found):
        yield from _refs([getattr(found, field.name) for field in fields(found)], bound)


def _path(ref: Ref, bound: Bound) -> Path | None:
    first, *rest = ref.path
    variable, _, section = first.partition(".")
    if variable == _VALUES:
        return tuple(rest)
    if variable in bound:
        return (
            (*bound[variable], *section.split("."), *rest)
            if section
            else (
                *bound[variable],
                *rest,
            )
        )
    return None


def _of_items(loop: Each, bound: Bound) -> Bound:
    """Return what the variables of a loop stand for, if it is over a value."""
    over = next(_refs(loop.collection, bound), None)
    sign = "[]" if loop.collection.kind == "list" else "*"
    return {} if over is None else dict.fromkeys(loop.variables, (*over, sign))
