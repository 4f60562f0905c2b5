"""What must change in the values of an older version: found by the models, done to plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from todo_k8s.helm.fields.annotations import field_kind
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.model.older_keys import ABSOLUTE, removed, renamed
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.reading.documents import same

Step = str | int
Path = tuple[Step, ...]
"""Keys of maps and indices of lists, from the top."""


class BothSetError(Exception):
    """The old and the new key are both set, to different values."""


class NoPlaceError(Exception):
    """What the new key should be in is no map, such as a section that is null."""


@dataclass(frozen=True)
class Change:
    """What becomes of a key.

    Args:
        old: Where it is.
        new: Where it goes; nothing if it is removed.
        instead: What to do instead of a key that is removed.
    """

    old: Path
    new: Path | None = None
    instead: str = ""

    def __str__(self) -> str:
        """Say what was done, without the value, which may be a secret."""
        if self.new is None:
            return f"{dotted(self.old)}: removed; {self.instead}"
        verb = "renamed" if self.new[:-1] == self.old[:-1] else "moved"
        return f"{dotted(self.old)}: {verb} to {dotted(self.new)}"


def dotted(path: Path) -> str:
    """Return a path as messages have it: ``services.worker.ports[0]``."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def needed_changes(model: type[BaseModel], values: Any, path: Path = ()) -> Iterator[Change]:
    """Yield what must change in the values of a section, outer keys first."""
    if not is_map(values):
        return
    fields = {field.alias or name: name for name, field in model.model_fields.items()}
    for key, value in values.items():
        where = (*path, key)
        if (now := renamed(model).get(key)) is not None:
            above = () if now.startswith(ABSOLUTE) else path
            yield Change(where, (*above, *now.removeprefix(ABSOLUTE).split(".")))
        elif (instead := removed(model).get(key)) is not None:
            yield Change(where, None, instead)
        elif key in fields:
            yield from _below(field_kind(model, fields[key]), value, where)


def _below(kind: FieldKind, value: Any, path: Path) -> Iterator[Change]:
    """Yield what must change in a section, or in the sections of a map or list."""
    if kind.model is not None:
        yield from needed_changes(kind.model, value, path)
    elif kind.items is not None:
        entries: Iterator[tuple[Any, Any]] = iter(())
        if is_map(value):
            entries = iter(value.items())
        elif is_list(value):
            entries = iter(enumerate(value))
        for step, item in entries:
            yield from _below(kind.items, item, (*path, step))


def changed(values: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """Return values with a change; the given ones stay as they are.

    Maps that become empty are removed, except for items of lists.

    Raises:
        BothSetError: If another value is at the new place.
        NoPlaceError: If what the new place should be in is no map.
    """
    value = at(values, change.old)
    result: dict[str, Any] = _without(dict(values), change.old)
    if change.new is None:
        return result
    if (there := at(result, change.new, missing := object())) is missing:
        with_it: dict[str, Any] = _with(result, change.new, value)
        return with_it
    if not same({"": value}, {"": there}):
        raise BothSetError
    return result


def at(values: Any, path: Path, default: Any = None) -> Any:
    """Return what is at a path, or something else if nothing is."""
    for step in path:
        if is_map(values) and step in values:
            values = values[str(step)]
        elif is_list(values) and isinstance(step, int) and step < len(values):
            values = values[step]
        else:
            return default
    return values


def _without(values: Any, path: Path) -> Any:
    step, *rest = path
    if isinstance(step, int):
        return [_without(v, tuple(rest)) if n == step else v for n, v in enumerate(values)]
    others = {key: value for key, value in values.items() if key != step}
    if not rest:
        return others
    inner = _without(values[step], tuple(rest))
    if inner == {}:
        return others
    return {key: inner if key == step else value for key, value in values.items()}


def _with(values: Any, path: Path, value: Any) -> Any:
    step, *rest = path
    if isinstance(step, int):
        return [_with(v, tuple(rest), value) if n == step else v for n, v in enumerate(values)]
    if not is_map(values):
        raise NoPlaceError
    return {**values, step: _with(values.get(step, {}), tuple(rest), value) if rest else value}
