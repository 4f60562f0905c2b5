"""How many pods there are, as objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from todo_k8s.helm.content import Content, each, filled, only_if, spread, with_entries
from todo_k8s.helm.functions import all_of, choose, has_key, includes, is_set, not_
from todo_k8s.helm.functions.maps import without
from todo_k8s.services.scaling.values import (
    AutoscalingValues,
    PodDisruptionBudgetValues,
    TopologySpreadValues,
)


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
                [
                    *(
                        only_if(is_set(target), _metric(name, target))
                        for name, target in targets.items()
                    ),
                    spread(values.metrics),
                ]
            ),
            "behavior": _behavior(values),
        },
    }


def _behavior(values: AutoscalingValues) -> Content:
    """Return how fast to scale; a ReplicaSet ranks its pods by node anew in each step.

    References:
        https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-a-replicaset
    """
    own, down = values.behavior, "scaleDown"
    one = {"policies": [{"type": "Pods", "value": 1, "periodSeconds": 15}]}
    return only_if(has_key(own, down), filled(own), with_entries({down: one}, without(own, [down])))


def _metric(resource: str, target: int | None) -> dict[str, Any]:
    use = {"type": "Utilization", "averageUtilization": target}
    return {"type": "Resource", "resource": {"name": resource, "target": use}}


def _limit(values: PodDisruptionBudgetValues) -> dict[str, Content]:
    """Return the one limit of a budget; Kubernetes takes no two."""
    by_stay = values.says_what_stays
    return {
        "minAvailable": only_if(by_stay, values.min_available),
        "maxUnavailable": only_if(not_(by_stay), values.max_unavailable),
    }


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
            **_limit(values),
            "unhealthyPodEvictionPolicy": "AlwaysAllow",
            "selector": {"matchLabels": selector},
        },
    }


def topology_spread(values: TopologySpreadValues, selector: Mapping[str, str]) -> Content:
    """Return the spread of a Deployment's pods, for each of its roll-outs by itself.

    References:
        https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
    """

    def constraint(key: str) -> Content:
        strict = all_of(values.strict, includes(values.strict_keys, key))
        return {
            "topologyKey": key,
            "maxSkew": values.max_skew,
            "whenUnsatisfiable": choose(strict, "DoNotSchedule", "ScheduleAnyway"),
            "labelSelector": {"matchLabels": selector},
            "matchLabelKeys": ["pod-template-hash"],
        }

    return only_if(values.enabled, [each(values.keys, constraint)])


def node_failure_tolerations(seconds: int | None) -> list[Content]:
    """Return how long pods stay on a node that is dead; none for Kubernetes' 300 seconds.

    References:
        https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions
    """
    return [
        only_if(
            is_set(seconds),
            {
                "key": f"node.kubernetes.io/{state}",
                "operator": "Exists",
                "effect": "NoExecute",
                "tolerationSeconds": seconds,
            },
        )
        for state in ("not-ready", "unreachable")
    ]
