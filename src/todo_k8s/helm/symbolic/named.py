"""Content with a name: what only a template can decide becomes a list or map to compute with."""

from __future__ import annotations

from typing import Any, Literal, cast

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.helm.symbolic.claims import claim_collection, free_name
from todo_k8s.helm.symbolic.contents import type_of
from todo_k8s.helm.symbolic.expressions import Named, Ref
from todo_k8s.helm.symbolic.nodes import Content, Each, Node, Splice, has_nodes
from todo_k8s.helm.symbolic.resolve import resolve
from todo_k8s.helm.symbolic.tokens import ListToken, MapToken

_OF_LOOPS = (Splice, Each)
"""What `each` gives: the items of what is known, and a loop over what is not."""


def is_content(given: Any) -> bool:
    """Tell whether a function is given what `each` gives, or a list whose items may be absent."""
    items = cast("list[object]", given) if type(given) is list else ()
    may_lack = any(item is None or isinstance(item, Node | Splice) for item in items)
    return may_lack or isinstance(given, _OF_LOOPS)


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
    """Return an argument of a function; content that is a list is one there, with a name."""
    if not is_content(given) or (isinstance(given, Each) and given.key is not None):
        return given
    body = resolve(cast("Content", given))
    if not has_nodes(body):
        return body or []
    return claimed("list", free_name(f"{function}.{_called(given)}", body), given)


def _called(content: Any) -> str:
    """Return what the first collection in content is called where it comes from."""
    items = content if is_list(content) else [content]
    match next((each.collection for each in items if isinstance(each, Each)), None):
        case Ref(path=(*_, str(name))):
            return name.rpartition(".")[2].removeprefix("$")
        case Named(name=name):
            return name
        case _:
            return "items"
