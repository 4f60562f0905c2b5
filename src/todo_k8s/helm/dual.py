"""How one Python function works on plain values and on tokens."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from pydantic import SecretStr

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.expressions import Call, Expr, Kind, describe
from todo_k8s.helm.tokens import expression, is_symbolic, token

P = ParamSpec("P")
R = TypeVar("R")

PYTHON: dict[str, Callable[..., Any]] = {}
"""What each function name in an expression means in Python."""

_KINDS: dict[str, Kind] = {
    "str": "str",
    "int": "int",
    "bool": "bool",
    "Mapping": "map",
    "Sequence": "list",
}
"""What a parameter takes, by its annotation; what is not here takes any kind."""


def function(
    kind: Kind, check: Callable[..., object] | None = None, *, alike: tuple[int, ...] = ()
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a Python function work on tokens too; a token of a wrong kind is refused.

    Args:
        kind: The kind of its result.
        check: Called with the arguments of each call, tokens or not; raises what is wrong.
        alike: The arguments that must be of one kind.
    """

    def decorate(python: Callable[P, R]) -> Callable[P, R]:
        name = python.__name__.rstrip("_")
        signature = _Signature(name, python, alike)

        @functools.wraps(python)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            if check:
                check(*args, **kwargs)
            if not any(map(is_symbolic, (*args, *kwargs.values()))):
                return cast("Callable[..., R]", python)(*map(_plain, args), **kwargs)
            return cast("R", token(Call(kind, name, signature.expressions(*args, **kwargs))))

        return call

    return decorate


def same_kind(name: str, python: Callable[..., Any], *alike: int) -> Callable[..., Any]:
    """Make a function whose result has the kind of the arguments `alike`."""
    signature = _Signature(name, python, alike)

    def call(*args: Any) -> Any:
        if not any(map(is_symbolic, args)):
            return python(*map(_plain, args))
        exprs = signature.expressions(*args)
        return token(Call(exprs[alike[0]].kind, name, exprs))

    return call


def _plain(value: Any) -> Any:
    return value.get_secret_value() if isinstance(value, SecretStr) else value


class _Signature:
    """Which kinds a function takes."""

    def __init__(self, name: str, python: Callable[..., Any], alike: tuple[int, ...]) -> None:
        PYTHON[name] = python
        self._name, self._alike = name, alike
        self._signature = inspect.signature(python)
        self._kinds = [_kinds_of(each) for each in self._signature.parameters.values()]

    def expressions(self, *args: Any, **kwargs: Any) -> tuple[Expr, ...]:
        """Return the arguments as expressions.

        Raises:
            ExpressionError: If one is of a wrong kind.
        """
        exprs = tuple(map(expression, self._signature.bind(*args, **kwargs).args))
        for index, expr in enumerate(exprs):
            kinds = self._kinds[min(index, len(self._kinds) - 1)]
            if kinds and expr.kind not in kinds:
                raise self._wrong(expr, " or ".join(kinds))
        if self._alike:
            first = exprs[self._alike[0]]
            for index in self._alike[1:]:
                if exprs[index].kind != first.kind:
                    raise self._wrong(exprs[index], f"{first.kind} like {describe(first)}")
        return exprs

    def _wrong(self, expr: Expr, wanted: str) -> ExpressionError:
        return ExpressionError(
            f"{self._name}() takes a {wanted}, and {describe(expr)} is a {expr.kind}"
        )


def _kinds_of(parameter: inspect.Parameter) -> list[Kind]:
    options = str(parameter.annotation).split(" | ")
    names = [option.partition("[")[0] for option in options]
    if not all(name in _KINDS for name in names):
        return []
    either: list[Kind] = ["scalar"] if {"int", "str"} <= {*names} else []
    return [*(_KINDS[name] for name in names), *either]
