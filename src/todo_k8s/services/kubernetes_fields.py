"""Which fields of Kubernetes' own a service passes on, and which value sets each other one.

The names are those of Kubernetes 1.30 to 1.37; a test holds them against its schemas. Whether a
cluster knows a newer one, its API server says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import default, get, matches, sorted_keys
from todo_k8s.helm.model import Check

_ITSELF = ""
"""What the chart sets itself, for which it has no value."""
_IN_DEPLOYMENTS = "refused by Kubernetes in the pods of a Deployment; remove it"
_INSIDE = "for a Service that is open to the outside, and this one is a ClusterIP; remove it"


@dataclass(frozen=True)
class Fields:
    """The fields of a kind of object.

    Args:
        kind: The kind, as Kubernetes calls it.
        passed_on: Fields that are passed on as they are.
        taken: Fields that are not: name → the value that sets it, empty, or what is said of it.
        versions: Where the fields are known, as a message says it.
    """

    kind: str
    passed_on: tuple[str, ...]
    taken: Mapping[str, str]
    versions: str = "Kubernetes 1.30 to 1.37"

    @property
    def remarks(self) -> dict[str, str]:
        """What is said of each field that is not passed on."""
        return {name: _remark(value) for name, value in self.taken.items()}

    @property
    def unknown(self) -> str:
        """What is said of a name that is no field."""
        kind = f"{'an' if self.kind[0] in 'AEIO' else 'a'} {self.kind}"
        return f"no field of {kind} in {self.versions}; check the spelling, or remove it"


def _remark(value: str) -> str:
    if "; " in value:
        return value
    return f"set by {value}; set that" if value else "set by the chart itself; remove it"


def are_passed_on(where: str, spec: Mapping[str, Any], fields: Fields) -> Any:
    """Return the checks that the fields of a spec are passed on.

    Args:
        where: Where the spec is.
        spec: The spec, in Kubernetes' own form.
        fields: The fields of its kind.
    """
    names, remarks = f"^({'|'.join(fields.passed_on)})$", fields.remarks

    def check(field: str) -> Check:
        remark = default(get(remarks, field), fields.unknown)
        return Check(matches(field, names), f"is {remark}", f"{where}.{field}")

    return each(sorted_keys(spec), check)


DEPLOYMENT = Fields(
    "DeploymentSpec",
    passed_on=("paused",),
    taken={
        "minReadySeconds": "rollout.minReadySeconds",
        "progressDeadlineSeconds": "rollout.progressDeadlineSeconds",
        "replicas": "replicaCount",
        "revisionHistoryLimit": "rollout.revisionHistoryLimit",
        "selector": _ITSELF,
        "strategy": "rollout.strategy",
        "template": "podSpec",
    },
)

POD = Fields(
    "PodSpec",
    passed_on=(
        *("dnsConfig", "dnsPolicy", "evictionResponders", "hostAliases", "hostIPC", "hostNetwork"),
        *("hostPID", "hostUsers", "hostname", "hostnameOverride", "nodeName", "os", "overhead"),
        *("preemptionPolicy", "priority", "readinessGates", "resourceClaims", "resources"),
        *("runtimeClassName", "schedulerName", "schedulingGates", "schedulingGroup"),
        *("setHostnameAsFQDN", "shareProcessNamespace", "subdomain", "workloadRef"),
    ),
    taken={
        "activeDeadlineSeconds": _IN_DEPLOYMENTS,
        "affinity": "affinity",
        "automountServiceAccountToken": "serviceAccount.automountToken",
        "containers": "sidecars",
        "enableServiceLinks": _ITSELF,
        "ephemeralContainers": _IN_DEPLOYMENTS,
        "imagePullSecrets": "the chart's imagePullSecrets",
        "initContainers": "initContainers",
        "nodeSelector": "nodeSelector",
        "priorityClassName": "priorityClassName",
        "restartPolicy": _ITSELF,
        "securityContext": "podSecurityContext",
        "serviceAccount": "serviceAccount.name",
        "serviceAccountName": "serviceAccount.name",
        "terminationGracePeriodSeconds": "rollout.terminationGracePeriodSeconds",
        "tolerations": "tolerations",
        "topologySpreadConstraints": "topologySpread",
        "volumes": "extraVolumes",
    },
)

CONTAINER = Fields(
    "Container",
    passed_on=(
        *("resizePolicy", "restartPolicy", "restartPolicyRules", "stdin", "stdinOnce"),
        *("terminationMessagePath", "terminationMessagePolicy", "tty", "volumeDevices"),
        "workingDir",
    ),
    taken={
        "args": "args",
        "command": "command",
        "env": "env",
        "envFrom": "extraEnvFrom",
        "image": "image",
        "imagePullPolicy": "image.pullPolicy",
        "lifecycle": "lifecycle",
        "livenessProbe": "probes.liveness",
        "name": _ITSELF,
        "ports": "port",
        "readinessProbe": "probes.readiness",
        "resources": "resources",
        "securityContext": "securityContext",
        "startupProbe": "probes.startup",
        "volumeMounts": "extraVolumeMounts",
    },
)

EXPOSED_SERVICE = Fields(
    "ServiceSpec",
    passed_on=(
        *("allocateLoadBalancerNodePorts", "clusterIP", "clusterIPs", "externalIPs"),
        *("externalTrafficPolicy", "healthCheckNodePort", "internalTrafficPolicy", "ipFamilies"),
        *("ipFamilyPolicy", "loadBalancerClass", "loadBalancerIP", "publishNotReadyAddresses"),
        *("sessionAffinity", "sessionAffinityConfig", "trafficDistribution"),
    ),
    taken={
        "externalName": _ITSELF,
        "loadBalancerSourceRanges": "service.loadBalancerSourceRanges",
        "ports": "service.port",
        "selector": _ITSELF,
        "type": "service.type",
    },
)
"""Of a Service that may be reached from outside."""

_OF_OUTSIDE = (
    *("allocateLoadBalancerNodePorts", "externalIPs", "externalTrafficPolicy"),
    *("healthCheckNodePort", "loadBalancerClass", "loadBalancerIP"),
)

SERVICE = Fields(
    "ServiceSpec",
    passed_on=tuple(name for name in EXPOSED_SERVICE.passed_on if name not in _OF_OUTSIDE),
    taken={
        **dict.fromkeys(EXPOSED_SERVICE.taken, _ITSELF),
        **dict.fromkeys(_OF_OUTSIDE, _INSIDE),
        "ports": "service.port",
    },
)
"""Of a Service that is reached inside the cluster only."""

CLAIM = Fields(
    "PersistentVolumeClaimSpec",
    passed_on=(
        *("dataSource", "dataSourceRef", "selector", "volumeAttributesClassName", "volumeName"),
    ),
    taken={
        "accessModes": "accessModes",
        "resources": "size",
        "storageClassName": "storageClass",
        "volumeMode": "for a container that mounts files; remove it",
    },
)

JOB = Fields(
    "JobSpec",
    passed_on=(
        *("backoffLimitPerIndex", "completionMode", "completions", "managedBy"),
        *("maxFailedIndexes", "parallelism", "podFailurePolicy", "podReplacementPolicy"),
        *("successPolicy", "ttlSecondsAfterFinished"),
    ),
    taken={
        "activeDeadlineSeconds": "activeDeadlineSeconds",
        "backoffLimit": "backoffLimit",
        "manualSelector": _ITSELF,
        "scheduling": "an alpha feature of Kubernetes 1.37, which the chart has not; remove it",
        "selector": _ITSELF,
        "suspend": "suspend",
        "template": "podSpec",
    },
)

_OF_JOBS = ("terminationGracePeriodSeconds", "topologySpreadConstraints")

JOB_POD = Fields(
    "PodSpec",
    passed_on=(*POD.passed_on, *_OF_JOBS),
    taken={
        **{name: value for name, value in POD.taken.items() if name not in _OF_JOBS},
        "activeDeadlineSeconds": "activeDeadlineSeconds",
        "automountServiceAccountToken": "automountServiceAccountToken",
        "containers": "initContainers, with restartPolicy: Always",
        "ephemeralContainers": _ITSELF,
        "serviceAccount": "serviceAccountName",
        "serviceAccountName": "serviceAccountName",
    },
)
"""Of the pods of a job."""

_OF_JOB_CONTAINERS = ("lifecycle", "livenessProbe", "ports", "readinessProbe", "startupProbe")

JOB_CONTAINER = Fields(
    "Container",
    passed_on=(*CONTAINER.passed_on, *_OF_JOB_CONTAINERS),
    taken={
        name: value for name, value in CONTAINER.taken.items() if name not in _OF_JOB_CONTAINERS
    },
)
"""Of the container of a job."""
