"""What watched code asks of a text that is known only at install, and Python would tell nobody.

An f-string of several values is a plain `str`, and what is written in C reads the characters of
any text. So while a chart is watched (see `watching`), its code calls these functions in place of
an f-string, a call, ``[…]`` and ``in``. What has the same answer for all values is answered.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Generator, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import EnumType
from typing import Any, NoReturn, cast

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.symbolic.decoding import read_str, reserved
from todo_k8s.helm.symbolic.expressions import Expr, describe
from todo_k8s.helm.symbolic.guards import Token, remedy_of
from todo_k8s.helm.symbolic.session import current

_READERS = {
    *("re", "fnmatch", "glob", "difflib", "ipaddress", "urllib", "json", "ast", "shlex", "html"),
    *("datetime", "_strptime", "time", "calendar", "zoneinfo", "decimal", "fractions", "uuid"),
    *("math", "cmath", "statistics", "bisect", "heapq"),
    *("os", "io", "genericpath", "pathlib", "subprocess", "shutil", "socket", "importlib"),
}
"""Modules of the standard library whose functions read what a text says, or which number it is."""
_WRITERS = {"dumps", "dump", "quote", "escape", "PurePosixPath", "PurePath", "Path", "prod"}
"""Those that take any text or number, and whose result has it, whole or in another spelling."""
_BUILTINS = {int, float, complex, ord, getattr, hasattr, open}
_OF_CONSTANTS = {"join", "format", "format_map", "encode", "ljust", "rjust", "center"}
"""What a constant text does with another one, whatever that says; ``replace`` reads its first."""
_LOOK_UPS = {"get", "pop", "setdefault", "__getitem__", "__contains__"}


@dataclass
class Watch:
    """The files whose code is watched, and what was refused in it."""

    files: frozenset[str]
    refused: list[ExpressionError] = field(default_factory=list[ExpressionError])


_running: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watching(files: Iterable[str]) -> Generator[list[ExpressionError]]:
    """Watch the code of files, and give what is refused in it."""
    watch = Watch(frozenset(files))
    reset = _running.set(watch)
    try:
        yield watch.refused
    finally:
        _running.reset(reset)


class ComposedText(str):
    """A text with tokens in it; it is asked what it says only where all values agree on it."""

    __slots__ = ()

    def __hash__(self) -> int:
        return str.__hash__(self)

    def __eq__(self, other: object) -> bool:
        if _is_plain(other) and _is_asked() and _may_be(self, other):
            _refuse(self, "__eq__")
        return str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __bool__(self) -> bool:
        if not any(_pieces(self)) and _is_asked():
            _refuse(self, "__bool__")
        return bool(str.__len__(self))

    def __contains__(self, part: object) -> bool:
        found = isinstance(part, str) and any(part in piece for piece in _pieces(self))
        if not found and _is_asked():
            _refuse(self, "__contains__")
        return found or str.__contains__(self, cast("str", part))

    def startswith(self, prefix: Any, *bounds: Any) -> bool:
        """Tell what the first constant part decides."""
        return self._has_end("startswith", prefix, next(_pieces(self), ""), bounds)

    def endswith(self, suffix: Any, *bounds: Any) -> bool:
        """Tell what the last constant part decides."""
        return self._has_end("endswith", suffix, [*_pieces(self)][-1], bounds)

    def _has_end(self, name: str, end: Any, known: str, bounds: tuple[Any, ...]) -> bool:
        if not _is_asked():
            return bool(getattr(str, name)(self, end, *bounds))
        for each in end if isinstance(end, tuple) else (end,):
            if bounds or not isinstance(each, str) or is_late(each):
                _refuse(self, name)
            if getattr(known, name)(each):
                return True
            if getattr(each, name)(known):
                _refuse(self, name)
        return False


def _watch(name: str) -> Any:
    """Return a method that no part of a text can answer."""

    def ask(self: ComposedText, *args: Any) -> Any:
        if _is_asked():
            _refuse(self, name)
        return getattr(str, name)(self, *args)

    return ask


def _ordering(name: str) -> Any:
    """Return a comparison that the first constant parts decide, if they differ."""

    def compare(self: ComposedText, other: Any) -> Any:
        if isinstance(other, str) and _is_asked():
            one, two = (next(_pieces(each), "") for each in (self, other))
            if one.startswith(two) or two.startswith(one):
                _refuse(self, name)
        return getattr(str, name)(self, other)

    return compare


for _name in ("__lt__", "__le__", "__gt__", "__ge__"):
    setattr(ComposedText, _name, _ordering(_name))
for _name in (
    *("__len__", "find", "rfind", "index", "rindex", "count"),
    *(each for each in dir(str) if each.startswith("is")),
):
    setattr(ComposedText, _name, _watch(_name))


def text(value: Any) -> Any:
    """Return an f-string, or what a call gives; a plain text with tokens in it as one that asks."""
    is_seen = type(value) is str and _running.get() is not None and is_late(value)
    return ComposedText(value) if is_seen else value


def item(container: Any, key: Any) -> Any:
    """Return ``container[key]``."""
    _look_up(container, key)
    return text(container[key])


def contains(value: Any, container: Any) -> bool:
    """Tell whether ``value in container``."""
    _look_up(container, value)
    if _is_plain(container) and isinstance(value, str) and is_late(value):
        if all(piece in container for piece in _pieces(value)):
            _refuse(value, "__contains__")
        return False
    return value in container


def call(function: Any, /, *args: Any, **kwargs: Any) -> Any:
    """Return ``function(*args, **kwargs)``."""
    if _running.get() is not None and current() is not None:
        _check_call(function, args, kwargs)
    return text(function(*args, **kwargs))


def _check_call(function: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
    name = getattr(function, "__name__", "")
    owner = getattr(function, "__self__", None)
    if name in _LOOK_UPS and args:
        _look_up(owner, args[0])
    if isinstance(function, EnumType) and args:
        _look_up(function, args[0])
    if _is_plain(owner):
        read = () if name in _OF_CONSTANTS else args[:1] if name == "replace" else args
    else:
        read = (*args, *kwargs.values()) if _reads(function, owner) else ()
    if found := next(_late_in(read), None):
        of_patterns = _module_of(function, owner) == "re"
        remedy = "use matches() or replace_pattern()" if of_patterns else remedy_of(name, str)
        _refuse(found[0], name, f"{_called(function)}() would read it now; {remedy}")


def _reads(function: Any, owner: Any) -> bool:
    """Tell whether a function reads what its arguments say."""
    if getattr(function, "__name__", "") in _WRITERS:
        return False
    return _module_of(function, owner) in _READERS or _is_in(function, _BUILTINS)


def _is_in(function: Any, functions: Iterable[Any]) -> bool:
    return any(function is each for each in functions)


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
    if any(_is_plain(each) and _may_be(key, each) for each in keys):
        _refuse(key, "__hash__")


def is_late(value: Any) -> bool:
    """Tell whether something is known only at install: a token, or what holds one."""
    running = current()
    if running is None:
        return False
    if isinstance(value, str):
        return running.has_marker(str.__str__(value))
    if isinstance(value, Token):
        return True
    return isinstance(value, int | float) and reserved(value) is not None


def _is_plain(value: object) -> bool:
    return isinstance(value, str) and not is_late(value)


def _may_be(late: str, constant: object) -> bool:
    """Tell whether a text is a constant for some values, going by its constant parts."""
    pattern = ".*".join(map(re.escape, _pieces(late)))
    return re.fullmatch(pattern, cast("str", constant), re.DOTALL) is not None


def _pieces(late: str) -> Iterator[str]:
    """Yield what is constant in a text, between the tokens and at its ends."""
    running = current()
    if running is None:
        yield str.__str__(late)
        return
    piece = ""
    for part in running.split(str.__str__(late)):
        if isinstance(part, str):
            piece += part
        else:
            yield piece
            piece = ""
    yield piece


def _is_asked() -> bool:
    """Tell whether watched code asks; libraries may."""
    watch = _running.get()
    if watch is None or current() is None:
        return False
    frame = sys._getframe(1)  # noqa: SLF001  # as `warnings` and `logging` do
    while frame.f_code.co_filename == __file__ and frame.f_back is not None:
        frame = frame.f_back
    return frame.f_code.co_filename in watch.files


def _refuse(late: Any, name: str, why: str = "") -> NoReturn:
    found = read_str(late) if isinstance(late, str) else getattr(late, "_expr", None)
    shown = f"<token {describe(found)}>" if isinstance(found, Expr) else "a value"
    said = f", and {why}" if why else f"; {remedy_of(name, str)}"
    error = ExpressionError(f"{shown} is known only at install time{said}")
    if (watch := _running.get()) is not None:
        watch.refused.append(error)
    raise error
