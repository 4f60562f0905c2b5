"""Keys of one map that may be equal at install, although Python tells them apart.

In a map of Python the last of equal keys counts. A template prints both, unless it asks.
"""

from __future__ import annotations

from collections.abc import Iterable

from todo_k8s.helm.expressions import Call, Const, Expr

Key = str | Expr


def unlike(key: Key, others: Iterable[Key]) -> Expr | None:
    """Return the condition that a key is none of others, or None if it cannot be."""
    asked = [
        Call("bool", "not", (Call("bool", "equals", (_expr(key), _expr(other))),))
        for other in others
        if _may_be_equal(_parts(key), _parts(other))
    ]
    if not asked:
        return None
    return asked[0] if len(asked) == 1 else Call("bool", "all_of", tuple(asked))


def _expr(key: Key) -> Expr:
    return Const("str", key) if isinstance(key, str) else key


def _parts(key: Key) -> tuple[Expr, ...]:
    """Return the texts that a key is joined from."""
    expr = _expr(key)
    return expr.args if isinstance(expr, Call) and expr.function == "concat" else (expr,)


def _may_be_equal(one: tuple[Expr, ...], other: tuple[Expr, ...]) -> bool:
    """Tell whether two keys can be equal: not where their constant ends differ."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if not one or not other:
        return not any(map(_text, (*one, *other)))
    starts, ends = (_text(one[0]), _text(other[0])), (_text(one[-1]), _text(other[-1]))
    return (
        max(starts, key=len).startswith(min(starts, key=len))  # one of them begins the other
        and max(ends, key=len).endswith(min(ends, key=len))
    )


def _text(part: Expr) -> str:
    return str(part.value) if isinstance(part, Const) else ""
