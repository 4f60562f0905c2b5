"""The workloads among manifests, and their pods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.manifests.objects import at
from todo_k8s.manifests.pods import scales, template_path

Manifest = Mapping[str, Any]


@dataclass(frozen=True)
class Workload:
    """An object that makes pods.

    Args:
        manifest: The object.
        pod: The spec of its pods.
        path: Where that is in the object.
        fewest: How many pods there are at the least; None of a DaemonSet, which has one per node.
        most: How many there are at the most, outside of a rollout.
    """

    manifest: Manifest
    pod: Manifest
    path: tuple[str, ...]
    fewest: int | None
    most: int | None

    @property
    def kind(self) -> str:
        """The kind of the object."""
        return str(self.manifest["kind"])

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.manifest["metadata"]["name"])

    @property
    def is_lasting(self) -> bool:
        """Whether its pods run until they are told to end, so that they are rolled and probed."""
        return self.kind in ("Deployment", "StatefulSet", "DaemonSet")

    @property
    def containers(self) -> Sequence[Manifest]:
        """Its containers: first those that run before the others, then the main ones."""
        return [*self.pod.get("initContainers", ()), *self.pod["containers"]]


def workloads(manifests: Sequence[Manifest]) -> Iterator[Workload]:
    """Yield the workloads among manifests, hooks included, in their order."""
    for manifest in manifests:
        if (template := template_path(str(manifest.get("kind")))) is not None:
            path = (*template, "spec")
            pod = at(manifest, *path)
            if pod.get("containers"):
                fewest, most = _pods(manifest, manifests)
                yield Workload(manifest, pod, path, fewest, most)


def _pods(manifest: Manifest, manifests: Sequence[Manifest]) -> tuple[int | None, int | None]:
    """Return how many pods a workload has, by itself or by a HorizontalPodAutoscaler."""
    kind, spec = manifest["kind"], manifest["spec"]
    if kind == "DaemonSet":
        return None, None
    if kind in ("Job", "CronJob"):
        job: Any = spec if kind == "Job" else spec["jobTemplate"].get("spec", {})
        return 0, int(job.get("parallelism", 1))
    scaled = _scaling(manifest, manifests)
    if scaled is not None:
        return int(scaled.get("minReplicas", 1)), int(scaled["maxReplicas"])
    replicas = int(spec.get("replicas", 1))
    return replicas, replicas


def _scaling(manifest: Manifest, manifests: Sequence[Manifest]) -> Manifest | None:
    scalers = (each for each in manifests if each.get("kind") == "HorizontalPodAutoscaler")
    return next((at(each, "spec") for each in scalers if scales(each, manifest)), None)
