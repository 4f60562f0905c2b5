"""The constants that a chart's code may compare values with: those in all code that it leads to.

An f-string of more than one part is a plain `str`: it can be compared with a constant, or looked up
in a dictionary, and nothing tells. So the constants become values that a chart is tried with.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any, cast

from todo_k8s.helm.plain.shapes import is_map

MOST_WORDS = 200
_LONGEST = 60
_MOST_PIECES = 60
_BELOW = {
    *("cdk8s", "constructs", "jsii", "attr", "cattr", "cattrs", "typeguard"),
    *("publication", "dateutil", "pydantic", "pydantic_core", "yaml", "typing_extensions"),
    *sys.stdlib_module_names,
}
"""Libraries, in which nobody compares values of a chart."""
_BELOW_TOO = ("cdk8s_plus_", "todo_k8s.helm.", "todo_k8s._node")
"""How the names of such modules start: each line of cdk8s-plus, and what all charts share."""


def words_in(*roots: Any) -> list[Any]:
    """Return the short texts and the whole numbers in code, and what texts are made of.

    Args:
        roots: The classes to start from; what they name in their modules is looked into too.
    """
    found = dict.fromkeys(word for each in _reached(roots) for word in _constants(each))
    whole = [word for word in found if len(str(word)) < _LONGEST]
    texts = [word for word in whole if isinstance(word, str)]
    made = [*texts, *_rests(texts)]
    return [*dict.fromkeys([*whole, *made, *(int(text) for text in made if _is_number(text))])]


def _reached(roots: Iterable[Any]) -> Iterator[Any]:
    """Yield the code and the data that classes and functions lead to, each once."""
    waiting, seen = [*roots], set[int]()
    for found in waiting:  # which grows
        if id(found) not in seen:
            seen.add(id(found))
            waiting += _named_in(found)
            yield found


def _named_in(found: Any) -> Iterator[Any]:
    """Yield what a class, a function or an object is made of, or names; of others' nothing."""
    if isinstance(found, FunctionType):
        if _is_of_others(found.__module__):
            yield found.__code__
            yield from (cell.cell_contents for cell in found.__closure__ or () if _is_full(cell))
            yield from _globals_of(found.__code__, found.__globals__)
    elif isinstance(found, type):
        if _is_of_others(found.__module__):
            members = vars(found).items()
            yield from (member for name, member in members if _is_written(name, member))
            yield from found.__mro__[1:]
    elif isinstance(found, classmethod | staticmethod):
        yield cast("Any", found).__func__
    elif isinstance(found, property):
        yield found.fget
    elif callable(found) and hasattr(found, "func"):  # a partial, a cached property
        yield cast("Any", found).func
    elif _is_of_others(type(found).__module__):
        yield type(found)


def _globals_of(code: CodeType, names: dict[str, Any]) -> Iterator[Any]:
    """Yield what code names in its module; of another module what it takes there."""
    for inner in (each for each in code.co_consts if isinstance(each, CodeType)):
        yield from _globals_of(inner, names)
    for name in code.co_names:
        found = names.get(name)
        if isinstance(found, ModuleType):
            if _is_of_others(found.__name__):
                yield from (vars(found)[each] for each in code.co_names if each in vars(found))
        else:
            yield found


def _is_of_others(module: str | None) -> bool:
    name = module or "builtins"
    return name.partition(".")[0] not in _BELOW and not name.startswith(_BELOW_TOO)


def _is_written(name: str, member: object) -> bool:
    return isinstance(member, FunctionType) or not name.startswith(("_", "model_config"))


def _is_full(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:  # of a function that is not defined yet
        return False


def _constants(found: Any) -> Iterator[Any]:
    if isinstance(found, CodeType):
        for constant in found.co_consts:
            yield from _constants(constant)
    else:
        yield from _scalars(found)


def _scalars(value: Any, levels: int = 3) -> Iterator[Any]:
    """Yield the scalars in a constant: a text, a tuple of texts, a table."""
    if not levels:
        return
    if is_map(value):
        for key, item in [*value.items()][:MOST_WORDS]:
            yield from (*_scalars(key, levels - 1), *_scalars(item, levels - 1))
    elif isinstance(value, list | tuple | set | frozenset):
        for item in sorted(cast("Iterable[Any]", value), key=str)[:MOST_WORDS]:
            yield from _scalars(item, levels - 1)
    elif type(value) in (str, int):
        yield value


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def _rests(texts: list[str]) -> Iterator[str]:
    """Yield what is left of each text without another at its start or end: ``prod`` of ``prod-x``.

    It is what a value must be for an f-string with the other text in it to be the first one.
    """
    pieces = [text for text in texts if text][:_MOST_PIECES]
    for text in texts[:MOST_WORDS]:
        for piece in pieces:
            if len(piece) < len(text):
                if text.startswith(piece):
                    yield text.removeprefix(piece)
                if text.endswith(piece):
                    yield text.removesuffix(piece)
