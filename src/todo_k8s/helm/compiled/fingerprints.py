"""What is alike in content: digests that do not see how a section is called, nor helpers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import Any, cast

from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.symbolic.expressions import Expr, Named, Ref
from todo_k8s.helm.symbolic.nodes import Content, Node
from todo_k8s.helm.symbolic.variables import GIVEN, SECTION


class Fingerprints:
    """Digests of content about a section that is a variable.

    Args:
        defaults: Whether content differs by what is taken for keys that must not be null.
    """

    def __init__(self, *, defaults: bool) -> None:
        self._defaults = defaults
        self._known: dict[int, tuple[Any, bytes]] = {}
        """By the identity of expressions and nodes, which are kept, so that it stays theirs."""

    @any_depth
    def of(self, content: Content) -> bytes:
        """Return what only content has that is alike."""
        if not isinstance(content, Expr | Node):
            return self._digest(content)
        if id(content) not in self._known:
            self._known[id(content)] = content, self._digest(content)
        return self._known[id(content)][1]

    def _digest(self, content: Content) -> bytes:
        parts = [type(content).__name__, *self._parts(content)]
        return hashlib.sha256(repr(parts).encode()).digest()

    def _parts(self, content: Any) -> list[Any]:
        if is_map(content):
            return [(self.of(key), self.of(item)) for key, item in content.items()]
        if isinstance(content, list | tuple):
            return [*map(self.of, cast("Sequence[Any]", content))]
        if isinstance(content, Named):
            return [content.kind, *map(_variable, content.parameters), self.of(content.body)]
        if not isinstance(content, Expr | Node):
            return [_variable(content) if isinstance(content, str) else content]
        names = (name for name in _fields(cast("Any", type(content))) if name != "typed")
        return [self.of(getattr(content, name)) for name in names if self._counts(content, name)]

    def _counts(self, content: Any, name: str) -> bool:
        """Tell whether a field counts: null removes a key, and so lets a default take its place."""
        return (
            self._defaults or name != "default" or not isinstance(content, Ref) or content.nullable
        )


def _variable(name: str) -> str:
    """Return the name of a variable, the same for each section."""
    return SECTION + name.removeprefix(GIVEN) if name.partition(".")[0] == GIVEN else name


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind))
