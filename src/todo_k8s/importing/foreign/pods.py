"""Pods of other charts, in the shape that those of todo-chatbot have.

What means the same is written the same: defaults of Kubernetes are left out, and settings of the
container that the chart makes for the pod are moved there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.foreign.probes import CHECKS, probes_of, without_defaults
from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.manifests.objects import at, items_at

_POD_DEFAULTS: dict[str, Any] = {
    "dnsPolicy": "ClusterFirst",
    "restartPolicy": "Always",
    "schedulerName": "default-scheduler",
    "securityContext": {},
    "serviceAccount": None,
    "enableServiceLinks": True,
    "preemptionPolicy": "PreemptLowerPriority",
    "priority": None,
    "hostNetwork": False,
    "hostPID": False,
    "hostIPC": False,
}
_CONTAINER_DEFAULTS: dict[str, Any] = {
    "terminationMessagePath": "/dev/termination-log",
    "terminationMessagePolicy": "File",
    "resources": {},
    "securityContext": {},
}
_OF_THE_POD = ("runAsUser", "runAsGroup", "runAsNonRoot", "seccompProfile", "seLinuxOptions")


def pod_spec(
    workload: Workload, slot: str, variables: Callable[[dict[str, Any]], Any]
) -> dict[str, Any]:
    """Return the spec of a pod as the chart would have it.

    Args:
        workload: The workload.
        slot: What its main container is called in the chart.
        variables: What gives the variables of the main container: ``env`` and ``envFrom``.
    """
    spec = without_defaults(workload.spec, _POD_DEFAULTS)
    if workload.manifest.object.kind == "Pod":  # the scheduler says it
        spec.pop("nodeName", None)
    main, *others = workload.containers
    spec["securityContext"] = {
        **{
            key: at(main, "securityContext")[key]
            for key in _OF_THE_POD
            if key in at(main, "securityContext")
        },
        **at(spec, "securityContext"),
    }
    container = _container(main, slot, workload.port)
    container.update(variables(main))
    if workload.manifest.object.kind == "StatefulSet":
        _claims(workload, spec)
    container = {key: value for key, value in container.items() if value not in ({}, [], "")}
    spec["containers"] = [
        container,
        *(without_defaults(each, _CONTAINER_DEFAULTS) for each in others),
    ]
    if volumes := items_at(spec, "volumes"):
        spec["volumes"] = [each for each in volumes if not _is_token(each)]
    own = {key: value for key, value in spec.items() if value not in ({}, [], "")}
    found: dict[str, Any] = _with_container(own, f"{main.get('name')}", slot)
    return found


def _with_container(value: Any, old: str, new: str) -> Any:
    """Return a part of a pod in which what is of a container's resources names it as the chart."""
    if is_list(value):
        return [_with_container(each, old, new) for each in value]
    if not is_map(value):
        return value
    found = {key: _with_container(item, old, new) for key, item in value.items()}
    source = at(found, "resourceFieldRef")
    if source.get("containerName") == old:
        found["resourceFieldRef"] = {**source, "containerName": new}
    return found


def _is_token(volume: dict[str, Any]) -> bool:
    """Tell whether a volume is the one that the server adds for the ServiceAccount's token."""
    return str(volume.get("name", "")).startswith("kube-api-access-")


def _claims(workload: Workload, spec: dict[str, Any]) -> None:
    """Give the pods of a StatefulSet one claim each as one claim of all: see `persistence`."""
    templates = items_at(workload.manifest.content, "spec", "volumeClaimTemplates")
    more = [
        {
            "name": at(each, "metadata").get("name"),
            "persistentVolumeClaim": {"claimName": at(each, "metadata").get("name")},
        }
        for each in templates
    ]
    if more:
        spec["volumes"] = [*items_at(spec, "volumes"), *more]


def _container(container: dict[str, Any], slot: str, port: int | None) -> dict[str, Any]:
    found = without_defaults(container, _CONTAINER_DEFAULTS)
    found["name"] = slot
    image = f"{container.get('image') or ''}"
    if "@" not in image and ":" not in image.rpartition("/")[2]:
        found["image"] = f"{image}:latest"
    own = at(container, "securityContext")
    found["securityContext"] = {key: item for key, item in own.items() if key not in _OF_THE_POD}
    found["ports"] = _ports(container, port)
    found |= {**{check: {} for check in CHECKS}, **probes_of(container, port)}
    if items_at(found, "volumeMounts"):
        found["volumeMounts"] = [
            each
            for each in items_at(found, "volumeMounts")
            if not str(each.get("mountPath", "")).startswith("/var/run/secrets/kubernetes.io")
        ]
    if is_map(found.get("resources")):
        found["resources"] = {
            key: {name: str(amount) for name, amount in item.items()}
            for key, item in found["resources"].items()
            if is_map(item)
        }
        # what has a limit and asks for nothing asks for as much, as Kubernetes sees it
        asked = {**at(found, "resources", "limits"), **at(found, "resources", "requests")}
        found["resources"] |= {"requests": asked} if asked else {}
    return {key: value for key, value in found.items() if value not in ({}, [], "")}


def _ports(container: dict[str, Any], port: int | None) -> list[dict[str, Any]]:
    given = items_at(container, "ports")
    if port is not None and not any(each.get("containerPort") == port for each in given):
        given = [{"containerPort": port}, *given]
    found: list[dict[str, Any]] = []
    for each in given:
        number = each.get("containerPort")
        is_main = number == port and not any(one["name"] == "http" for one in found)
        name = "http" if is_main else f"{each.get('name') or f'port-{number}'}"
        name = f"port-{number}" if name == "http" and not is_main else name
        found.append(
            {"name": name, "containerPort": number, "protocol": each.get("protocol", "TCP")}
        )
    return found


def env_entries(container: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the variables of a container, without what is written twice: the last one counts."""
    found = {f"{each.get('name')}": each for each in items_at(container, "env")}
    return [*found.values()]


def filled(content: dict[str, Any]) -> dict[str, Any]:
    """Return a map without what is empty, at all levels that are maps; an ``emptyDir`` stays."""
    found = {key: filled(item) if is_map(item) else item for key, item in content.items()}
    return {key: item for key, item in found.items() if item not in ({}, []) or key == "emptyDir"}
