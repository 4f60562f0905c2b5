"""Autoscalers and disruption budgets of other charts, as those that todo-chatbot renders."""

from __future__ import annotations

from typing import Any

from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at, items_at
from todo_k8s.manifests.pods import scales
from todo_k8s.manifests.selectors import has_labels

_AUTOSCALER = "HorizontalPodAutoscaler"
_OF_KEDA = "ScaledObject"
_CPU_OF_KUBERNETES = 80
"""The wanted use of CPU of an autoscaler without metrics, in percent."""
_BOUNDS = ("minReplicas", "maxReplicas")
_TARGETS = {
    "cpu": "targetCPUUtilizationPercentage",
    "memory": "targetMemoryUtilizationPercentage",
}
"""The values of the metrics that the chart has values for, in its order."""


def is_scaled(translation: Translation, workload: Workload) -> bool:
    """Tell whether an autoscaler, or KEDA, says how many pods a workload has."""
    return _scaler_of(translation, workload) is not None


def _scaler_of(translation: Translation, workload: Workload) -> Manifest | None:
    return next(
        (
            each
            for each in translation.manifests.own
            if each.object.kind in {_AUTOSCALER, _OF_KEDA}
            and scales(each.content, workload.manifest.content)
        ),
        None,
    )


def add_scalers(translation: Translation, workload: Workload) -> None:
    """Add the HorizontalPodAutoscaler of a workload; a ScaledObject is carried."""
    scaler = _scaler_of(translation, workload)
    if scaler is None:
        return
    slot = translation.roles.slots[workload.name]
    if scaler.object.kind == _OF_KEDA:
        translation.section(slot)["autoscaling"] = _external(at(scaler.content, "spec"))
        return
    wanted = _scaler(scaler, translation.named(slot), f"{workload.main.get('name')}", slot)
    bounds = {key: wanted["spec"][key] for key in _BOUNDS if key in wanted["spec"]}
    values = {"enabled": True, **bounds, **_targets(wanted["spec"]["metrics"])}
    translation.section(slot)["autoscaling"] = values
    translation.take(scaler, wanted)


def _external(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a service that a ScaledObject scales, with KEDA's defaults."""
    least, idle = spec.get("minReplicaCount", 0), spec.get("idleReplicaCount")
    most = spec.get("maxReplicaCount", 100)
    return {
        "external": True,
        "minReplicas": least if idle is None else idle,
        "maxReplicas": most,
    }


def _scaler(scaler: Manifest, name: str, container: str, slot: str) -> dict[str, Any]:
    """Return a HorizontalPodAutoscaler of any version as the chart has it, of a Deployment."""
    spec = dict(at(scaler.content, "spec").items())
    spec["scaleTargetRef"] = {"apiVersion": "apps/v1", "kind": "Deployment", "name": name}
    percent = spec.pop("targetCPUUtilizationPercentage", None)
    if percent is None and not items_at(spec, "metrics"):
        percent = _CPU_OF_KUBERNETES
    metrics = items_at(spec, "metrics") if percent is None else [_metric("cpu", percent)]
    renamed = (_of_container(each, container, slot) for each in metrics)
    spec["metrics"] = sorted(renamed, key=_rank)
    spec.setdefault("minReplicas", 1)
    return {
        "apiVersion": "autoscaling/v2",
        "kind": _AUTOSCALER,
        "metadata": {"name": name},
        "spec": spec,
    }


def _metric(resource: str, percent: Any) -> dict[str, Any]:
    target = {"type": "Utilization", "averageUtilization": percent}
    return {"type": "Resource", "resource": {"name": resource, "target": target}}


def _of_container(metric: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return a metric whose container has the name that the chart gives it."""
    source = at(metric, "containerResource")
    if source.get("container") != old:
        return metric
    return {**metric, "containerResource": {**source, "container": new}}


def _percent(metric: dict[str, Any], resource: str) -> Any:
    """Return the wanted use of a resource, None if a metric does not mean that."""
    percent = at(metric, "resource", "target").get("averageUtilization")
    return percent if metric == _metric(resource, percent) else None


def _rank(metric: dict[str, Any]) -> int:
    """Return where the chart has a metric: CPU first, then memory, then all others."""
    ranks = (place for place, name in enumerate(_TARGETS) if _percent(metric, name) is not None)
    return next(ranks, len(_TARGETS))


def _targets(metrics: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the values ``autoscaling`` that say metrics, which are in the chart's order."""
    found: dict[str, Any] = {}
    others: list[dict[str, Any]] = []
    for each in metrics:
        key = next((key for name, key in _TARGETS.items() if _percent(each, name)), None)
        if key is None or key in found:
            others.append(each)
        else:
            found[key] = _percent(each, "cpu") or _percent(each, "memory")
    found = {_TARGETS["cpu"]: 0, **found}
    return {**found, "metrics": others} if others else found


def _is_alone(translation: Translation, workload: Workload) -> bool:
    """Tell whether a workload has one pod."""
    return _replicas(workload) == 1 and not is_scaled(translation, workload)


def _replicas(workload: Workload) -> Any:
    return at(workload.manifest.content, "spec").get("replicas", 1)


def add_budgets(translation: Translation, workload: Workload) -> None:
    """Add the PodDisruptionBudgets that select the pods of a workload."""
    for budget in translation.of_kind("PodDisruptionBudget"):
        spec = dict(at(budget.content, "spec"))
        selector = at(spec, "selector", "matchLabels")
        spec.pop("selector", None)
        if selector and has_labels(selector, workload.labels):
            if _is_alone(translation, workload):
                translation.notes.lose(
                    f"{budget}: is for a single pod; the chart has a budget only for two or more"
                )
                translation.take(budget)
                continue
            slot = translation.roles.slots[workload.name]
            wanted = {
                "apiVersion": "policy/v1",
                "kind": "PodDisruptionBudget",
                "metadata": {"name": translation.named(slot)},
                "spec": spec,
            }
            if stay := spec.get("minAvailable"):
                translation.section(slot)["podDisruptionBudget"] = {"minAvailable": stay}
                if not is_scaled(translation, workload):
                    translation.section(slot)["replicaCount"] = _replicas(workload)
            translation.take(budget, wanted)
