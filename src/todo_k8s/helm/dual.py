"""How one Python function works on plain values and on tokens."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from todo_k8s.helm.expressions import Call, Kind
from todo_k8s.helm.tokens import expression, is_symbolic, token

P = ParamSpec("P")
R = TypeVar("R")

PYTHON: dict[str, Callable[..., Any]] = {}
"""What each function name in an expression means in Python."""


def function(
    kind: Kind, check: Callable[..., object] | None = None
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a Python function work on tokens too, with a result of `kind`.

    Args:
        kind: The kind of the result.
        check: Called with the arguments of each call, tokens or not; raises what is wrong.
    """

    def decorate(python: Callable[P, R]) -> Callable[P, R]:
        name = python.__name__.rstrip("_")
        PYTHON[name] = python

        @functools.wraps(python)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            if check:
                check(*args, **kwargs)
            if not any(map(is_symbolic, args)):
                return python(*args, **kwargs)
            return cast("R", token(Call(kind, name, tuple(map(expression, args)))))

        return call

    return decorate


def same_kind(name: str, python: Callable[..., Any], source: int) -> Callable[..., Any]:
    """Make a function whose result has the kind of its argument number `source`."""
    PYTHON[name] = python

    def call(*args: Any) -> Any:
        if not any(map(is_symbolic, args)):
            return python(*args)
        exprs = tuple(map(expression, args))
        return token(Call(exprs[source].kind, name, exprs))

    return call
