"""Reads manifests as Kubernetes does: YAML by the same rules as values, with libyaml's speed."""

from __future__ import annotations

from typing import Any

import yaml

from todo_k8s.errors import ValuesError
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.reading.scalars import TAG, resolve
from todo_k8s.manifests.objects import flat

_MERGE = f"{TAG}merge"
_DEEPEST = 200
_MOST = 2_000_000
"""How deep manifests may be, and how many values they may have: aliases can make a file explode."""


class _Loader(yaml.CSafeLoader):
    """A loader whose plain scalars are what they are to Helm."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """Return the tag of a node that has none."""
        if kind is not yaml.ScalarNode or not implicit[0]:
            return super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]  # PyYAML has no types
        return _MERGE if value == "<<" else "!plain"


def _plain(_loader: Any, node: yaml.ScalarNode) -> Any:
    return resolve("", node.value, plain=True)


_Loader.add_constructor("!plain", _plain)
_Loader.add_constructor(_MERGE, _plain)


def documents(text: str) -> list[Any]:
    """Return the documents of a YAML stream that are not empty."""
    loaded = yaml.load_all(text, Loader=_Loader)  # a SafeLoader with Helm's rules
    return [document for document in loaded if document]


def manifests_in_text(text: str, name: str) -> list[dict[str, Any]]:
    """Return the objects in a YAML or JSON text, those in lists too.

    Args:
        text: Documents, each an object or a ``List``.
        name: What errors call it.

    Raises:
        ValuesError: If it is no YAML, or holds something else; the text is not quoted, as it may
            hold secrets.
    """
    try:
        found = documents(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
        fault = f"{name}: is not YAML{where}"
    except (yaml.YAMLError, ValueError, RecursionError):
        fault = f"{name}: is not YAML"
    else:
        return _objects(found, name)
    raise ValuesError(fault)  # out here, as the context of an error quotes the text


def _objects(found: list[Any], name: str) -> list[dict[str, Any]]:
    """Return the objects among documents, or say what is none."""
    _check_size(found, name)
    strange = [
        f"{name}: document {number}: is no object; it needs a kind and a name in its metadata"
        for number, each in enumerate(found, 1)
        if not _is_object(each)
    ]
    if strange:
        raise ValuesError(*strange)
    return [*flat(found)]


def _is_object(document: Any) -> bool:
    if not is_map(document) or not isinstance(document.get("kind"), str):
        return False
    if is_list(document.get("items")) and document["kind"].endswith("List"):
        return all(map(_is_object, document["items"]))
    metadata = document.get("metadata")
    return is_map(metadata) and bool(metadata.get("name") or metadata.get("generateName"))


def _check_size(found: list[Any], name: str) -> None:
    """Refuse what is nested too deep or, by its aliases, too large."""
    layer, number = [*found], 0
    for _depth in range(_DEEPEST):
        inner = list[Any]()
        for each in layer:
            inner += each.values() if is_map(each) else each if is_list(each) else ()
            if number + len(inner) > _MOST:
                raise ValuesError(f"{name}: has more than {_MOST:,} values")
        number += len(inner)
        if not inner:
            return
        layer = inner
    raise ValuesError(f"{name}: is nested more than {_DEEPEST} levels deep")
