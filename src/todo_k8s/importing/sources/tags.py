"""The tags of compose that say how a file is laid over others: ``!reset`` and ``!override``."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.reading.nodes import LIST, MAP, Node, first_document


class Reset:
    """What stands in the place of a value that is removed."""

    def __bool__(self) -> bool:
        """Return that it is nothing."""
        return False

    def __str__(self) -> str:
        """Return no text."""
        return ""


RESET = Reset()
"""The one value of that kind."""


class OverridingMap(dict[Any, Any]):
    """A map that replaces the one below it."""


class OverridingList(list[Any]):
    """A list that replaces the one below it."""


def with_tags(values: dict[str, Any], text: str) -> dict[str, Any]:
    """Return what a compose file holds, with what its tags mean: see `RESET` and the classes."""
    root = first_document(text) if "!reset" in text or "!override" in text else None
    found: Any = values if root is None else _marked(values, root)
    return found if is_map(found) else {}


def _marked(value: Any, node: Node) -> Any:
    if node.tag == "!reset":
        return RESET
    is_whole = node.tag == "!override"
    if node.kind == MAP and is_map(value):
        names = (key.text for key in node.parts[::2])
        parts = dict(zip(names, node.parts[1::2], strict=True))
        pairs = {key: _of(item, parts.get(f"{key}")) for key, item in value.items()}
        return OverridingMap(pairs) if is_whole else pairs
    if node.kind == LIST and is_list(value):
        items = [_of(item, part) for item, part in zip(value, node.parts, strict=True)]
        return OverridingList(items) if is_whole else items
    return value


def _of(value: Any, node: Node | None) -> Any:
    return value if node is None else _marked(value, node)


def without_resets(value: Any) -> Any:
    """Return a value without what is removed in it."""
    if is_map(value):
        return {key: without_resets(item) for key, item in value.items() if item is not RESET}
    if is_list(value):
        return [without_resets(item) for item in value if item is not RESET]
    return value
