"""A diff as text for people: what changes, then what that does and what to do about it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from todo_k8s.diff.changes import MISSING, FieldChange, path_text
from todo_k8s.diff.comparing import Diff
from todo_k8s.diff.effects import KINDS, Effect, Kind
from todo_k8s.diff.matching import Item
from todo_k8s.diff.objects import ObjectDiff
from todo_k8s.masking import CHECKSUM, SECRET, is_checksum

Paint = Callable[..., str]
"""Gives a text colours, by their names."""

_SIGNS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}
_EFFECTS = {"refused": "red", "destructive": "red", "missing": "red", "stale": "yellow"}
_LONGEST = 120
_MOST_LINES = 40


def lines(diff: Diff, paint: Paint) -> Iterator[str]:
    """Yield the lines of a diff.

    Args:
        diff: The diff.
        paint: Gives a text colours; called with the text and the names of colours.
    """
    for each in diff.objects:
        yield from _object(diff, each, paint)
    if diff.effects:
        yield ""
    for kind, effects in groupby(diff.effects, key=_kind):
        colour = _EFFECTS.get(kind, "cyan")
        yield paint(f"{kind}: {KINDS[kind]}", colour, "bold")
        yield from _effects(effects, paint)
    if diff.objects:
        yield ""
    yield paint(summary(diff), "bold")


def _kind(effect: Effect) -> Kind:
    return effect.kind


def summary(diff: Diff) -> str:
    """Return in a line how much changes."""
    if not diff.objects:
        return f"no changes ({diff.unchanged} objects)"
    counts = {
        what: sum(each.what == what for each in diff.objects)
        for what in ("changed", "added", "removed")
    }
    told = [f"{number} {what}" for what, number in counts.items() if number]
    kinds = [effect.kind for effect in diff.effects]
    told += [f"{kinds.count(kind)} {kind}" for kind in KINDS if kind in kinds]
    return ", ".join([*told, f"{diff.unchanged} unchanged"])


def _object(diff: Diff, each: ObjectDiff, paint: Paint) -> Iterator[str]:
    sign, colour = _SIGNS[each.what]
    space = f" (namespace {each.identity.namespace})" if each.identity.namespace else ""
    yield paint(f"{sign} {each.identity}", colour, "bold") + paint(space, "dim")
    for change in each.changes:
        if _is_label(change):
            continue
        for line, tint in _field(diff, each, change):
            yield f"    {paint(line, tint) if tint else paint(line)}"


def _is_label(change: FieldChange) -> bool:
    """Tell whether a field of an item is what the item is called by anyway."""
    item = change.path[-2] if len(change.path) > 1 else ""
    value = change.old if change.new is MISSING else change.new
    return isinstance(item, Item) and str(item) == value and change.what != "changed"


def _field(diff: Diff, each: ObjectDiff, change: FieldChange) -> Iterator[tuple[str, str]]:
    """Yield the lines of a field's change, each with its colour."""
    where = SECRET if diff.hides_path(change) else path_text(change.path)
    if change.is_order:
        hidden = diff.is_hidden(each, change) or not change.old
        shown = "" if hidden else f": {', '.join(change.old)} → {', '.join(change.new)}"
        yield f"{where}: order changed{shown}"[: 2 * _LONGEST], ""
    elif diff.is_hidden(each, change):
        word = CHECKSUM if is_checksum(tuple(map(str, change.path))) else SECRET
        told = {"added": f"+ {word}", "removed": f"- {word}"}
        yield f"{where}: {told.get(change.what, f'{word} changed')}", ""
    elif _is_long(change.old) and _is_long(change.new):
        yield f"{where}:", ""
        yield from _text_lines(change.old, change.new)
    elif change.what == "changed":
        yield f"{where}: {_shown(change.old)} → {_shown(change.new)}", ""
    elif change.what == "added":
        yield f"{where}: + {_shown(change.new)}", "green"
    else:
        yield f"{where}: - {_shown(change.old)}", "red"


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and "\n" in value


def _text_lines(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a text that change, as a unified diff without its head."""
    found = [*difflib.unified_diff(old.splitlines(), new.splitlines(), n=1, lineterm="")][2:]
    for line in found[:_MOST_LINES]:
        yield f"  {line[:_LONGEST]}", {"+": "green", "-": "red"}.get(line[0], "dim")
    if len(found) > _MOST_LINES:
        yield f"  … {len(found) - _MOST_LINES} more lines", "dim"
    if not found:
        yield "  only the line end of its last line changes", "dim"


def _shown(value: Any) -> str:
    if value is MISSING:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _effects(effects: Iterable[Effect], paint: Paint) -> Iterator[str]:
    for effect in effects:
        yield f"    {paint(f'{effect.object}', 'bold')}{paint(f': {effect.message}')}"
        if effect.remedy:
            yield f"        {paint(effect.remedy, 'dim')}"
