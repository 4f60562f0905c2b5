"""Rules on what the Ingress and the HTTPRoute lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from todo_k8s.helm.content import each, each_entry, named_map, only_if
from todo_k8s.helm.functions import all_of, any_of, has_key, is_set, merge, not_
from todo_k8s.helm.model import Check
from todo_k8s.services.routes.paths import RoutePath

if TYPE_CHECKING:
    from todo_k8s.todo_chatbot.values import TodoChatbotValues

_SUCH_AS = "[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}}]"


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
    routes: tuple[tuple[str, Any], ...] = (("ingress", values.ingress), ("gateway", values.gateway))
    checks = list[Any]()
    for route, given in routes:
        closed = all_of(given.enabled, policies.enabled)
        checks += [
            Check(
                any_of(
                    not_(all_of(closed, values.backend.enabled, is_set(given.backend_paths))),
                    is_set(policies.backend_from),
                ),
                "lead to the backend, which the controller of the route may not reach; name its "
                f"pods in networkPolicy.backendFrom, such as {_SUCH_AS}",
                f"{route}.backendPaths",
            ),
            each(given.paths, _leads_in(f"{route}.paths", there, let_in, given.enabled, closed)),
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
    where: str, there: Mapping[str, str], let_in: Mapping[str, str], on: bool, closed: bool
) -> Callable[[int, RoutePath], list[Check]]:
    """Return the checks of one path."""

    def checks(index: int, path: RoutePath) -> list[Check]:
        known = has_key(there, path.service)
        return [
            Check(
                any_of(not_(on), known),
                "is no service that is deployed and has a port; write frontend, backend or a name "
                "in services",
                f"{where}[{index}].service",
            ),
            Check(
                any_of(not_(closed), not_(known), has_key(let_in, path.service)),
                "may not be reached by the controller of the route; name its pods in "
                f"networkPolicy.backendFrom, or in networkPolicy.extraFrom of the service, such "
                f"as {_SUCH_AS}",
                f"{where}[{index}].service",
            ),
        ]

    return checks


def routed_service_has_a_type(values: TodoChatbotValues) -> list[Check]:
    """Return the checks that what only some types of Service have is not set without a type.

    A Service behind a route is a ClusterIP, unless it has another type by choice.
    """
    service, routed = (
        values.frontend.service,
        any_of(values.ingress.enabled, values.gateway.enabled),
    )
    chosen = any_of(not_(routed), is_set(service.type))
    given = {
        "nodePort": service.node_port,
        "loadBalancerSourceRanges": service.load_balancer_source_ranges,
    }
    return [
        Check(
            any_of(chosen, not_(is_set(value))),
            "has no effect, as the Service behind an Ingress or HTTPRoute is a ClusterIP; set "
            "frontend.service.type, or remove it",
            f"frontend.service.{field}",
        )
        for field, value in given.items()
    ]
