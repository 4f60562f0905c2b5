"""The code and the data that a chart leads to: its classes, and what they name in their modules."""

from __future__ import annotations

import dataclasses
import enum
import functools
import inspect
import sys
from collections.abc import Iterator
from contextlib import suppress
from types import CodeType, FunctionType, ModuleType
from typing import Any, cast

from todo_k8s.helm.plain.shapes import true_type

_LIBRARIES = {
    *("cdk8s", "constructs", "jsii", "attr", "cattr", "cattrs", "typeguard"),
    *("publication", "dateutil", "pydantic", "pydantic_core", "yaml", "typing_extensions"),
}
_BELOW = {*_LIBRARIES, *sys.stdlib_module_names}
"""Libraries, in which nobody compares values of a chart."""
_BELOW_TOO = ("cdk8s_plus_", "todo_k8s.helm.", "todo_k8s._node")
"""How the names of such modules start: each line of cdk8s-plus, and what all charts share."""


_WRAPPERS = (
    *(functools.partial, functools.partialmethod, functools.cached_property),
    functools.singledispatchmethod,
)
"""What keeps a function as its ``func``."""


def reached(*roots: Any) -> Iterator[Any]:
    """Yield the code, the functions and the data that classes and functions lead to, each once."""
    waiting, seen = [*roots], set[int]()
    for found in waiting:  # which grows
        if id(found) not in seen:
            seen.add(id(found))
            waiting += _named_in(found)
            yield found


def _named_in(found: Any) -> Iterator[Any]:
    """Yield what a class, a function or an object is made of, or names; of others' nothing."""
    kind = true_type(found)
    if issubclass(kind, FunctionType):
        if is_of_others(found.__module__):
            yield found.__code__
            yield from (cell.cell_contents for cell in found.__closure__ or () if _is_full(cell))
            yield from (*(found.__defaults__ or ()), *(found.__kwdefaults__ or {}).values())
            yield from _globals_of(found.__code__, found.__globals__)
    elif issubclass(kind, type):
        if is_of_others(found.__module__):
            members = vars(cast("type[Any]", found)).items()
            yield from (member for name, member in members if _is_written(name, member))
            yield from found.__mro__[1:]
    elif issubclass(kind, classmethod | staticmethod):
        yield found.__func__
    elif issubclass(kind, property):
        yield found.fget
    elif issubclass(kind, _WRAPPERS):
        yield found.func
    elif (wrapped := inspect.getattr_static(found, "__wrapped__", None)) is not None:
        yield wrapped  # by functools.cache
    elif is_of_others(kind.__module__):
        yield from (kind, *_held_by(found))


def _held_by(found: Any) -> Iterator[Any]:
    """Yield what an object of the chart's code holds: a member of an enumeration, a dataclass."""
    kind = true_type(found)
    if issubclass(kind, enum.Enum):
        yield found.value
    elif dataclasses.is_dataclass(kind):
        for each in dataclasses.fields(kind):
            with suppress(Exception):  # what is written in the place of a field
                yield getattr(found, each.name)


def _globals_of(code: CodeType, names: dict[str, Any]) -> Iterator[Any]:
    """Yield what code names in its module; of another module what it takes there."""
    for inner in (each for each in code.co_consts if isinstance(each, CodeType)):
        yield from _globals_of(inner, names)
    for name in code.co_names:
        found = names.get(name)
        if found is not None and issubclass(true_type(found), ModuleType):
            if is_of_others(found.__name__):
                yield from (vars(found)[each] for each in code.co_names if each in vars(found))
        else:
            yield found


def copies_maps(module: str) -> bool:
    """Tell whether a module handles maps of a chart as they are, and looks up none of its keys."""
    library = module.partition(".")[0]
    return library in {*_LIBRARIES, "copy", "dataclasses"} or module.startswith("cdk8s_plus_")


def is_of_others(module: str | None) -> bool:
    """Tell whether a module is one in which somebody may compare values of a chart."""
    name = module or "builtins"
    return name.partition(".")[0] not in _BELOW and not name.startswith(_BELOW_TOO)


def is_of_charts(module: str) -> bool:
    """Tell whether a module is one of charts, or of what they import, and none of this library."""
    return is_of_others(module) and not module.startswith("todo_k8s.")


def _is_written(name: str, member: object) -> bool:
    return isinstance(member, FunctionType) or not name.startswith(("_", "model_config"))


def _is_full(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:  # of a function that is not defined yet
        return False
