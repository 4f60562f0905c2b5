"""Maps and lists in which some are empty, as content has them: without those."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.symbolic.claims import claim, free_name
from todo_k8s.helm.symbolic.expressions import Call, Expr, Ref, describe, walk
from todo_k8s.helm.symbolic.nodes import Content, Each, If
from todo_k8s.helm.symbolic.types import Kind, Type
from todo_k8s.helm.symbolic.variables import naming_variables


def without_empty(found: Expr, called: str = "") -> Expr:
    """Return a map or list that is known only at install without the empty ones in it.

    It is a helper, as only a loop finds out what is left.

    Args:
        found: The map or list.
        called: What the helper is called; by default like the path of the values in it.

    Raises:
        ExpressionError: If something in it is of more than one type, as no loop goes through that.
    """
    if not found.type.sparse:
        return found
    is_map_of, inner = found.kind == "map", found.type.inner
    if inner.kind not in ("map", "list"):
        raise ExpressionError(
            f"{describe(found)} is {a_or_an(found.type)}, some of which may be empty: content "
            "leaves those out; write it as content, with only_if() in place of choose()"
        )
    called = called or next((helper_name(ref.path) for ref in _refs(found)), "content")
    with naming_variables(["key", "value"] if is_map_of else ["item"]) as names:
        item = Ref(cast("Kind", inner.kind), names[-1:], typed=inner)
        held = without_empty(item, f"{called}.items")
        there = Call("bool", "is_set", (held,))
        entries = Each(found, names, If(there, held), Ref("str", names[:1]))
        items = [Each(found, names, If(there, [held]))]
    body: Content = entries if is_map_of else items
    name = free_name(called, body)
    return claim(found.kind, name, body, Type(found.kind, replace(held.type, filled=True)))


def _refs(expr: Expr) -> Iterator[Ref]:
    return (part for part in walk(expr) if isinstance(part, Ref))


def helper_name(path: tuple[str, ...]) -> str:
    """Return what a helper is called that holds what becomes of the value at a path."""
    root, *steps = path
    if root != "Values":
        steps = [root.removeprefix("$").removeprefix("Values."), *steps]
    return ".".join(steps)
