"""Pods in manifests: where their templates are, and which other objects they read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from todo_k8s.manifests.objects import Manifest, at, items_at

_TEMPLATES = {
    "Pod": (),
    "Deployment": ("spec", "template"),
    "StatefulSet": ("spec", "template"),
    "DaemonSet": ("spec", "template"),
    "ReplicaSet": ("spec", "template"),
    "ReplicationController": ("spec", "template"),
    "Job": ("spec", "template"),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
}
WORKLOADS = frozenset(_TEMPLATES)
"""The kinds that run pods."""


@dataclass(frozen=True, order=True)
class Reference:
    """An object that pods read.

    Args:
        kind: ``Secret``, ``ConfigMap``, ``PersistentVolumeClaim`` or ``ServiceAccount``.
        name: Its name.
        key: The key that is read; empty if it is all of them.
        variable: The variable that a key becomes; empty if it is none.
        path: Where in the pod it is written down.
        is_optional: Whether pods start without it.
        follows: Whether running pods see a change of it: not in variables, nor by ``subPath``.
    """

    kind: str
    name: str
    key: str = ""
    variable: str = ""
    path: str = ""
    is_optional: bool = False
    follows: bool = False


def template_path(kind: str) -> tuple[str, ...] | None:
    """Return where a kind has the template of its pods; None if it runs none."""
    return _TEMPLATES.get(kind)


def template_of(manifest: Manifest) -> dict[str, Any]:
    """Return the template of the pods that an object runs; a Pod is its own."""
    path = template_path(str(manifest.get("kind")))
    return {} if path is None else at(manifest, *path)


def scales(scaler: Manifest, workload: Manifest) -> bool:
    """Tell whether an autoscaler, of Kubernetes or of KEDA, says how many pods a workload has."""
    target = at(scaler, "spec", "scaleTargetRef")
    name = at(workload, "metadata").get("name")
    own = (target.get("kind", "Deployment"), target.get("name"))
    return bool(target) and own == (workload.get("kind"), name)


def containers_of(template: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the containers of a pod, those that start before it first."""
    spec = at(template, "spec")
    return [*items_at(spec, "initContainers"), *items_at(spec, "containers")]


def references(template: Mapping[str, Any]) -> Iterator[Reference]:
    """Yield what the pods of a template read."""
    spec = at(template, "spec")
    if account := spec.get("serviceAccountName"):
        yield Reference("ServiceAccount", str(account), path="serviceAccountName")
    for secret in items_at(spec, "imagePullSecrets"):
        name, path = str(secret.get("name")), "imagePullSecrets"
        yield Reference("Secret", name, path=path, is_optional=True, follows=True)
    for container in containers_of(template):
        yield from _of_variables(container)
    for volume in items_at(spec, "volumes"):
        yield from _of_volume(volume, follows=not _has_sub_path(template, volume.get("name")))


def _of_variables(container: Mapping[str, Any]) -> Iterator[Reference]:
    where = f"containers[{container.get('name')}]"
    for each in items_at(container, "envFrom"):
        for field, kind in (("secretRef", "Secret"), ("configMapRef", "ConfigMap")):
            if found := at(each, field):
                optional = bool(found.get("optional"))
                name, path = str(found.get("name")), f"{where}.envFrom"
                yield Reference(kind, name, path=path, is_optional=optional)
    for each in items_at(container, "env"):
        for field, kind in (("secretKeyRef", "Secret"), ("configMapKeyRef", "ConfigMap")):
            if found := at(each, "valueFrom", field):
                variable = str(each.get("name"))
                yield Reference(
                    kind,
                    str(found.get("name")),
                    str(found.get("key") or ""),
                    variable,
                    f"{where}.env[{variable}]",
                    bool(found.get("optional")),
                )


def _of_volume(volume: Mapping[str, Any], *, follows: bool) -> Iterator[Reference]:
    path = f"volumes[{volume.get('name')}]"
    claim = at(volume, "persistentVolumeClaim").get("claimName")
    if claim:
        yield Reference("PersistentVolumeClaim", str(claim), path=path, follows=True)
    sources = [volume, *items_at(volume, "projected", "sources")]
    for source in sources:
        for field, kind, naming in (
            ("secret", "Secret", "secretName" if source is volume else "name"),
            ("configMap", "ConfigMap", "name"),
        ):
            found = at(source, field)
            if found and found.get(naming):
                keys = [str(item.get("key")) for item in items_at(found, "items")] or [""]
                for key in keys:
                    yield Reference(
                        kind,
                        str(found[naming]),
                        key,
                        path=path,
                        is_optional=bool(found.get("optional")),
                        follows=follows,
                    )


def _has_sub_path(template: Mapping[str, Any], volume: Any) -> bool:
    """Tell whether a volume is mounted by a path within it, where changes are not seen."""
    return any(
        mount.get("name") == volume and (mount.get("subPath") or mount.get("subPathExpr"))
        for container in containers_of(template)
        for mount in items_at(container, "volumeMounts")
    )


def share(part: Any, whole: int, *, up: bool) -> int:
    """Return a number of pods, or a percentage of them, as Kubernetes rounds it.

    Args:
        part: A number, or a text such as ``25%``; anything else counts as 0.
        whole: How many pods there are.
        up: Whether it is rounded up, as ``maxSurge`` is; ``maxUnavailable`` is rounded down.
    """
    text = str(part)
    if not text.endswith("%"):
        return int(text) if text.isdigit() else 0
    exact = int(text[:-1]) * whole if text[:-1].isdigit() else 0
    return math.ceil(exact / 100) if up else exact // 100
