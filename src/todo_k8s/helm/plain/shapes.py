"""What JSON-like content is made of, as the type checkers can follow it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

from todo_k8s.helm.plain.deep import any_depth


def is_map(value: object) -> TypeGuard[dict[Any, Any]]:
    """Tell whether a value is a map."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a value is a list."""
    return isinstance(value, list)


def entries_of(collection: Any) -> list[tuple[Any, Any]]:
    """Return keys and values of a map as Helm goes through it, or numbers and items of a list."""
    if is_map(collection):
        return [(key, collection[key]) for key in sorted(collection)]
    return [*enumerate(collection)]


@any_depth
def overlaid(
    below: dict[str, Any], above: Mapping[str, Any], *, null_removes: bool = False
) -> dict[str, Any]:
    """Merge two maps as Helm does: maps entry by entry, anything else is replaced.

    Args:
        below: The one with the defaults.
        above: The one that counts where both have an entry.
        null_removes: Whether null removes a default, as in values; between two values files it
            stays, for what is below both.
    """
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if is_map(value) and is_map(old):
            merged[key] = overlaid(old, value, null_removes=null_removes)
        elif null_removes and value is None and key in merged:
            del merged[key]
        else:
            merged[key] = value
    return merged


def true_type(value: object) -> type[Any]:
    """Return the type of an object, of one too that answers any question about itself."""
    return type(value)
