"""Rules on what is monitored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from todo_k8s.helm.content import each, each_entry, named_map, only_if
from todo_k8s.helm.functions import all_of, any_of, equals, has_key, is_set, merge, not_
from todo_k8s.helm.model import Check
from todo_k8s.todo_chatbot.extra_ports import extra_port

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

    def check(name: str, port: str) -> Check:
        known = any_of(equals(port, "http"), is_set(extra_port(values, name, port)))
        return Check(
            any_of(not_(monitor.enabled), known),
            f"is no extra port of {name}; write the name of one of its extraPorts, or http",
            f"monitoring.serviceMonitor.ports.{name}",
        )

    return each(monitor.ports, check)
