"""Rules on what the Ingress and the HTTPRoute lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from todo_k8s.helm.content import each, each_entry, named_map, only_if
from todo_k8s.helm.functions import all_of, any_of, has_key, is_set, merge, not_
from todo_k8s.helm.model import Check
from todo_k8s.services.routes.filters import redirects
from todo_k8s.services.routes.paths import ServicePath
from todo_k8s.todo_chatbot.extra_ports import extra_port

if TYPE_CHECKING:
    from todo_k8s.todo_chatbot.values import TodoChatbotValues

_Leads = Callable[[Any], tuple[bool, ...]]
"""What returns the conditions on which a path leads to a service, and is no redirect."""

_SUCH_AS = (
    "[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAMESPACE}}}] with the "
    "namespace of the controller"
)


def routes_lead_somewhere(values: TodoChatbotValues) -> list[Any]:
    """Return the checks that each path leads to a service that is there, and is let in.

    A NetworkPolicy that keeps the controller out would let requests time out.
    """
    policies = values.network_policy
    there = _by_name(
        values,
        "routable",
        {"frontend": values.frontend.enabled, "backend": values.backend.enabled},
        lambda service: all_of(service.enabled, service.listens),
    )
    let_in = _by_name(
        values,
        "letIn",
        {"frontend": True, "backend": is_set(policies.backend_from)},
        lambda service: is_set(service.network_policy.extra_from),
    )
    of_all = not_(redirects(values.gateway.filters))
    routes: tuple[tuple[str, Any, tuple[bool, ...], _Leads], ...] = (
        ("ingress", values.ingress, (), lambda path: ()),  # noqa: ARG005  # it has no redirects
        ("gateway", values.gateway, (of_all,), lambda path: (not_(redirects(path.filters)),)),
    )
    checks, port = list[Any](), partial(extra_port, values)
    for route, given, lead, leads in routes:
        on, closed = (given.enabled, *lead), policies.enabled
        to_backend = all_of(*on, closed, values.backend.enabled, is_set(given.backend_paths))
        checks += [
            Check(
                any_of(not_(to_backend), is_set(policies.backend_from)),
                "lead to the backend, which the controller of the route may not reach; name its "
                f"pods in networkPolicy.backendFrom, such as {_SUCH_AS}",
                f"{route}.backendPaths",
            ),
            each(given.paths, _leads_in(f"{route}.paths", there, let_in, port, on, closed, leads)),
        ]
    return checks


def _by_name(
    values: TodoChatbotValues, what: str, main: Mapping[str, bool], holds: Callable[[Any], bool]
) -> Mapping[str, str]:
    """Return a map that has the names of the services for which something holds."""
    of_main = {name: only_if(condition, "true") for name, condition in main.items()}
    further = each_entry(
        values.services,
        lambda other, neighbour: only_if(holds(neighbour), "true"),  # noqa: ARG005  # names of variables
    )
    return merge(named_map(f"services.{what}Main", of_main), named_map(f"services.{what}", further))


def _leads_in(
    where: str,
    there: Mapping[str, str],
    let_in: Mapping[str, str],
    port: Callable[[str, str], int],
    on: tuple[bool, ...],
    closed: bool,
    leads: _Leads,
) -> Callable[[int, ServicePath], list[Any]]:
    """Return the checks of one path; one that only redirects leads to no service."""

    def checks(index: int, path: ServicePath) -> list[Any]:
        field = f"{where}[{index}]"
        unused = [not_(condition) for condition in (*on, *leads(path))]

        def of_service(name: str, of_name: str, of_port: str) -> list[Check]:
            known, named = has_key(there, name), is_set(path.port)
            return [
                Check(
                    any_of(*unused, known),
                    "is no service that is deployed and has a port; write frontend, backend or a "
                    "name in services",
                    of_name,
                ),
                Check(
                    any_of(*unused, not_(closed), not_(known), has_key(let_in, name)),
                    "may not be reached by the controller of the route; name its pods in "
                    "networkPolicy.backendFrom, or in networkPolicy.extraFrom of the service, "
                    f"such as {_SUCH_AS}",
                    of_name,
                ),
                Check(
                    any_of(*unused, not_(named), is_set(port(name, path.port))),
                    f"{path.port} is no extra port of {name}; write the name of one of its "
                    "extraPorts",
                    of_port,
                ),
            ]

        def of_share(name: str, _percent: int) -> list[Check]:
            share = f"{field}.split.{name}"
            return of_service(name, share, share)

        return [
            *of_service(path.service, f"{field}.service", f"{field}.port"),
            each(path.shares, of_share),
        ]

    return checks
