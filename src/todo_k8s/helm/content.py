"""What a manifest is made of besides plain values: parts that may be absent, loops, blocks.

Content is what goes into `Manifest`: maps, lists and scalars. Two things are left out of it
wherever they stand: ``None``, and a map or list that is empty (write `EMPTY_MAP` where Kubernetes
wants ``{}``). With concrete values the functions here act at once; with tokens they return nodes
that become ``{{ if }}``, ``{{ range }}`` and ``toYaml`` in the template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast, overload

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.functions import equals, is_none, not_
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import entries_of, is_list, is_map
from todo_k8s.helm.symbolic.as_expressions import as_token, expression, known_cases
from todo_k8s.helm.symbolic.conditions import ALWAYS, NEVER, present
from todo_k8s.helm.symbolic.decoding import there
from todo_k8s.helm.symbolic.entries import with_entries
from todo_k8s.helm.symbolic.expressions import Expr, describe
from todo_k8s.helm.symbolic.filtered import settled
from todo_k8s.helm.symbolic.guards import Token
from todo_k8s.helm.symbolic.loops import check_looped, loop_over, required_parameters
from todo_k8s.helm.symbolic.named import claimed
from todo_k8s.helm.symbolic.nodes import (
    EMPTY_MAP,
    Content,
    Each,
    Filled,
    If,
    Node,
    Splice,
    Spread,
    has_nodes,
)
from todo_k8s.helm.symbolic.resolve import resolve
from todo_k8s.helm.symbolic.tokens import ListToken, SectionToken, not_null

__all__ = [
    "EMPTY_MAP",
    "Content",
    "Raw",
    "each",
    "each_entry",
    "filled",
    "named_list",
    "named_map",
    "only_if",
    "raw",
    "spread",
    "switch",
    "unless_none",
    "with_entries",
]

T = TypeVar("T")


@any_depth
def raw(value: Any) -> Any:
    """Return JSON with its maps marked as `Raw`, at every depth."""
    if is_map(value):
        return Raw({key: raw(item) for key, item in value.items()})
    return [raw(item) for item in value] if is_list(value) else value


def only_if(condition: bool, then: Content, otherwise: Content = None) -> Content:
    """Return `then` where `condition` holds, else `otherwise` (by default: left out).

    A list is spliced into the list around it, if there is one.
    """
    if (token := as_token(condition)) is not None:
        return If(_boolean(token), then, otherwise)
    content = then if condition else otherwise
    return Splice(content) if is_list(content) else content


def _boolean(token: Token) -> Expr:
    if token.expr.kind != "bool":
        raise ExpressionError(f"{token!r} is no boolean; use is_set() or a comparison")
    return token.expr


def unless_none(
    value: T | None, body: Callable[[T], Content], otherwise: Content = None
) -> Content:
    """Return what `body` makes of a value or section that may be null, else `otherwise`.

    A list is spliced into the list around it, if there is one.

    Args:
        value: The value or section.
        body: What to make of it, such as a lambda.
        otherwise: What is there where it is null; by default nothing.
    """
    if (token := as_token(value)) is None:
        if value is None:
            return only_if(condition=False, then=None, otherwise=otherwise)
        return only_if(condition=True, then=body(value))
    given: Any = token if isinstance(token, SectionToken) else not_null(token)
    return only_if(not_(is_none(token)), body(given), otherwise)


def switch(value: str, cases: Mapping[str, Content], otherwise: Content = None) -> Content:
    """Return the content whose case equals `value`, else `otherwise` (by default: left out)."""
    known_cases(cases)
    content = otherwise
    for case in reversed(list(cases)):
        content = only_if(equals(value, case), cases[case], content)
    return content


@overload
def each(
    collection: Mapping[str, T],
    body: Callable[[str, T], Content],
    *,
    last: Callable[[str, T], bool] | None = None,
) -> Content: ...
@overload
def each(
    collection: Sequence[T],
    body: Callable[[T], Content],
    *,
    last: Callable[[T], bool] | None = None,
) -> Content: ...
@overload
def each(collection: Sequence[T], body: Callable[[int, T], Content]) -> Content: ...
def each(
    collection: Any, body: Callable[..., Content], *, last: Callable[..., bool] | None = None
) -> Content:
    """Return list items: ``body(key, value)`` by sorted key of a map, or ``body(item)`` of a list.

    For a list `body` may also be ``body(index, item)``.

    The names of the parameters of `body` become the names of the template's variables. Put the
    result in a list; it is spliced into it, and so is a list that `body` returns. Those for which
    `last` holds come after all others.
    """
    check_looped(collection)
    if isinstance(collection, Token):
        with loop_over(collection, body) as (names, arguments):
            late = None if last is None else expression(last(*arguments))
            return Each(collection.expr, names, body(*arguments), last=late)
    in_pairs = is_map(collection) or len(required_parameters(body)) > 1
    items: list[Any] = entries_of(collection) if in_pairs else [(item,) for item in collection]
    if last is not None:
        items.sort(key=lambda item: last(*item))
    return _spliced(body(*item) for item in items)


def _spliced(results: Iterable[Content]) -> Content:
    items: list[Any] = Splice()
    for result in results:
        items.extend(result if is_list(result) else [result])
    return items


def each_entry(mapping: Mapping[str, T], entry: Callable[[str, T], Content]) -> Content:
    """Return a map with the same keys as `mapping`, and ``entry(key, value)`` as values."""
    check_looped(mapping)
    if is_list(mapping) or isinstance(mapping, ListToken):
        raise ExpressionError("each_entry() takes a map; use each() for a list")
    if (token := as_token(mapping)) is not None:
        with loop_over(token, entry) as (names, arguments):
            return Each(token.expr, names, entry(*arguments), key=arguments[0].expr)
    return {key: entry(key, value) for key, value in entries_of(mapping)}


def filled(content: Content) -> Content:
    """Return a map or list that a rule keeps from being empty, for a key: nothing guards it."""
    return Filled(content) if has_nodes(content) else content


def spread(items: Sequence[Any]) -> Content:
    """Return the items of a list, to be spliced into the list around them."""
    given: Any = items
    if isinstance(given, Node):
        return given
    if isinstance(given, list | tuple):
        return Splice(cast("Sequence[Any]", given))
    if (token := as_token(given)) is None:
        kind = type(given).__name__
        raise ExpressionError(
            f"{a_or_an(kind)} is no list; spread() takes a list, use each() for a map"
        )
    if (expr := there(token.expr)).kind != "list":
        raise ExpressionError(
            f"{describe(expr)} is {a_or_an(expr.type)}; spread() takes a list, use each() for a map"
        )
    return Spread(expr)


def named_map(name: str, content: Content) -> Mapping[str, Any]:
    """Give a map a name: with tokens in it, it becomes a helper in ``_helpers.tpl``.

    Entries that are None or empty are left out, so that the map can be computed with.

    Raises:
        ExpressionError: If the chart has another helper of that name.
    """
    return cast("Mapping[str, Any]", claimed("map", name, content))


def named_list(name: str, content: Content) -> Sequence[Any]:
    """Give a list a name: with tokens in it, it becomes a helper in ``_helpers.tpl``.

    What `each` and `only_if` give becomes a list that can be used several times, such as
    ``named_list("hosts", [first, each(hosts, lambda host: host.name)])``. A function takes such a
    list without a name too, as in ``join([first, each(…)], ",")``.

    Raises:
        ExpressionError: If the chart has another helper of that name, or it is no list.
    """
    return cast("Sequence[Any]", claimed("list", name, content))


def unless_empty(items: list[Content], then: Content) -> Content:
    """Return `then` where the list `items` comes to at least one item, whatever the values."""
    resolved = resolve(items)
    if resolved is None or not has_nodes(resolved):
        return None if resolved is None else then
    condition = present(settled("items", resolved))
    if condition in (ALWAYS, NEVER):
        return then if condition == ALWAYS else None
    return If(condition, then)
