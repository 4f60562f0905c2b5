"""What watched code asks of a text that is known only at install, and Python would tell nobody.

An f-string of several values is a plain `str`, and what is written in C reads the characters of
any text. So while a chart is watched (see `watching`), its code calls these functions in place of
an f-string, a call, ``[…]`` and ``in``. What has the same answer for all values is answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from enum import EnumType
from typing import Any, cast

from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.soundness.composed_text import (
    ComposedText,
    is_late,
    is_plain,
    is_watching,
    may_be,
    pieces,
    refuse,
)
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
_LOOK_UPS = {"get", "pop", "setdefault", "__getitem__", "__contains__"}


def text(value: Any) -> Any:
    """Return an f-string, or what a call gives; a plain text with tokens in it as one that asks."""
    is_seen = type(value) is str and is_watching() and is_late(value)
    return ComposedText(value) if is_seen else value


def item(container: Any, key: Any) -> Any:
    """Return ``container[key]``."""
    _look_up(container, key)
    return text(container[key])


def contains(value: Any, container: Any) -> bool:
    """Tell whether ``value in container``."""
    _look_up(container, value)
    if is_plain(container) and isinstance(value, str) and is_late(value):
        if all(piece in container for piece in pieces(value)):
            refuse(value, "__contains__")
        return False
    return value in container


def call(function: Any, /, *args: Any, **kwargs: Any) -> Any:
    """Return ``function(*args, **kwargs)``."""
    if is_watching():
        if getattr(function, "__objclass__", None) is str and args:
            function, args = _bound(function, args[0]), args[1:]
        _check_call(function, args, kwargs)
    return text(function(*args, **kwargs))


def _bound(method: Any, owner: Any) -> Any:
    """Return a method of `str`, which asks no class derived from it, as one of an object."""
    if isinstance(owner, Token) and method.__name__ not in _OF_CONSTANTS:
        refuse(owner, method.__name__)
    return getattr(owner, method.__name__)


def _check_call(function: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
    name = getattr(function, "__name__", "")
    owner = getattr(function, "__self__", None)
    if name in _LOOK_UPS and args:
        _look_up(owner, args[0])
    if isinstance(function, EnumType) and args:
        _look_up(function, args[0])
    if found := next(_late_in(_read_by(function, name, owner, (*args, *kwargs.values()))), None):
        of_patterns = _module_of(function, owner) == "re"
        remedy = "use matches() or replace_pattern()" if of_patterns else remedy_of(name, str)
        refuse(found[0], name, f"{_called(function)}() would read it now; {remedy}")


def _read_by(function: Any, name: str, owner: Any, args: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the arguments of which a function reads what they say."""
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
    module = getattr(function, "__module__", None) or bound.__module__
    return str(module).partition(".")[0]


def _called(function: Any) -> str:
    name = str(getattr(function, "__qualname__", "a call"))
    module = getattr(function, "__module__", None)
    return name if module in (None, "builtins") else f"{module}.{name}"


def _late_in(values: Iterable[Any], levels: int = 2) -> Iterator[tuple[Any]]:
    """Yield what is known only at install, also in lists; each in a tuple, as it may be false."""
    for value in values if levels else ():
        if is_late(value):
            yield (value,)
        elif isinstance(value, list | tuple | AbstractSet):
            yield from _late_in(cast("Iterable[Any]", value), levels - 1)


def _look_up(container: Any, key: Any) -> None:
    """Refuse to look up in a table what it may have for some values."""
    if not (isinstance(key, str) and is_late(key)):
        return
    if isinstance(container, EnumType):
        members = cast("Mapping[str, Any]", container.__members__)
        keys: Iterable[Any] = [*members, *(member.value for member in members.values())]
    elif is_map(container) or isinstance(container, Mapping | AbstractSet):
        keys = cast("Iterable[Any]", container)
    else:
        return
    if any(is_plain(each) and may_be(key, each) for each in keys):
        refuse(key, "__hash__")
