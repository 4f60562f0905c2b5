"""Compares two lists of manifests: what changes, and what that does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from todo_k8s.diff.changes import FieldChange
from todo_k8s.diff.effects import KINDS, Effect
from todo_k8s.diff.lost import lost, lost_hosts
from todo_k8s.diff.masking import hides_path, is_hidden
from todo_k8s.diff.objects import ObjectDiff, paired
from todo_k8s.diff.refused import Version, refused
from todo_k8s.diff.rolls import rolls
from todo_k8s.diff.stale import changed_sources, missing, removed_sources, stale
from todo_k8s.manifests.objects import is_kept
from todo_k8s.masking import Masking

NEWEST: Version = (1, 36)
"""The version of Kubernetes where none is given."""


@dataclass(frozen=True)
class Diff:
    """What changes between two lists of manifests; see `compared`.

    Args:
        objects: The objects that are added, removed or changed.
        effects: What that does to a cluster, the worst first.
        masking: Which fields of `objects` must not be shown.
        unchanged: How many objects stay as they are.
    """

    objects: tuple[ObjectDiff, ...]
    effects: tuple[Effect, ...]
    masking: Masking
    unchanged: int

    def __repr__(self) -> str:
        return f"<Diff of {len(self.objects)} objects>"

    @property
    def is_refused(self) -> bool:
        """Whether the API server refuses some of the changes."""
        return any(effect.kind == "refused" for effect in self.effects)

    def is_hidden(self, diff: ObjectDiff, change: FieldChange) -> bool:
        """Tell whether a change of an object must be told without its values."""
        return is_hidden(self.masking, diff, change)

    def hides_path(self, change: FieldChange) -> bool:
        """Tell whether even the place of a change must not be shown."""
        return hides_path(self.masking, change)


def compared(
    old: Iterable[Any],
    new: Iterable[Any],
    namespace: str = "",
    kubernetes: Version = NEWEST,
) -> Diff:
    """Compare two lists of manifests.

    Args:
        old: The manifests that are deployed.
        new: The manifests that are to be.
        namespace: The namespace of those that name none.
        kubernetes: The version of Kubernetes, for what its API server refuses.
    """
    found = paired(old, new, namespace)
    objects = tuple(each for each in found if each.what != "same")
    sides = [side for each in found for side in (each.old, each.new) if side is not None]
    masking = Masking(sides)
    effects = [_cleaned(effect, masking) for effect in _effects(found, kubernetes)]
    effects.sort(key=lambda effect: [*KINDS].index(effect.kind))
    return Diff(objects, tuple(effects), masking, len(found) - len(objects))


def _cleaned(effect: Effect, masking: Masking) -> Effect:
    """Return an effect whose fields and message hold no secret, as the key of a map can."""
    fields = tuple(map(masking.cleaned, effect.fields))
    return replace(effect, message=masking.cleaned(effect.message), fields=fields)


def _effects(found: list[ObjectDiff], kubernetes: Version) -> Iterator[Effect]:
    """Yield what all changes do, object by object."""
    changed = changed_sources(found)
    gone = removed_sources(each for each in found if each.old is None or not is_kept(each.old))
    for each in found:
        if (kept := each.kept()) is not None:
            yield from refused(*kept, each.identity, kubernetes)
        yield from lost(each)
        yield from missing(each, gone)
        yield from rolls(each, changed)
        yield from stale(each, changed)
    yield from lost_hosts(found)
