"""Secrets as files: the volumes, the mounts, and what rolls the pods."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from todo_k8s.helm.content import Content, each
from todo_k8s.helm.functions import choose, digest, is_set
from todo_k8s.services.secrets.construct import AppSecrets
from todo_k8s.services.secrets.file_values import SecretFilesValues

_FOR_THE_GROUP = 0o440
"""Root owns the files, and the group is the pod's ``fsGroup``."""


def secret_volumes(files: Mapping[str, SecretFilesValues], secrets: AppSecrets | None) -> Content:
    """Return the volumes of secrets as files."""
    return each(files, secret_volume("" if secrets is None else secrets.secret_name))


def secret_volume(shared: str) -> Callable[[str, SecretFilesValues], dict[str, Any]]:
    """Return what makes the volume of a secret as files.

    Args:
        shared: The name of the Secret of files that name no other.
    """

    def volume(path: str, values: SecretFilesValues) -> dict[str, Any]:
        return {
            "name": f"secret-{digest(path)}",
            "secret": {
                "secretName": choose(is_set(values.secret), values.secret, shared),
                "defaultMode": _FOR_THE_GROUP,
                "items": [each(values.keys, lambda key: {"key": key, "path": key})],
            },
        }

    return volume


def secret_mounts(files: Mapping[str, SecretFilesValues]) -> Content:
    """Return the mounts of secrets as files."""
    return each(files, secret_mount)


def secret_mount(path: str, _values: SecretFilesValues) -> dict[str, Any]:
    """Return the mount of a secret as files."""
    return {"name": f"secret-{digest(path)}", "mountPath": path, "readOnly": True}
