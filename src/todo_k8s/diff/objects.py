"""Pairs the objects of two lists of manifests: the same kind, namespace and name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from todo_k8s.diff.changes import FieldChange, field_changes
from todo_k8s.diff.defaults import with_defaults
from todo_k8s.manifests.objects import Identity, flat, identity_of

_OLD_GROUP = "extensions"
"""The group that Deployments, Ingresses and others have moved away from."""


@dataclass(frozen=True)
class ObjectDiff:
    """An object before and after; one of the two can be missing.

    Args:
        identity: What identifies it.
        old: What was deployed.
        new: What will be.
        changes: Its fields that change, if it is on both sides.
    """

    identity: Identity
    old: dict[str, Any] | None
    new: dict[str, Any] | None
    changes: tuple[FieldChange, ...] = ()

    def __repr__(self) -> str:
        return f"<{self.what} {self.identity}>"  # its content can be a secret

    @property
    def what(self) -> Literal["added", "removed", "changed", "same"]:
        """What happens to the object."""
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        return "changed" if self.changes else "same"

    def kept(self) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Return both sides as the API server keeps them; None if one is missing."""
        if self.old is None or self.new is None:
            return None
        return with_defaults(self.old), with_defaults(self.new)


def paired(old: Iterable[Any], new: Iterable[Any], namespace: str = "") -> list[ObjectDiff]:
    """Return all objects of both sides, in the order of the new side, then of the old one.

    Args:
        old: What was deployed: documents, lists among them.
        new: What will be.
        namespace: The namespace of objects that name none.
    """
    before = {identity_of(each, namespace): each for each in flat(old)}
    after = {identity_of(each, namespace): each for each in flat(new)}
    moved = _moved([*before], [*after])
    found = [
        _diff(identity, before.get(moved.get(identity, identity)), manifest)
        for identity, manifest in after.items()
    ]
    gone = before.keys() - after.keys() - set(moved.values())
    return found + [_diff(each, before[each], None) for each in before if each in gone]


def _moved(old: list[Identity], new: list[Identity]) -> dict[Identity, Identity]:
    """Return the new objects that were of another group before, and what they were."""
    rest = {(each.kind, each.namespace, each.name): each for each in old if each not in new}
    found = {
        each: rest.get((each.kind, each.namespace, each.name)) for each in new if each not in old
    }
    return {
        each: was
        for each, was in found.items()
        if was is not None and _OLD_GROUP in (each.group, was.group)
    }


def _diff(identity: Identity, old: dict[str, Any] | None, new: dict[str, Any] | None) -> ObjectDiff:
    if old is None or new is None:
        return ObjectDiff(identity, old, new)
    return ObjectDiff(identity, old, new, tuple(field_changes(old, new)))
