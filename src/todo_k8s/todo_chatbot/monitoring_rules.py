"""Rules on what is monitored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from todo_k8s.helm.content import each, each_entry, named_map, only_if
from todo_k8s.helm.functions import all_of, any_of, equals, get_map, has_key, merge, not_
from todo_k8s.helm.model import Check

if TYPE_CHECKING:
    from todo_k8s.todo_chatbot.values import TodoChatbotValues


def scraped_services_are_there(values: TodoChatbotValues) -> Any:
    """Return the checks that each service with metrics is deployed, and listens to a port."""
    monitor = values.monitoring.service_monitor
    further = each_entry(
        values.services,
        lambda name, service: only_if(all_of(service.enabled, service.listens), "true"),  # noqa: ARG005  # names of variables
    )
    main = {
        "frontend": only_if(values.frontend.enabled, "true"),
        "backend": only_if(values.backend.enabled, "true"),
    }
    there = merge(named_map("services.deployedMain", main), named_map("services.asked", further))

    def check(index: int, name: str) -> Check:
        return Check(
            any_of(not_(monitor.enabled), has_key(there, name)),
            "is no service that is deployed and listens to a port; write frontend, backend or a "
            "name in services, or remove it here",
            f"monitoring.serviceMonitor.services[{index}]",
        )

    return each(monitor.services, check)


def scraped_ports_are_there(values: TodoChatbotValues) -> Any:
    """Return the checks that each service has the port at which its metrics are."""
    monitor = values.monitoring.service_monitor
    main = {"frontend": values.frontend.extra_ports, "backend": values.backend.extra_ports}
    further = each_entry(
        values.services,
        lambda name, service: service.extra_ports,  # noqa: ARG005  # names of variables
    )
    ports = named_map("services.extraPorts", further)

    def check(name: str, port: str) -> Check:
        of_main = (
            all_of(equals(name, service), has_key(extra_ports, port))
            for service, extra_ports in main.items()
        )
        known = any_of(equals(port, "http"), has_key(get_map(ports, name), port), *of_main)
        return Check(
            any_of(not_(monitor.enabled), known),
            f"is no extra port of {name}; write the name of one of its extraPorts, or http",
            f"monitoring.serviceMonitor.ports.{name}",
        )

    return each(monitor.ports, check)
