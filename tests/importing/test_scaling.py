"""Autoscalers and budgets: what they say is said by values."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import deployment, imported_text
from todo_k8s.importing.reading import Import

CPU = "targetCPUUtilizationPercentage"


def _object(kind: str, **spec: Any) -> dict[str, Any]:
    return {"kind": kind, "metadata": {"name": "api"}, "spec": spec}


def _imported(*manifests: dict[str, Any], replicas: int = 2) -> Import:
    api = deployment()
    api["spec"]["replicas"] = replicas
    return imported_text(yaml.safe_dump_all([api, *manifests]))


def _scaled(*metrics: dict[str, Any], **more: Any) -> Import:
    target = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "api"}
    bounds = {"minReplicas": 3, "maxReplicas": 9}
    spec = {"scaleTargetRef": target, **bounds, "metrics": [*metrics], **more}
    return _imported(_object("HorizontalPodAutoscaler", **spec))


def _use(resource: str, **target: Any) -> dict[str, Any]:
    kind = "Utilization" if "averageUtilization" in target else "AverageValue"
    return {"type": "Resource", "resource": {"name": resource, "target": {"type": kind, **target}}}


def _of_container(name: str) -> dict[str, Any]:
    target = {"type": "Utilization", "averageUtilization": 70}
    source = {"name": "memory", "container": name, "target": target}
    return {"type": "ContainerResource", "containerResource": source}


_OF_PODS = {
    "type": "Pods",
    "pods": {"metric": {"name": "q"}, "target": {"type": "AverageValue", "averageValue": "10"}},
}


@pytest.mark.parametrize(
    ("metrics", "expected"),
    [
        ([_OF_PODS], {CPU: 0, "metrics": [_OF_PODS]}),
        (
            [_use("cpu", averageValue="300m")],
            {CPU: 0, "metrics": [_use("cpu", averageValue="300m")]},
        ),
        ([_of_container("api")], {CPU: 0, "metrics": [_of_container("backend")]}),
        (
            [_OF_PODS, _use("memory", averageUtilization=60), _use("cpu", averageUtilization=50)],
            {CPU: 50, "targetMemoryUtilizationPercentage": 60, "metrics": [_OF_PODS]},
        ),
        ([], {CPU: 80}),
    ],
)
def test_all_metrics_are_carried(metrics: list[dict[str, Any]], expected: dict[str, Any]) -> None:
    """None is invented; without any, Kubernetes looks at CPU."""
    found = _scaled(*metrics)
    bounds = {"enabled": True, "minReplicas": 3, "maxReplicas": 9}
    assert found.found.values["backend"]["autoscaling"] == {**bounds, **expected}
    assert not [line for line in found.notes.not_carried if "Autoscaler" in line]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"minReplicaCount": 1, "maxReplicaCount": 7}, (1, 7)),
        ({"minReplicaCount": 2, "idleReplicaCount": 0, "maxReplicaCount": 5}, (0, 5)),
        ({}, (0, 100)),
    ],
)
def test_keda_sets_the_number_of_pods(said: dict[str, Any], expected: tuple[int, int]) -> None:
    """The chart sets none, and counts with the bounds of the ScaledObject, which is carried."""
    spec: dict[str, Any] = {"scaleTargetRef": {"name": "api"}, "triggers": [], **said}
    scaler = {"apiVersion": "keda.sh/v1alpha1", **_object("ScaledObject", **spec)}
    found = _imported(scaler).found.values
    least, most = expected
    bounds = {"minReplicas": least, "maxReplicas": most}
    assert found["backend"]["autoscaling"] == {"external": True, **bounds}
    assert [each["kind"] for each in found["extraObjects"]] == ["ScaledObject"]


@pytest.mark.parametrize("stay", [3, "60%"])
def test_a_budget_may_say_what_stays(stay: int | str) -> None:
    """A number of pods, or a part of them."""
    selector = {"matchLabels": {"app": "api"}}
    budget = _object("PodDisruptionBudget", minAvailable=stay, selector=selector)
    found = _imported(budget, replicas=4)
    assert found.found.values["backend"]["podDisruptionBudget"] == {"minAvailable": stay}
    assert found.found.values["backend"]["replicaCount"] == 4
    assert not [line for line in found.notes.not_carried if "Budget" in line]
