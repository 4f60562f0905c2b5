"""Parts that the pods of services and of jobs have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from todo_k8s.helm.content import Content, each, only_if, with_entries
from todo_k8s.helm.functions import all_of, any_of, default, digest, has_key, is_none, is_set, not_
from todo_k8s.helm.functions.maps import without
from todo_k8s.services.security import PodSecurityContextValues, SecurityContextValues


def pod_security(
    values: PodSecurityContextValues,
    *,
    user: int,
    sysctls: Mapping[str, str],
    assigned: bool = False,
    claimed: bool = False,
) -> dict[str, Content]:
    """Return the ``securityContext`` of a pod.

    Args:
        values: What can be set.
        user: The user id where the values name none and root is not allowed.
        sysctls: All kernel settings.
        assigned: Whether the platform chooses the ids that the values do not name.
        claimed: Whether a disk is mounted that outlives the pod.
    """
    no_root = not_(values.allow_root)
    chosen = no_root if assigned is False else all_of(no_root, not_(assigned))
    numbered = any_of(chosen, is_set(values.run_as_user))
    own = default(values.run_as_user, user)
    policy, seccomp = values.fs_group_change_policy, values.seccomp_profile
    settings = each(sysctls, lambda name, value: {"name": name, "value": value})
    return {
        "runAsNonRoot": no_root,
        "runAsUser": only_if(numbered, own),
        "runAsGroup": _own_or(values.run_as_group, numbered, own),
        "fsGroup": _own_or(values.fs_group, numbered, own),
        "fsGroupChangePolicy": only_if(is_set(policy), policy, only_if(claimed, "OnRootMismatch")),
        "supplementalGroups": values.supplemental_groups,
        "supplementalGroupsPolicy": values.supplemental_groups_policy,
        "seLinuxOptions": values.se_linux_options,
        "appArmorProfile": values.app_armor_profile,
        "seccompProfile": only_if(is_set(seccomp), seccomp, {"type": "RuntimeDefault"}),
        "sysctls": [settings],
    }


def _own_or(own: int | None, otherwise: bool, user: int) -> Content:
    """Return a group's own number, or the user's where that is known."""
    return only_if(not_(is_none(own)), own, only_if(otherwise, user))


def container_security(values: SecurityContextValues) -> dict[str, Content]:
    """Return the ``securityContext`` of a container."""
    return {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": values.read_only_root_filesystem,
        "capabilities": {"drop": ["ALL"], "add": values.add_capabilities},
    }


def safe_security(values: SecurityContextValues) -> dict[str, Content]:
    """Return `container_security` without the capabilities that the main container keeps."""
    return {**container_security(values), "capabilities": {"drop": ["ALL"]}}


def with_security(
    containers: Sequence[Mapping[str, Any]], values: SecurityContextValues
) -> Content:
    """Return an operator's containers, with a safe ``securityContext`` if they have none.

    It is that of the main container, but for the capabilities that this one keeps.
    """
    safe, key = safe_security(values), "securityContext"
    return each(
        containers,
        lambda container: only_if(
            has_key(container, key),
            container,
            with_entries({key: safe}, without(container, [key])),
        ),
    )


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
