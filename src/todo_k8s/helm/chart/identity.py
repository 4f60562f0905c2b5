"""What cdk8s must know of an object, and what a cdk8s chart adds to its metadata."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from todo_k8s.errors import TemplateError
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.symbolic.as_expressions import as_token
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, Ref
from todo_k8s.helm.symbolic.nodes import Content, Each, Entries, Filled, If


def identity(id: str, content: Any) -> tuple[str, str, str]:
    """Return apiVersion, kind and name in a manifest.

    Args:
        id: The id of the construct, for the error.
        content: The manifest.

    Raises:
        TemplateError: If one of them is missing, or there only with some values.
    """
    if not is_map(content):
        raise TemplateError(
            f"{id}: the content of a Manifest is a map with apiVersion, kind and metadata; use "
            "when() for an object that is there with some values only, add_objects() for those "
            "that an operator gives"
        )
    metadata: Any = content.get("metadata")
    name = metadata.get("name") if is_map(metadata) else None
    parts = {"apiVersion": content.get("apiVersion"), "kind": content.get("kind")}
    for key, value in {**parts, "metadata.name": name}.items():
        if not isinstance(value, str):
            raise TemplateError(f"{id}: {key} must be a text that is always there; set it")
        if _may_be_null(value):
            raise TemplateError(f"{id}: {key} may be null; give it a text by default()")
    return str(parts["apiVersion"]), str(parts["kind"]), str(name)


def _may_be_null(value: str) -> bool:
    token = as_token(value)
    return token is not None and isinstance(token.expr, Ref) and token.expr.nullable


def laid_over(inherited: Mapping[Any, Content], own: Content) -> Content:
    """Return labels or annotations of an object, with those that it inherits from its chart.

    Its own ones take precedence, those too that only Helm knows.
    """
    match own:
        case None:
            return inherited
        case If(condition=condition, then=then, otherwise=otherwise):
            return If(condition, laid_over(inherited, then), laid_over(inherited, otherwise))
        case Filled(content=content):
            return laid_over(inherited, content)
        case Entries(own=known, more=more):
            beneath = {key: inherited[key] for key in inherited if key not in known}
            return laid_over({**beneath, **known}, more)
        case Each(collection=collection, key=Expr()):
            return Entries(_without(inherited, collection), own)
        case Expr(kind="map"):
            return Entries(_without(inherited, own), own)
        case _:
            return {**inherited, **own} if is_map(own) else own


def _without(inherited: Mapping[Any, Content], mapping: Expr) -> dict[Any, Content]:
    """Return what is inherited, each where a map has no such key."""
    return {
        key: If(Call("bool", "not", (Call("bool", "has_key", (mapping, _text(key))),)), value)
        for key, value in inherited.items()
    }


def _text(key: str | Expr) -> Expr:
    return key if isinstance(key, Expr) else Const("str", key)
