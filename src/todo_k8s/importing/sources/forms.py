"""What the fields of pods hold, as far as an import reads them.

A map stands for a map with these fields, and with others that are not judged; a list of one form
for a list of such items.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Word:
    """A text, a number or a truth value; with `is_text`, the last two are made texts."""

    is_text: bool = True


@dataclass(frozen=True)
class Each:
    """A map of any keys with what each of them holds."""

    form: Any


@dataclass(frozen=True)
class Needed:
    """A map that means nothing without some of its fields."""

    form: dict[str, Any]
    fields: tuple[str, ...] = ("name",)


@dataclass(frozen=True)
class Whole:
    """What would mean something else, or more, without a part of it."""

    form: Any


MAP: dict[str, Any] = {}
"""A map of anything."""
TEXT, SCALAR = Word(), Word(is_text=False)
LABELS, TEXTS = Each(TEXT), [TEXT]
METADATA: dict[str, Any] = {
    "name": TEXT,
    "namespace": TEXT,
    "labels": LABELS,
    "annotations": LABELS,
}
_EXPRESSION = Needed({"key": TEXT, "operator": TEXT, "values": TEXTS}, ("key",))
SELECTOR = Whole({"matchLabels": LABELS, "matchExpressions": [_EXPRESSION]})
NAMED = {"name": TEXT}
_KEY = Needed({"name": TEXT, "key": TEXT, "optional": SCALAR}, ("name", "key"))
_FIELD = Needed({"fieldPath": TEXT, "apiVersion": TEXT}, ("fieldPath",))
_RESOURCE = Needed({"resource": TEXT, "containerName": TEXT, "divisor": SCALAR}, ("resource",))
_VARIABLE = {
    "name": TEXT,
    "value": SCALAR,
    "valueFrom": {
        "configMapKeyRef": _KEY,
        "secretKeyRef": _KEY,
        "fieldRef": _FIELD,
        "resourceFieldRef": _RESOURCE,
    },
}
_HANDLER = {
    "httpGet": {
        "path": TEXT,
        "port": SCALAR,
        "host": TEXT,
        "scheme": TEXT,
        "httpHeaders": [Needed({"name": TEXT, "value": TEXT})],
    },
    "tcpSocket": {"port": SCALAR, "host": TEXT},
    "grpc": {"port": SCALAR, "service": TEXT},
    "exec": Whole({"command": TEXTS}),
    "sleep": {"seconds": SCALAR},
}
_PROBE = _HANDLER | dict.fromkeys(
    (
        "initialDelaySeconds",
        "periodSeconds",
        "timeoutSeconds",
        "failureThreshold",
        "successThreshold",
        "terminationGracePeriodSeconds",
    ),
    SCALAR,
)
_SECURITY = {
    **dict.fromkeys(("runAsUser", "runAsGroup", "runAsNonRoot", "fsGroup"), SCALAR),
    "capabilities": {"add": TEXTS, "drop": TEXTS},
    "seccompProfile": {"type": TEXT, "localhostProfile": TEXT},
    "seLinuxOptions": LABELS,
    "sysctls": [Needed({"name": TEXT, "value": TEXT})],
    "supplementalGroups": [SCALAR],
}
_CONTAINER = {
    **dict.fromkeys(("name", "image", "workingDir", "imagePullPolicy"), TEXT),
    "command": Whole(TEXTS),
    "args": Whole(TEXTS),
    "env": [Needed(_VARIABLE)],
    "envFrom": [{"prefix": TEXT, "configMapRef": NAMED, "secretRef": NAMED}],
    "ports": [
        Needed({"name": TEXT, "containerPort": SCALAR, "protocol": TEXT}, ("containerPort",))
    ],
    "volumeMounts": [
        Needed(
            {"name": TEXT, "mountPath": TEXT, "subPath": TEXT, "readOnly": SCALAR},
            ("name", "mountPath"),
        )
    ],
    "resources": {"limits": Each(SCALAR), "requests": Each(SCALAR)},
    "securityContext": _SECURITY,
    "lifecycle": {"preStop": _HANDLER, "postStart": _HANDLER},
    **dict.fromkeys(("livenessProbe", "readinessProbe", "startupProbe"), _PROBE),
}
_ITEMS = [Needed({"key": TEXT, "path": TEXT}, ("key", "path"))]
_VOLUME = {
    "name": TEXT,
    "configMap": {"name": TEXT, "items": _ITEMS},
    "secret": {"secretName": TEXT, "items": _ITEMS},
    "persistentVolumeClaim": {"claimName": TEXT, "readOnly": SCALAR},
    "emptyDir": {"medium": TEXT, "sizeLimit": SCALAR},
    "projected": {
        "sources": [
            {
                "configMap": {"name": TEXT, "items": _ITEMS},
                "secret": {"name": TEXT, "items": _ITEMS},
            }
        ]
    },
}
_SPREAD = {
    **dict.fromkeys(("topologyKey", "whenUnsatisfiable"), TEXT),
    "maxSkew": SCALAR,
    "labelSelector": SELECTOR,
    "matchLabelKeys": TEXTS,
}
POD: dict[str, Any] = {
    **dict.fromkeys(("serviceAccountName", "restartPolicy", "priorityClassName"), TEXT),
    **dict.fromkeys(("terminationGracePeriodSeconds", "automountServiceAccountToken"), SCALAR),
    "containers": [_CONTAINER],
    "initContainers": [Needed(_CONTAINER)],
    "volumes": [Needed(_VOLUME)],
    "imagePullSecrets": [Needed(NAMED)],
    "hostAliases": [Needed({"ip": TEXT, "hostnames": TEXTS}, ("ip",))],
    "nodeSelector": LABELS,
    "tolerations": [MAP],
    "affinity": MAP,
    "topologySpreadConstraints": [Needed(_SPREAD, ("topologyKey",))],
    "securityContext": _SECURITY,
}
TEMPLATE: dict[str, Any] = {"metadata": METADATA, "spec": POD}
"""What a template of pods holds."""
