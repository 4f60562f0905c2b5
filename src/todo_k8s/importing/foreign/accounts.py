"""ServiceAccounts of other charts: each service of todo-chatbot has one of its own."""

from __future__ import annotations

from typing import Any

from todo_k8s.importing.comparing import Object
from todo_k8s.importing.foreign.pods import filled
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import annotations_of, items_at

_DEFAULT = "default"
"""The account of pods that name none."""


def add_account(translation: Translation, workload: Workload, spec: dict[str, Any]) -> None:
    """Add the ServiceAccount of a pod; one with roles keeps its name, as bindings name it."""
    _add_pull_secrets(translation, spec)
    name = f"{spec.pop('serviceAccountName', None) or _DEFAULT}"
    slot = translation.roles.slots[workload.name]
    account = _account(translation, name)
    if _is_bound(translation, name):
        spec |= {"serviceAccountName": name, "automountServiceAccountToken": True}
        # the first service makes it, for the others too
        account = account if account in translation.rest else None
    elif name == _DEFAULT or account is not None:
        if name != _DEFAULT:
            spec.pop("automountServiceAccountToken", None)
        translation.accounts.setdefault(name, []).append(translation.named(slot))
        name = translation.named(slot)
    else:
        spec["serviceAccountName"] = name
    if account is not None:
        kind = {"apiVersion": "v1", "kind": "ServiceAccount"}
        own = {"name": name, "annotations": annotations_of(account.content)}
        translation.take(account, {**kind, "metadata": filled(own)})
    elif "serviceAccountName" in spec:  # it is there already, or another service makes it
        translation.section(slot)["serviceAccount"] = {"create": False, "name": name}


def _add_pull_secrets(translation: Translation, spec: dict[str, Any]) -> None:
    """Give a pod the Secrets of its account for images, as the API server does if it has none."""
    account = Object("ServiceAccount", f"{spec.get('serviceAccountName') or _DEFAULT}")
    every = (each for each in translation.manifests.own if each.object == account)
    secrets = [one for each in every for one in items_at(each.content, "imagePullSecrets")]
    if secrets and not items_at(spec, "imagePullSecrets"):
        spec["imagePullSecrets"] = secrets


def _account(translation: Translation, name: str) -> Manifest | None:
    """Return the ServiceAccount of a name that was read, even if it is translated already."""
    wanted = Object("ServiceAccount", name)
    every = translation.manifests.own if name != _DEFAULT else ()
    return next((each for each in every if each.object == wanted), None)


def _is_bound(translation: Translation, account: str) -> bool:
    """Tell whether a RoleBinding or ClusterRoleBinding names a ServiceAccount."""
    return any(
        f"{subject.get('name')}" == account
        for binding in translation.manifests.own
        if binding.object.kind in {"RoleBinding", "ClusterRoleBinding"}
        for subject in items_at(binding.content, "subjects")
    )


def name_account(translation: Translation, job: Manifest, pod: dict[str, Any]) -> None:
    """Give the pod of a job the account of the service that had the same one, if it is clear.

    One that has roles is there for its token.
    """
    _add_pull_secrets(translation, pod)
    old = f"{pod.get('serviceAccountName') or _DEFAULT}"
    if old != _DEFAULT and _is_bound(translation, old):
        pod["automountServiceAccountToken"] = True
    names = translation.accounts.get(old, []) if old != _DEFAULT else []
    if len(names) == 1:
        pod["serviceAccountName"] = names[0]
    elif names:
        key = translation.job_keys[job.object.name]
        translation.notes.ask(
            f"set cronJobs.{key}.serviceAccountName: its account {old} is {' and '.join(names)} "
            "in the chart"
        )


def tell_accounts(translation: Translation) -> None:
    """Say which accounts have other names now, where something outside may know them by those."""
    for old, names in translation.accounts.items():
        account = _account(translation, old)
        if account is not None and (known := annotations_of(account.content)):
            translation.notes.ask(
                f"correct what names the {account} outside of the cluster, see its annotations "
                f"{', '.join(known)}: it is {' and '.join(names)} in the chart"
            )
