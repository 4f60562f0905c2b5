"""JSON patches of content in which expressions and nodes stand for what only Helm knows.

cdk8s applies a patch to JSON. So each expression and node goes through it as a text that stands
for it: a patch replaces it or takes it away as a whole, and cannot reach into it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import cdk8s

from todo_k8s.errors import TemplateError
from todo_k8s.helm.chart.pointers import Operation, reach
from todo_k8s.helm.chart.wire import escaped, unescaped
from todo_k8s.helm.functions.maps import omitted
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.reading import read_values
from todo_k8s.helm.symbolic.as_expressions import is_symbolic
from todo_k8s.helm.symbolic.expressions import Expr
from todo_k8s.helm.symbolic.nodes import EMPTY_MAP, Content, Entries, Node
from todo_k8s.helm.symbolic.resolve import resolve

_OPEN, _CLOSE = "\ue003", "\ue004"  # private use characters
_MORE = f"{_OPEN}more{_CLOSE}"
"""The key under which a map keeps what it was, with the entries known only at install."""

_RAW = f"{_OPEN}raw{_CLOSE}"
"""The key that marks a map of which nothing is left out."""


def patched(content: Content, patches: Sequence[cdk8s.JsonPatch]) -> Content:
    """Return content with patches applied.

    Raises:
        TemplateError: If one cannot be applied; what cdk8s says of it would show the content.
    """
    for patch in patches:
        content = _applied(content, patch)
    return resolve(content)


def _applied(content: Content, patch: cdk8s.JsonPatch) -> Content:
    held: list[Content] = []
    document = escaped(_shape(content, held))
    if held:
        reach(content, _operation(patch))
    try:
        found = cdk8s.JsonPatch.apply(document, patch)
    except RuntimeError:
        found = None
    if found is None:
        what = _operation(patch)
        raise TemplateError(f"its JSON patch {what} cannot be applied; check its path and value")
    return _content(unescaped(found), held)


def _operation(patch: cdk8s.JsonPatch) -> Operation:
    """Return what a patch does, which cdk8s tells in YAML only."""
    found: Any = read_values(cdk8s.Yaml.stringify(patch))["operation"]
    operation = Operation(found["op"], found["path"], found.get("from"))
    if is_symbolic(operation.path) or is_symbolic(operation.source):
        raise TemplateError(
            "a path of its JSON patches holds a value known only at install; write the key into "
            'the content itself: {f"{value}": …}'
        )
    return operation


@any_depth
def _shape(content: Content, held: list[Content]) -> Any:
    """Return JSON of the shape of content, and put what is no JSON into `held`."""
    if isinstance(content, Entries):
        own: dict[str, Any] = _shape(content.own, held)
        return {**own, _MORE: _stand_in(content, held)}
    if isinstance(content, Expr | Node) or content is EMPTY_MAP:
        return _stand_in(content, held)
    if is_map(content):
        shape = {
            _stand_in(key, held) if isinstance(key, Expr) else key: _shape(value, held)
            for key, value in content.items()
        }
        return {**shape, _RAW: True} if isinstance(content, Raw) else shape
    return [_shape(item, held) for item in content] if is_list(content) else content


def _stand_in(content: Content, held: list[Content]) -> str:
    held.append(content)
    return f"{_OPEN}{len(held) - 1}{_CLOSE}"


@any_depth
def _content(document: Any, held: list[Content]) -> Content:
    """Return the content of which `_shape` made JSON."""
    if is_map(document):
        own = {
            _content(key, held): _content(value, held)
            for key, value in document.items()
            if key not in (_MORE, _RAW)
        }
        own = Raw(own) if _RAW in document else own
        if _MORE not in document:
            return own
        before = _content(document[_MORE], held)
        more = _without(before.more, own.keys() - before.own.keys())
        return replace(before, own=own, more=more)
    if is_list(document):
        return [_content(item, held) for item in document]
    if isinstance(document, str) and document.startswith(_OPEN) and document.endswith(_CLOSE):
        return held[int(document[1:-1])]
    return document


def _without(more: Content, added: Collection[str]) -> Content:
    """Return entries of the values without those that a patch adds."""
    return omitted(more, sorted(added)) if added and isinstance(more, Expr) else more
