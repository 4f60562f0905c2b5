"""A diff as data for programs."""

from __future__ import annotations

from typing import Any

from todo_k8s.diff.changes import MISSING, FieldChange, path_text
from todo_k8s.diff.comparing import Diff
from todo_k8s.diff.effects import KINDS, Effect
from todo_k8s.diff.objects import ObjectDiff
from todo_k8s.manifests.objects import Identity
from todo_k8s.masking import SECRET


def as_data(diff: Diff) -> dict[str, Any]:
    """Return a diff as JSON has it.

    ``objects`` has a map for each object that is ``added``, ``removed`` or ``changed``, with its
    ``fields``; a field has ``old`` and ``new`` values, or ``secret: true`` instead of both.
    ``effects`` has what that does, the worst first. ``counts`` has the numbers of both.
    """
    whats = [each.what for each in diff.objects]
    kinds = [effect.kind for effect in diff.effects]
    return {
        "objects": [_object(diff, each) for each in diff.objects],
        "effects": [_effect(effect) for effect in diff.effects],
        "counts": {
            **{what: whats.count(what) for what in ("added", "removed", "changed")},
            "unchanged": diff.unchanged,
            **{kind: kinds.count(kind) for kind in KINDS},
        },
    }


def _named(identity: Identity) -> dict[str, str]:
    return {
        "group": identity.group,
        "kind": identity.kind,
        "namespace": identity.namespace,
        "name": identity.name,
    }


def _object(diff: Diff, each: ObjectDiff) -> dict[str, Any]:
    fields = [_field(diff, each, change) for change in each.changes]
    return {"change": each.what, **_named(each.identity), "fields": fields}


def _field(diff: Diff, each: ObjectDiff, change: FieldChange) -> dict[str, Any]:
    where = SECRET if diff.hides_path(change) else path_text(change.path)
    found: dict[str, Any] = {"path": where, "change": change.what}
    if diff.is_hidden(each, change):
        return {**found, "secret": True}
    values = {"old": change.old, "new": change.new}
    return {**found, **{key: value for key, value in values.items() if value is not MISSING}}


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "kind": effect.kind,
        "object": _named(effect.object),
        "message": effect.message,
        "remedy": effect.remedy,
        "fields": [*effect.fields],
    }
