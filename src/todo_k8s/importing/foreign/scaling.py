"""Autoscalers and disruption budgets of other charts, as those that todo-chatbot renders."""

from __future__ import annotations

from typing import Any

from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at
from todo_k8s.manifests.pods import scales
from todo_k8s.manifests.selectors import has_labels

_AUTOSCALER = "HorizontalPodAutoscaler"
_OF_KEDA = "ScaledObject"


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
    if scaler is not None and scaler.object.kind == _AUTOSCALER:
        name = translation.named(translation.roles.slots[workload.name])
        translation.take(scaler, _scaler(scaler, name))


def _scaler(scaler: Manifest, name: str) -> dict[str, Any]:
    """Return a HorizontalPodAutoscaler of any version as the chart has it, of a Deployment."""
    spec = dict(at(scaler.content, "spec").items())
    spec["scaleTargetRef"] = {"apiVersion": "apps/v1", "kind": "Deployment", "name": name}
    percent = spec.pop("targetCPUUtilizationPercentage", None)
    if percent is not None:
        target = {"type": "Utilization", "averageUtilization": percent}
        spec["metrics"] = [{"type": "Resource", "resource": {"name": "cpu", "target": target}}]
    spec.setdefault("minReplicas", 1)
    return {
        "apiVersion": "autoscaling/v2",
        "kind": _AUTOSCALER,
        "metadata": {"name": name},
        "spec": spec,
    }


def _is_alone(translation: Translation, workload: Workload) -> bool:
    """Tell whether a workload has one pod."""
    replicas = at(workload.manifest.content, "spec").get("replicas", 1)
    return replicas == 1 and not is_scaled(translation, workload)


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
            wanted = {
                "apiVersion": "policy/v1",
                "kind": "PodDisruptionBudget",
                "metadata": {"name": translation.named(translation.roles.slots[workload.name])},
                "spec": spec,
            }
            translation.take(budget, wanted)
