"""What a value changes: the fields that it is in, and what it decides to be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.explained.others import Others
from todo_k8s.helm.compiled.reads import ANY, Read
from todo_k8s.helm.compiled.traced import Path, TracedManifest
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.reading.set_flags import shown


@dataclass(frozen=True)
class Change:
    """A field of an object that a value is in, or decides.

    Args:
        target: The kind and name of the object.
        field: The field; empty for the whole object.
        decides: Whether the value only decides that it is there.
    """

    target: str
    field: str
    decides: bool


def changes(
    read: Read,
    manifests: Sequence[TracedManifest],
    others: Others,
    *,
    is_whole: bool = False,
) -> Iterator[Change]:
    """Yield the fields that a value, or one below it, is in, and those that it decides.

    What reads the value itself changes with it. What reads all that is around it, as a loop over
    a map does, changes with it if it does so for another value.

    Args:
        read: The path of the value.
        manifests: What the chart gives for the values.
        others: What it gives for others of this value.
        is_whole: Whether only the object is told where the value decides that it is there.
    """
    with_others = [_counterparts(manifests, side) for side in others.manifests]
    for each in manifests:
        target = target_of(each)
        there = [side[target] for side in with_others if target in side]
        is_missing = len(there) < len(with_others)
        tried = bool(with_others)
        if _concerns(read, each.conditions, others.complete, tried=tried, changed=is_missing):
            yield Change(target, "", decides=True)
            if is_whole:
                continue
        yield from _of_fields(read, each, there, others.complete, tried=tried)


def target_of(traced: TracedManifest) -> str:
    """Return the kind and name of an object."""
    return f"{traced.manifest['kind']} {traced.manifest['metadata']['name']}"


def _of_fields(
    read: Read,
    traced: TracedManifest,
    there: Sequence[TracedManifest],
    complete: bool,
    *,
    tried: bool,
) -> Iterator[Change]:
    """Yield the changes of an object's fields."""
    target, of_object = target_of(traced), {*traced.conditions}
    changed = {path for other in there for path in _changed(traced.manifest, other.manifest, ())}
    for path, origins in traced.fields.items():
        deciding = [each for each in origins.conditions if each not in of_object]
        for reads, decides in ((origins.reads, False), (deciding, True)):
            if _concerns(read, reads, complete, tried=tried, changed=path in changed):
                yield Change(target, shown(path), decides=decides)
                break


def _concerns(
    read: Read, reads: Sequence[Read], complete: bool, *, tried: bool, changed: bool
) -> bool:
    """Tell whether what reads these values depends on one of them.

    Args:
        read: The value.
        reads: The paths that are read; ``*`` is any step.
        complete: Whether all other values of it have been tried.
        tried: Whether some have been.
        changed: Whether another result came of it.
    """
    meeting = [each for each in reads if len(each) > 1 and _meets(read, each)]
    if not meeting or not tried:
        return bool(meeting)
    is_sure = not complete and any(each[: len(read)] == read for each in meeting)
    return is_sure or changed


def _meets(read: Read, each: Read) -> bool:
    """Tell whether a path is another one, below it, or around it."""
    return all(one in (other, ANY) for one, other in zip(each, read, strict=False))


def _counterparts(
    manifests: Sequence[TracedManifest], other: Sequence[TracedManifest]
) -> dict[str, TracedManifest]:
    """Return what each object is among other manifests; one may have another name there."""
    names = {target_of(each): each for each in other}
    found = {name: names.pop(name) for name in map(target_of, manifests) if name in names}
    for each in manifests:
        alike = [name for name, one in names.items() if _is_alike(each, one)]
        if target_of(each) not in found and len(alike) == 1:
            found[target_of(each)] = names.pop(alike[0])
    return found


def _is_alike(one: TracedManifest, other: TracedManifest) -> bool:
    return (one.file, one.manifest["kind"]) == (other.file, other.manifest["kind"])


@any_depth
def _changed(mine: Any, theirs: Any, path: Path) -> list[Path]:
    """Return the paths of what is otherwise, or not there, in other content.

    An item less in a list moves those after it, which does not change them.
    """
    if is_map(mine):
        others = theirs if is_map(theirs) else {}
        pairs = [(key, item, others.get(key)) for key, item in mine.items()]
    elif is_list(mine):
        pairs = [*_paired(mine, [*theirs] if is_list(theirs) else [])]
    else:
        return [] if mine == theirs else [path]
    return [each for step, item, other in pairs for each in _changed(item, other, (*path, step))]


def _paired(mine: Sequence[Any], left: list[Any]) -> Iterator[tuple[int, Any, Any]]:
    """Yield the items that are not in another list, each with the one in its place there."""
    missing: list[tuple[int, Any]] = []
    for number, item in enumerate(mine):
        if item in left:
            left.remove(item)
        else:
            missing.append((number, item))
    for number, item in missing:
        named = [each for each in left if _name(each) == _name(item)]
        if other := named[:1]:
            left.remove(other[0])
        yield number, item, other[0] if other else None


def _name(item: Any) -> Any:
    """Return the name of an item that has one."""
    return item.get("name") if is_map(item) else None
