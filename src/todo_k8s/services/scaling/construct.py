"""How many pods there are, as objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from todo_k8s.helm.content import Content, filled, only_if
from todo_k8s.helm.functions import is_set
from todo_k8s.services.scaling.values import AutoscalingValues, PodDisruptionBudgetValues


def horizontal_pod_autoscaler(
    metadata: Mapping[str, Content], values: AutoscalingValues
) -> dict[str, Any]:
    """Return a ``HorizontalPodAutoscaler`` (``autoscaling/v2``) of the Deployment of its name.

    References:
        https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
    """
    targets = {
        "cpu": values.target_cpu_utilization_percentage,
        "memory": values.target_memory_utilization_percentage,
    }
    deployment = {"apiVersion": "apps/v1", "kind": "Deployment", "name": metadata["name"]}
    return {
        "apiVersion": "autoscaling/v2",
        "kind": "HorizontalPodAutoscaler",
        "metadata": metadata,
        "spec": {
            "scaleTargetRef": deployment,
            "minReplicas": values.min_replicas,
            "maxReplicas": values.max_replicas,
            "metrics": filled(
                [only_if(is_set(target), _metric(name, target)) for name, target in targets.items()]
            ),
            "behavior": values.behavior,
        },
    }


def _metric(resource: str, target: int | None) -> dict[str, Any]:
    use = {"type": "Utilization", "averageUtilization": target}
    return {"type": "Resource", "resource": {"name": resource, "target": use}}


def pod_disruption_budget(
    metadata: Mapping[str, Content],
    values: PodDisruptionBudgetValues,
    selector: Mapping[str, str],
) -> dict[str, Any]:
    """Return a ``PodDisruptionBudget``; pods that are not ready never block a drain.

    References:
        https://kubernetes.io/docs/tasks/run-application/configure-pdb/
    """
    return {
        "apiVersion": "policy/v1",
        "kind": "PodDisruptionBudget",
        "metadata": metadata,
        "spec": {
            "maxUnavailable": values.max_unavailable,
            "unhealthyPodEvictionPolicy": "AlwaysAllow",
            "selector": {"matchLabels": selector},
        },
    }
