"""The further ports of the application's services, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from todo_k8s.helm.content import each_entry, named_map
from todo_k8s.helm.functions import get_int, get_map, select

if TYPE_CHECKING:
    from todo_k8s.todo_chatbot.values import TodoChatbotValues


def extra_port(values: TodoChatbotValues, service: str, name: str) -> int:
    """Return the number of a further port of a service, or 0 if it has none of that name.

    Args:
        values: What the operator sets.
        service: ``frontend``, ``backend`` or a name in ``services``.
        name: The name of the port.
    """
    further = named_map(
        "services.extraPorts",
        each_entry(
            values.services,
            lambda other, neighbour: neighbour.extra_ports,  # noqa: ARG005  # names of variables
        ),
    )
    main = {"frontend": values.frontend, "backend": values.backend}
    return select(
        service,
        {other: get_int(neighbour.extra_ports, name) for other, neighbour in main.items()},
        get_int(get_map(further, service), name),
    )
