"""Which variables services set themselves, and with them the jobs that use a service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from todo_k8s.helm.content import each_entry, named_map, with_entries
from todo_k8s.helm.functions import get_map
from todo_k8s.services.cron_jobs.values import CronJobValues
from todo_k8s.todo_chatbot.values import TodoChatbotValues
from todo_k8s.todo_chatbot.variable_rules import places


def variables_of_services(values: TodoChatbotValues) -> Mapping[str, Mapping[str, str]]:
    """Return which variables each service sets: service → variable → field.

    Args:
        values: What the operator sets.
    """
    main = {
        "frontend": places("frontend", values.frontend),
        "backend": places("backend", values.backend),
    }
    further = each_entry(
        values.services,
        lambda other, service: places("service", service),  # noqa: ARG005  # names of variables
    )
    return named_map("services.all.places", with_entries(main, further, by_rule=True))


def variables_of_job(
    job: CronJobValues, of_services: Mapping[str, Mapping[str, str]]
) -> dict[str, Mapping[str, Any]]:
    """Return the variables that a job sets: field → its entries, those of its service included.

    Args:
        job: The values of the job.
        of_services: Which variables each service sets.
    """
    return {**job.variables, "service": get_map(of_services, job.service)}
