"""Look-ups of texts that are known only at install, in maps, sets and enumerations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from enum import EnumType
from typing import Any, cast

from todo_k8s.helm.plain.shapes import true_type
from todo_k8s.helm.soundness.composed_text import ComposedText
from todo_k8s.helm.soundness.late import is_late, may_be, may_equal, refuse

_SOME = 3
"""How often a key is hashed that is looked up, and put there if missing."""


def looked_up(container: Any, key: Any) -> Any:
    """Return a key to look up in a table, which has the same answer for all values."""
    look_up(container, key)
    return ComposedText(key, _SOME) if type(key) is ComposedText and _is_table(container) else key


def look_up(container: Any, key: Any) -> None:
    """Refuse to look up in a table what it may have for some values."""
    if not isinstance(key, str) or not _is_table(container):
        return
    for each in _keys_of(container):
        if is_late(key) and isinstance(each, str) and may_equal(key, each):
            refuse(key, "__hash__")
        if type(each) is ComposedText and not is_late(key) and may_be(each, key):
            refuse(each, "__hash__")


def _is_table(container: Any) -> bool:
    return issubclass(true_type(container), EnumType | Mapping | AbstractSet)


def _keys_of(container: Any) -> Iterable[Any]:
    if not issubclass(true_type(container), EnumType):
        return cast("Iterable[Any]", container)
    members = cast("Mapping[str, Any]", container.__members__)
    return [*members, *(member.value for member in members.values())]


def count(mapping: Mapping[Any, Any]) -> None:
    """Refuse to count keys of which two may be one."""
    for late in (each for each in mapping if type(each) is ComposedText):
        if any(isinstance(each, str) and may_equal(late, each) for each in mapping):
            refuse(late, "__len__")
