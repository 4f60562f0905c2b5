"""Whether keys that are known only at install can be equal, as far as their texts tell."""

from __future__ import annotations

from todo_k8s.helm.symbolic.conditions import arguments_of
from todo_k8s.helm.symbolic.expressions import Const, Expr

Key = str | Expr
Part = str | Expr


def may_be_equal(one: Key, other: Key) -> bool:
    """Tell whether two texts may be equal: neither their starts nor their ends tell them apart."""
    left, right = _parts(one), _parts(other)
    return _may_meet(left, right) and _may_meet(_reversed(left), _reversed(right))


def _parts(key: Key) -> list[Part]:
    if isinstance(key, str):
        return [key] if key else []
    found = arguments_of(key, "concat") or (key,)
    return [
        part.value if isinstance(part, Const) and isinstance(part.value, str) else part
        for part in found
    ]


def _reversed(parts: list[Part]) -> list[Part]:
    return [part[::-1] if isinstance(part, str) else part for part in reversed(parts)]


def _may_meet(left: list[Part], right: list[Part]) -> bool:
    """Tell whether one text may go on where another one does, from the start on."""
    while left and right:
        one, other = left[0], right[0]
        if isinstance(one, str) and isinstance(other, str):
            if not (one.startswith(other) or other.startswith(one)):
                return False
            common = min(len(one), len(other))
            left, right = _after(common, left), _after(common, right)
        elif one == other:
            left, right = left[1:], right[1:]
        else:
            return True
    return not any(isinstance(part, str) for part in (*left, *right))


def _after(common: int, parts: list[Part]) -> list[Part]:
    """Return parts without so many characters of the first, which is a text."""
    rest = str(parts[0])[common:]
    return [rest, *parts[1:]] if rest else parts[1:]
