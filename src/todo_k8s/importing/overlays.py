"""Values as a values file has them: only what differs, laid over the defaults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.inversion.fits import Added, Setting, Steps

_MISSING = object()


def at(values: Any, path: Steps) -> Any:
    """Return what is at a path, None if nothing is."""
    found = _at(values, path)
    return None if found is _MISSING else found


def _at(values: Any, path: Steps) -> Any:
    found: Any = values
    for step in path:
        found = _part(found, step)
    return found


def _part(value: Any, step: str | int) -> Any:
    if is_map(value):
        return value.get(step, _MISSING)
    if is_list(value) and isinstance(step, int) and step < len(value):
        return value[step]
    return _MISSING


def has(values: Any, path: Steps) -> bool:
    """Tell whether anything is at a path."""
    return _at(values, path) is not _MISSING


def with_value(values: Any, path: Steps, value: Any) -> Any:
    """Return values with one of them set; what was there is replaced, all else shared."""
    if not path:
        return value
    step, *rest = path
    if is_list(values) and isinstance(step, int) and step < len(values):
        return [*values[:step], with_value(values[step], tuple(rest), value), *values[step + 1 :]]
    inner = values if is_map(values) else {}
    return {**inner, step: with_value(inner.get(step), tuple(rest), value)}


def without(values: Any, path: Steps) -> Any:
    """Return values without what is at a path, and without the maps that are empty then."""
    step, *rest = path
    if is_list(values) and isinstance(step, int):
        return (
            [*values[:step], *values[step + 1 :]]
            if not rest
            else [*values[:step], without(values[step], tuple(rest)), *values[step + 1 :]]
        )
    if not is_map(values) or step not in values:
        return values
    inner = without(values[step], tuple(rest)) if rest else None
    others = {key: item for key, item in values.items() if key != step}
    return others if not rest or inner == {} else {**values, step: inner}


def without_item(value: Any, path: Sequence[str]) -> Any:
    """Return a value without the item of a list, or else the entry, that a path leads to.

    None if it leads to nothing, or if nothing else is there.
    """
    steps: list[str | int] = []
    inner = value
    for step in path:
        steps.append(int(step) if is_list(inner) and step.isdecimal() else step)
        if not has(value, tuple(steps)):
            return None
        if is_list(inner):
            break
        inner = at(value, tuple(steps))
    return without(value, tuple(steps)) or None


def without_part(containers: Any, path: Sequence[str]) -> Any:
    """Return containers without the part of one of them that a path leads to.

    A container goes as a whole where nothing else would be a container. None as of `without_item`.
    """
    first, *inner = path
    if not (first.isdecimal() and inner and has(containers, (int(first),))):
        return without_item(containers, path)
    given = containers[int(first)]
    left = without_item(given, inner)
    if is_map(left):  # a list that is empty now says nothing
        left = {key: item for key, item in left.items() if item or given[key] == item}
    if not (is_map(left) and {"name", "image"} <= left.keys()):
        return without_item(containers, [first])
    return with_value(containers, (int(first),), left)


def laid(values: Any, settings: Iterable[Setting], defaults: Any) -> Any:
    """Return values with settings laid over them; of several of one value the first counts.

    A map is given as a whole: default entries that it lacks are removed by null.
    """
    taken: set[Steps] = set()
    for path, value in settings:
        if isinstance(value, Added):
            old = at(values, path)
            old = old if is_list(old) else at(defaults, path)
            items = old if is_list(old) else []
            values = with_value(
                values, path, [*items, *([] if value.item in items else [value.item])]
            )
        elif path not in taken and (value is not None or has(defaults, path) or has(values, path)):
            taken.add(path)
            values = with_value(
                values, path, _whole(value, at(defaults, path), has(defaults, path))
            )
    return values


def _whole(value: Any, default: Any, known: bool) -> Any:  # whether there is a default
    if is_map(value) and is_map(default) and known:
        return {**value, **{key: None for key in default if key not in value}}
    return value


def leaf_paths(values: Any, path: Steps = ()) -> Iterator[Steps]:
    """Yield the paths of what values set, sections before what is in them."""
    if path:
        yield path
    if is_map(values):
        for key, item in values.items():
            yield from leaf_paths(item, (*path, key))
    elif is_list(values) and not any(is_map(each) or is_list(each) for each in values):
        for index in reversed(range(len(values))):
            yield (*path, index)
