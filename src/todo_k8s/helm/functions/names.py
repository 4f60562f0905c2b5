"""Names for what is computed."""

from __future__ import annotations

from typing import TypeVar, cast

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.symbolic.as_expressions import expression, is_symbolic
from todo_k8s.helm.symbolic.claims import claim
from todo_k8s.helm.symbolic.decoding import there
from todo_k8s.helm.symbolic.expressions import Expr, Let, describe
from todo_k8s.helm.symbolic.number_tokens import whole_number
from todo_k8s.helm.symbolic.tokens import token

T = TypeVar("T")


def named(name: str, value: T) -> T:
    """Give a value a name: with tokens in it, it becomes a helper in ``_helpers.tpl``.

    Args:
        name: The helper's name after the chart's, such as ``backend.image``.
        value: A string, number, boolean or map; for a map of content see `named_map`.

    Raises:
        ExpressionError: If the chart has another helper of that name, or if a text does not tell
            what the value is.
    """
    if not is_symbolic(value):
        return value
    body = _nameable(expression(value))
    return cast("T", token(claim(body.kind, name, body, body.typed)))


def _nameable(body: Expr) -> Expr:
    """Refuse what does not come out of a helper, which gives a text, as it was."""
    if body.kind in ("list", "scalar", "float", "amount"):
        raise ExpressionError(
            f"{describe(body)} is {a_or_an(body.type)} and takes no name; use it as it is"
        )
    if body.type.sparse:
        raise ExpressionError(
            f"{describe(body)} holds a map or list that may be empty; use named_map() for content"
        )
    return there(body)


def let(name: str, number: int) -> int:
    """Give a step of a rule's arithmetic a name: with tokens, a variable of ``rules.yaml``."""
    if not is_symbolic(number):
        return number
    return cast("int", token(Let("int", name, whole_number(number))))
