"""What the API server fills in: where only that differs, nothing changes.

Quantities are compared by what they are worth, and empty lists and maps count as missing where
the API server treats them alike.

References:
    https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.manifests.objects import Manifest, group_of
from todo_k8s.manifests.pods import template_path

Defaults = dict[str, Any]

_PROBES = ("startupProbe", "livenessProbe", "readinessProbe")
_POD: Defaults = {
    "restartPolicy": "Always",
    "dnsPolicy": "ClusterFirst",
    "schedulerName": "default-scheduler",
    "terminationGracePeriodSeconds": 30,
    "securityContext": {},
    **{
        f"volumes.*.{kind}.defaultMode": 0o644
        for kind in ("secret", "configMap", "downwardAPI", "projected")
    },
    "volumes.*.hostPath.type": "",
    "volumes.*.projected.sources.*.serviceAccountToken.expirationSeconds": 3600,
}
_OF_PODS: Defaults = {"enableServiceLinks": True}
"""What a pod gets that the template of a workload does not."""

_CONTAINER: Defaults = {
    "terminationMessagePath": "/dev/termination-log",
    "terminationMessagePolicy": "File",
    "resources": {},
    "ports.*.protocol": "TCP",
    "env.*.valueFrom.fieldRef.apiVersion": "v1",
    **{
        f"{probe}.{field}": value
        for probe in _PROBES
        for field, value in {
            "timeoutSeconds": 1,
            "periodSeconds": 10,
            "successThreshold": 1,
            "failureThreshold": 3,
            "httpGet.scheme": "HTTP",
            "httpGet.path": "/",
            "grpc.service": "",
        }.items()
    },
    **{f"lifecycle.{hook}.httpGet.scheme": "HTTP" for hook in ("preStop", "postStart")},
}
_CONTAINERS = ("containers", "initContainers")
_CLAIM: Defaults = {"spec.volumeMode": "Filesystem"}
_OBJECTS: dict[tuple[str, str], Defaults] = {
    ("apps", "Deployment"): {
        "spec.replicas": 1,
        "spec.revisionHistoryLimit": 10,
        "spec.progressDeadlineSeconds": 600,
        "spec.strategy": {},
        "spec.strategy.type": "RollingUpdate",
    },
    ("apps", "ReplicaSet"): {"spec.replicas": 1},
    ("apps", "DaemonSet"): {
        "spec.revisionHistoryLimit": 10,
        "spec.updateStrategy": {},
        "spec.updateStrategy.type": "RollingUpdate",
    },
    ("apps", "StatefulSet"): {
        "spec.replicas": 1,
        "spec.revisionHistoryLimit": 10,
        "spec.podManagementPolicy": "OrderedReady",
        "spec.updateStrategy": {},
        "spec.updateStrategy.type": "RollingUpdate",
        "spec.persistentVolumeClaimRetentionPolicy": {},
        "spec.persistentVolumeClaimRetentionPolicy.whenDeleted": "Retain",
        "spec.persistentVolumeClaimRetentionPolicy.whenScaled": "Retain",
        "spec.volumeClaimTemplates.*.apiVersion": "v1",
        "spec.volumeClaimTemplates.*.kind": "PersistentVolumeClaim",
        **{f"spec.volumeClaimTemplates.*.{path}": value for path, value in _CLAIM.items()},
    },
    ("batch", "Job"): {
        "spec.backoffLimit": 6,
        "spec.completionMode": "NonIndexed",
        "spec.suspend": False,
        "spec.manualSelector": False,
    },
    ("", "PersistentVolumeClaim"): _CLAIM,
    ("", "PersistentVolume"): {
        "spec.volumeMode": "Filesystem",
        "spec.persistentVolumeReclaimPolicy": "Retain",
        "spec.hostPath.type": "",
    },
    ("", "Service"): {
        "spec.type": "ClusterIP",
        "spec.sessionAffinity": "None",
        "spec.ports.*.protocol": "TCP",
    },
    ("", "Secret"): {"type": "Opaque"},
    ("storage.k8s.io", "StorageClass"): {
        "reclaimPolicy": "Delete",
        "volumeBindingMode": "Immediate",
    },
    ("storage.k8s.io", "CSIDriver"): {
        "spec.attachRequired": True,
        "spec.volumeLifecycleModes": ["Persistent"],
    },
    ("scheduling.k8s.io", "PriorityClass"): {"preemptionPolicy": "PreemptLowerPriority"},
    **{
        ("rbac.authorization.k8s.io", kind): {"roleRef.apiGroup": "rbac.authorization.k8s.io"}
        for kind in ("RoleBinding", "ClusterRoleBinding")
    },
}


def with_defaults(manifest: Manifest) -> dict[str, Any]:
    """Return an object as the API server keeps it, to be compared with another one."""
    kept: dict[str, Any] = _without_nothing(copy.deepcopy(dict(manifest)))
    kind = str(manifest.get("kind"))
    for path, value in _OBJECTS.get((group_of(manifest), kind), {}).items():
        _fill(kept, path.split("."), value)
    if (place := template_path(kind)) is not None:
        for template in _at(kept, list(place)):
            _fill_pod(template.get("spec"), is_pod=kind == "Pod")
    for where in (["spec"], ["spec", "volumeClaimTemplates", "*", "spec"]):
        for spec in _at(kept, where):
            _canonical_quantities(spec.get("resources"))
            _canonical_quantities(spec)
    return kept


def _fill_pod(spec: Any, *, is_pod: bool) -> None:
    """Fill in what is missing of a pod, or of a template, which gets less."""
    if not is_map(spec):
        return
    for path, value in {**_POD, **(_OF_PODS if is_pod else {})}.items():
        _fill(spec, path.split("."), value)
    for name in _CONTAINERS:
        for container in _at(spec, [name, "*"]):
            for path, value in {**_CONTAINER, "imagePullPolicy": _pull_policy(container)}.items():
                _fill(container, path.split("."), value)
            if is_pod:
                _fill_requests(container["resources"])
            _canonical_quantities(container["resources"])


def _pull_policy(container: dict[str, Any]) -> str:
    """Return the policy for an image: one without a tag, or with ``latest``, is always pulled."""
    name, _, digest = str(container.get("image", "")).partition("@")
    tag = name.rpartition("/")[2].partition(":")[2]
    return "IfNotPresent" if digest or tag not in ("", "latest") else "Always"


def _fill_requests(resources: Any) -> None:
    """Set requests that are missing to the limits."""
    if is_map(resources) and is_map(limits := resources.get("limits")):
        requests = resources.get("requests")
        resources["requests"] = {**limits, **(requests if is_map(requests) else {})}


def _fill(content: Any, path: list[str], value: Any) -> None:
    """Set a default where the parent of it is there."""
    *parents, last = path
    for parent in _at(content, parents):
        parent.setdefault(last, copy.deepcopy(value))


def _at(content: Any, path: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the maps at a path, in which ``*`` stands for each item of a list."""
    if not path:
        if is_map(content):
            yield content
    elif path[0] == "*":
        for item in content if is_list(content) else ():
            yield from _at(item, path[1:])
    elif is_map(content):
        yield from _at(content.get(path[0]), path[1:])


_MAPS = {
    *("labels", "annotations", "nodeSelector", "matchLabels", "data", "binaryData", "parameters"),
    *("limits", "requests", "stringData"),
}
"""Maps that are the same to the API server whether they are empty or missing."""


def _without_nothing(content: Any) -> Any:
    """Return content without nulls, and without collections that the API server drops."""
    if is_list(content):
        return [_without_nothing(item) for item in content]
    if not is_map(content):
        return content
    inner = {key: _without_nothing(value) for key, value in content.items() if value is not None}
    return {
        key: value
        for key, value in inner.items()
        if value != [] and not (key in _MAPS and value == {})
    }


def _canonical_quantities(resources: Any) -> None:
    for name in ("limits", "requests", "capacity"):
        if is_map(resources) and is_map(found := resources.get(name)):
            resources[name] = {key: canonical_quantity(value) for key, value in found.items()}


_UNITS: dict[str, Fraction] = {
    "": Fraction(1),
    **{unit: Fraction(1, 1000**power) for power, unit in enumerate("mun", 1)},
    **{unit: Fraction(1000**power) for power, unit in enumerate("kMGTPE", 1)},
    **{f"{unit}i": Fraction(1024**power) for power, unit in enumerate("KMGTPE", 1)},
}
_QUANTITY = re.compile(
    r"([+-]?[0-9]{1,30}(?:\.[0-9]{0,30})?)(?:[eE]([+-]?[0-9]{1,2})|([a-zA-Z]{0,2}))"
)


def worth(quantity: Any) -> Fraction | None:
    """Return what a quantity such as ``1.5Gi`` is worth; None if it is none."""
    found = _QUANTITY.fullmatch(str(quantity))
    unit = found and _UNITS.get(found[3] or "")
    if not found or unit is None:
        return None
    return Fraction(found[1]) * unit * Fraction(10) ** int(found[2] or 0)


def canonical_quantity(quantity: Any) -> Any:
    """Return the same text for quantities that are worth the same."""
    found = worth(quantity)
    return quantity if found is None else str(found)
