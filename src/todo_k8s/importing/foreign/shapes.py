"""Parts of manifests of other charts, in the shape that the chart gives them."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.importing.foreign.workloads import Workload, map_at
from todo_k8s.importing.sources.manifests import Manifest

_OF_SELECTORS = (
    "app",
    "app.kubernetes.io/",
    "helm.sh/chart",
    "chart",
    "release",
    "heritage",
    "tier",
)
_OF_SELECTORS_TOO = ("component", "k8s-app", "pod-template-hash", "name", "io.kompose.service")


def bare(content: dict[str, Any]) -> dict[str, Any]:
    """Return a manifest without its namespace, which is the release's."""
    metadata = {
        key: item for key, item in map_at(content, "metadata").items() if key != "namespace"
    }
    return {**content, "metadata": metadata}


def job_container(job: Manifest) -> dict[str, Any]:
    """Return the main container of a CronJob."""
    template = map_at(job.content, "spec", "jobTemplate", "spec", "template")
    return Workload(job, template).main


def scaler_wanted(scaler: Manifest, name: str) -> dict[str, Any]:
    """Return a HorizontalPodAutoscaler of any version as the chart has it, of a Deployment."""
    spec = dict(map_at(scaler.content, "spec").items())
    spec["scaleTargetRef"] = {"apiVersion": "apps/v1", "kind": "Deployment", "name": name}
    percent = spec.pop("targetCPUUtilizationPercentage", None)
    if percent is not None:
        target = {"type": "Utilization", "averageUtilization": percent}
        spec["metrics"] = [{"type": "Resource", "resource": {"name": "cpu", "target": target}}]
    spec.setdefault("minReplicas", 1)
    return {
        "apiVersion": "autoscaling/v2",
        "kind": "HorizontalPodAutoscaler",
        "metadata": {"name": name},
        "spec": spec,
    }


def own_labels(labels: dict[str, Any]) -> dict[str, Any]:
    """Return the labels of pods that no selector or tool needs."""
    return {
        key: item
        for key, item in labels.items()
        if not key.startswith(_OF_SELECTORS) and key not in _OF_SELECTORS_TOO
    }


def own_annotations(template: dict[str, Any]) -> dict[str, Any]:
    """Return the annotations of pods, without checksums that make them roll."""
    annotations = map_at(template, "metadata", "annotations")
    return {key: item for key, item in annotations.items() if not key.startswith("checksum/")}


def is_default(key: str, value: Any) -> bool:
    """Tell whether a field of a Deployment has the value that Kubernetes gives it."""
    rolling = (
        {"type": "RollingUpdate"},
        {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": "25%"}},
    )
    defaults = {"revisionHistoryLimit": 10, "progressDeadlineSeconds": 600, "minReadySeconds": 0}
    return value in rolling if key == "strategy" else defaults.get(key, ...) == value


def lost_of(kind: str) -> str:
    """Return what is lost where a workload of a kind becomes a Deployment."""
    return {
        "StatefulSet": "its pods have no fixed names, and share one disk",
        "DaemonSet": "it runs a number of pods, not one on each node",
    }.get(kind, "its pods are replaced in rollouts")


def filled(content: dict[str, Any]) -> dict[str, Any]:
    """Return a map without what is empty, at all levels that are maps."""
    found = {key: filled(item) if is_map(item) else item for key, item in content.items()}
    keep_empty = {"emptyDir"}
    return {key: item for key, item in found.items() if item not in ({}, []) or key in keep_empty}
