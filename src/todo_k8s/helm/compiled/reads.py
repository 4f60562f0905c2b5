"""Which values an expression or content reads, as far as can be told without computing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, cast

from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.symbolic.expressions import Call, Expr, Let, Named, Ref
from todo_k8s.helm.symbolic.nodes import Node

Read = tuple[str | int, ...]
"""What is read, by its path: ``("Values", "backend", "port")`` or ``("Release", "Name")``."""
Sources = Mapping[str, tuple[Read, ...]]
"""What the variables of loops stand for."""

VALUES, ANY = "Values", "*"
"""What paths of values start with, and the step for any entry or item."""


class Reads:
    """Tells what is read; it keeps what it has found of expressions without variables."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Expr, tuple[Read, ...]]] = {}

    def of(self, content: Any, sources: Sources | None = None) -> tuple[Read, ...]:
        """Return what an expression, a node or content reads, each path once, in order.

        Args:
            content: The content.
            sources: What the variables in it stand for; those of loops within it are found.
        """
        return tuple(dict.fromkeys(self._of(content, sources or {})))

    @any_depth
    def _of(self, content: Any, sources: Sources) -> list[Read]:
        if isinstance(content, Expr):
            return [*self._of_expr(content, sources)]
        if isinstance(content, Node):
            return self._of_node(content, sources)
        if is_map(content):
            return [
                read
                for pair in content.items()
                for part in pair
                for read in self._of(part, sources)
            ]
        if isinstance(content, list | tuple):
            return [read for part in cast("Any", content) for read in self._of(part, sources)]
        return []

    def _of_expr(self, expr: Expr, sources: Sources) -> tuple[Read, ...]:
        if isinstance(expr, Ref):
            return tuple(read_paths(expr, sources))
        if expr.variables:
            return tuple(self._inside(expr, sources))
        if id(expr) not in self._known:
            self._known[id(expr)] = (expr, tuple(dict.fromkeys(self._inside(expr, sources))))
        return self._known[id(expr)][1]

    def _inside(self, expr: Expr, sources: Sources) -> list[Read]:
        if isinstance(expr, Call):
            return [read for arg in expr.args for read in self._of(arg, sources)]
        if isinstance(expr, Named):
            return self._of(expr.body, sources)
        return self._of(expr.value, sources) if isinstance(expr, Let) else []

    def _of_node(self, node: Any, sources: Sources) -> list[Read]:
        inner = sources
        if (variables := getattr(node, "variables", None)) is not None:  # a loop
            collection = self.of(node.collection, sources)
            items = tuple((*read, ANY) for read in collection)
            inner = {**sources, **dict.fromkeys(variables, items)}
        parts = (getattr(node, field.name) for field in fields(node))
        return [read for part in parts for read in self._of(part, inner)]


def read_paths(ref: Ref, sources: Sources) -> Iterator[Read]:
    """Yield the paths that a reference can stand for: one, but for an item of what is computed."""
    head, *rest = ref.path
    root, *section = head.split(".")
    below = (*section, *rest)
    if not root.startswith("$"):
        yield (root, *below)
        return
    for source in sources.get(root, ()):
        yield (*source, *below)
