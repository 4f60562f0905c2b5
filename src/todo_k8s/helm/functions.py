"""The functions that construct code may compute with: each works in Python and in Helm alike.

Called with plain values a function computes; called with a token it returns a token. The template
forms are in `todo_k8s.helm.gotext`. Every function is total: it never fails, whatever the values.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeVar, cast

from pydantic import SecretStr

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.dual import function, same_kind
from todo_k8s.helm.expressions import Const, Expr, Let, Named
from todo_k8s.helm.nodes import claim
from todo_k8s.helm.patterns import compiled, occurs
from todo_k8s.helm.tokens import expression, is_symbolic, known_cases, token

T = TypeVar("T")

# Logic


@function("bool")
def not_(condition: bool) -> bool:
    """Return whether `condition` is false."""
    return not condition


@function("bool")
def all_of(*conditions: bool) -> bool:
    """Return whether every condition holds; all are evaluated."""
    return all(conditions)


@function("bool")
def any_of(*conditions: bool) -> bool:
    """Return whether some condition holds; all are evaluated."""
    return any(conditions)


@function("bool")
def is_set(value: object) -> bool:
    """Return whether a string, number, map or list is there and not empty (or zero)."""
    return bool(value)


@function("bool")
def is_none(value: object) -> bool:
    """Return whether a field that may be null is."""
    return value is None


@function("bool", alike=(0, 1))
def equals(left: object, right: object) -> bool:
    """Return whether two strings or two numbers are equal."""
    return left == right


def choose(condition: bool, then: T, otherwise: T) -> T:
    """Return `then` if `condition` holds, else `otherwise`; both are evaluated, both scalars.

    For maps, lists and fields that may be absent use `todo_k8s.helm.content.only_if`.
    """
    if not is_symbolic(condition):
        return then if condition else otherwise
    return cast("T", _choose(condition, then, otherwise))


def _pick(condition: bool, then: Any, otherwise: Any) -> Any:
    return then if condition else otherwise


_choose = same_kind("choose", _pick, 1, 2)


def select(value: str, cases: Mapping[str, T]) -> T:
    """Return the scalar whose case equals `value`; the last case also stands for any other."""
    known_cases(cases)
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


_default = same_kind("default", _fill, 0, 1)


# Numbers


@function("int")
def add(left: int, right: int) -> int:
    """Return the sum."""
    return left + right


@function("int")
def sub(left: int, right: int) -> int:
    """Return the difference."""
    return left - right


@function("int")
def mul(left: int, right: int) -> int:
    """Return the product."""
    return left * right


@function("int")
def quotient(dividend: int, divisor: int) -> int:
    """Return how often `divisor` (1 if it is less) goes into `dividend`, without the rest."""
    whole = abs(dividend) // max(divisor, 1)
    return whole if dividend >= 0 else -whole


_PERCENTAGE = re.compile("(0|[1-9][0-9]?|100)%")


@function("int")
def hundredths(part: int | str, whole: int) -> int:
    """Return 100 times a number, or 100 times what a percentage is of `whole`.

    What is neither counts as 0. Divide it by `quotient` with 100, after adding 99 to round up.
    """
    if isinstance(part, int):
        return part * 100
    return whole * int(part[:-1]) if _PERCENTAGE.fullmatch(part) else 0


@function("int")
def maximum(left: int, right: int) -> int:
    """Return the larger number."""
    return max(left, right)


@function("int")
def minimum(left: int, right: int) -> int:
    """Return the smaller number."""
    return min(left, right)


@function("bool")
def less(left: int, right: int) -> bool:
    """Return ``left < right``."""
    return left < right


@function("bool")
def at_most(left: int, right: int) -> bool:
    """Return ``left <= right``."""
    return left <= right


@function("bool")
def more(left: int, right: int) -> bool:
    """Return ``left > right``."""
    return left > right


@function("bool")
def at_least(left: int, right: int) -> bool:
    """Return ``left >= right``."""
    return left >= right


# Strings


@function("str")
def string(number: int) -> str:
    """Return a number in decimal digits."""
    return str(number)


@function("str")
def concat(*parts: str) -> str:
    """Return the strings one after another; f-strings come out as this."""
    return "".join(parts)


@function("str")
def join(items: Sequence[str], separator: str) -> str:
    """Return the strings of a list with `separator` between them."""
    return separator.join(items)


@function("str")
def lower(text: str) -> str:
    """Return ASCII letters in lower case."""
    return text.lower()


def _check_length(text: str, length: int) -> None:  # noqa: ARG001  # as `truncate` has them
    if is_symbolic(length) or length < 0:
        raise ExpressionError("truncate() takes a length that is known, and not below 0")


@function("str", check=_check_length)
def truncate(text: str, length: int) -> str:
    """Return the first `length` (a literal) characters of an ASCII string."""
    return text[:length]


@function("str")
def trim_suffix(text: str, suffix: str) -> str:
    """Return `text` without one `suffix` at its end."""
    return text.removesuffix(suffix)


@function("str")
def replace(text: str, old: str, new: str) -> str:
    """Return `text` with every `old` replaced."""
    return text.replace(old, new)


@function("bool")
def contains(text: str, part: str) -> bool:
    """Return whether `part` occurs in `text`."""
    return part in text


def _check_pattern(text: str, pattern: str) -> None:  # noqa: ARG001
    known = expression(pattern)
    if not isinstance(known, Const):
        raise ExpressionError("matches() takes a pattern that is known; use equals() or contains()")
    compiled(str(known.value))


@function("bool", check=_check_pattern)
def matches(text: str, pattern: str) -> bool:
    r"""Return whether the regular expression `pattern` occurs in `text`.

    Write ``\A`` and ``\z``, or ``^`` and ``$``, for the ends. ``\d``, ``\s``, ``\w``, ``\b`` know
    only ASCII; ``(?i)`` also takes U+212A for ``k`` and U+017F for ``s``.

    Args:
        text: What to look at.
        pattern: A literal in the syntax of RE2, which Helm uses.

    Raises:
        TemplateError: If Helm and Python would read the pattern differently, such as look-around,
            ``\pL`` or ``[a&&b]``; the message says what to write.

    References:
        https://github.com/google/re2/wiki/Syntax
    """
    return occurs(pattern, text)


@function("str")
def label(text: str) -> str:
    """Return `text` as a label's value: other characters as ``_``, at most 63, trimmed.

    References:
        https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
    """
    return re.sub(r"[^A-Za-z0-9_.-]", "_", text)[:63].strip("_.-")


@function("str")
def image_tag(text: str) -> str:
    """Return `text` as an image's tag: other characters as ``_``, at most 128.

    References:
        https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
    """
    return re.sub(r"^[.-]|[^A-Za-z0-9_.-]", "_", text)[:128]


_DURATION = re.compile("0*([0-9]{1,9})(ms|s|m|h)")
_MILLISECONDS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000}


@function("int")
def milliseconds(duration: str) -> int:
    """Return how long a duration such as ``30s`` or ``500ms`` is; 0 for what is none.

    A duration is one number, of at most nine digits after its zeros, and one unit.
    """
    found = _DURATION.fullmatch(duration)
    return int(found[1]) * _MILLISECONDS[found[2]] if found else 0


_UNITS = {
    "": 1.0,
    "m": 0.001,
    **{unit: 1000.0**power for power, unit in enumerate("kMGTPE", 1)},
    **{f"{unit}i": 1024.0**power for power, unit in enumerate("KMGTPE", 1)},
}


def _amount(quantity: str) -> float:
    """Return what a quantity is worth, rounded as Helm rounds it; 0 for what is none."""
    unit = quantity.lstrip("0123456789.")
    number = quantity.removesuffix(unit)
    try:
        return float(Fraction(repr(float(number))) * Fraction(repr(_UNITS.get(unit, 0.0))))
    except ValueError:  # no number, or one that is too long
        return 0.0
    except OverflowError:
        return math.inf


@function("bool")
def quantity_at_most(left: str, right: str) -> bool:
    """Return whether one Kubernetes quantity is at most another, as numbers: ``512Mi``, ``2Gi``.

    A quantity is a number, perhaps with a point, and one of the units ``m``, ``k``, ``M``, ``G``,
    ``T``, ``P``, ``E``, ``Ki``, ``Mi``, ``Gi``, ``Ti``, ``Pi`` and ``Ei``, or none. What is no
    quantity counts as 0. Numbers are compared to 53 bits.

    References:
        https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
    """
    return _amount(left) <= _amount(right)


@function("str")
def b64encode(text: str) -> str:
    """Return the base64 form of the UTF-8 bytes, as in ``data`` of a Secret."""
    return base64.b64encode(text.encode()).decode()


# Maps and lists


@function("map")
def merge(*maps: Mapping[str, str]) -> dict[str, str]:
    """Return one map of strings; where maps share a key, the first non-empty value counts."""
    merged: dict[str, str] = {}
    for each in maps:
        for key, value in each.items():
            merged[key] = merged.get(key) or value
    return merged


def revealed(secrets: Mapping[str, SecretStr]) -> Mapping[str, str]:
    """Return a map of secrets in plain text; at install anything but a map is refused, unshown.

    That is what the merge is for: Helm's ``range`` would print it in the error.
    """
    if is_symbolic(secrets):
        return merge(cast("Any", secrets))
    return {key: secret.get_secret_value() for key, secret in secrets.items()}


@function("bool")
def has_key(mapping: Mapping[str, Any], key: str) -> bool:
    """Return whether a map has a key."""
    return key in mapping


@function("bool")
def includes(items: Sequence[str], item: str) -> bool:
    """Return whether a string is among those of a list."""
    return item in items


@function("str")
def get(mapping: Mapping[str, str], key: str) -> str:
    """Return the string a map has for a key, or an empty string."""
    return mapping.get(key, "")


@function("int")
def get_int(mapping: Mapping[str, int], key: str) -> int:
    """Return the number a map has for a key, or 0."""
    return mapping.get(key, 0)


@function("map")
def get_map(mapping: Mapping[str, Mapping[str, str]], key: str) -> Mapping[str, str]:
    """Return the map of strings a map has for a key, or an empty map."""
    return mapping.get(key, {})


@function("int")
def size(collection: Mapping[str, Any] | Sequence[Any]) -> int:
    """Return how many entries a map or list has."""
    return len(collection)


@function("str")
def checksum(mapping: Mapping[str, Any] | Sequence[Any]) -> str:
    """Return the SHA-256 of the canonical JSON of a map or list, in hexadecimal."""
    text = json.dumps(mapping, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    for character in "<>&\u2028\u2029":  # Go escapes these in JSON
        text = text.replace(character, f"\\u{ord(character):04x}")
    return hashlib.sha256(text.encode()).hexdigest()


@function("str")
def sha256(text: str) -> str:
    """Return the SHA-256 of a string, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@function("str")
def digest(text: str) -> str:
    """Return the first eight hexadecimal digits of a string's SHA-256, for names made of paths."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


# Names


def named(name: str, value: T) -> T:
    """Give a value a name: with tokens in it, it becomes a helper in ``_helpers.tpl``.

    Args:
        name: The helper's name after the chart's, such as ``backend.image``.
        value: A string, number or boolean; for maps see `named_map`.

    Raises:
        ExpressionError: If the chart has another helper of that name.
    """
    if not is_symbolic(value):
        return value
    body: Expr = expression(value)
    claim(name, body)
    return cast("T", token(Named(body.kind, name, body)))


def let(name: str, number: int) -> int:
    """Give a step of a rule's arithmetic a name: with tokens, a variable of ``rules.yaml``."""
    if not is_symbolic(number):
        return number
    return cast("int", token(Let("int", name, expression(number))))
