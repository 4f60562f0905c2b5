"""Rules on what needs a service that can be switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from todo_k8s.helm.functions import any_of, is_set, not_
from todo_k8s.helm.model import Check
from todo_k8s.services.routes.paths_together import shared_paths

if TYPE_CHECKING:
    from todo_k8s.todo_chatbot.values import TodoChatbotValues


def leads_to_nothing_off(values: TodoChatbotValues) -> list[Check]:
    """Return the checks that nothing is on which needs a service that is switched off."""
    frontend, backend = values.frontend.enabled, values.backend.enabled
    checks = list[Check]()
    for name, route, hosts in (
        ("ingress", values.ingress, ("hosts", values.ingress.hosts)),
        ("gateway", values.gateway, ("hostnames", values.gateway.hostnames)),
    ):
        shared = shared_paths(route.paths)
        backend_paths = is_set(route.backend_paths)
        used = any_of(frontend, backend_paths, is_set(shared), not_(is_set(route.paths)))
        checks += [
            Check(
                any_of(not_(route.enabled), not_(is_set(hosts[1])), used),
                "leads nowhere, as the frontend is switched off and each path has hosts of its "
                "own; empty it, or set paths of all hosts",
                f"{name}.{hosts[0]}",
            ),
            Check(
                any_of(not_(route.enabled), frontend, backend_paths, is_set(route.paths)),
                "leads nowhere, as the frontend is switched off; set paths, or enabled to false",
                f"{name}.enabled",
            ),
            Check(
                any_of(not_(route.enabled), backend, not_(backend_paths)),
                "leads to the backend, which is switched off; empty it",
                f"{name}.backendPaths",
            ),
        ]
    checks += [
        Check(
            any_of(not_(values.migrations.enabled), backend),
            "needs the backend, which is switched off; set it to false",
            "migrations.enabled",
        ),
        Check(
            any_of(not_(values.monitoring.probe.enabled), frontend, backend),
            "needs the frontend or the backend, and both are switched off; set it to false",
            "monitoring.probe.enabled",
        ),
    ]
    return checks
