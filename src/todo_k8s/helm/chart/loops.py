"""Objects per entry: `for_each`, an ordinary loop with values and one pass with tokens.

With values each entry has a scope of its own. With tokens there is one scope, whose objects stand
inside a ``range``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar, overload
from urllib.parse import quote

from constructs import Construct

from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.plain.shapes import entries_of
from todo_k8s.helm.symbolic.expressions import Expr, Ref
from todo_k8s.helm.symbolic.guards import Token
from todo_k8s.helm.symbolic.loops import check_looped, looping

T = TypeVar("T")


class Loop(Part):
    """A scope whose objects are there once for each entry of what is known only at install.

    Args:
        scope: The construct it belongs to.
        id: Its id, which stands for the key in the names of helpers.
        collection: What the loop goes over.
        variables: The variables of the loop.
    """

    def __init__(
        self, scope: Construct, id: str, collection: Expr, variables: tuple[str, ...]
    ) -> None:
        super().__init__(scope, id)
        self.collection = collection
        self.variables = variables
        self.called: str = id


class Entries(Part):
    """What holds the scopes of all entries."""


class Entry(Part):
    """A scope for the objects of one entry; its id holds the key, or the number of the item."""

    def __init__(self, scope: Construct, key: str | int) -> None:
        super().__init__(scope, f"[{quote(str(key), safe='')}]")
        self.key = key


@overload
def for_each(
    scope: Construct, id: str, collection: Mapping[str, T]
) -> Iterator[tuple[Construct, str, T]]: ...
@overload
def for_each(
    scope: Construct, id: str, collection: Sequence[T]
) -> Iterator[tuple[Construct, int, T]]: ...
def for_each(scope: Construct, id: str, collection: Any) -> Iterator[tuple[Construct, Any, Any]]:
    """Yield a scope, the key and the value for each entry of a map, in the order of the keys.

    Of a list it yields a scope, the number of the item from 0, and the item. Write
    ``for scope, name, worker in for_each(self, "workers", values.workers): …`` and put any
    constructs into the scope; their names must hold the key, as Kubernetes takes each name once.

    In templates there is one file for each object in the body, with a ``range`` around it. The body
    runs once when the chart is exported, so that what it keeps for later (a counter, a list) is
    refused: loop again with `todo_k8s.helm.content.each`.

    Args:
        scope: The construct that the objects belong to.
        id: What the entries are called: part of the names of files and helpers.
        collection: A map or list of the values.

    Raises:
        ExpressionError: If it is neither, or may be null.
    """
    check_looped(collection)
    if isinstance(collection, Token):
        yield from _one_pass(scope, id, collection)
    else:
        entries: Entries | None = None  # a construct costs a call of Node.js
        for key, value in entries_of(collection):
            entries = entries or Entries(scope, id)
            yield Entry(entries, key), key, value


def _one_pass(scope: Construct, id: str, collection: Token) -> Iterator[tuple[Construct, Any, Any]]:
    with looping(collection, _names(collection.expr), id) as (variables, (key, value)):
        yield Loop(scope, id, collection.expr, variables), key, value


def _names(collection: Expr) -> tuple[str, str]:
    """Return what the variables are called: ``name`` and ``worker`` for a map of ``workers``."""
    item = _singular(collection.path[-1]) if isinstance(collection, Ref) else "item"
    return ("name" if collection.kind == "map" else "index"), item


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith("s") and not word.endswith("ss") and word != "s":
        return word[:-1]
    return "item"
