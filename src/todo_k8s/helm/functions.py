"""The functions that construct code may compute with: each works in Python and in Helm alike.

Called with plain values a function computes; called with a token it returns a token. The template
forms are in `todo_k8s.helm.template`. Every function is total: it never fails, whatever the values.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ParamSpec, TypeVar, cast

from todo_k8s.helm.expressions import Call, Expr, Kind, Named, expression, is_symbolic, token

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

PYTHON: dict[str, Callable[..., Any]] = {}
"""What each function name in an expression means in Python."""


def _function(kind: Kind) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a Python function work on tokens too, with a result of `kind`."""

    def decorate(python: Callable[P, R]) -> Callable[P, R]:
        name = python.__name__.rstrip("_")
        PYTHON[name] = python

        @functools.wraps(python)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            if not any(map(is_symbolic, args)):
                return python(*args, **kwargs)
            return cast("R", token(Call(kind, name, tuple(map(expression, args)))))

        return call

    return decorate


def _same_kind(name: str, python: Callable[..., Any], source: int) -> Callable[..., Any]:
    """Make a function whose result has the kind of its argument number `source`."""
    PYTHON[name] = python

    def call(*args: Any) -> Any:
        if not any(map(is_symbolic, args)):
            return python(*args)
        exprs = tuple(map(expression, args))
        return token(Call(exprs[source].kind, name, exprs))

    return call


# Logic


@_function("bool")
def not_(condition: bool) -> bool:
    """Return whether `condition` is false."""
    return not condition


@_function("bool")
def all_of(*conditions: bool) -> bool:
    """Return whether every condition holds; all are evaluated."""
    return all(conditions)


@_function("bool")
def any_of(*conditions: bool) -> bool:
    """Return whether some condition holds; all are evaluated."""
    return any(conditions)


@_function("bool")
def is_set(value: object) -> bool:
    """Return whether a string, number, map or list is there and not empty (or zero)."""
    return bool(value)


@_function("bool")
def equals(left: object, right: object) -> bool:
    """Return whether two strings or two numbers are equal."""
    return left == right


def choose(condition: bool, then: T, otherwise: T) -> T:
    """Return `then` if `condition` holds, else `otherwise`; both are evaluated, both scalars.

    For maps, lists and fields that may be absent use `todo_k8s.helm.content.only_if`.
    """
    return cast("T", _choose(condition, then, otherwise))


def _pick(condition: bool, then: Any, otherwise: Any) -> Any:
    return then if condition else otherwise


_choose = _same_kind("choose", _pick, 1)


def select(value: str, cases: Mapping[str, T]) -> T:
    """Return the scalar whose case equals `value`; the last case also stands for any other."""
    *firsts, last = cases
    chosen = cases[last]
    for case in reversed(firsts):
        chosen = choose(equals(value, case), cases[case], chosen)
    return chosen


def default(value: T | None, fallback: T) -> T:
    """Return `value`, or `fallback` if it is absent, empty or zero."""
    return cast("T", _default(value, fallback))


def _fill(value: Any, fallback: Any) -> Any:
    return value or fallback


_default = _same_kind("default", _fill, 1)


# Numbers


@_function("int")
def add(left: int, right: int) -> int:
    """Return the sum."""
    return left + right


@_function("int")
def sub(left: int, right: int) -> int:
    """Return the difference."""
    return left - right


@_function("int")
def mul(left: int, right: int) -> int:
    """Return the product."""
    return left * right


@_function("int")
def maximum(left: int, right: int) -> int:
    """Return the larger number."""
    return max(left, right)


@_function("int")
def minimum(left: int, right: int) -> int:
    """Return the smaller number."""
    return min(left, right)


@_function("bool")
def less(left: int, right: int) -> bool:
    """Return ``left < right``."""
    return left < right


@_function("bool")
def at_most(left: int, right: int) -> bool:
    """Return ``left <= right``."""
    return left <= right


@_function("bool")
def more(left: int, right: int) -> bool:
    """Return ``left > right``."""
    return left > right


@_function("bool")
def at_least(left: int, right: int) -> bool:
    """Return ``left >= right``."""
    return left >= right


# Strings


@_function("str")
def string(number: int) -> str:
    """Return a number in decimal digits."""
    return str(number)


@_function("str")
def concat(*parts: str) -> str:
    """Return the strings one after another; f-strings come out as this."""
    return "".join(parts)


@_function("str")
def join(items: Sequence[str], separator: str) -> str:
    """Return the strings of a list with `separator` between them."""
    return separator.join(items)


@_function("str")
def lower(text: str) -> str:
    """Return ASCII letters in lower case."""
    return text.lower()


@_function("str")
def truncate(text: str, length: int) -> str:
    """Return the first `length` characters of an ASCII string."""
    return text[:length]


@_function("str")
def trim_suffix(text: str, suffix: str) -> str:
    """Return `text` without one `suffix` at its end."""
    return text.removesuffix(suffix)


@_function("str")
def replace(text: str, old: str, new: str) -> str:
    """Return `text` with every `old` replaced."""
    return text.replace(old, new)


@_function("bool")
def contains(text: str, part: str) -> bool:
    """Return whether `part` occurs in `text`."""
    return part in text


@_function("bool")
def matches(text: str, pattern: str) -> bool:
    r"""Return whether the regular expression `pattern` (a literal, RE2 syntax) occurs in `text`.

    Write ``\A`` and ``\z`` for the ends: ``$`` differs between the two engines.
    """
    return re.search(pattern.replace(r"\z", r"\Z"), text) is not None


@_function("str")
def b64encode(text: str) -> str:
    """Return the base64 form of the UTF-8 bytes, as in ``data`` of a Secret."""
    return base64.b64encode(text.encode()).decode()


# Maps and lists


@_function("map")
def merge(*maps: Mapping[str, str]) -> dict[str, str]:
    """Return one map of strings; where maps share a key, the first non-empty value counts."""
    merged: dict[str, str] = {}
    for each in maps:
        for key, value in each.items():
            merged[key] = merged.get(key) or value
    return merged


@_function("bool")
def has_key(mapping: Mapping[str, Any], key: str) -> bool:
    """Return whether a map has a key."""
    return key in mapping


@_function("str")
def get(mapping: Mapping[str, str], key: str) -> str:
    """Return the string a map has for a key, or an empty string."""
    return mapping.get(key, "")


@_function("int")
def get_int(mapping: Mapping[str, int], key: str) -> int:
    """Return the number a map has for a key, or 0."""
    return mapping.get(key, 0)


@_function("map")
def get_map(mapping: Mapping[str, Mapping[str, str]], key: str) -> Mapping[str, str]:
    """Return the map of strings a map has for a key, or an empty map."""
    return mapping.get(key, {})


@_function("int")
def size(collection: Mapping[str, Any] | Sequence[Any]) -> int:
    """Return how many entries a map or list has."""
    return len(collection)


@_function("str")
def checksum(mapping: Mapping[str, Any] | Sequence[Any]) -> str:
    """Return the SHA-256 of the canonical JSON of a map or list, in hexadecimal."""
    text = json.dumps(mapping, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    for character in "<>&\u2028\u2029":  # Go escapes these in JSON
        text = text.replace(character, f"\\u{ord(character):04x}")
    return hashlib.sha256(text.encode()).hexdigest()


@_function("str")
def digest(text: str) -> str:
    """Return the first eight hexadecimal digits of a string's SHA-256, for names made of paths."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


# Names


def named(name: str, value: T) -> T:
    """Give a value a name: with tokens in it, it becomes a helper in ``_helpers.tpl``.

    Args:
        name: The helper's name after the chart's, such as ``backend.image``.
        value: A string, number or boolean; for maps see `named_map`.
    """
    if not is_symbolic(value):
        return value
    body: Expr = expression(value)
    return cast("T", token(Named(body.kind, name, body)))
