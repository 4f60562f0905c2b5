"""What the fields of each kind of object hold, as far as an import reads them."""

from __future__ import annotations

from typing import Any

from todo_k8s.importing.sources.forms import (
    LABELS,
    MAP,
    METADATA,
    POD,
    SCALAR,
    SELECTOR,
    TEMPLATE,
    TEXT,
    TEXTS,
    Each,
    Needed,
    Whole,
)

_CLAIM = {
    "accessModes": TEXTS,
    "resources": {"requests": Each(SCALAR)},
    **dict.fromkeys(("storageClassName", "volumeName", "volumeAttributesClassName"), TEXT),
    **dict.fromkeys(("dataSource", "dataSourceRef", "selector"), MAP),
}
_WORKLOAD = {
    **dict.fromkeys(
        ("replicas", "minReadySeconds", "progressDeadlineSeconds", "revisionHistoryLimit"), SCALAR
    ),
    "selector": SELECTOR,
    "strategy": {"type": TEXT, "rollingUpdate": Each(SCALAR)},
    "template": TEMPLATE,
    "volumeClaimTemplates": [{"metadata": METADATA, "spec": _CLAIM}],
}
_JOB = {
    **dict.fromkeys(("backoffLimit", "activeDeadlineSeconds"), SCALAR),
    **dict.fromkeys(("completions", "parallelism", "ttlSecondsAfterFinished"), SCALAR),
    **dict.fromkeys(("podFailurePolicy", "successPolicy"), MAP),
    "template": TEMPLATE,
}
_CRON_JOB = {
    **dict.fromkeys(("schedule", "timeZone", "concurrencyPolicy"), TEXT),
    **dict.fromkeys(("suspend", "startingDeadlineSeconds"), SCALAR),
    **dict.fromkeys(("successfulJobsHistoryLimit", "failedJobsHistoryLimit"), SCALAR),
    "jobTemplate": {"spec": _JOB},
}
_SERVICE = {
    **dict.fromkeys(("type", "clusterIP", "sessionAffinity", "loadBalancerClass"), TEXT),
    "selector": Whole(LABELS),
    "ports": [
        Needed(
            {
                **dict.fromkeys(("name", "protocol", "appProtocol"), TEXT),
                **dict.fromkeys(("port", "targetPort", "nodePort"), SCALAR),
            },
            ("port",),
        )
    ],
}
_BACKEND = {
    "serviceName": TEXT,
    "servicePort": SCALAR,
    "service": {"name": TEXT, "port": {"name": TEXT, "number": SCALAR}},
}
_INGRESS = {
    "ingressClassName": TEXT,
    "defaultBackend": _BACKEND,
    "tls": [{"hosts": TEXTS, "secretName": TEXT}],
    "rules": [
        {
            "host": TEXT,
            "http": {"paths": [{"path": TEXT, "pathType": TEXT, "backend": _BACKEND}]},
        }
    ],
}
_BACKENDS = [Needed({"name": TEXT, "namespace": TEXT, "port": SCALAR})]
_ROUTE = {
    "parentRefs": [
        Needed(
            {**dict.fromkeys(("name", "namespace", "sectionName"), TEXT), "port": SCALAR},
        )
    ],
    "hostnames": TEXTS,
    "rules": [
        {
            "matches": [{"path": {"type": TEXT, "value": TEXT}}],
            "backendRefs": _BACKENDS,
            "filters": [{"type": TEXT}],
            "timeouts": LABELS,
        }
    ],
}
_OTHER_ROUTE = {"rules": [{"backendRefs": _BACKENDS}]}
_PEERS = [{"podSelector": SELECTOR, "namespaceSelector": SELECTOR, "ipBlock": MAP}]
_OPEN = [{"port": SCALAR, "protocol": TEXT}]
_POLICY = {
    "podSelector": SELECTOR,
    "policyTypes": TEXTS,
    "ingress": [{"from": _PEERS, "ports": _OPEN}],
    "egress": [{"to": _PEERS, "ports": _OPEN}],
}
_TARGET = {"kind": TEXT, "name": TEXT, "apiVersion": TEXT}
_SCALER = {
    "scaleTargetRef": _TARGET,
    **dict.fromkeys(("minReplicas", "maxReplicas", "targetCPUUtilizationPercentage"), SCALAR),
    **dict.fromkeys(("minReplicaCount", "maxReplicaCount", "idleReplicaCount"), SCALAR),
    "metrics": [{"type": TEXT, "resource": {"name": TEXT, "target": Each(SCALAR)}}],
    "behavior": MAP,
    "triggers": [{"type": TEXT}],
}
_BUDGET = {
    "selector": SELECTOR,
    **dict.fromkeys(("minAvailable", "maxUnavailable"), SCALAR),
}
_MONITOR = {
    "selector": SELECTOR,
    "endpoints": [
        {
            **dict.fromkeys(("port", "path", "interval", "scrapeTimeout"), TEXT),
            "targetPort": SCALAR,
        }
    ],
    "namespaceSelector": {"matchNames": TEXTS},
}
_SPECS: dict[str, Any] = {
    **dict.fromkeys(("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"), _WORKLOAD),
    "Pod": POD,
    "Job": _JOB,
    "CronJob": _CRON_JOB,
    "Service": _SERVICE,
    "Ingress": _INGRESS,
    "HTTPRoute": _ROUTE,
    **dict.fromkeys(("GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"), _OTHER_ROUTE),
    "NetworkPolicy": Whole(_POLICY),
    **dict.fromkeys(("HorizontalPodAutoscaler", "ScaledObject"), _SCALER),
    "PodDisruptionBudget": Whole(_BUDGET),
    "ServiceMonitor": _MONITOR,
    "PersistentVolumeClaim": _CLAIM,
}
_SUBJECTS = [Needed({"kind": TEXT, "name": TEXT, "namespace": TEXT})]

FORMS: dict[str, Any] = {
    **{kind: {"spec": spec} for kind, spec in _SPECS.items()},
    "ConfigMap": {"data": LABELS, "binaryData": LABELS},
    "ServiceAccount": {"imagePullSecrets": [Needed({"name": TEXT})]},
    **{kind: {"subjects": _SUBJECTS} for kind in ("RoleBinding", "ClusterRoleBinding")},
}
"""The forms of objects, by kind."""
