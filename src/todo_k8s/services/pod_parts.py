"""Parts that the pods of services and of jobs have in common."""

from __future__ import annotations

from collections.abc import Mapping

from todo_k8s.helm.content import Content, each, only_if
from todo_k8s.helm.functions import any_of, default, digest, is_set, not_
from todo_k8s.services.security import PodSecurityContextValues, SecurityContextValues


def pod_security(
    values: PodSecurityContextValues, *, user: int, sysctls: Mapping[str, str]
) -> dict[str, Content]:
    """Return the ``securityContext`` of a pod.

    Args:
        values: What can be set.
        user: The user id where the values name none and root is not allowed.
        sysctls: All kernel settings.
    """
    numbered = any_of(not_(values.allow_root), is_set(values.run_as_user))
    own = default(values.run_as_user, user)
    settings = each(sysctls, lambda name, value: {"name": name, "value": value})
    return {
        "runAsNonRoot": not_(values.allow_root),
        "runAsUser": only_if(numbered, own),
        "runAsGroup": _own_or(values.run_as_group, numbered, own),
        "fsGroup": _own_or(values.fs_group, numbered, own),
        "seccompProfile": {"type": "RuntimeDefault"},
        "sysctls": [settings],
    }


def _own_or(own: int | None, otherwise: bool, user: int) -> Content:
    """Return a group's own number, or the user's where that is known."""
    return only_if(is_set(own), own, only_if(otherwise, user))


def container_security(values: SecurityContextValues) -> dict[str, Content]:
    """Return the ``securityContext`` of a container."""
    return {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": values.read_only_root_filesystem,
        "capabilities": {"drop": ["ALL"], "add": values.add_capabilities},
    }


def empty_dirs(paths: Mapping[str, str]) -> Content:
    """Return the volumes of writable directories: an ``emptyDir`` each, of the size given."""
    return each(
        paths,
        lambda path, size: {"name": f"writable-{digest(path)}", "emptyDir": {"sizeLimit": size}},
    )


def empty_dir_mounts(paths: Mapping[str, str]) -> Content:
    """Return the mounts of writable directories."""
    return each(
        paths,
        lambda path, _size: {"name": f"writable-{digest(path)}", "mountPath": path},
    )
