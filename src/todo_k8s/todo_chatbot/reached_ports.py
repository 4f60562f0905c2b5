"""Ports of the application's services that pods may reach, as warnings ask for them."""

from __future__ import annotations

from collections.abc import Sequence

from todo_k8s.helm.content import Content, each, named_list, only_if, spread
from todo_k8s.helm.functions import all_of, default, includes, string
from todo_k8s.services.workload.values import WorkloadValues
from todo_k8s.todo_chatbot.neighbours import is_reached
from todo_k8s.todo_chatbot.values import TodoChatbotValues

HTTPS = 443
"""The port that is open anyway, in place of one that is not set: those of presets are open too."""


def ports_of_reached(
    values: TodoChatbotValues,
    name: str,
    *,
    reaches: Sequence[str] | None = None,
    is_job: bool = False,
) -> list[Content]:
    """Return the ports of the services that pods reach, as texts: the pods' and the Services'.

    Args:
        values: What the operator sets.
        name: The name of what the pods belong to.
        reaches: Whom these say that they reach, if they can say so.
        is_job: Whether they belong to a job, which no service names.
    """
    main = (("frontend", values.frontend), ("backend", values.backend))
    further = each(
        values.services,
        lambda other, neighbour: only_if(
            is_reached(other, neighbour, by=name, reaches=reaches, is_job=is_job),
            ports_of("neighbour", neighbour),
        ),
    )
    own = [
        only_if(all_of(service.enabled, includes(reaches, other)), ports_of(other, service))
        for other, service in main
        if reaches is not None
    ]
    return [*own, further]


def ports_of(name: str, service: WorkloadValues) -> Content:
    """Return the ports of a service, and of its Service, that its values set, as texts.

    Args:
        name: The name of the service.
        service: Its values.
    """
    ports: list[Content] = [
        string(default(service.port, HTTPS)),
        string(default(service.service.port, HTTPS)),
        each(service.extra_ports, lambda _name, number: string(number)),
    ]
    return spread(named_list(f"{name}.reachedPorts", ports))
