"""Which fields of a compose service are carried, and what is said of the others."""

from __future__ import annotations

import re
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.compose.interpolation import Missing
from todo_k8s.importing.compose.units import listed
from todo_k8s.importing.notes import Notes
from todo_k8s.manifests.objects import at

_CARRIED = frozenset(
    {
        *("annotations", "build", "cap_add", "cap_drop", "command", "configs", "cpus"),
        *("depends_on", "deploy", "entrypoint", "env_file", "environment", "extends"),
        *("extra_hosts", "group_add", "healthcheck", "image", "labels", "mem_limit"),
        *("mem_reservation", "ports", "profiles", "pull_policy", "read_only", "scale", "secrets"),
        *("stdin_open", "stop_grace_period", "sysctls", "tmpfs", "tty", "user", "volumes"),
        "working_dir",
    }
)
"""What is carried, or told by what reads it where it cannot be."""

_OF_COMPOSE = frozenset(
    {
        *("attach", "container_name", "develop", "domainname", "expose", "external_links"),
        *("hostname", "init", "label_file", "links", "logging", "mac_address", "networks"),
        *("pull_refresh_after", "restart"),
    }
)
"""What means something to Compose only: a cluster has Services and restarts of its own."""

_NODE = "the nodes decide"
_LIMITS = "see resources.limits.cpu"
_DNS = "see podSpec.dnsConfig"
_SECURITY = "see securityContext"
_LOST = {
    "blkio_config": _NODE,
    "cgroup": _NODE,
    "cgroup_parent": _NODE,
    "cpu_count": _LIMITS,
    "cpu_percent": _LIMITS,
    "cpu_period": _LIMITS,
    "cpu_quota": _LIMITS,
    "cpu_rt_period": _NODE,
    "cpu_rt_runtime": _NODE,
    "cpu_shares": "see resources.requests.cpu",
    "cpuset": _NODE,
    "credential_spec": "it is of Windows",
    "device_cgroup_rules": "a device plugin gives devices; see resources.limits",
    "devices": "a device plugin gives devices; see resources.limits",
    "dns": _DNS,
    "dns_opt": _DNS,
    "dns_search": _DNS,
    "gpus": "a device plugin gives them; see resources.limits",
    "ipc": "see podSpec.hostIPC, which shares those of the node",
    "isolation": "it is of Windows",
    "mem_swappiness": _NODE,
    "memswap_limit": _NODE,
    "models": "give their addresses by env",
    "network_mode": "see podSpec.hostNetwork, which shares that of the node",
    "oom_kill_disable": _NODE,
    "oom_score_adj": _NODE,
    "pid": "see podSpec.hostPID, which shares those of the node",
    "pids_limit": _NODE,
    "platform": "see nodeSelector: kubernetes.io/arch",
    "post_start": "see lifecycle.postStart",
    "pre_start": "see initContainers",
    "pre_stop": "see lifecycle.preStop",
    "privileged": "the chart's pods have no such rights; see securityContext.capabilities",
    "provider": "a cluster has no such service; give its address by env",
    "runtime": "see podSpec.runtimeClassName",
    "security_opt": _SECURITY,
    "shm_size": "see extraVolumes: an emptyDir with medium Memory at /dev/shm",
    "stop_signal": "set STOPSIGNAL in its image",
    "storage_opt": _NODE,
    "ulimits": _NODE,
    "use_api_socket": "a cluster has no such socket",
    "userns_mode": "see podSpec.hostUsers",
    "uts": "a pod has a host name of its own",
    "volumes_from": "name those volumes here too",
}
"""What is not carried, and what there is instead."""

KNOWN = _CARRIED | _OF_COMPOSE | _LOST.keys()
"""All keys of a service in Compose's specification."""

_SHARED = frozenset({"network_mode", "pid", "ipc"})
_OF_ANOTHER = re.compile(r"(?:service|container):(\S+)")
"""What a container may have together with another one."""

_OF_DEPLOY = frozenset({"mode", "replicas", "resources", "restart_policy"})
"""What of ``deploy`` is carried, told by itself, or what a cluster does anyway."""


def note_fields(service: str, content: dict[str, Any], notes: Notes) -> None:
    """Note what has no meaning in a cluster, or no place in the chart.

    Args:
        service: The name of the service.
        content: What compose says of it.
        notes: Where it is noted.
    """
    if content.get("build") is not None:
        image = f"; its image is taken for {content['image']}" if content.get("image") else ""
        notes.lose(f"{service}: build{image}")
        notes.ask(f"build the image of {service}, push it, and correct its image here")
    elif content.get("image") is None and not content.get("provider"):
        notes.ask(f"correct the image of {service} here: nothing that was read names one")
    _note_lost(service, content, notes)
    if meaningless := sorted(content.keys() & _OF_COMPOSE):
        notes.judge(f"{service}: not used in a cluster: {', '.join(meaningless)}")
    _note_deploy(service, at(content, "deploy"), notes)
    for key, item in content.items():
        if key != "environment":  # what has no value there becomes a key of the Secret
            _note_missing(f"{service}.{key}", item, notes)
    needed = content.get("depends_on")
    conditions = needed.values() if is_map(needed) else listed(needed)
    if not all(ends_before(each) for each in conditions):
        notes.judge(
            f"{service}: depends_on has no equal; the container restarts until its dependencies "
            "answer"
        )
    if listed(at(content, "deploy", "resources", "reservations").get("devices")):
        notes.lose(f"{service}: deploy.resources.reservations.devices; {_LOST['gpus']}")
    if at(content, "deploy", "resources", "limits").get("pids") is not None:
        notes.lose(f"{service}: deploy.resources.limits.pids has no place in the chart; {_NODE}")
    _note_labels(service, content, notes)


def _note_deploy(service: str, deploy: dict[str, Any], notes: Notes) -> None:
    mode = f"{deploy.get('mode') or ''}"
    if mode.startswith("global"):
        notes.lose(
            f"{service}: deploy.mode is {mode}, one container on each node, as a DaemonSet has it; "
            "the chart runs replicaCount pods, on whatever nodes; set replicaCount, or write a "
            "DaemonSet into extraObjects"
        )
    elif mode.endswith("-job"):
        notes.lose(f"{service}: deploy.mode is {mode}; it runs all the time; see cronJobs")
    for key in sorted(deploy.keys() - _OF_DEPLOY):
        notes.lose(f"{service}: deploy.{key} is not carried; see rollout and podSpec")


def _note_labels(service: str, content: dict[str, Any], notes: Notes) -> None:
    given = content.get("labels")
    labels = [f"{each}".partition("=")[0] for each in (given if is_map(given) else listed(given))]
    if any("traefik" in each for each in labels):
        notes.lose(f"{service}: labels of Traefik; see ingress")
    if others := [each for each in labels if "traefik" not in each]:
        notes.lose(
            f"{service}: its labels {', '.join(others)} are not carried; see podLabels and "
            "podAnnotations"
        )


def ends_before(condition: Any) -> bool:
    """Tell whether a condition of ``depends_on`` is that the other service has ended."""
    return is_map(condition) and condition.get("condition") == "service_completed_successfully"


def _note_lost(service: str, content: dict[str, Any], notes: Notes) -> None:
    for key, item in content.items():
        if key in _SHARED and (match := _OF_ANOTHER.match(f"{item}")):
            notes.lose(
                f"{service}: {key} is that of {match[1]}, which it has in the same pod only; see "
                f"sidecars of {match[1]}"
            )
        elif key in _LOST:
            notes.lose(f"{service}: {key} has no place in the chart; {_LOST[key]}")
        elif key not in KNOWN and not key.startswith("x-"):
            notes.lose(f"{service}: {key} is no key of a compose service; check the spelling")


def _note_missing(path: str, value: Any, notes: Notes) -> None:
    """Ask for the variables without a value, which are empty in what is imported."""
    if isinstance(value, Missing):
        notes.ask(
            f"{path}: {', '.join(value.names)} has no value, as .env is not read; correct it here"
        )
    elif is_map(value) or is_list(value):
        for item in value.values() if is_map(value) else value:
            _note_missing(path, item, notes)
