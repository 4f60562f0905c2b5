"""Keys that older versions of a chart had, and what became of them.

They are data of the models, so that an error can name the new key and a values file can be
rewritten, see `todo_k8s.migrating`.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

ABSOLUTE = "."
"""Before the new path of a key, where that starts at the top of the values and not here."""


def renamed(model: type[BaseModel]) -> Mapping[str, str]:
    """Return the keys that have another name or place now: old key → new path."""
    return getattr(model, "_renamed", {})


def removed(model: type[BaseModel]) -> Mapping[str, str]:
    """Return the keys that are gone: old key → what to do instead, as a sentence without end."""
    return getattr(model, "_removed", {})


def hints(model: type[BaseModel], here: str) -> dict[str, str]:
    """Return what is said of each old key that is unknown now.

    Args:
        model: The model of a section.
        here: What stands for the path to it, with a dot behind it.
    """
    said = {
        key: f"it is now {path[1:] if path.startswith(ABSOLUTE) else f'{here}{path}'}"
        for key, path in renamed(model).items()
    }
    return said | {key: f"it was removed; {text}" for key, text in removed(model).items()}
