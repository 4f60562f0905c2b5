"""Rules of rollouts: each is done within the budget, and one that is stuck is told in time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from todo_k8s.helm.content import each, only_if
from todo_k8s.helm.functions import any_of, is_set, not_
from todo_k8s.helm.model import Check
from todo_k8s.services.workload.values import WorkloadValues
from todo_k8s.todo_chatbot.services import BackendValues, FrontendValues

if TYPE_CHECKING:
    from todo_k8s.todo_chatbot.values import TodoChatbotValues


def deployed_within_budget(values: TodoChatbotValues) -> list[Any]:
    """Return the checks of each service's rollout against `deployBudgetSeconds`."""
    main: dict[str, BackendValues | FrontendValues] = {
        "backend": values.backend,
        "frontend": values.frontend,
    }
    further = each(
        values.services,
        lambda name, service: only_if(
            service.enabled, _in_time(values, f"services.{name}", service)
        ),
    )
    checks = [
        only_if(service.enabled, _in_time(values, name, service)) for name, service in main.items()
    ]
    return [*checks, further]


def _in_time(values: TodoChatbotValues, name: str, service: WorkloadValues) -> list[Check]:
    budget, deadline = values.deploy_budget_seconds, service.rollout.progress_deadline_seconds
    in_time = service.rollout_within(budget, "deployBudgetSeconds")
    return [
        Check(
            any_of(not_(is_set(budget)), deadline <= budget),
            f"progressDeadlineSeconds ({deadline}) is more than deployBudgetSeconds "
            f"({budget}); lower it, or raise deployBudgetSeconds (0 for no limit)",
            f"{name}.rollout.progressDeadlineSeconds",
        ),
        replace(in_time, field=f"{name}.{in_time.field}"),
    ]
