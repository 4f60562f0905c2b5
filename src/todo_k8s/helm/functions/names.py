"""Names for what is computed."""

from __future__ import annotations

from typing import TypeVar, cast

from todo_k8s.helm.symbolic.expressions import Expr, Let, Named
from todo_k8s.helm.symbolic.resolve import claim
from todo_k8s.helm.symbolic.tokens import expression, is_symbolic, token

T = TypeVar("T")


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
