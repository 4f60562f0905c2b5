"""Annotations, which Helm reads of each manifest to find its hooks: it fails on all but scalars."""

from __future__ import annotations

from todo_k8s.errors import TemplateError
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.expressions import Expr, Named
from todo_k8s.helm.symbolic.nodes import Content, Each, Entries, Filled, If, Node

_SCALARS = {"str", "int", "float", "amount", "scalar", "bool", "nothing"}


def check_annotations(manifest: Content) -> None:
    """Refuse a manifest whose annotations may hold a map or a list.

    Raises:
        TemplateError: If they may, with what to write instead.
    """
    metadata = manifest.get("metadata") if is_map(manifest) else None
    if is_map(metadata) and not _are_scalars(metadata.get("annotations")):
        raise TemplateError(
            "metadata.annotations may hold a map or a list, on which Helm fails; declare them as "
            "dict[str, str], or write to_json() of what is no text"
        )


def _are_scalars(annotations: Content) -> bool:
    """Tell whether all entries of a map are scalars, whatever the values."""
    match annotations:
        case If(then=then, otherwise=otherwise):
            return _are_scalars(then) and _are_scalars(otherwise)
        case Filled(content=content):
            return _are_scalars(content)
        case Entries(own=own, more=more):
            return _are_scalars(own) and _are_scalars(more)
        case Each(body=body):
            return _is_scalar(body)
        case Named(body=body) if not isinstance(body, Expr):
            return _are_scalars(body)
        case Expr():
            return annotations.type.inner.kind in _SCALARS
        case _:
            return annotations is None or (
                is_map(annotations) and all(map(_is_scalar, annotations.values()))
            )


def _is_scalar(content: Content) -> bool:
    if isinstance(content, If):
        return _is_scalar(content.then) and _is_scalar(content.otherwise)
    if isinstance(content, Expr):
        return content.kind not in ("map", "list")
    return not (is_map(content) or is_list(content) or isinstance(content, Node))
