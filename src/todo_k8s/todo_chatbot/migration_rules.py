"""Rules on what the migrations need of the backend."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import all_of, equals, get_objects, get_text, matches, not_
from todo_k8s.helm.model import Check, KubernetesObject
from todo_k8s.services.persistence.values import VOLUME
from todo_k8s.services.workload.container_rules import is_no_root
from todo_k8s.services.workload.volume_rules import containers_mount_volumes

if TYPE_CHECKING:
    from todo_k8s.todo_chatbot.values import TodoChatbotValues


_OF_SERVICE = f"^({VOLUME}$|seeded-)"
"""The names of volumes that only the pods of the service have."""


def containers_can_start(values: TodoChatbotValues) -> Any:
    """Return the checks that no container is root where that is forbidden, nor lacks a volume."""
    no_root = not_(values.backend.pod_security_context.allow_root)
    where, containers = "migrations.initContainers", values.migrations.init_containers
    volumes = values.backend.extra_volumes
    return [
        each(containers, is_no_root(where, no_root)),
        containers_mount_volumes(where, containers, volumes),
        each(values.backend.init_containers, _mounts_no_claim(values)),
    ]


def _mounts_no_claim(values: TodoChatbotValues) -> Callable[[int, KubernetesObject], Any]:
    """Return the checks that an init container of the backend mounts what the Job has, too."""
    used = all_of(values.migrations.enabled, values.migrations.use_backend_init_containers)

    def checks(index: int, container: KubernetesObject) -> Any:
        return each(
            get_objects(container, "volumeMounts"),
            lambda mount: Check(
                not_(all_of(used, matches(get_text(mount, "name"), _OF_SERVICE))),
                f"runs backend.initContainers[{index}], which mounts a volume that the migrations "
                "do not have; set it to false, and write those that they need into "
                "migrations.initContainers",
                "migrations.useBackendInitContainers",
            ),
        )

    return checks


def account_is_there_before(values: TodoChatbotValues) -> Check:
    """Return the check that Argo CD finds the ServiceAccount when it runs the migrations first."""
    migrations, account = values.migrations, values.backend.service_account
    needed = all_of(migrations.enabled, migrations.use_backend_service_account, account.create)
    return Check(
        not_(all_of(needed, equals(migrations.hook, "argocd"))),
        "Argo CD would make the backend's ServiceAccount after the migrations; set "
        "backend.serviceAccount.create to false and name one that is there, or use "
        "migrations.serviceAccountName",
        "migrations.useBackendServiceAccount",
    )
