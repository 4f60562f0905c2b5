"""Objects before and after a change, and what the API server says: for us, and for a real one."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from todo_k8s.helm.plain.shapes import is_map

Object = dict[str, Any]
LABELS = {"app": "web"}
POD: Object = {"containers": [{"name": "web", "image": "web:1"}]}
TEMPLATE: Object = {"metadata": {"labels": LABELS}, "spec": POD}
ONCE: Object = {"spec": {**POD, "restartPolicy": "Never"}}
RBAC = "rbac.authorization.k8s.io"


def made(api: str, kind: str, content: Mapping[str, Any]) -> Object:
    """Return an object of a kind, whose name is that of the kind."""
    return copy.deepcopy(
        {"apiVersion": api, "kind": kind, "metadata": {"name": kind.lower()}, **content}
    )


def workload(kind: str, **spec: Any) -> Object:
    """Return a workload of the group ``apps``."""
    selected: Object = {"selector": {"matchLabels": LABELS}, "template": TEMPLATE}
    return made("apps/v1", kind, {"spec": {**selected, **spec}})


def claim(**spec: Any) -> Object:
    """Return a claim of a volume."""
    usual: Object = {"accessModes": ["ReadWriteOnce"], "storageClassName": "fast"}
    sized: Object = {"resources": {"requests": {"storage": "1Gi"}}}
    return made("v1", "PersistentVolumeClaim", {"spec": {**usual, **sized, **spec}})


BASES: dict[str, Object] = {
    "Deployment": workload("Deployment"),
    "ReplicaSet": workload("ReplicaSet"),
    "DaemonSet": workload("DaemonSet"),
    "StatefulSet": workload(
        "StatefulSet",
        serviceName="web",
        volumeClaimTemplates=[{"metadata": {"name": "data"}, "spec": claim()["spec"]}],
    ),
    "SteppedStatefulSet": workload(
        "StatefulSet", updateStrategy={"type": "RollingUpdate", "rollingUpdate": {"partition": 1}}
    ),
    "Job": made("batch/v1", "Job", {"spec": {"template": ONCE}}),
    "SuspendedJob": made("batch/v1", "Job", {"spec": {"template": ONCE, "suspend": True}}),
    "IndexedJob": made(
        "batch/v1",
        "Job",
        {
            "spec": {
                "template": ONCE,
                "completionMode": "Indexed",
                "completions": 2,
                "parallelism": 2,
            }
        },
    ),
    "OwnSelectorJob": made(
        "batch/v1",
        "Job",
        {
            "spec": {
                "manualSelector": True,
                "selector": {"matchLabels": LABELS},
                "template": {**ONCE, "metadata": {"labels": {**LABELS, "tier": "a"}}},
            }
        },
    ),
    "CronJob": made(
        "batch/v1",
        "CronJob",
        {"spec": {"schedule": "0 3 * * *", "jobTemplate": {"spec": {"template": ONCE}}}},
    ),
    "Pod": made(
        "v1", "Pod", {"spec": {**POD, "tolerations": [{"key": "a", "operator": "Exists"}]}}
    ),
    "PersistentVolumeClaim": claim(),
    "PersistentVolume": made(
        "v1",
        "PersistentVolume",
        {
            "spec": {
                "capacity": {"storage": "1Gi"},
                "accessModes": ["ReadWriteOnce"],
                "hostPath": {"path": "/tmp/a"},
            }
        },
    ),
    "Service": made("v1", "Service", {"spec": {"selector": LABELS, "ports": [{"port": 80}]}}),
    "HeadlessService": made(
        "v1",
        "Service",
        {"spec": {"selector": LABELS, "clusterIP": "None", "ports": [{"port": 80}]}},
    ),
    "ExternalService": made(
        "v1", "Service", {"spec": {"type": "ExternalName", "externalName": "example.com"}}
    ),
    "BalancedService": made(
        "v1", "Service", {"spec": {"type": "LoadBalancer", "ports": [{"port": 80}]}}
    ),
    "ConfigMap": made("v1", "ConfigMap", {"data": {"a": "1"}}),
    "ImmutableConfigMap": made("v1", "ConfigMap", {"data": {"a": "1"}, "immutable": True}),
    "Secret": made("v1", "Secret", {"stringData": {"a": "1"}}),
    "ImmutableSecret": made("v1", "Secret", {"stringData": {"a": "1"}, "immutable": True}),
    "RoleBinding": made(
        f"{RBAC}/v1",
        "RoleBinding",
        {"roleRef": {"apiGroup": RBAC, "kind": "Role", "name": "a"}, "subjects": []},
    ),
    "ClusterRoleBinding": made(
        f"{RBAC}/v1",
        "ClusterRoleBinding",
        {"roleRef": {"apiGroup": RBAC, "kind": "ClusterRole", "name": "a"}, "subjects": []},
    ),
    "StorageClass": made(
        "storage.k8s.io/v1",
        "StorageClass",
        {"provisioner": "a.example.com", "parameters": {"a": "1"}},
    ),
    "CSIDriver": made("storage.k8s.io/v1", "CSIDriver", {"spec": {"attachRequired": False}}),
    "VolumeAttributesClass": made(
        "storage.k8s.io/v1",
        "VolumeAttributesClass",
        {"driverName": "a.example.com", "parameters": {"a": "1"}},
    ),
    "IngressClass": made(
        "networking.k8s.io/v1", "IngressClass", {"spec": {"controller": "example.com/a"}}
    ),
    "PriorityClass": made("scheduling.k8s.io/v1", "PriorityClass", {"value": 10}),
    "RuntimeClass": made("node.k8s.io/v1", "RuntimeClass", {"handler": "a"}),
    "EndpointSlice": made(
        "discovery.k8s.io/v1", "EndpointSlice", {"addressType": "IPv4", "endpoints": []}
    ),
    "ControllerRevision": made(
        "apps/v1",
        "ControllerRevision",
        {"revision": 1, "data": {"kind": "A", "apiVersion": "a/v1"}},
    ),
    "ResourceQuota": made(
        "v1", "ResourceQuota", {"spec": {"hard": {"pods": "3"}, "scopes": ["NotTerminating"]}}
    ),
    "GatewayClass": made(
        "gateway.networking.k8s.io/v1",
        "GatewayClass",
        {"spec": {"controllerName": "example.com/a"}},
    ),
    "CustomResourceDefinition": made(
        "apiextensions.k8s.io/v1",
        "CustomResourceDefinition",
        {
            "metadata": {"name": "things.example.com"},
            "spec": {
                "group": "example.com",
                "scope": "Namespaced",
                "names": {"kind": "Thing", "plural": "things", "singular": "thing"},
                "versions": [
                    {
                        "name": "v1",
                        "served": True,
                        "storage": True,
                        "schema": {"openAPIV3Schema": {"type": "object"}},
                    }
                ],
            },
        },
    ),
}
"""A valid object of each kind, and of each state of one that matters."""


@dataclass(frozen=True)
class Pair:
    """A change of an object.

    Args:
        base: The object before, by its name in `BASES`.
        change: What is laid over it; a null removes a field.
        refused: The fields whose change the API server refuses; none if it accepts it.
    """

    base: str
    change: Object
    refused: tuple[str, ...] = ()

    @property
    def old(self) -> Object:
        """The object before."""
        return copy.deepcopy(BASES[self.base])

    @property
    def new(self) -> Object:
        """The object after."""
        made_of: Object = _laid_over(BASES[self.base], self.change)
        return made_of

    def __str__(self) -> str:
        return f"{self.base}: {self.change}"[:100]


def _laid_over(below: Any, above: Any) -> Any:
    if not is_map(above) or not is_map(below):
        return copy.deepcopy(above)
    merged: Object = {key: _laid_over(below.get(key), value) for key, value in above.items()}
    return {key: value for key, value in {**below, **merged}.items() if value is not None}


def _spec(base: str, *refused: str, **fields: Any) -> Pair:
    return Pair(base, {"spec": fields}, refused)


OTHER = {"matchLabels": {"app": "web", "tier": "a"}}
MORE: Object = {"metadata": {"labels": {"app": "web", "tier": "a"}}}
IMAGE: Object = {"spec": {"containers": [{"name": "web", "image": "web:2"}]}}
ZONE: Object = {"spec": {"nodeSelector": {"zone": "a"}}}
ACCEPTED = [
    _spec("Deployment", replicas=3, template=IMAGE),
    _spec("Deployment", strategy={"type": "Recreate"}, revisionHistoryLimit=3),
    _spec("DaemonSet", template=IMAGE, updateStrategy={"type": "OnDelete"}),
    _spec("StatefulSet", replicas=3, template=IMAGE, minReadySeconds=3),
    _spec("StatefulSet", ordinals={"start": 1}),
    _spec("SteppedStatefulSet", updateStrategy={"type": "OnDelete", "rollingUpdate": None}),
    _spec("StatefulSet", revisionHistoryLimit=3),
    _spec("StatefulSet", persistentVolumeClaimRetentionPolicy={"whenDeleted": "Delete"}),
    _spec("Job", parallelism=2, backoffLimit=2, ttlSecondsAfterFinished=60, completions=1),
    _spec("Job", suspend=True, activeDeadlineSeconds=60),
    _spec("SuspendedJob", template=ZONE),
    _spec("SuspendedJob", template={"metadata": {"labels": {"tier": "a"}}}),
    _spec("SuspendedJob", template={"spec": {"tolerations": [{"operator": "Exists"}]}}),
    _spec("IndexedJob", completions=3, parallelism=3),
    _spec("CronJob", schedule="0 4 * * *", jobTemplate={"spec": {"template": IMAGE}}),
    _spec("Pod", containers=[{"name": "web", "image": "web:2"}], activeDeadlineSeconds=60),
    _spec(
        "Pod", tolerations=[{"key": "a", "operator": "Exists"}, {"key": "b", "operator": "Exists"}]
    ),
    Pair("PersistentVolumeClaim", {"metadata": {"labels": {"a": "b"}}}),
    _spec("PersistentVolumeClaim", resources={"requests": {"storage": "1024Mi"}}),
    _spec("PersistentVolume", capacity={"storage": "2Gi"}, mountOptions=["ro"]),
    _spec("Service", ports=[{"port": 81}], type="NodePort"),
    _spec("Service", selector={"app": "other"}),
    _spec("HeadlessService", clusterIP=None),
    _spec("ExternalService", type="ClusterIP", externalName=None, ports=[{"port": 80}]),
    _spec("BalancedService", type="ClusterIP"),
    Pair("ConfigMap", {"data": {"a": "2"}, "immutable": True}),
    Pair("Secret", {"stringData": {"a": "2"}, "immutable": True}),
    Pair("Secret", {"type": "Opaque"}),
    Pair("ImmutableSecret", {"stringData": None, "data": {"a": "MQ=="}}),
    Pair("ImmutableConfigMap", {"metadata": {"labels": {"a": "b"}}}),
    Pair("RoleBinding", {"subjects": [{"kind": "User", "apiGroup": RBAC, "name": "a"}]}),
    Pair("StorageClass", {"allowVolumeExpansion": True, "mountOptions": ["ro"]}),
    Pair("StorageClass", {"reclaimPolicy": "Delete", "volumeBindingMode": "Immediate"}),
    _spec("CSIDriver", podInfoOnMount=True, storageCapacity=True, fsGroupPolicy="File"),
    _spec("IngressClass", parameters={"kind": "A", "name": "a", "apiGroup": "example.com"}),
    Pair("PriorityClass", {"description": "x", "globalDefault": False}),
    Pair("RuntimeClass", {"metadata": {"labels": {"a": "b"}}}),
    Pair("EndpointSlice", {"ports": [{"name": "a", "port": 80}]}),
    Pair("ControllerRevision", {"revision": 2}),
    _spec("ResourceQuota", hard={"pods": "4"}),
    _spec("GatewayClass", description="x"),
    Pair("CustomResourceDefinition", {"metadata": {"labels": {"a": "b"}}}),
]
REFUSED = [
    *(
        _spec(kind, "spec.selector", selector=OTHER, template=MORE)
        for kind in ("Deployment", "ReplicaSet", "DaemonSet", "StatefulSet")
    ),
    _spec("StatefulSet", "spec.serviceName", serviceName="other"),
    _spec("StatefulSet", "spec.updateStrategy.rollingUpdate", updateStrategy={"type": "OnDelete"}),
    _spec("StatefulSet", "spec.podManagementPolicy", podManagementPolicy="Parallel"),
    _spec(
        "StatefulSet",
        "spec.volumeClaimTemplates",
        volumeClaimTemplates=[
            {
                "metadata": {"name": "data"},
                "spec": claim(resources={"requests": {"storage": "2Gi"}})["spec"],
            }
        ],
    ),
    _spec("Job", "spec.template", template=IMAGE),
    _spec("OwnSelectorJob", "spec.selector", selector=OTHER),
    _spec("Job", "spec.completions", completions=3),
    _spec(
        "Job", "spec.completionMode", "spec.completions", completionMode="Indexed", completions=2
    ),
    _spec(
        "Job",
        "spec.backoffLimitPerIndex",
        "spec.completionMode",
        completionMode="Indexed",
        completions=1,
        backoffLimitPerIndex=1,
    ),
    _spec(
        "Job",
        "spec.podFailurePolicy",
        podFailurePolicy={
            "rules": [{"action": "FailJob", "onExitCodes": {"operator": "In", "values": [1]}}]
        },
    ),
    _spec("Job", "spec.managedBy", managedBy="example.com/a"),
    _spec("SuspendedJob", "spec.template", template=IMAGE),
    _spec("IndexedJob", "spec.completions", completions=3),
    _spec("IndexedJob", "spec.successPolicy", successPolicy={"rules": [{"succeededCount": 1}]}),
    _spec("Pod", "spec.nodeSelector.zone", nodeSelector={"zone": "a"}),
    _spec(
        "Pod",
        "spec.containers[web].command[0]",
        containers=[{"name": "web", "image": "web:1", "command": ["x"]}],
    ),
    _spec("Pod", "spec.tolerations", tolerations=[{"key": "b", "operator": "Exists"}]),
    _spec("PersistentVolumeClaim", "spec.storageClassName", storageClassName="slow"),
    _spec("PersistentVolumeClaim", "spec.accessModes[0]", accessModes=["ReadWriteMany"]),
    _spec("PersistentVolumeClaim", "spec.volumeMode", volumeMode="Block"),
    _spec(
        "PersistentVolumeClaim",
        "spec.resources.requests.storage",
        resources={"requests": {"storage": "512Mi"}},
    ),
    _spec("PersistentVolume", "spec.hostPath", hostPath={"path": "/tmp/b"}),
    _spec("PersistentVolume", "spec.volumeMode", volumeMode="Block"),
    _spec("Service", "spec.clusterIP", clusterIP="None"),
    _spec("BalancedService", "spec.loadBalancerClass", loadBalancerClass="example.com/a"),
    Pair("ImmutableConfigMap", {"data": {"a": "2"}}, ("data",)),
    Pair("ImmutableConfigMap", {"immutable": None}, ("immutable",)),
    Pair("ImmutableConfigMap", {"binaryData": {"b": "MQ=="}}, ("binaryData",)),
    Pair("ImmutableSecret", {"stringData": {"a": "2"}}, ("data",)),
    Pair("Secret", {"type": "example.com/a"}, ("type",)),
    Pair("RoleBinding", {"roleRef": {"name": "b"}}, ("roleRef",)),
    Pair("ClusterRoleBinding", {"roleRef": {"name": "b"}}, ("roleRef",)),
    Pair("StorageClass", {"provisioner": "b.example.com"}, ("provisioner",)),
    Pair("StorageClass", {"parameters": {"a": "2"}}, ("parameters",)),
    Pair("StorageClass", {"reclaimPolicy": "Retain"}, ("reclaimPolicy",)),
    Pair("StorageClass", {"volumeBindingMode": "WaitForFirstConsumer"}, ("volumeBindingMode",)),
    _spec("CSIDriver", "spec.attachRequired", attachRequired=True),
    _spec("CSIDriver", "spec.volumeLifecycleModes", volumeLifecycleModes=["Ephemeral"]),
    Pair("VolumeAttributesClass", {"driverName": "b.example.com"}, ("driverName",)),
    Pair("VolumeAttributesClass", {"parameters": {"a": "2"}}, ("parameters",)),
    _spec("IngressClass", "spec.controller", controller="example.com/b"),
    Pair("PriorityClass", {"value": 11}, ("value",)),
    Pair("PriorityClass", {"preemptionPolicy": "Never"}, ("preemptionPolicy",)),
    Pair("RuntimeClass", {"handler": "b"}, ("handler",)),
    Pair("EndpointSlice", {"addressType": "IPv6"}, ("addressType",)),
    Pair("ControllerRevision", {"data": {"kind": "B"}}, ("data",)),
    _spec("ResourceQuota", "spec.scopes", scopes=["Terminating"]),
    _spec("GatewayClass", "spec.controllerName", controllerName="example.com/b"),
    _spec("CustomResourceDefinition", "spec.scope", scope="Cluster"),
    _spec(
        "CustomResourceDefinition",
        "spec.names.kind",
        names={"kind": "Other", "plural": "things", "singular": "thing"},
    ),
]
PAIRS = {str(pair): pair for pair in (*ACCEPTED, *REFUSED)}
