"""Pods that do not notice a change of what they read, and pods that can no longer read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from todo_k8s.diff.effects import Effect
from todo_k8s.diff.objects import ObjectDiff
from todo_k8s.diff.rolls import ROLLING, rolling
from todo_k8s.manifests.objects import Identity
from todo_k8s.manifests.pods import Reference, references, template_of

Key = tuple[str, str, str]
"""Kind, namespace and name."""

_READ = ("ConfigMap", "Secret", "PersistentVolumeClaim", "ServiceAccount")
_CONTENT = ("data", "stringData", "binaryData")


def changed_sources(diffs: Iterable[ObjectDiff]) -> dict[Key, Identity]:
    """Return the ConfigMaps and Secrets whose content changes."""
    return {
        _key(each): each.identity
        for each in diffs
        if each.identity.kind in ("ConfigMap", "Secret")
        and any(change.path[0] in _CONTENT for change in each.changes)
    }


def _key(diff: ObjectDiff) -> Key:
    return diff.identity.kind, diff.identity.namespace, diff.identity.name


def stale(diff: ObjectDiff, changed: Mapping[Key, Identity]) -> Iterator[Effect]:
    """Yield what pods keep on using after it changed, as they are not replaced."""
    if diff.new is None or diff.identity.kind not in ROLLING or rolling(diff):
        return
    for source, read in _by_source(diff).items():
        fixed = [each for each in read if not each.follows]
        if source in changed and fixed:
            kind, namespace, _ = source
            where = ", ".join(dict.fromkeys(each.path for each in fixed))
            place = f" -n {namespace}" if namespace else ""
            yield Effect(
                "stale",
                diff.identity,
                f"{changed[source]} changes, and running pods do not see it ({where})",
                f"`kubectl rollout restart {diff.identity.kind.lower()} {diff.identity.name}"
                f"{place}`, or annotate the pods with a checksum of the {kind}",
            )


def missing(diff: ObjectDiff, gone: Mapping[Key, Identity]) -> Iterator[Effect]:
    """Yield what pods still read although it is removed."""
    if diff.new is None:
        return
    for source, read in _by_source(diff).items():
        needed = [each.path for each in read if not each.is_optional]
        if source in gone and needed:
            where = ", ".join(dict.fromkeys(needed))
            yield Effect(
                "missing",
                diff.identity,
                f"{gone[source]} is removed, and new pods need it ({where})",
                "keep it, or remove what reads it too",
            )


def removed_sources(diffs: Iterable[ObjectDiff]) -> dict[Key, Identity]:
    """Return what pods read among the objects that are removed."""
    return {
        _key(each): each.identity
        for each in diffs
        if each.new is None and each.identity.kind in _READ
    }


def _by_source(diff: ObjectDiff) -> dict[Key, list[Reference]]:
    """Return what the new pods of an object read, by what it is in."""
    found: dict[Key, list[Reference]] = {}
    for each in references(template_of(diff.new or {})):
        key = each.kind, diff.identity.namespace, each.name
        found.setdefault(key, []).append(each)
    return found
