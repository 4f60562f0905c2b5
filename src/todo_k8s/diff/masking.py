"""Which changes must be told without their values: `todo_k8s.masking` for the fields of a diff."""

from __future__ import annotations

from typing import Any

from todo_k8s.diff.changes import MISSING, FieldChange, Path
from todo_k8s.diff.matching import Item, number_of
from todo_k8s.diff.objects import ObjectDiff
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.masking import Masking, Step, is_checksum


def is_hidden(masking: Masking, diff: ObjectDiff, change: FieldChange) -> bool:
    """Tell whether a change of an object must be told without its values."""
    if change.is_order:
        return any(masking.hides_key(label) for label in (*change.old, *change.new))
    if is_checksum(tuple(map(str, change.path))):
        return True
    sides = ((diff.old, change.old, True), (diff.new, change.new, False))
    return any(
        masking.hides(manifest, _steps(manifest, change.path, is_old=is_old), value)
        for manifest, value, is_old in sides
        if manifest is not None and value is not MISSING
    )


def hides_path(masking: Masking, change: FieldChange) -> bool:
    """Tell whether even the place of a change has a secret in it, as the key of a map."""
    return any(
        masking.hides_key(text)
        for step in change.path
        for text in ((step.old, step.new) if isinstance(step, Item) else (step,))
    )


def _steps(manifest: Any, path: Path, *, is_old: bool) -> tuple[Step, ...]:
    """Return the keys and indices that a path is on one side; -1 for an item that is not found."""
    found, steps, name = manifest, list[Step](), ""
    for step in path:
        if isinstance(step, Item):
            items = found if is_list(found) else []
            number = number_of(name, items, step.old if is_old else step.new)
            found = items[number] if number >= 0 else None
            steps.append(number)
        else:
            found = found.get(step) if is_map(found) else None
            steps.append(step)
            name = step
    return tuple(steps)
