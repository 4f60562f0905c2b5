"""The type of content: what a helper holds that is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.expressions import Expr
from todo_k8s.helm.symbolic.nodes import Content, Each, Entries, Filled, If, Node, Spread
from todo_k8s.helm.symbolic.ranges import Range
from todo_k8s.helm.symbolic.types import ANY, NOTHING, Type, joined


@any_depth
def type_of(content: Content) -> Type:
    """Return the type of resolved content, in which nothing is empty or null."""
    if isinstance(content, Expr):
        return content.type.required.as_content
    if isinstance(content, Node):
        return _of_node(content)
    if isinstance(content, Raw):
        return Type("map", ANY, raw=True)
    if is_map(content):
        return Type("map", joined(map(_held, content.values())))
    if is_list(content):
        return Type("list", joined(found for part in content for found in _items(part)))
    scalar: Any = content
    if type(scalar) is int:
        return Type("int", bounds=Range(scalar, scalar))
    return _SCALARS.get(type(scalar), ANY)


_SCALARS: dict[Any, Type] = {
    type(None): NOTHING,
    bool: Type("bool"),
    str: Type("str"),
}


def _of_node(node: Node) -> Type:
    match node:
        case If(then=then, otherwise=otherwise):
            return joined(map(type_of, (then, otherwise)))
        case Filled(content=inner):
            return type_of(inner)
        case Each(key=Expr()):
            return Type("map", _held(node.body))
        case Each() | Spread():
            return Type("list", joined(_items(node)))
        case Entries(own=own, more=more):
            return _of_entries(own.values(), type_of(more))
        case _:
            return ANY


def _of_entries(own: Iterable[Content], more: Type) -> Type:
    if more.raw:
        return more
    return Type("map", joined([*map(_held, own), more.inner if more.items else NOTHING]))


def _held(content: Content) -> Type:
    """Return the type of an entry, which is not there if it is empty."""
    found = type_of(content)
    return replace(found, filled=True) if found.kind in ("map", "list") else found


def _items(part: Content, *, spliced: bool = False) -> Iterator[Type]:
    """Yield the types of what a part of a list adds to it."""
    match part:
        case None:
            return
        case If(then=then, otherwise=otherwise):
            yield from _items(then, spliced=True)
            yield from _items(otherwise, spliced=True)
        case Each(key=None, body=body):
            yield from _items(body, spliced=True)
        case Spread(items=items):
            yield items.type.inner
        case Expr(kind="list") if spliced:
            yield part.type.inner
        case _ if spliced and is_list(part):
            for item in part:
                yield from _items(item)
        case _:
            yield _held(part)
