"""Files of compose laid over one another, and services over those that they extend."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.documents import SourceError
from todo_k8s.importing.sources.tags import RESET, OverridingList, OverridingMap, without_resets

_REPLACED = frozenset(["command", "entrypoint", "test"])
_MOST_BASES = 20


def with_extended(project: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """Return a project whose services are laid over those that they extend, without resets.

    Raises:
        SourceError: If services extend one another in a circle.
    """
    services = project.get("services")
    given = services if is_map(services) else {}
    found = {
        name: extended(given, name, item, notes)
        for name, item in given.items()
        if item is not RESET
    }
    plain: dict[str, Any] = without_resets({**project, "services": found})
    return plain


def extended(services: dict[str, Any], name: str, given: Any, notes: Notes) -> dict[str, Any]:
    """Return a service laid over those that it extends."""
    content: dict[str, Any] = given if is_map(given) else {}
    for _ in range(_MOST_BASES):
        base = content.get("extends")
        if base is None:
            return content
        own = {key: item for key, item in content.items() if key != "extends"}
        wanted = base.get("service") if is_map(base) else base
        if is_map(base) and base.get("file"):
            notes.lose(f"{name}: extends a service of another file, which is not read")
            notes.ask(
                f"import what docker compose config prints, as {name} extends {wanted} of "
                f"{base['file']}"
            )
            return own
        below = services.get(f"{wanted}")
        if not is_map(below):
            notes.lose(f"{name}: extends {wanted}, which is no service")
            return own
        content = merged_with(below, own)
    raise SourceError(f"services.{name}: extends itself; remove extends")


def merged_with(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return two files or services laid over one another, as compose does: lists are joined.

    What is tagged replaces what is below, and keeps its tag for what that is laid over.
    """
    found: dict[str, Any] = OverridingMap(below) if isinstance(below, OverridingMap) else {**below}
    for key, item in above.items():
        found[key] = _laid_over(found.get(key), item, is_joined=key not in _REPLACED)
    if "extends" in below and "extends" not in above:
        found["extends"] = below["extends"]
    return found


def _laid_over(old: Any, new: Any, *, is_joined: bool) -> Any:
    """Return a value laid over another one; lists are joined, or replaced."""
    if isinstance(new, OverridingMap | OverridingList):
        return new
    if is_map(old) and is_map(new):
        return merged_with(old, new)
    if is_list(old) and is_list(new) and is_joined:
        joined = [*old, *(each for each in new if each not in old)]
        return OverridingList(joined) if isinstance(old, OverridingList) else joined
    if old is RESET and is_map(new):
        return OverridingMap(new)
    return OverridingList(new) if old is RESET and is_list(new) else new
