"""Which fields of a compose service are carried, and what is said of the others."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.compose.interpolation import Missing
from todo_k8s.importing.compose.units import listed
from todo_k8s.importing.notes import Notes
from todo_k8s.manifests.objects import at

_READ = frozenset(
    {
        "build",
        "cap_add",
        "cap_drop",
        "command",
        "configs",
        "cpus",
        "depends_on",
        "deploy",
        "entrypoint",
        "env_file",
        "environment",
        "extends",
        "extra_hosts",
        "healthcheck",
        "image",
        "labels",
        "mem_limit",
        "mem_reservation",
        "ports",
        "profiles",
        "pull_policy",
        "read_only",
        "scale",
        "secrets",
        "stdin_open",
        "stop_grace_period",
        "tmpfs",
        "tty",
        "user",
        "volumes",
        "working_dir",
    }
)
"""What is carried, or told where it cannot be."""
_OF_COMPOSE = frozenset(
    {
        "attach",
        "container_name",
        "develop",
        "expose",
        "hostname",
        "init",
        "links",
        "logging",
        "networks",
        "restart",
    }
)
"""What means something to Compose only: a cluster has Services and restarts of its own."""


_OF_DEPLOY = frozenset({"replicas", "resources", "restart_policy"})
"""What of ``deploy`` is carried, or is what a cluster does anyway."""


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
    for key in content:
        if key not in _READ | _OF_COMPOSE and not key.startswith("x-"):
            notes.lose(f"{service}: {key} has no place in the chart")
    if meaningless := sorted(content.keys() & _OF_COMPOSE):
        notes.judge(f"{service}: not used in a cluster: {', '.join(meaningless)}")
    for key in sorted(at(content, "deploy").keys() - _OF_DEPLOY):
        notes.lose(f"{service}: deploy.{key} is not carried; see rollout and podSpec")
    for key, item in content.items():
        if key != "environment":  # what has no value there becomes a key of the Secret
            _note_missing(f"{service}.{key}", item, notes)
    if content.get("depends_on"):
        notes.judge(f"{service}: depends_on; in a cluster it is started anew until they answer")
    labels = content.get("labels")
    if any("traefik" in f"{each}" for each in (labels if is_map(labels) else listed(labels))):
        notes.lose(f"{service}: labels of Traefik; see ingress")


def _note_missing(path: str, value: Any, notes: Notes) -> None:
    """Ask for the variables without a value, which are empty in what is imported."""
    if isinstance(value, Missing):
        notes.ask(f"{path}: {', '.join(value.names)} has no value; correct it here")
    elif is_map(value) or is_list(value):
        for item in value.values() if is_map(value) else value:
            _note_missing(path, item, notes)
