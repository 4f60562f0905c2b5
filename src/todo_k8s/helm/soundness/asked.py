"""What watched code asks of a text that is known only at install, and Python would tell nobody.

An f-string of several values is a plain `str`, and what is written in C reads the characters of
any text. So while a chart is watched (see `watching`), its code calls these functions in place of
an f-string, a call, ``[…]`` and ``in``. What has the same answer for all values is answered.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from enum import EnumType
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
from todo_k8s.helm.soundness.composed_text import (
    ComposedText,
    is_late,
    is_plain,
    is_watching,
    pieces,
    refuse,
)
from todo_k8s.helm.soundness.looking_up import count, look_up, looked_up
from todo_k8s.helm.soundness.reached import is_of_others
from todo_k8s.helm.symbolic.guards import Token, remedy_of

_READERS = {
    *("re", "fnmatch", "glob", "difflib", "ipaddress", "urllib", "json", "ast", "shlex", "html"),
    *("datetime", "_strptime", "time", "calendar", "zoneinfo", "decimal", "fractions", "uuid"),
    *("math", "cmath", "statistics", "bisect", "heapq"),
    *("os", "io", "genericpath", "subprocess", "shutil", "socket", "importlib"),
}
"""Modules of the standard library whose functions read what a text says, or which number it is."""
_WRITERS = {"dumps", "dump", "quote", "escape", "prod"}
"""Those that take any text or number, and whose result has it, whole or in another spelling."""
_BUILTINS = (int, float, complex, ord, open)
_OF_NAMES = (getattr, hasattr)
_OF_CONSTANTS = {"join", "format", "format_map", "encode", "ljust", "rjust", "center"}
"""What a constant text does with another one, whatever that says; ``replace`` reads its first."""
_FUNCTIONS = (
    *(FunctionType, BuiltinFunctionType, MethodType, MethodDescriptorType, WrapperDescriptorType),
    *(MethodWrapperType, ClassMethodDescriptorType, type),
)
_OF_PATHS = {"full_match", "is_relative_to", "match", "relative_to"}
"""What a path says of its parts."""
_METHODS = (BuiltinFunctionType, MethodWrapperType)
_Cached: Any = type(functools.cache(len))
_ONCE = 1
"""How often a key is hashed that is put into a map."""
_LOOK_UPS = {"get", "pop", "setdefault", "__getitem__", "__contains__"}


def text(value: Any) -> Any:
    """Return an f-string, or what a call gives; a plain text with tokens in it as one that asks."""
    is_seen = type(value) is str and is_watching() and is_late(value)
    return ComposedText(value) if is_seen else value


def added(value: Any, more: Any) -> Any:
    """Return ``value += more``."""
    value += more
    return text(value)


def key(value: Any) -> Any:
    """Return a key to put into a map: as content that may have one that is not known yet."""
    return ComposedText(value, _ONCE) if type(value) is ComposedText else value


def building(function: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
    """Return a map that a function makes; its keys may be such as `key` takes."""
    return function(*args, **kwargs)


def equal(left: Any, right: Any) -> Any:
    """Return ``left == right``."""
    left, right = text(left), text(right)
    _compare(left, right)
    return left == right


def unequal(left: Any, right: Any) -> Any:
    """Return ``left != right``."""
    left, right = text(left), text(right)
    _compare(left, right)
    return left != right


def item(container: Any, key: Any) -> Any:
    """Return ``container[key]``."""
    return text(container[looked_up(container, key)])


def contains(value: Any, container: Any) -> bool:
    """Tell whether ``value in container``."""
    value = looked_up(container, text(value))
    if is_watching() and (parts := _compared_parts(container)):
        for (late,) in _late_in((value, *parts)):
            refuse(late, "__contains__")
    if is_plain(container) and isinstance(value, str) and is_late(value):
        if all(piece in container for piece in pieces(value)):
            refuse(value, "__contains__")
        return False
    return value in container


def call(function: Any, /, *args: Any, **kwargs: Any) -> Any:
    """Return ``function(*args, **kwargs)``."""
    if is_watching():
        if _is_of_str(function) and args:
            function, args = _bound(function, args[0]), args[1:]
        function = _uncached(function, args)
        _check_call(function, args, kwargs)
        args = tuple(map(_asking, args))
        kwargs = {name: _asking(each) for name, each in kwargs.items()}
        name, owner = _told(function, "__name__"), _told(function, "__self__")
        if name in _LOOK_UPS and args:
            args = (looked_up(owner, args[0]), *args[1:])
        if function is dict or (name == "update" and is_map(owner)):
            return building(function, args, kwargs)
    return text(function(*args, **kwargs))


def _is_of_str(function: Any) -> bool:
    """Tell whether a function is a method of `str` that no text is bound to."""
    return _told(function, "__objclass__") is str and type(function) is not MethodWrapperType


def _asking(given: Any) -> Any:
    """Return a method of a constant, given to what will call it, as one that asks."""
    is_method = issubclass(true_type(given), _METHODS)
    if not is_method or not isinstance(given.__self__, str | re.Pattern):
        return given
    if given.__name__ in _OF_CONSTANTS:
        return given

    def ask(*args: Any) -> Any:
        if late := next((each for each in args if is_late(each)), None):
            refuse(late, given.__name__)
        return given(*args)

    return ask


def _told(function: Any, name: str) -> Any:
    """Return what a function says of itself; objects that can be called may answer anything."""
    return getattr(function, name, None) if issubclass(true_type(function), _FUNCTIONS) else None


def _uncached(function: Any, args: tuple[Any, ...]) -> Any:
    """Return the function that a cache stands before, which looks its arguments up."""
    cached = getattr(function, "__func__", None) if type(function) is MethodType else function
    if type(cached) is not _Cached or not any(type(each) is ComposedText for each in args):
        return function
    behind: Any = vars(cached)["__wrapped__"]
    return behind if cached is function else MethodType(behind, function.__self__)


def _bound(method: Any, owner: Any) -> Any:
    """Return a method of `str`, which asks no class derived from it, as one of an object."""
    if isinstance(owner, Token) and method.__name__ not in _OF_CONSTANTS:
        refuse(owner, method.__name__)
    return getattr(owner, method.__name__)


def _check_call(function: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
    name = str(_told(function, "__name__") or "")
    owner = _told(function, "__self__")
    if issubclass(true_type(function), EnumType) and args:
        look_up(function, args[0])
    if function is len and is_map(args[0]):
        count(args[0])
    if found := next(_late_in(_read_by(function, name, owner, (*args, *kwargs.values()))), None):
        of_patterns = _module_of(function, owner) == "re"
        remedy = "use matches() or replace_pattern()" if of_patterns else remedy_of(name, str)
        refuse(found[0], name, f"{_called(function)}() would read it now; {remedy}")


def _read_by(function: Any, name: str, owner: Any, args: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the arguments of which a function reads what they say."""
    if issubclass(true_type(owner), PurePath) and name in _OF_PATHS:
        return tuple(map(str, (owner, *args)))
    if is_plain(owner):
        return () if name in _OF_CONSTANTS else args[:1] if name == "replace" else args
    if any(function is each for each in _OF_NAMES):
        return args[1:2]
    is_builtin = any(function is each for each in _BUILTINS)
    reads = is_builtin or (_module_of(function, owner) in _READERS and name not in _WRITERS)
    return args if reads else ()


def _module_of(function: Any, owner: Any) -> str:
    """Return the name of the package of a function or a class, or of what it is bound to."""
    bound = owner if isinstance(owner, type) else type(owner)
    module = _told(function, "__module__") or bound.__module__
    return str(module).partition(".")[0]


def _called(function: Any) -> str:
    name = str(_told(function, "__qualname__") or "a call")
    module = _told(function, "__module__")
    return name if module in (None, "builtins") else f"{module}.{name}"


def _late_in(values: Iterable[Any], levels: int = 2) -> Iterator[tuple[Any]]:
    """Yield what is known only at install, also in lists; each in a tuple, as it may be false."""
    for value in values if levels else ():
        if is_late(value):
            yield (value,)
        elif isinstance(value, list | tuple | AbstractSet):
            yield from _late_in(cast("Iterable[Any]", value), levels - 1)


def _compare(left: Any, right: Any) -> None:
    """Refuse to compare maps whose keys are not known yet, and objects that libraries compare."""
    if not is_watching():
        return
    if all(issubclass(true_type(each), dict) for each in (left, right)):
        for late in (each for each in (*left, *right) if type(each) is ComposedText):
            refuse(late, "__eq__")
    for (late,) in _late_in(part for each in (left, right) for part in _compared_parts(each)):
        refuse(late, "__eq__")


def _compared_parts(value: Any) -> Iterable[Any]:
    """Return what a library compares of an object of its own: a path, a model of pydantic."""
    kind = true_type(value)
    if issubclass(kind, PurePath):
        return [str(value)]
    module = str(getattr(kind.__eq__, "__module__", None) or "builtins")
    is_library = not is_of_others(module) and not module.startswith(("builtins", "todo_k8s."))
    if not is_library or dataclasses.is_dataclass(kind) or issubclass(kind, Token):
        return []
    return list(getattr(value, "__dict__", {}).values())
