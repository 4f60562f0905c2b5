"""Writes the types of Kubernetes' own objects: ``python -m tests.versions.kubernetes_types``.

The fields are those of all supported versions, from their schemas. What those say in prose only,
the words that a field may be and its bounds, is here.

References:
    https://kubernetes.io/docs/reference/kubernetes-api/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kubernetes_validate import utils

from todo_k8s.helm.fields import kubernetes_types
from todo_k8s.services.kubernetes_fields import (
    DEPLOYMENT,
    EXPOSED_SERVICE,
    JOB,
    JOB_CONTAINER,
    JOB_POD,
    POD,
)

VERSIONS = [f"1.{minor}" for minor in range(30, 38)]
FILE = Path(kubernetes_types.__file__).with_suffix(".json")

_ROOTS: dict[str, Iterable[str] | None] = {
    "Affinity": None,
    "Container": (
        *(name for name in JOB_CONTAINER.passed_on if name != "ports"),
        *("imagePullPolicy", "securityContext"),
    ),
    "DeploymentSpec": DEPLOYMENT.passed_on,
    "HorizontalPodAutoscalerBehavior": None,
    "JobSpec": JOB.passed_on,
    "MetricSpec": None,
    "PodSpec": (*POD.passed_on, *JOB_POD.passed_on),
    "ServiceSpec": EXPOSED_SERVICE.passed_on,
    "Volume": (
        *("configMap", "csi", "downwardAPI", "ephemeral", "hostPath", "image", "nfs", "projected"),
        "secret",
    ),
}
"""What fields of the values are, and which of its fields are looked at here, if not all: rules say
more of others."""

_WHOLE_OBJECTS = {"ObjectMeta"}

_GROUPS = tuple(
    f"io.k8s.api.{group}." for group in ("apps.v1", "autoscaling.v2", "batch.v1", "core.v1")
)
_SCALARS = {"string": "string", "boolean": "boolean", "number": "number", "object": "map"}
_OWN = {"IntOrString": "IntOrString", "Quantity": "Quantity", "Time": "string"}
_INT32 = 2**31 - 1

_EXPRESSION = ("DoesNotExist", "Exists", "In", "NotIn")
_PULL = ("Always", "IfNotPresent", "Never")
_CLUSTER_OR_LOCAL, _HONOR = ("Cluster", "Local"), ("Honor", "Ignore")
_PROFILE = ("Localhost", "RuntimeDefault", "Unconfined")
WORDS: dict[str, tuple[str, ...]] = {
    "AppArmorProfile.type": _PROFILE,
    "Container.imagePullPolicy": _PULL,
    "Container.restartPolicy": ("Always", "Never", "OnFailure"),
    "Container.terminationMessagePolicy": ("FallbackToLogsOnError", "File"),
    "ContainerResizePolicy.restartPolicy": ("NotRequired", "RestartContainer"),
    "ContainerRestartRule.action": ("Restart", "RestartAllContainers"),
    "ContainerRestartRuleOnExitCodes.operator": ("In", "NotIn"),
    "HPAScalingPolicy.type": ("Percent", "Pods"),
    "HPAScalingRules.selectPolicy": ("Disabled", "Max", "Min"),
    "HTTPGetAction.scheme": ("HTTP", "HTTPS"),
    "HostPathVolumeSource.type": (
        *("", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File"),
        *("FileOrCreate", "Socket"),
    ),
    "ImageVolumeSource.pullPolicy": _PULL,
    "JobSpec.completionMode": ("Indexed", "NonIndexed"),
    "JobSpec.podReplacementPolicy": ("Failed", "TerminatingOrFailed"),
    "LabelSelectorRequirement.operator": _EXPRESSION,
    "MetricSpec.type": ("ContainerResource", "External", "Object", "Pods", "Resource"),
    "MetricTarget.type": ("AverageValue", "Utilization", "Value"),
    "NodeSelectorRequirement.operator": (*_EXPRESSION, "Gt", "Lt"),
    "PersistentVolumeClaimSpec.volumeMode": ("Block", "Filesystem"),
    "PodFailurePolicyOnExitCodesRequirement.operator": ("In", "NotIn"),
    "PodFailurePolicyOnPodConditionsPattern.status": ("False", "True", "Unknown"),
    "PodFailurePolicyRule.action": ("Count", "FailIndex", "FailJob", "Ignore"),
    "PodOS.name": ("linux", "windows"),
    "PodSpec.dnsPolicy": ("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
    "PodSpec.preemptionPolicy": ("Never", "PreemptLowerPriority"),
    "SeccompProfile.type": _PROFILE,
    "SecurityContext.procMount": ("Default", "Unmasked"),
    "ServiceSpec.externalTrafficPolicy": _CLUSTER_OR_LOCAL,
    "ServiceSpec.internalTrafficPolicy": _CLUSTER_OR_LOCAL,
    "ServiceSpec.ipFamilies": ("IPv4", "IPv6"),
    "ServiceSpec.ipFamilyPolicy": ("PreferDualStack", "RequireDualStack", "SingleStack"),
    "ServiceSpec.sessionAffinity": ("ClientIP", "None"),
    "ServiceSpec.trafficDistribution": ("PreferClose", "PreferSameNode", "PreferSameZone"),
    "TopologySpreadConstraint.nodeAffinityPolicy": _HONOR,
    "TopologySpreadConstraint.nodeTaintsPolicy": _HONOR,
    "TopologySpreadConstraint.whenUnsatisfiable": ("DoNotSchedule", "ScheduleAnyway"),
}
"""What a text, or each in a list of texts, may be."""

_PORT, _MODE, _COUNT, _LIMIT = (1, 65_535), (0, 0o777), (1, _INT32), (0, _INT32)
BOUNDS: dict[str, tuple[int, int]] = {
    "ClientIPConfig.timeoutSeconds": (1, 86_400),
    "ConfigMapVolumeSource.defaultMode": _MODE,
    "DownwardAPIVolumeFile.mode": _MODE,
    "DownwardAPIVolumeSource.defaultMode": _MODE,
    "GRPCAction.port": _PORT,
    "HPAScalingPolicy.periodSeconds": (1, 1800),
    "HPAScalingPolicy.value": _COUNT,
    "HPAScalingRules.stabilizationWindowSeconds": (0, 3600),
    "JobSpec.backoffLimitPerIndex": _LIMIT,
    "JobSpec.completions": _LIMIT,
    "JobSpec.maxFailedIndexes": (0, 100_000),
    "JobSpec.parallelism": _LIMIT,
    "JobSpec.ttlSecondsAfterFinished": _LIMIT,
    "KeyToPath.mode": _MODE,
    "MetricTarget.averageUtilization": _COUNT,
    "PreferredSchedulingTerm.weight": (1, 100),
    "Probe.failureThreshold": _COUNT,
    "Probe.initialDelaySeconds": _LIMIT,
    "Probe.periodSeconds": _COUNT,
    "Probe.successThreshold": _COUNT,
    "Probe.timeoutSeconds": _COUNT,
    "ProjectedVolumeSource.defaultMode": _MODE,
    "SecretVolumeSource.defaultMode": _MODE,
    "SecurityContext.runAsGroup": _LIMIT,
    "SecurityContext.runAsUser": _LIMIT,
    "ServiceSpec.healthCheckNodePort": (0, 65_535),
    "TopologySpreadConstraint.maxSkew": _COUNT,
    "TopologySpreadConstraint.minDomains": _COUNT,
    "WeightedPodAffinityTerm.weight": (1, 100),
}
"""The least and the most that a whole number may be."""

_OF_V2BETA1 = (*("metricName", "targetAverageUtilization", "targetAverageValue", "targetValue"),)
_LEFT_TO_RULES = {
    **dict.fromkeys(
        (f"{kind}MetricSource" for kind in ("ContainerResource", "Resource", "Pods", "Object")),
        _OF_V2BETA1,
    ),
    "ExternalMetricSource": _OF_V2BETA1,
    "HTTPHeader": ("value",),
    "SecretVolumeSource": ("name", "secretName"),
}
"""Fields of which a rule says more, or that they are none."""


def types() -> dict[str, dict[str, str]]:
    """Return the fields of each type, and the type of each of them.

    `todo_k8s.helm.fields.kubernetes_types` says how they are written.
    """
    found: dict[str, dict[str, str]] = {}
    waiting = [*_ROOTS]
    for name in waiting:
        fields = dict(_fields(name))
        found[name] = {field: fields[field] for field in sorted(fields)}
        inner = (field.lstrip("!{}[]") for field in fields.values())
        waiting += [each for each in inner if _is_named(each) and each not in waiting]
    return {name: found[name] for name in sorted(found)}


def _is_named(kind: str) -> bool:
    return kind[0].isupper() and kind not in _OWN.values()


def _fields(name: str) -> Iterator[tuple[str, str]]:
    only = _ROOTS.get(name)
    for version in VERSIONS:
        for field, schema in schema_of(version, name).get("properties", {}).items():
            if (only is None or field in only) and field not in _LEFT_TO_RULES.get(name, ()):
                yield field, "!" * _is_required(name, field) + _kind(schema, f"{name}.{field}")
    yield from ((field, "any") for field in _LEFT_TO_RULES.get(name, ()))


def _is_required(name: str, field: str) -> bool:
    if name.endswith("MetricSource") and field in ("metric", "target"):
        return False  # those of v2beta1 have none, of which a rule says more
    return all(field in schema_of(each, name)["required"] for each in VERSIONS)


def _kind(schema: Mapping[str, Any], where: str) -> str:
    if "$ref" in schema:
        return _named(schema["$ref"].rpartition(".")[2])
    kind = schema.get("type", "any")
    (kind,) = [each for each in [kind] if isinstance(each, str)] or [
        each for each in kind if each != "null"
    ]
    if kind == "array":
        return f"[]{_kind(schema['items'], where)}"
    if kind == "object" and "additionalProperties" in schema:
        return f"{{}}{_kind(schema['additionalProperties'], where)}"
    if kind == "integer":
        return f"int {' '.join(map(str, BOUNDS[where]))}" if where in BOUNDS else "int"
    return f"={'|'.join(WORDS[where])}" if where in WORDS else _SCALARS[kind]


def _named(name: str) -> str:
    return "map" if name in _WHOLE_OBJECTS else _OWN.get(name, name)


def schema_of(version: str, name: str) -> Mapping[str, Any]:
    """Return the schema of a type in a version, or an empty one."""
    return {"required": [], **_schemas(version).get(name, {})}


@cache
def _schemas(version: str) -> dict[str, Any]:
    (folder,) = (Path(utils.__file__).parent / "kubernetes-json-schema").glob(
        f"v{version}.*-local-strict"
    )
    kinds = json.loads((folder / "_definitions.json").read_text(encoding="utf-8"))["$defs"]
    return {
        name.rpartition(".")[2]: schema
        for name, schema in kinds.items()
        if name.startswith(_GROUPS) or ".apimachinery." in name
    }


def text() -> str:
    """Return the file."""
    lines = [f"  {json.dumps(name)}: {json.dumps(fields)}" for name, fields in types().items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
