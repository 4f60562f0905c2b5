"""What a manifest is made of besides plain values: parts that may be absent, loops, blocks.

Content is what goes into `Manifest`: maps, lists and scalars. Two things are left out of it
wherever they stand: ``None``, and a map or list that is empty (write `EMPTY_MAP` where Kubernetes
wants ``{}``). With concrete values the functions here act at once; with tokens they return nodes
that become ``{{ if }}``, ``{{ range }}`` and ``toYaml`` in the template.
"""

from __future__ import annotations

import inspect
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast, overload

from todo_k8s.errors import ExpressionError, TemplateError
from todo_k8s.helm.expressions import Each, Expr, If, Named
from todo_k8s.helm.functions import equals
from todo_k8s.helm.shapes import is_list, is_map
from todo_k8s.helm.symbolic import stand_in
from todo_k8s.helm.tokens import (
    BoolToken,
    ListToken,
    MapToken,
    ScalarToken,
    Token,
    as_token,
    decode_int,
    decode_str,
    expression,
    is_symbolic,
    marked,
    marker_number,
)

T = TypeVar("T")
Content = Any
_NONCE = secrets.token_hex(4)  # so that no key of anybody's looks like a mark
_MARK = f"$helm-{_NONCE}"
SPREAD = f"$spread-{_NONCE}"
"""The key under which `with_entries` keeps entries that are known only at install."""


class Raw(dict[str, Any]):
    """A Kubernetes object or part of one as the operator wrote it; nothing in it is left out."""


def raw(value: Any) -> Any:
    """Return JSON with its maps marked as `Raw`, at every depth."""
    if is_map(value):
        return Raw({key: raw(item) for key, item in value.items()})
    return [raw(item) for item in value] if is_list(value) else value


EMPTY_MAP = Raw()
"""An empty map that stays: ``emptyDir: {}``."""


class Splice(list[Any]):
    """Items for the list around them; what `each` and `only_if` give inside a list."""


@dataclass(frozen=True, eq=False)
class Filled:
    """A map or list that a rule keeps from being empty."""

    content: Content


def only_if(condition: bool, then: Content, otherwise: Content = None) -> Content:
    """Return `then` where `condition` holds, else `otherwise` (by default: left out).

    A list is spliced into the list around it, if there is one.
    """
    if (token := as_token(condition)) is not None:
        return If(token.expr, then, otherwise)
    content = then if condition else otherwise
    return Splice(content) if is_list(content) else content


def switch(value: str, cases: Mapping[str, Content], otherwise: Content = None) -> Content:
    """Return the content whose case equals `value`, else `otherwise` (by default: left out)."""
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
    result in a list; it is spliced into it. Those for which `last` holds come after all others.
    """
    if isinstance(collection, Token):
        names, arguments = _variables(collection, body)
        late = None if last is None else expression(last(*arguments))
        return Each(collection.expr, names, body(*arguments), last=late)
    items: list[Any] = [(item,) for item in collection]
    if is_map(collection):
        items = [(key, collection[key]) for key in sorted(collection)]
    elif len(_required(body)) > 1:
        items = list(enumerate(cast("list[Any]", collection)))
    if last is not None:
        items.sort(key=lambda item: last(*item))
    return Splice(body(*item) for item in items)


def filled(content: Content) -> Content:
    """Return a map or list that a rule keeps from being empty, for a key: nothing guards it."""
    return Filled(content) if has_nodes(content) else content


def spread(items: Sequence[Any]) -> Content:
    """Return the items of a list, to be spliced into the list around them."""
    return Splice(items) if as_token(items) is None else items


def with_entries(own: Mapping[str, Any], more: Mapping[str, Any]) -> Content:
    """Return a map of `own` entries and `more`; the two must not share a key."""
    if as_token(more) is None:
        return {**own, **more}
    return {**own, SPREAD: more} if own else more


def each_entry(mapping: Mapping[str, T], entry: Callable[[str, T], Content]) -> Content:
    """Return a map with the same keys as `mapping`, and ``entry(key, value)`` as values."""
    if (token := as_token(mapping)) is not None:
        names, arguments = _variables(token, entry)
        return Each(token.expr, names, entry(*arguments), key=arguments[0])
    return {key: entry(key, mapping[key]) for key in sorted(mapping)}


def _variables(
    collection: Token, body: Callable[..., Content]
) -> tuple[tuple[str, ...], list[Any]]:
    """Name the loop's variables after the parameters of `body`, and make their tokens."""
    names = tuple("$_" if name[0] == "_" else f"${_camel(name)}" for name in _required(body))
    items = getattr(collection, "items_type", str)
    types = [str if isinstance(collection, MapToken) else int, items][-len(names) :]
    return names, [stand_in(kind, (name,)) for name, kind in zip(names, types, strict=True)]


def _required(body: Callable[..., Content]) -> list[str]:
    """Return the names of the parameters that have no default."""
    if not callable(body):  # the error of `inspect` would show it
        raise ExpressionError("the body of a loop must be a function")
    parameters = inspect.signature(body).parameters.values()
    return [parameter.name for parameter in parameters if parameter.default is parameter.empty]


def _camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)


def named_map(name: str, content: Content) -> Mapping[str, Any]:
    """Give a map a name: with tokens in it, it becomes a helper in ``_helpers.tpl``.

    Entries that are None are left out, so that the map can be computed with.
    """
    if not has_nodes(content):
        return {key: value for key, value in content.items() if value is not None}
    token = as_token(content)
    named: Any = MapToken(Named("map", name, content if token is None else token.expr))
    return cast("Mapping[str, Any]", named)


def has_nodes(content: Content) -> bool:
    """Tell whether anything in `content` is known only at install."""
    if isinstance(content, If | Each | Filled) or is_symbolic(content):
        return True
    if isinstance(content, Raw):
        return False
    if is_map(content):
        return any(map(has_nodes, content.values()))
    return is_list(content) and any(map(has_nodes, content))


# To JSON and back: what cdk8s carries


def encode(content: Content) -> Any:
    """Return `content` as JSON that cdk8s can carry: nodes become markers, the empty is dropped."""
    if isinstance(content, If | Each | Filled | ScalarToken | BoolToken | MapToken | ListToken):
        return {_MARK: marker_number(content)}
    if isinstance(content, Raw):
        return content
    if is_map(content):
        return _encode_map(content) or None
    if isinstance(content, list | tuple):
        return _encode_list(cast("Sequence[Any]", content)) or None
    return content


def _encode_map(content: Mapping[str, Any]) -> dict[str, Any]:
    pairs = ((key, _encode_value(value)) for key, value in content.items())
    return {key: value for key, value in pairs if value is not None}


def _encode_value(value: Content) -> Any:
    if isinstance(value, Raw) and not value and value is not EMPTY_MAP:
        return None
    return encode(value)


def _encode_list(content: Sequence[Any]) -> list[Any]:
    items: list[Any] = []
    for item in content:
        encoded = encode(item)
        if isinstance(item, Splice):
            items.extend(encoded or [])
        elif encoded is not None:
            items.append(encoded)
    return items


def decode(data: Any) -> Content:
    """Return the content that `encode` made JSON of, with expressions in place of markers."""
    if is_map(data):
        if set(data) == {_MARK}:
            return decode_node(marked(data[_MARK]))
        return {decode_str(key) if is_symbolic(key) else key: decode(data[key]) for key in data}
    if is_list(data):
        return [decode(item) for item in data]
    if isinstance(data, str):
        return decode_str(data)
    if isinstance(data, int) and not isinstance(data, bool):
        return decode_int(data)
    return data


def decode_node(node: Any) -> Content:
    """Return a node whose parts are decoded too."""
    if isinstance(node, If):
        return If(node.condition, decode(encode(node.then)), decode(encode(node.otherwise)))
    if isinstance(node, Each):
        key = None if node.key is None else expression(node.key)
        return Each(node.collection, node.variables, decode(encode(node.body)), key, node.last)
    if isinstance(node, Filled):
        return Filled(decode(encode(node.content)))
    if isinstance(node, Expr):
        return node
    raise TemplateError(f"no template form for {type(node).__name__}")
