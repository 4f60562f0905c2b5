"""Which values an entry of a computed map comes from: of a merge or a choice, the part that has it.

What is read to compute the whole map is more: other entries of it come from other values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from todo_k8s.helm.compiled.expressions import Variables
from todo_k8s.helm.compiled.reads import Read, Reads, Sources
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, Named, Ref
from todo_k8s.helm.symbolic.nodes import Content, Entries, Filled, If

Found = tuple[Read, ...] | None
"""What an entry comes from; None where that cannot be told."""


class EntryReads:
    """Tells what entries come from.

    Args:
        worth: What computes an expression.
        reads: What tells which values an expression reads.
        variables: The variables of the loops around.
        sources: What they stand for.
    """

    def __init__(
        self,
        worth: Callable[[Expr, Variables], Any],
        reads: Reads,
        variables: Variables,
        sources: Sources,
    ) -> None:
        self._worth = worth
        self._reads = reads
        self._variables = variables
        self._sources = sources

    @any_depth
    def of(self, content: Content, key: Any) -> Found:
        """Return what the entry of a key comes from, and what decides which part has it."""
        match content:
            case Named(body=body) | Filled(content=body):
                return self.of(body, key)
            case Call(function="choose", args=(condition, then, otherwise)):
                return self._chosen(condition, then, otherwise, key)
            case If(condition=condition, then=then, otherwise=otherwise):
                return self._chosen(condition, then, otherwise, key)
            case Call(function="merge", args=maps):
                return self._merged(maps, key)
            case Call(function="mapping" | "object", args=flat):
                pairs = zip(flat[::2], flat[1::2], strict=True)
                values = [
                    value for name, value in pairs if isinstance(name, Const) and name.value == key
                ]
                return self._reads.of(values, self._sources) if values else None
            case Entries(own=own, more=more):
                return self.of(own if key in own else more, key)
            case Ref():
                return tuple((*read, key) for read in self._reads.of(content, self._sources))
            case _ if is_map(content) and key in content:
                return self._reads.of(content[key], self._sources)
            case _:
                return None

    def _chosen(self, condition: Expr, then: Content, otherwise: Content, key: Any) -> Found:
        found = self.of(then if self._worth(condition, self._variables) else otherwise, key)
        if found is None:
            return None
        return tuple(dict.fromkeys((*found, *self._reads.of(condition, self._sources))))

    def _merged(self, maps: Sequence[Expr], key: Any) -> Found:
        """Return what the first of some maps has, in which the entry is not empty."""
        having = [each for each in maps if key in (self._worth(each, self._variables) or ())]
        filled = (each for each in having if self._worth(each, self._variables)[key])
        chosen = next(filled, having[0] if having else None)
        return None if chosen is None else self.of(chosen, key)
