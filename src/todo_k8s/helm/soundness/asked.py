"""What watched code asks of a text that is known only at install, and Python would tell nobody.

An f-string of several values is a plain `str`, and what is written in C reads the characters of
any text. So while a chart is watched (see `watching`), its code calls these functions in place of
an f-string, a call, ``[…]`` and ``in``. What has the same answer for all values is answered.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterable, Mapping
from enum import EnumType
from pathlib import PurePath
from types import BuiltinFunctionType, MethodType, MethodWrapperType
from typing import Any

from todo_k8s.helm.plain.shapes import is_map, true_type
from todo_k8s.helm.soundness.composed_text import ComposedText
from todo_k8s.helm.soundness.identity import check_subject, check_type, identical, is_instance
from todo_k8s.helm.soundness.late import is_late, is_plain, is_watching, pieces, refuse
from todo_k8s.helm.soundness.looking_up import count, look_up, looked_up
from todo_k8s.helm.soundness.reached import is_of_others
from todo_k8s.helm.soundness.readers import (
    OF_CONSTANTS,
    called,
    late_in,
    module_of,
    read_by,
    told,
)
from todo_k8s.helm.symbolic.guards import Token, remedy_of

__all__ = [
    "added",
    "between",
    "call",
    "contains",
    "equal",
    "identical",
    "is_instance",
    "item",
    "key",
    "subject",
    "text",
    "unequal",
]

between = slice
"""What is between brackets, as an object."""
_METHODS = (BuiltinFunctionType, MethodWrapperType)
_Cached: Any = type(functools.cache(len))
_ONCE = 1
"""How often a key is hashed that is put into a map."""
_LOOK_UPS = {"get", "pop", "setdefault", "__getitem__", "__contains__"}


def text(value: Any) -> Any:
    """Return an f-string, or what a call gives; a plain text with tokens in it as one that asks."""
    is_seen = type(value) is str and is_watching() and is_late(value)
    return ComposedText(value) if is_seen else value


def _asked_text(value: Any) -> Any:
    """Return a text of a class derived from `str` as one that asks too."""
    kind = true_type(value)
    is_own = issubclass(kind, str) and kind is not ComposedText and not issubclass(kind, Token)
    is_seen = is_own and is_watching() and is_late(value)
    return ComposedText(str.__str__(value)) if is_seen else value


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
    left, right = _compared(left, "__eq__"), _compared(right, "__eq__")
    _compare(left, right)
    return left == right


def unequal(left: Any, right: Any) -> Any:
    """Return ``left != right``."""
    left, right = _compared(left, "__ne__"), _compared(right, "__ne__")
    _compare(left, right)
    return left != right


def subject(value: Any) -> Any:
    """Return what ``match`` looks at."""
    check_subject(value)
    return text(value)


def item(container: Any, key: Any) -> Any:
    """Return ``container[key]``."""
    return text(_asked_text(container)[looked_up(container, key)])


def contains(value: Any, container: Any) -> bool:
    """Tell whether ``value in container``."""
    value = looked_up(container, text(value))
    if is_watching() and (parts := _compared_parts(container)):
        for (late,) in late_in((value, *parts)):
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
        if type(function) in _METHODS:
            function = _of_text(function)
        function = _uncached(function, args)
        _check_call(function, args, kwargs)
        args = tuple(map(_asking, args))
        kwargs = {name: _asking(each) for name, each in kwargs.items()}
        name, owner = told(function, "__name__"), told(function, "__self__")
        if name in _LOOK_UPS and args:
            args = (looked_up(owner, args[0]), *args[1:])
        if function is dict or (name == "update" and is_map(owner)):
            return building(function, args, kwargs)
    return text(function(*args, **kwargs))


def _is_of_str(function: Any) -> bool:
    """Tell whether a function is a method of `str` that no text is bound to."""
    return told(function, "__objclass__") is str and type(function) is not MethodWrapperType


def _of_text(method: Any) -> Any:
    """Return a method of a text of a derived class as that of one that asks."""
    asked = _asked_text(method.__self__)
    return method if asked is method.__self__ else getattr(asked, method.__name__)


def _asking(given: Any) -> Any:
    """Return a method of a constant or of `str`, given to what will call it, as one that asks."""
    if _is_of_str(given):
        return functools.partial(call, given)
    is_method = issubclass(true_type(given), _METHODS)
    if not is_method or not isinstance(given.__self__, str | re.Pattern):
        return given
    if given.__name__ in OF_CONSTANTS:
        return given

    def ask(*args: Any) -> Any:
        if late := next((each for each in args if is_late(each)), None):
            refuse(late, given.__name__)
        return given(*args)

    return ask


def _uncached(function: Any, args: tuple[Any, ...]) -> Any:
    """Return the function that a cache stands before, which looks its arguments up."""
    cached = getattr(function, "__func__", None) if type(function) is MethodType else function
    if type(cached) is not _Cached or not any(type(each) is ComposedText for each in args):
        return function
    behind: Any = vars(cached)["__wrapped__"]
    return behind if cached is function else MethodType(behind, function.__self__)


def _bound(method: Any, owner: Any) -> Any:
    """Return a method of `str`, which asks no class derived from it, as one of an object."""
    if isinstance(owner, Token) and method.__name__ not in OF_CONSTANTS:
        refuse(owner, method.__name__)
    return getattr(owner, method.__name__)


def _check_call(function: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
    name = str(told(function, "__name__") or "")
    owner = told(function, "__self__")
    if issubclass(true_type(function), EnumType) and args:
        look_up(function, args[0])
    if function is type and len(args) == 1:
        check_type(args[0])
    if function is len and is_map(args[0]):
        count(args[0])
    if found := next(late_in(read_by(function, name, owner, (*args, *kwargs.values()))), None):
        of_patterns = module_of(function, owner) == "re"
        remedy = "use matches() or replace_pattern()" if of_patterns else remedy_of(name, str)
        refuse(found[0], name, f"{called(function)}() would read it now; {remedy}")


def _compared(value: Any, name: str) -> Any:
    """Return a text to be compared, unless its class does that in its own way."""
    return _asked_text(value) if getattr(true_type(value), name) is getattr(str, name) else value


def _compare(left: Any, right: Any) -> None:
    """Refuse to compare maps whose keys are not known yet, and objects that libraries compare."""
    if not is_watching():
        return
    if all(issubclass(true_type(each), dict) for each in (left, right)):
        for late in (each for each in (*left, *right) if type(each) is ComposedText):
            refuse(late, "__eq__")
    for (late,) in late_in(part for each in (left, right) for part in _compared_parts(each)):
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
