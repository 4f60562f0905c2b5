"""The container of a compose service: its image, command, resources and rights."""

from __future__ import annotations

from typing import Any

from todo_k8s.importing.compose.health import is_off, probes_of
from todo_k8s.importing.compose.mounts import Mounts
from todo_k8s.importing.compose.ports import Ports
from todo_k8s.importing.compose.units import cpus, listed, memory, name_of, words
from todo_k8s.importing.foreign.probes import NO_CHECKS
from todo_k8s.importing.notes import Notes
from todo_k8s.manifests.objects import at

_PULLS = {
    "always": "Always",
    "missing": "IfNotPresent",
    "if_not_present": "IfNotPresent",
    "never": "Never",
}


def container_of(
    service: str, content: dict[str, Any], ports: Ports, mounts: Mounts, notes: Notes
) -> dict[str, Any]:
    """Return the container of a service.

    Args:
        service: The name of the service.
        content: What compose says of it.
        ports: Its ports.
        mounts: Its volumes.
        notes: What is not carried goes there.
    """
    name = name_of(service)
    found: dict[str, Any] = {
        "name": name,
        "image": f"{content.get('image') or name}",
        "command": words(content.get("entrypoint")),
        "args": words(content.get("command")),
        "workingDir": content.get("working_dir"),
        "ports": [{"name": f"port-{each}", "containerPort": each} for each in ports],
        "resources": _resources(content),
        "securityContext": _security(content),
        "volumeMounts": mounts.mounts,
        "imagePullPolicy": _PULLS.get(f"{content.get('pull_policy')}"),
        "tty": content.get("tty") or None,
        "stdin": content.get("stdin_open") or None,
        **probes_of(service, content.get("healthcheck"), notes),
    }
    kept = {key: item for key, item in found.items() if item not in (None, {}, [])}
    return kept | (NO_CHECKS if is_off(content.get("healthcheck")) else {})


def _resources(content: dict[str, Any]) -> dict[str, Any]:
    resources = at(content, "deploy", "resources")
    limits, asked = at(resources, "limits"), at(resources, "reservations")
    found = {
        "limits": {
            "cpu": cpus(limits.get("cpus", content.get("cpus"))),
            "memory": memory(limits.get("memory", content.get("mem_limit"))),
        },
        "requests": {
            "cpu": cpus(asked.get("cpus")),
            "memory": memory(asked.get("memory", content.get("mem_reservation"))),
        },
    }
    kept = {key: {name: item for name, item in each.items() if item} for key, each in found.items()}
    return {key: each for key, each in kept.items() if each}


def _security(content: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if content.get("read_only") is not None:
        found["readOnlyRootFilesystem"] = bool(content["read_only"])
    drop, add = listed(content.get("cap_drop")), listed(content.get("cap_add"))
    capabilities = {"drop": [f"{each}" for each in drop], "add": [f"{each}" for each in add]}
    found["capabilities"] = {key: item for key, item in capabilities.items() if item}
    return {key: item for key, item in found.items() if item != {}}
