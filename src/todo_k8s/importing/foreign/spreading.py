"""Topology spread constraints of other charts, as the values ``topologySpread``."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.manifests.objects import items_at
from todo_k8s.manifests.selectors import selects

_CONSTRAINTS = "topologySpreadConstraints"
_KNOWN = frozenset(
    ["topologyKey", "whenUnsatisfiable", "maxSkew", "labelSelector", "matchLabelKeys"]
)


def add_spread(translation: Translation, workload: Workload, pod: dict[str, Any]) -> dict[str, Any]:
    """Add how the pods of a service are spread; return its pod without that.

    The chart spreads the pods of each service among themselves, in one way for all keys.
    """
    rest = {key: item for key, item in pod.items() if key != _CONSTRAINTS}
    own: list[dict[str, Any]] = []
    for each in items_at(pod, _CONSTRAINTS):
        if selects(_selector(each), workload.labels):
            own.append(each)
        else:
            what = "has no labelSelector" if _selector(each) is None else "is about other pods"
            where = f"{workload.manifest}: {_CONSTRAINTS}.{each.get('topologyKey')}"
            translation.notes.lose(f"{where} {what}")
    if own:
        section = translation.section(translation.roles.slots[workload.name])
        section["topologySpread"] = _values(own)
        _tell_others(translation, workload, own)
    return rest


def _selector(constraint: dict[str, Any]) -> dict[str, Any] | None:
    """Return the selector of a constraint; without one, Kubernetes counts no pods."""
    found = constraint.get("labelSelector")
    return found if is_map(found) else None


def _values(own: list[dict[str, Any]]) -> dict[str, Any]:
    keys = [f"{each.get('topologyKey')}" for each in own]
    strict = [key for key, each in zip(keys, own, strict=True) if _is_strict(each)]
    found: dict[str, Any] = {"keys": [*dict.fromkeys(keys)], "maxSkew": own[0].get("maxSkew", 1)}
    return {**found, "strict": True, "strictKeys": strict} if strict else found


def _is_strict(constraint: dict[str, Any]) -> bool:
    return bool(constraint.get("whenUnsatisfiable", "DoNotSchedule") == "DoNotSchedule")


def _tell_others(translation: Translation, workload: Workload, own: list[dict[str, Any]]) -> None:
    skew = own[0].get("maxSkew", 1)
    for each in own:
        where = f"{workload.manifest}: {_CONSTRAINTS}.{each.get('topologyKey')}"
        if each.get("maxSkew", 1) != skew:
            translation.notes.lose(f"{where}.maxSkew is {skew}, as of the first")
        for name in sorted(each.keys() - _KNOWN):
            translation.notes.lose(f"{where}.{name} is not reproduced")
