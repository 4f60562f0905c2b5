"""Rules on what the migrations need of the backend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import all_of, equals, not_
from todo_k8s.helm.model import Check
from todo_k8s.services.workload.container_rules import is_no_root

if TYPE_CHECKING:
    from todo_k8s.todo_chatbot.values import TodoChatbotValues


def containers_can_start(values: TodoChatbotValues) -> Any:
    """Return the checks that no container is root where the backend's pods forbid it."""
    no_root = not_(values.backend.pod_security_context.allow_root)
    where = "migrations.initContainers"
    return each(values.migrations.init_containers, is_no_root(where, no_root))


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
