"""The difference between two manifests, laid over content that may hold tokens and nodes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from todo_k8s.helm.content import Content, raw, spread, with_entries
from todo_k8s.helm.functions.maps import without
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.guards import Token
from todo_k8s.helm.symbolic.nodes import Entries, Filled, If

_KEYS = ("name", "mountPath", "key", "port")
"""What tells the items of Kubernetes' lists apart."""


def overlay(content: Content, before: Any, after: Any) -> Content:
    """Lay the difference between two manifests over content.

    Maps go entry by entry, lists item by item: an item with a name, mount path, key or port is
    matched by it, another one is added. What the difference takes away stays.
    """
    if before == after:
        return content
    if isinstance(content, If):
        return If(
            content.condition,
            overlay(content.then, before, after),
            overlay(content.otherwise, before, after),
        )
    if isinstance(content, Filled):
        return replace(content, content=overlay(content.content, before, after))
    if content is None:
        return raw(after)
    if is_map(after):
        return _overlay_map(content, before if is_map(before) else {}, after)
    if is_list(after):
        return _overlay_list(content, before if is_list(before) else [], after)
    return after


def _overlay_map(content: Content, before: dict[str, Any], after: dict[str, Any]) -> Content:
    changed = {key: value for key, value in after.items() if before.get(key) != value}
    if isinstance(content, Token):
        return with_entries(changed, without(cast("Any", content), changed))
    if isinstance(content, Entries):
        own = _overlay_map(content.own, before, after)
        more = content.more
        kept = without(cast("Any", more), changed) if isinstance(more, Token) else more
        return replace(content, own=own, more=kept)
    own = cast("dict[str, Any]", content)
    if isinstance(own, Raw) and (theirs := own.theirs) is not None:
        chart = {key: value for key, value in own.items() if key not in theirs}
        laid = _overlay_map(chart, before, after)
        return with_entries(cast("dict[str, Any]", laid), without(own, [*chart, *changed]))
    if isinstance(own, Raw):  # an operator's own: nothing in it is left out, what is added wins
        return with_entries(changed, without(own, changed))
    laid = {key: overlay(own.get(key), before.get(key), value) for key, value in changed.items()}
    return {**own, **laid}


def _overlay_list(content: Content, before: list[Any], after: list[Any]) -> Content:
    listed = [spread(cast("Any", content))] if isinstance(content, Token) else content
    items = list(cast("list[Any]", listed))
    for item in after:
        if item in before:
            continue
        old = next((own for own in before if _identity(own) == _identity(item)), None)
        place = next((i for i, own in enumerate(items) if _identity(own) == _identity(item)), None)
        if place is None:
            items.append(raw(item))
        else:
            items[place] = overlay(items[place], old, item)
    return items


def _identity(item: Any) -> object:
    """Return what tells one list item from another: its name, or nothing but itself."""
    entries = item.own if isinstance(item, Entries) else item
    if is_map(entries):
        key = next((key for key in _KEYS if key in entries), None)
        if key is not None and not isinstance(entries[key], Token):
            return (key, entries[key])
    return id(item)
