"""Which items of two lists are the same one: by its name, port or path, as the API server does.

References:
    https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.helm.plain.shapes import is_map

_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "ports": (("containerPort", "protocol"), ("port", "protocol")),
    "volumeMounts": (("mountPath",),),
    "volumeDevices": (("devicePath",),),
    "hostAliases": (("ip",),),
    "topologySpreadConstraints": (("topologyKey", "whenUnsatisfiable"),),
    "conditions": (("type",),),
    "ownerReferences": (("uid",),),
    "volumeClaimTemplates": (("metadata.name",),),
}
"""The fields that identify an item, by the name of the list."""

_OTHERS = (("name",), ("host",), ("key", "operator", "effect"), ("key",), ("alert",), ("record",))
"""Fields that identify an item of any other list, if each item has them and no two are alike."""

_DEFAULTS = {"protocol": "TCP"}


@dataclass(frozen=True)
class Item:
    """An item of a list, by what identifies it, or by its place in the old and the new list."""

    old: str
    new: str

    def __str__(self) -> str:
        return self.new or self.old

    def mirrored(self) -> Item:
        """Return the item as seen from the other side."""
        return Item(self.new, self.old)


Pair = tuple[Item, int | None, int | None]


@dataclass(frozen=True)
class Matched:
    """The items of two lists, side by side.

    Args:
        pairs: Each item, and its places in the old and the new list.
        order: The labels of the items that both lists have, if their order changed; none if
            nothing identifies an item but its content.
    """

    pairs: list[Pair]
    order: tuple[list[str], list[str]] | None


def matched(name: object, old: Sequence[Any], new: Sequence[Any]) -> Matched:
    """Match the items of two lists.

    Args:
        name: What the list is called.
        old: The old list.
        new: The new list.
    """
    found = _labelled(name, old, new)
    return _by_content(old, new) if found is None else _by_labels(*found)


def counterparts(name: object, items: Sequence[Any], others: Sequence[Any]) -> list[Any] | None:
    """Return the other item that each one is the same as, or None; None if nothing identifies them.

    Args:
        name: What the list is called.
        items: The items.
        others: The items of another list.
    """
    if (found := _labelled(name, items, others)) is None:
        return None
    labels, known = found[0], dict(zip(found[1], others, strict=True))
    return [known.get(label) for label in labels]


def number_of(name: object, items: Sequence[Any], label: str) -> int:
    """Return which item of a list a label stands for, -1 for none.

    Args:
        name: What the list is called.
        items: The items.
        label: What identifies the item, on the side that the list is of.
    """
    for fields in (*_KEYS.get(str(name), ()), *_OTHERS):
        labels = _labels(fields, items)
        if labels is not None and label in labels:
            return labels.index(label)
    return int(label) if label.isdigit() and int(label) < len(items) else -1


def _labelled(
    name: object, old: Sequence[Any], new: Sequence[Any]
) -> tuple[list[str], list[str]] | None:
    """Return what identifies the items of two lists; None if nothing does."""
    for fields in (*_KEYS.get(str(name), ()), *_OTHERS):
        before, after = _labels(fields, old), _labels(fields, new)
        if before is not None and after is not None:
            return before, after
    return None


def _labels(fields: tuple[str, ...], items: Sequence[Any]) -> list[str] | None:
    """Return what identifies each item; None if these fields do not."""
    found = [[_field(item, field) for field in fields] for item in items]
    labels = ["/".join(parts) for parts in found]
    if not all(parts[0] for parts in found) or len(set(labels)) < len(labels):
        return None
    return labels


def _field(item: Any, field: str) -> str:
    for key in field.split("."):
        item = item.get(key) if is_map(item) else None
    if item is None or isinstance(item, dict | list):
        return _DEFAULTS.get(field, "")
    return str(item)


def _by_labels(old: list[str], new: list[str]) -> Matched:
    before = {label: number for number, label in enumerate(old)}
    after = {label: number for number, label in enumerate(new)}
    pairs = [
        (Item(label, label), before.get(label), after.get(label))
        for label in dict.fromkeys([*old, *new])
    ]
    kept = [each for each in old if each in after], [each for each in new if each in before]
    return Matched(pairs, None if kept[0] == kept[1] else kept)


def _by_content(old: Sequence[Any], new: Sequence[Any]) -> Matched:
    """Match items that are equal; the others, in the order that they have, one by one."""
    texts = [json.dumps(item, sort_keys=True) for item in old]
    wanted = [json.dumps(item, sort_keys=True) for item in new]
    places: dict[str, list[int]] = {}
    for number, text in enumerate(wanted):
        places.setdefault(text, []).append(number)
    same = [(number, places[text].pop(0)) for number, text in enumerate(texts) if places.get(text)]
    left, right = {one for one, _ in same}, {two for _, two in same}
    before = [number for number in range(len(old)) if number not in left]
    after = [number for number in range(len(new)) if number not in right]
    pairs: list[Pair] = []
    for place in range(max(len(before), len(after))):
        one = before[place] if place < len(before) else None
        two = after[place] if place < len(after) else None
        pairs.append((Item(_number(one), _number(two)), one, two))
    kept = [two for _, two in same]
    return Matched(pairs, None if kept == sorted(kept) else ([], []))


def _number(place: int | None) -> str:
    return "" if place is None else str(place)
