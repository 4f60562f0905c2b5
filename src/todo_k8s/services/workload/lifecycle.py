"""What happens in a container before its program starts and ends."""

from __future__ import annotations

from collections.abc import Mapping

from todo_k8s.helm.content import Content, each, filled, only_if, with_entries
from todo_k8s.helm.functions import digest, has_key, is_set
from todo_k8s.helm.functions.maps import without
from todo_k8s.services.pod_parts import safe_security
from todo_k8s.services.security import SecurityContextValues
from todo_k8s.services.workload.values import WorkloadValues

_SEED = "/seed"
"""Where an init container has the directory that it fills."""

_FOR_COPYING: dict[str, Content] = {
    "requests": {"cpu": "10m", "memory": "32Mi"},
    "limits": {"cpu": "500m", "memory": "128Mi"},
}


def lifecycle(values: WorkloadValues) -> Content:
    """Return the hooks: serve on until every proxy has forgotten the pod; it needs no shell."""
    delay, own, stop = values.rollout.drain_delay_seconds, values.lifecycle, "preStop"
    wait = only_if(is_set(delay), {"sleep": {"seconds": delay}})
    added = with_entries({stop: wait}, without(own, [stop]))
    return only_if(has_key(own, stop), filled(own), added)


def seeding(
    paths: Mapping[str, str], container: Mapping[str, Content], security: SecurityContextValues
) -> Content:
    """Return init containers that copy directories of the image to where they can be written.

    Args:
        paths: The directories, and how much each may hold.
        container: The container whose image has them.
        security: What it may do.
    """
    kept = ("image", "imagePullPolicy")

    def copy(path: str, size: str) -> Content:  # noqa: ARG001  # the names of variables
        return {
            "name": f"seed-{digest(path)}",
            **{key: container[key] for key in kept},
            "command": ["cp", "-R", f"{path}/.", _SEED],
            "resources": _FOR_COPYING,
            "securityContext": safe_security(security),
            "volumeMounts": [{"name": f"seeded-{digest(path)}", "mountPath": _SEED}],
        }

    return each(paths, copy)


def seeded_volumes(paths: Mapping[str, str]) -> Content:
    """Return the volumes of such directories."""
    return each(
        paths,
        lambda path, size: {"name": f"seeded-{digest(path)}", "emptyDir": {"sizeLimit": size}},
    )


def seeded_mounts(paths: Mapping[str, str]) -> Content:
    """Return the mounts of such directories."""
    return each(paths, lambda path, _size: {"name": f"seeded-{digest(path)}", "mountPath": path})
