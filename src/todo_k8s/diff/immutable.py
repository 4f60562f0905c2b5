"""The fields that the API server lets nobody change, by kind of object.

References:
    https://github.com/kubernetes/kubernetes/tree/master/pkg/apis
"""

from __future__ import annotations

_RBAC = "rbac.authorization.k8s.io"
_STORAGE = "storage.k8s.io"

RECREATE = "delete it first: the upgrade creates it again"
ORPHAN = (
    "delete it with `kubectl delete {kind} {name} --cascade=orphan` first, so that its pods go on "
    "and the upgrade creates it again; or give it another name"
)
JOB = "delete the Job first, give it a name that changes with its content, or make it a Helm hook"
ON_DELETE = (
    "replace it first: `kubectl patch {kind} {name} --type=json -p "
    '\'[{"op":"replace","path":"/spec/updateStrategy","value":{"type":"OnDelete"}}]\'`'
)
RENAME = "give the new one another name, and use that where the old one is used"

FIXED: dict[tuple[str, str], tuple[tuple[str, ...], str]] = {
    ("apps", "Deployment"): (("spec.selector",), ORPHAN),
    ("apps", "ReplicaSet"): (("spec.selector",), ORPHAN),
    ("apps", "DaemonSet"): (("spec.selector",), ORPHAN),
    ("apps", "ControllerRevision"): (("data",), RENAME),
    ("batch", "Job"): (
        (
            *("spec.selector", "spec.completionMode", "spec.podFailurePolicy"),
            *("spec.backoffLimitPerIndex", "spec.managedBy", "spec.successPolicy"),
        ),
        JOB,
    ),
    (_RBAC, "RoleBinding"): (("roleRef",), RECREATE),
    (_RBAC, "ClusterRoleBinding"): (("roleRef",), RECREATE),
    (_STORAGE, "StorageClass"): (
        ("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"),
        f"{RECREATE}; volumes that exist keep their settings",
    ),
    (_STORAGE, "CSIDriver"): (("spec.attachRequired", "spec.volumeLifecycleModes"), RECREATE),
    (_STORAGE, "VolumeAttributesClass"): (("driverName", "parameters"), RENAME),
    ("networking.k8s.io", "IngressClass"): (("spec.controller",), RECREATE),
    ("scheduling.k8s.io", "PriorityClass"): (("value", "preemptionPolicy"), RECREATE),
    ("node.k8s.io", "RuntimeClass"): (("handler",), RECREATE),
    ("discovery.k8s.io", "EndpointSlice"): (("addressType",), RECREATE),
    ("gateway.networking.k8s.io", "GatewayClass"): (("spec.controllerName",), RECREATE),
    ("apiextensions.k8s.io", "CustomResourceDefinition"): (
        ("spec.group", "spec.scope", "spec.names.kind", "spec.names.plural"),
        "define another resource: deleting this one deletes every object of it",
    ),
    ("", "Secret"): (("type",), f"{RECREATE}; what reads it keeps its old values until then"),
    ("", "ResourceQuota"): (("spec.scopes",), RECREATE),
}
"""Fields that cannot change, by API group and kind, and what to do instead."""

STATEFUL_SET = {
    *("replicas", "ordinals", "template", "updateStrategy", "minReadySeconds"),
    "persistentVolumeClaimRetentionPolicy",
}
"""The fields of a StatefulSet's ``spec`` that can change."""

STATEFUL_SET_SINCE = {"revisionHistoryLimit": (1, 33)}
"""Further ones, and the version of Kubernetes since which they can."""

POD = {"activeDeadlineSeconds", "tolerations"}
"""The fields of a Pod's ``spec`` that can change; containers can change their image."""

VOLUME = {
    *("capacity", "accessModes", "persistentVolumeReclaimPolicy", "storageClassName"),
    *("mountOptions", "claimRef", "volumeAttributesClassName"),
}
"""The fields of a PersistentVolume's ``spec`` that can change."""

SUSPENDED = {"nodeSelector", "tolerations", "schedulingGates", "affinity"}
"""The fields of a pod's ``spec`` that can change while a Job is suspended and never ran."""
