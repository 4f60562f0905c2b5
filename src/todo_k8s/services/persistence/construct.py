"""The PersistentVolumeClaim of a service."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm.content import Content, filled, only_if, with_entries
from todo_k8s.helm.functions import is_set, merge, trim_prefix
from todo_k8s.services.application import Application
from todo_k8s.services.persistence.values import VOLUME, PersistenceValues


def persistent_volume_claim(
    application: Application, component: str, values: PersistenceValues
) -> dict[str, Any]:
    """Return a ``PersistentVolumeClaim``, which an uninstallation keeps unless told otherwise.

    References:
        https://kubernetes.io/docs/concepts/storage/persistent-volumes/
        https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource
    """
    kept = {"helm.sh/resource-policy": only_if(values.keep, "keep")}
    storage_class = values.storage_class
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {
            **application.metadata(component, own=kept, annotations=values.annotations),
            "labels": merge(values.labels, application.labels(component)),
        },
        "spec": with_entries(
            {
                "accessModes": filled(values.access_modes),
                "storageClassName": only_if(is_set(storage_class), trim_prefix(storage_class, "-")),
                "resources": {"requests": {"storage": values.size}},
            },
            values.claim_spec,
            by_rule=True,
        ),
    }


def claim_volume(values: PersistenceValues, made: str) -> Content:
    """Return the volume of a pod; `made` is the name of the claim that the chart creates."""
    existing = values.existing_claim
    claim = {"claimName": only_if(is_set(existing), existing, made)}
    return only_if(values.enabled, {"name": VOLUME, "persistentVolumeClaim": claim})


def claim_mount(values: PersistenceValues) -> Content:
    """Return the mount of a container."""
    return only_if(values.enabled, {"name": VOLUME, "mountPath": values.mount_path})
