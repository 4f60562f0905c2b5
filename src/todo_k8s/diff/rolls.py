"""Which pods are replaced by a change, why, how, and how long it takes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from todo_k8s.diff.changes import FieldChange, Path, field_changes, path_text
from todo_k8s.diff.effects import Effect
from todo_k8s.diff.matching import Item
from todo_k8s.diff.objects import ObjectDiff
from todo_k8s.manifests.objects import Identity, at
from todo_k8s.manifests.pods import references, share, template_of

ROLLING = ("Deployment", "StatefulSet", "DaemonSet")
_TEMPLATE = ("spec", "template")
_CHECKSUM = re.compile(r"checksum|hash", re.IGNORECASE)
_MOST_FIELDS = 4


def rolls(diff: ObjectDiff, changed: Mapping[tuple[str, str, str], Identity]) -> Iterator[Effect]:
    """Yield whether the pods of an object are replaced, and how its number of pods changes.

    Args:
        diff: The object.
        changed: The ConfigMaps and Secrets that change, by kind, namespace and name.
    """
    kept = diff.kept()
    if kept is None or diff.identity.kind not in ROLLING:
        return
    old, new = kept
    template = [*field_changes(at(old, *_TEMPLATE), at(new, *_TEMPLATE), _TEMPLATE)]
    if template:
        yield _rollout(diff, old, new, _reasons(diff, template, changed))
    yield from _scaled(diff, old, new)


def rolling(diff: ObjectDiff) -> bool:
    """Tell whether the pods of an object are replaced or are all new."""
    if (kept := diff.kept()) is None:
        return True
    old, new = (at(each, *_TEMPLATE) for each in kept)
    return any(field_changes(old, new))


def _rollout(
    diff: ObjectDiff, old: dict[str, Any], new: dict[str, Any], reasons: list[str]
) -> Effect:
    shown = reasons[:_MOST_FIELDS]
    more = len(reasons) - len(shown)
    why = ", ".join(shown) + (f" and {more} more" if more else "")
    how, remedy = _manner(diff.identity.kind, old, new)
    return Effect("rolls", diff.identity, f"because of {why}: {how}", remedy, tuple(reasons))


def _reasons(
    diff: ObjectDiff,
    template: list[FieldChange],
    changed: Mapping[tuple[str, str, str], Identity],
) -> list[str]:
    """Return the fields that change; for a checksum what changes of what it is made of."""
    read = [
        changed[key]
        for each in references(template_of(diff.new or {}))
        if (key := (each.kind, diff.identity.namespace, each.name)) in changed
    ]
    behind = [*map(str, dict.fromkeys(read))]
    found = list[str]()
    for change in template:
        is_checksum = "annotations" in change.path and _CHECKSUM.search(str(change.path[-1]))
        found += behind if is_checksum and behind else [path_text(_part(change.path))]
    return [*dict.fromkeys(found)]


def _part(path: Path) -> Path:
    """Return the part of a pod that a field belongs to: a variable, an image, a probe."""
    inner = path[3:] if path[2:3] == ("spec",) else path[2:]
    items = [place for place, step in enumerate(inner) if isinstance(step, Item)]
    return inner[: items[1] + 1] if len(items) > 1 else inner[:3] if items else inner


def _manner(kind: str, old: dict[str, Any], new: dict[str, Any]) -> tuple[str, str]:
    """Return how the pods are replaced, and what to do about it."""
    spec = at(new, "spec")
    count = pods_of(new)
    if count == 0:
        return "it runs no pods", ""
    if spec.get("paused"):
        return "nothing happens while the Deployment is paused", ""
    strategy = at(spec, "strategy" if kind == "Deployment" else "updateStrategy")
    match strategy.get("type"):
        case "Recreate":
            return (
                "all pods end before new ones start (Recreate), so nothing answers meanwhile",
                "use the strategy RollingUpdate if two versions can run side by side",
            )
        case "OnDelete":
            return "pods keep the old template until you delete them (OnDelete)", ""
        case _:
            pass
    if kind == "StatefulSet":
        return _one_by_one(spec, count)
    return _in_waves(kind, spec, max(count, pods_of(old)))


def _one_by_one(spec: dict[str, Any], count: int) -> tuple[str, str]:
    partition = at(spec, "updateStrategy", "rollingUpdate").get("partition") or 0
    ready = spec.get("minReadySeconds") or 0
    replaced = max(count - partition, 0)
    time = f", {replaced * ready} s at least" if replaced * ready else ""
    kept = f"; those below number {partition} stay as they are" if partition else ""
    return f"{_pods(replaced)} one by one, the highest number first{time}{kept}", ""


def _in_waves(kind: str, spec: dict[str, Any], count: int) -> tuple[str, str]:
    rolling = at(spec, "strategy" if kind == "Deployment" else "updateStrategy", "rollingUpdate")
    usual = ("25%", "25%") if kind == "Deployment" else (0, 1)
    surge = rolling.get("maxSurge", usual[0])
    unavailable = rolling.get("maxUnavailable", usual[1])
    ready = spec.get("minReadySeconds") or 0
    how = f"maxSurge {surge}, maxUnavailable {unavailable}"
    if kind == "DaemonSet":
        return f"node by node ({how}){f', {ready} s each at least' if ready else ''}", ""
    step = share(surge, count, up=True) + share(unavailable, count, up=False)
    waves = math.ceil(count / max(step, 1))
    time = f", {waves * ready} s at least" if ready else ""
    deadline = spec.get("progressDeadlineSeconds")
    waved = f"{_pods(count)} in {waves} {'wave' if waves == 1 else 'waves'}"
    return f"{waved} ({how}){time}, failed after {deadline} s without progress", ""


def pods_of(manifest: Mapping[str, Any]) -> int:
    """Return how many pods an object asks for; 1 where it does not say."""
    found = at(manifest, "spec").get("replicas", 1)
    return found if isinstance(found, int) else 1


def _pods(count: int) -> str:
    return "1 pod" if count == 1 else f"{count} pods"


def _scaled(diff: ObjectDiff, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Effect]:
    before, after = pods_of(old), pods_of(new)
    if diff.identity.kind == "DaemonSet" or before == after:
        return
    message = f"{before} → {_pods(after)}"
    is_said = diff.new is not None and "replicas" in at(diff.new, "spec")
    remedy = ""
    if not is_said:
        message += ", the default of the API server where spec.replicas is missing"
        remedy = "set the number with `kubectl scale` until its autoscaler takes over"
    yield Effect("scales", diff.identity, message, remedy, ("spec.replicas",))
    policy = at(old, "spec", "persistentVolumeClaimRetentionPolicy").get("whenScaled")
    if diff.identity.kind == "StatefulSet" and after < before and policy == "Delete":
        yield Effect(
            "destructive",
            diff.identity,
            f"the claims of {_pods(before - after)} are deleted with their data (whenScaled)",
            "set persistentVolumeClaimRetentionPolicy.whenScaled to Retain first",
            ("spec.replicas",),
        )
