"""Content with a name: what only a template can decide becomes a list or map to compute with."""

from __future__ import annotations

from typing import Any, Literal, cast

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.symbolic.claims import claim_collection, free_name
from todo_k8s.helm.symbolic.contents import type_of
from todo_k8s.helm.symbolic.expressions import Expr, Named, Ref
from todo_k8s.helm.symbolic.nodes import Content, Each, Splice, has_nodes
from todo_k8s.helm.symbolic.resolve import resolve
from todo_k8s.helm.symbolic.tokens import ListToken, MapToken

OF_LOOPS = (Splice, Each)
"""What `each` gives: the items of what is known, and a loop over what is not."""


def claimed(kind: Literal["map", "list"], name: str, content: Content) -> Any:
    """Return a map or list with a name: a token where it has any in it.

    Raises:
        ExpressionError: If it is no such content, or the chart has another helper of that name.
    """
    body = resolve(content)
    if body is None:
        return [] if kind == "list" else {}
    if not has_nodes(content):
        return body
    if (found := type_of(body)).kind not in (kind, "nothing"):
        raise ExpressionError(
            f"named_{kind}() takes {a_or_an(kind)}, and {name!r} is {a_or_an(found)}"
        )
    named = claim_collection(kind, name, body)
    return ListToken(named) if kind == "list" else MapToken(named)


def listed(function: str, given: Any) -> Any:
    """Return an argument of a function; what `each` gives is a list there, with a name."""
    if isinstance(given, Splice):
        return resolve(cast("Content", given)) or []
    if not isinstance(given, Each) or given.key is not None:
        return given
    body = resolve(given)
    name = free_name(f"{function}.{_called(given.collection)}", body)
    return ListToken(claim_collection("list", name, body))


def _called(collection: Expr) -> str:
    """Return what a collection is called where it comes from."""
    match collection:
        case Ref(path=(*_, str(name))):
            return name.rpartition(".")[2].removeprefix("$")
        case Named(name=name):
            return name
        case _:
            return "items"
