"""What the API server, or Helm, refuses when a release is upgraded: fields that may not change.

References:
    https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates
    https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
    https://kubernetes.io/docs/concepts/workloads/controllers/job/
    https://kubernetes.io/docs/concepts/services-networking/service/
    https://kubernetes.io/docs/concepts/storage/persistent-volumes/
    https://kubernetes.io/docs/concepts/configuration/secret/#secret-immutable
    https://helm.sh/docs/topics/charts_hooks/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from todo_k8s.helm.functions import quantity
from todo_k8s.helm.plain.shapes import is_map

Manifest = dict[str, Any]
Identity = tuple[str, str, str, str]

FIXED = {
    "Deployment": ("spec.selector",),
    "DaemonSet": ("spec.selector",),
    "Job": ("spec.selector", "spec.template", "spec.completionMode", "spec.completions"),
    "Service": ("spec.clusterIP", "spec.clusterIPs", "spec.healthCheckNodePort"),
    "Secret": ("type", "immutable"),
    "ConfigMap": ("immutable",),
    "Pod": ("spec",),
    "RoleBinding": ("roleRef",),
    "ClusterRoleBinding": ("roleRef",),
    "StorageClass": ("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"),
}
"""Fields of each kind that never change."""

ALL_BUT = {
    "StatefulSet": {
        *("replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit"),
        *("persistentVolumeClaimRetentionPolicy", "minReadySeconds"),
    },
    "PersistentVolumeClaim": {"resources", "volumeAttributesClassName"},
}
"""Kinds whose spec may change in these fields only."""

KEPT_DATA = {"PersistentVolumeClaim"}
"""Kinds that must not go, as their data goes with them."""


def forbidden(before: Iterable[Manifest], after: Iterable[Manifest]) -> list[str]:
    """Return what an upgrade from some manifests to others is refused for, a line for each."""
    old, new = _by_identity(before), _by_identity(after)
    lines = [
        f"{_shown(identity)}: {fault}"
        for identity in old.keys() & new.keys()
        for fault in _faults(old[identity], new[identity])
    ]
    gone = (identity for identity in old.keys() - new.keys() if identity[1] in KEPT_DATA)
    lost = (identity for identity in gone if not _is_kept(old[identity]))
    return sorted(
        [*lines, *(f"{_shown(identity)}: is deleted, with its data" for identity in lost)]
    )


def _by_identity(manifests: Iterable[Manifest]) -> dict[Identity, Manifest]:
    return {_identity(each): each for each in manifests}


def _identity(manifest: Manifest) -> Identity:
    """Return what tells an object from others: the version of its API does not."""
    metadata = _map_at(manifest, "metadata")
    group = manifest["apiVersion"].rpartition("/")[0]
    namespace, name = (str(metadata.get(key, "")) for key in ("namespace", "name"))
    return group, manifest["kind"], namespace, name


def _shown(identity: Identity) -> str:
    return f"{identity[1]} {identity[3]}"


def _faults(old: Manifest, new: Manifest) -> Iterator[str]:
    if _hooks(old) and not _hooks(new):
        yield "was made by a hook, so Helm does not adopt it"
    if _is_replaced(new):
        return
    kind = old["kind"]
    for path in FIXED.get(kind, ()):
        if _at(old, path) != _at(new, path):
            yield f"{path} must not change"
    if old.get("immutable") is True:
        yield from (f"{key} must not change" for key in _changed(old, new) if key != "metadata")
    if (free := ALL_BUT.get(kind)) is not None:
        changed = _changed(_map_at(old, "spec"), _map_at(new, "spec")) - free
        yield from (f"spec.{key} must not change" for key in sorted(changed))
    if kind == "PersistentVolumeClaim":
        path = "spec.resources.requests.storage"
        was, now = (quantity(str(_at(each, path) or "")) for each in (old, new))
        if now < was:
            yield "spec.resources.requests.storage must not shrink"


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def _at(manifest: Any, path: str) -> Any:
    for key in path.split("."):
        manifest = manifest.get(key) if is_map(manifest) else None
    return manifest


def _map_at(manifest: Manifest, path: str) -> Manifest:
    """Return a map in a manifest; one of `extraObjects` may lack it, or have something else."""
    found = _at(manifest, path)
    return found if is_map(found) else {}


def _annotation(manifest: Manifest, name: str) -> str:
    return str(_map_at(manifest, "metadata.annotations").get(name, ""))


def _hooks(manifest: Manifest) -> str:
    return _annotation(manifest, "helm.sh/hook")


def _is_replaced(manifest: Manifest) -> bool:
    """Tell whether Helm deletes an object before it makes it: by default every hook's."""
    policy = _annotation(manifest, "helm.sh/hook-delete-policy") or "before-hook-creation"
    return bool(_hooks(manifest)) and "before-hook-creation" in policy


def _is_kept(manifest: Manifest) -> bool:
    return _annotation(manifest, "helm.sh/resource-policy") == "keep"
