"""Secrets as files: the volumes, the mounts, and what rolls the pods."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from todo_k8s.helm.content import Content, each
from todo_k8s.helm.functions import choose, digest, is_set
from todo_k8s.services.secrets.construct import AppSecrets
from todo_k8s.services.secrets.file_values import SecretFilesValues

_FOR_THE_GROUP = 0o440
"""Root owns the files, and the group is the pod's ``fsGroup``."""


def secret_volumes(files: Mapping[str, SecretFilesValues], secrets: AppSecrets | None) -> Content:
    """Return the volumes of secrets as files."""
    shared = "" if secrets is None else secrets.secret_name

    def volume(path: str, values: SecretFilesValues) -> dict[str, Any]:
        return {
            "name": f"secret-{digest(path)}",
            "secret": {
                "secretName": choose(is_set(values.secret), values.secret, shared),
                "defaultMode": _FOR_THE_GROUP,
                "items": [each(values.keys, lambda key: {"key": key, "path": key})],
            },
        }

    return each(files, volume)


def secret_mounts(files: Mapping[str, SecretFilesValues]) -> Content:
    """Return the mounts of secrets as files."""
    return each(
        files,
        lambda path, _values: {
            "name": f"secret-{digest(path)}",
            "mountPath": path,
            "readOnly": True,
        },
    )
