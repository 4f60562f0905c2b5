"""What the standard library reads of the texts and numbers that are handed to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import PurePath
from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    FunctionType,
    MethodDescriptorType,
    MethodType,
    MethodWrapperType,
    WrapperDescriptorType,
)
from typing import Any, cast

from todo_k8s.helm.plain.shapes import is_map, true_type
from todo_k8s.helm.soundness.late import is_late, is_plain

_READERS = {
    *("re", "fnmatch", "glob", "difflib", "ipaddress", "urllib", "json", "ast", "shlex", "html"),
    *("datetime", "_strptime", "time", "calendar", "zoneinfo", "decimal", "fractions", "uuid"),
    *("math", "cmath", "statistics", "bisect", "heapq"),
    *("string", "textwrap", "unicodedata", "codecs", "csv", "struct", "binascii", "locale"),
    *("os", "io", "genericpath", "subprocess", "shutil", "socket", "importlib"),
}
"""Modules of the standard library whose functions read what a text says, or which number it is."""
_WRITERS = {"dumps", "dump", "prod"}
"""Those that take any number, and whose result has it; a text they write in another spelling."""
_OF_TEMPLATES = {"substitute", "safe_substitute", "format", "vformat"}
"""What a constant template of `string` puts texts into."""
_BUILTINS = (int, float, complex, ord, open)
_OF_NAMES = (getattr, hasattr)
OF_CONSTANTS = {"join", "format", "format_map", "encode", "ljust", "rjust", "center"}
"""What a constant text does with another one, whatever that says; ``replace`` reads its first."""
_FUNCTIONS = (
    *(FunctionType, BuiltinFunctionType, MethodType, MethodDescriptorType, WrapperDescriptorType),
    *(MethodWrapperType, ClassMethodDescriptorType, type),
)
_OF_PATHS = {"full_match", "is_relative_to", "match", "relative_to"}
"""What a path says of its parts."""


def told(function: Any, name: str) -> Any:
    """Return what a function says of itself; objects that can be called may answer anything."""
    return getattr(function, name, None) if issubclass(true_type(function), _FUNCTIONS) else None


def read_by(function: Any, name: str, owner: Any, args: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the arguments of which a function reads what they say."""
    if issubclass(true_type(owner), PurePath) and name in _OF_PATHS:
        return tuple(map(str, (owner, *args)))
    if is_plain(owner):
        return () if name in OF_CONSTANTS else args[:1] if name == "replace" else args
    if any(function is each for each in _OF_NAMES):
        return args[1:2]
    is_builtin = any(function is each for each in _BUILTINS)
    module = module_of(function, owner)
    if not is_builtin and (module not in _READERS or name in _OF_TEMPLATES):
        return ()
    return (*_texts_in(args),) if name in _WRITERS else args


def module_of(function: Any, owner: Any) -> str:
    """Return the name of the package of a function or a class, or of what it is bound to."""
    bound = owner if isinstance(owner, type) else type(owner)
    module = told(function, "__module__") or bound.__module__
    return str(module).partition(".")[0]


def called(function: Any) -> str:
    """Return what to call a function in an error."""
    name = str(told(function, "__qualname__") or "a call")
    module = told(function, "__module__")
    return name if module in (None, "builtins") else f"{module}.{name}"


def late_in(values: Iterable[Any], levels: int = 2) -> Iterator[tuple[Any]]:
    """Yield what is known only at install, also in lists; each in a tuple, as it may be false."""
    for value in values if levels else ():
        if is_late(value):
            yield (value,)
        elif isinstance(value, list | tuple | AbstractSet):
            yield from late_in(cast("Iterable[Any]", value), levels - 1)


def _texts_in(value: Any) -> Iterator[str]:
    """Yield the texts in maps and lists that are known only at install."""
    if isinstance(value, str) and is_late(value):
        yield value
    elif is_map(value):
        yield from _texts_in([*value, *value.values()])
    elif isinstance(value, list | tuple):
        for each in cast("Iterable[Any]", value):
            yield from _texts_in(each)
