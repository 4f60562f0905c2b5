"""A values file of an older version, rewritten: what is no old key stays, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from todo_k8s.errors import ValuesError
from todo_k8s.helm.reading import read_document
from todo_k8s.helm.reading.decoding import Place
from todo_k8s.helm.reading.documents import ValuesFile, same
from todo_k8s.migrating.changes import (
    BothSetError,
    Change,
    NoPlaceError,
    at,
    changed,
    dotted,
    needed_changes,
)
from todo_k8s.migrating.text import NoEditError, edited


@dataclass(frozen=True, slots=True)
class Migration:
    """A rewritten values file.

    Args:
        text: The new text; the old one if nothing had to change.
        changes: A line for each key that was renamed, moved or removed. No line shows a value.
    """

    text: str
    changes: tuple[str, ...] = ()


def migrated(text: str, values: type[BaseModel], name: str = "values") -> Migration:
    """Return a values file of an older version of a chart as this version takes it.

    Keys that were renamed are renamed, or moved with their comments; keys that are gone are
    removed. Comments, order, quotes and indentation of all else stay. Which keys these are, the
    values model says, see `todo_k8s.helm.model.ChartValues`. The values are not checked.

    Args:
        text: The text of the values file.
        values: The values model of the chart.
        name: What errors call the file.

    Raises:
        ValuesError: If the text is not YAML as Helm reads it; if an old and a new key are both set;
            or if a key cannot be moved without changing something else, such as an alias. It names
            the place, and says what to do.
    """
    file = read_document(text, name)
    mark = "\ufeff" if text.startswith("\ufeff") else ""  # which is no part of the first key
    text = text.removeprefix(mark)
    windows = "\r\n" in text and text.count("\r\n") == text.count("\n")
    text = text.replace("\r\n", "\n") if windows else text
    changes: list[str] = []
    while (change := next(needed_changes(values, file.values), None)) is not None:
        text = _rewritten(text, file, change)
        file = read_document(text, name)
        changes.append(str(change))
    text = text.replace("\n", "\r\n") if windows else text
    return Migration(f"{mark}{text}", tuple(changes))


def _rewritten(text: str, file: ValuesFile, change: Change) -> str:
    """Return a text with one change, if the values in it change by that and by nothing else."""
    problem = "but other keys depend on how it is written; move it by hand"
    try:
        wanted = changed(file.values, change)
        result = edited(text, change.old, _target(file.values, change))
        if same(read_document(result).values, wanted):
            return result
    except BothSetError:
        problem = "which is set too; remove one of them"
    except NoPlaceError:
        problem = "but a key above that is not a map; correct it first"
    except (NoEditError, ValuesError):
        pass
    raise ValuesError(_fault(file, change, problem))  # out here, as a context quotes the text


def _target(values: dict[str, Any], change: Change) -> Any:
    """Return where a key goes; nowhere if the same value is there already."""
    if change.new is None or at(values, change.new, missing := object()) is not missing:
        return None
    return change.new


def _fault(file: ValuesFile, change: Change, problem: str) -> str:
    place = _place(file, change)
    where = f"line {place.key_line}, column {place.key_column}: " if place else ""
    now = "was removed" if change.new is None else f"is now {dotted(change.new)}"
    return f"{file.name}: {where}{dotted(change.old)} {now}, {problem}"


def _place(file: ValuesFile, change: Change) -> Place | None:
    """Return where a key is written, unless it comes from elsewhere in the file."""
    places, found = file.places, None
    for step in change.old:
        found = places.get(step)
        if found is None:
            return None
        places = found.parts
    return found
