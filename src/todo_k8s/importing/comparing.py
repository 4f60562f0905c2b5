"""Two sets of manifests, compared field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.inversion.fits import ABSENT, Steps

_IDENTITIES = ("mountPath", "name", "topologyKey", "containerPort", "port", "host", "path", "key")


class Object(NamedTuple):
    """What tells a manifest from others."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Difference(NamedTuple):
    """A field that two manifests do not have alike.

    Args:
        object: The manifest.
        path: The field; empty for a manifest that is only on one side.
        left: What the first has, or ABSENT.
        right: What the second has, or ABSENT.
    """

    object: Object
    path: Steps
    left: Any
    right: Any


def object_of(manifest: Mapping[str, Any]) -> Object:
    """Return what tells a manifest from others."""
    metadata = manifest.get("metadata")
    name = metadata.get("name") if is_map(metadata) else None
    return Object(f"{manifest.get('kind')}", f"{name}")


def differences(
    left: Sequence[Mapping[str, Any]], right: Sequence[Mapping[str, Any]]
) -> list[Difference]:
    """Return where two sets of manifests differ, leaf by leaf."""
    ours = {object_of(each): each for each in left}
    theirs = {object_of(each): each for each in right}
    found: list[Difference] = []
    for one in {**ours, **theirs}:
        for path, was, now in _different((), ours.get(one, ABSENT), theirs.get(one, ABSENT)):
            found.append(Difference(one, path, was, now))
    return found


def _different(path: Steps, left: Any, right: Any) -> Iterator[tuple[Steps, Any, Any]]:
    if is_map(left) and is_map(right):
        for key in {**left, **right}:
            yield from _different((*path, key), left.get(key, ABSENT), right.get(key, ABSENT))
    elif is_list(left) and is_list(right):
        yield from _different_lists(path, left, right)
    elif type(left) is not type(right) or left != right:
        if _is_inner(left) and right is ABSENT:
            yield from _only(path, left, is_left=True)
        elif _is_inner(right) and left is ABSENT:
            yield from _only(path, right, is_left=False)
        else:
            yield path, left, right


def _is_inner(value: Any) -> bool:
    return (is_map(value) or is_list(value)) and bool(value)


def _only(path: Steps, value: Any, *, is_left: bool) -> Iterator[tuple[Steps, Any, Any]]:
    """Yield the leaves of what only one side has."""
    if not _is_inner(value):
        yield (path, value, ABSENT) if is_left else (path, ABSENT, value)
        return
    for key, item in _named(value)[0].items() if is_list(value) else value.items():
        yield from _only((*path, key), item, is_left=is_left)


def _different_lists(
    path: Steps, left: list[Any], right: list[Any]
) -> Iterator[tuple[Steps, Any, Any]]:
    ours, theirs = _named(left, right)
    for key in {**ours, **theirs}:
        yield from _different((*path, key), ours.get(key, ABSENT), theirs.get(key, ABSENT))


def _named(*lists: list[Any]) -> list[dict[str | int, Any]]:
    """Return the items of each list by what names them in all of the lists, or by their number."""
    for identity in _IDENTITIES:
        if all(_is_named_by(identity, items) for items in lists):
            return [{str(each[identity]): each for each in items} for items in lists]
    if all(_are_different_texts(items) for items in lists):
        return [{each: each for each in items} for items in lists]
    return [dict(enumerate(items)) for items in lists]


def _is_named_by(identity: str, items: list[Any]) -> bool:
    names = [each.get(identity) if is_map(each) else None for each in items]
    return all(name is not None for name in names) and len({*map(str, names)}) == len(items)


def _are_different_texts(items: list[Any]) -> bool:
    return all(isinstance(each, str) for each in items) and len({*items}) == len(items)
