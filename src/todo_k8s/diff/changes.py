"""What changes in an object, field by field; items of lists are matched as in `matching`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from todo_k8s.diff.matching import Item, matched
from todo_k8s.helm.plain.shapes import is_list, is_map

Step = str | Item
Path = tuple[Step, ...]
What = Literal["added", "removed", "changed", "moved"]

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


class _Missing:
    """The type of `MISSING`."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING = _Missing()
"""In place of a value that is not there; null is a value."""


@dataclass(frozen=True)
class FieldChange:
    """A change of one field of an object.

    Args:
        path: Where it is.
        old: What was there: a scalar, an empty map or list, or `MISSING`.
        new: What is there now.
        is_order: Whether only the order of a list changed; the values are then its labels.
    """

    path: Path
    old: Any
    new: Any
    is_order: bool = False

    def __repr__(self) -> str:
        return f"<{self.what} field>"  # a value can be a secret, and a key too

    @property
    def what(self) -> What:
        """What happened to the field."""
        if self.is_order:
            return "moved"
        if self.old is MISSING:
            return "added"
        return "removed" if self.new is MISSING else "changed"


def path_text(path: Path) -> str:
    """Return a path as people write it: ``spec.containers[web].env[A].value``.

    Keys with dots or slashes are quoted: ``metadata.annotations["example.com/owner"]``.
    """
    text = ""
    for step in path:
        if isinstance(step, Item):
            text += f"[{step}]"
        elif _PLAIN_KEY.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f'["{step}"]'
    return text


def field_changes(old: Any, new: Any, path: Path = ()) -> Iterator[FieldChange]:
    """Yield what changes between two values, down to scalars, in the order of their fields."""
    if is_map(old) and is_map(new):
        yield from _of_maps(old, new, path)
    elif is_list(old) and is_list(new):
        yield from _of_lists(old, new, path)
    elif not _same_scalar(old, new):
        yield from _of_scalars(old, new, path)


def _of_maps(old: dict[str, Any], new: dict[str, Any], path: Path) -> Iterator[FieldChange]:
    if bool(old) is not bool(new):
        yield from _emptied(old, new, path)
    for key in dict.fromkeys([*old, *new]):
        inner = (*path, str(key))
        yield from field_changes(old.get(key, MISSING), new.get(key, MISSING), inner)


def _of_lists(old: list[Any], new: list[Any], path: Path) -> Iterator[FieldChange]:
    if bool(old) is not bool(new):
        yield from _emptied(old, new, path)
    found = matched(path[-1] if path else "", old, new)
    if found.order is not None:
        yield FieldChange(path, *found.order, is_order=True)
    for item, before, after in found.pairs:
        left = MISSING if before is None else old[before]
        right = MISSING if after is None else new[after]
        yield from field_changes(left, right, (*path, item))


def _emptied(old: Any, new: Any, path: Path) -> Iterator[FieldChange]:
    """Yield that a collection was empty or has become so: its entries alone would not say it."""
    yield FieldChange(path, MISSING if old else old, MISSING if new else new)


def _of_scalars(old: Any, new: Any, path: Path) -> Iterator[FieldChange]:
    """Yield the leaves of what is gone and of what is there, or the change of a scalar."""
    collections = _is_filled(old), _is_filled(new)
    if not any(collections):
        yield FieldChange(path, old, new)
        return
    for value, is_old in ((old, True), (new, False)):
        if value is not MISSING:
            for where, leaf in _leaves(value, path, is_old=is_old):
                yield FieldChange(where, leaf if is_old else MISSING, MISSING if is_old else leaf)


def _is_filled(value: Any) -> bool:
    return (is_map(value) or is_list(value)) and bool(value)


def _leaves(value: Any, path: Path, *, is_old: bool) -> Iterator[tuple[Path, Any]]:
    if is_map(value) and value:
        for key, inner in value.items():
            yield from _leaves(inner, (*path, str(key)), is_old=is_old)
    elif is_list(value) and value:
        sides = (value, list[Any]()) if is_old else (list[Any](), value)
        for item, before, after in matched(path[-1] if path else "", *sides).pairs:
            index = before if before is not None else after
            yield from _leaves(value[index or 0], (*path, item), is_old=is_old)
    else:
        yield path, value


def _same_scalar(old: Any, new: Any) -> bool:
    """Tell whether two scalars are the same in JSON: 1 and 1.0 are, 1 and true are not."""
    if isinstance(old, bool) is not isinstance(new, bool):
        return False
    return bool(old == new)
