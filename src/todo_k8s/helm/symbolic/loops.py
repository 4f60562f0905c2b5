"""Loops over what is known only at install, and what stands for their variables."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FunctionType
from typing import Any

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.symbolic.decoding import there
from todo_k8s.helm.symbolic.expressions import Expr, describe
from todo_k8s.helm.symbolic.guards import Token
from todo_k8s.helm.symbolic.nodes import Content, Node
from todo_k8s.helm.symbolic.ranges import LENGTHS
from todo_k8s.helm.symbolic.stand_in import of_type
from todo_k8s.helm.symbolic.tokens import MapToken
from todo_k8s.helm.symbolic.types import Type
from todo_k8s.helm.symbolic.variables import naming_variables

VARIADIC = inspect.CO_VARARGS | inspect.CO_VARKEYWORDS


@contextmanager
def loop_over(
    collection: Token, body: Callable[..., Content]
) -> Generator[tuple[tuple[str, ...], list[Any]]]:
    """Name the loop's variables after the parameters of `body`, and make their tokens.

    No name shadows that of a loop around it.
    """
    types, is_map_of = _types_of(collection), isinstance(collection, MapToken)
    items = types[1]
    parameters = required_parameters(body)
    if len(parameters) == 1 and not is_map_of:
        types = [items]
    if len(parameters) != len(types):
        what = "key" if is_map_of else "the item, or index"
        raise ExpressionError(f"the body of a loop over {collection!r} takes {what} and value")
    with naming_variables(parameters) as names:
        yield names, [of_type(kind, (name,)) for name, kind in zip(names, types, strict=True)]


@contextmanager
def looping(
    collection: Token, parameters: tuple[str, str], called: str
) -> Generator[tuple[tuple[str, ...], list[Any]]]:
    """Name the two variables of a loop over objects, and make their tokens.

    Args:
        collection: What the loop goes over.
        parameters: What the variables are called, unless a loop around it has such ones.
        called: What the loop is called, for the names of helpers.
    """
    types = _types_of(collection)
    with naming_variables(parameters, called) as names:
        yield names, [of_type(kind, (name,)) for name, kind in zip(names, types, strict=True)]


def _types_of(collection: Token) -> list[Type]:
    """Return the types of key and value, or of index and item."""
    items = _items_of(collection.expr)
    return [Type("str") if isinstance(collection, MapToken) else Type("int", bounds=LENGTHS), items]


def _items_of(collection: Expr) -> Type:
    """Return the type of what a loop goes through.

    Raises:
        ExpressionError: If there is no one type, or no loop.
    """
    found = there(collection).type
    if found.kind not in ("map", "list"):
        raise ExpressionError(
            f"{describe(collection)} is {a_or_an(found)} and has no items; each() takes a map or "
            "list"
        )
    if found.inner.kind == "any":
        raise ExpressionError(
            f"{describe(collection)} is {a_or_an(found)}, and a loop takes items of one type; make "
            "it a map or list of them"
        )
    return found.inner


def required_parameters(body: Callable[..., Content]) -> list[str]:
    """Return the names of the parameters that have no default."""
    if not callable(body):  # the error of `inspect` would show it
        raise ExpressionError("the body of a loop must be a function")
    if isinstance(body, FunctionType) and _is_simple(body):
        code, defaults = body.__code__, body.__defaults__ or ()
        return [*code.co_varnames[: code.co_argcount - len(defaults)]]
    try:
        parameters = inspect.signature(body).parameters.values()
    except ValueError:  # such as str
        raise ExpressionError(
            f"the body of a loop must name its parameters, and {body!r} does not; write a lambda"
        ) from None
    return [parameter.name for parameter in parameters if parameter.default is parameter.empty]


def _is_simple(body: FunctionType) -> bool:
    """Tell whether the code of a function has all its parameters: `inspect` is slow."""
    code = body.__code__
    return not (vars(body) or code.co_kwonlyargcount or code.co_flags & VARIADIC)


def check_looped(collection: Any) -> None:
    """Refuse a loop over what another loop or a choice gives.

    Raises:
        ExpressionError: If it is one.
    """
    if isinstance(collection, Node):
        raise ExpressionError(f"a loop takes a map or list of values; {collection.no_expression}")
