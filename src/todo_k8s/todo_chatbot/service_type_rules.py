"""Rules on the types of Services: the frontend's, which the chart chooses, and the others'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import all_of, any_of, default, equals, is_set, not_
from todo_k8s.helm.model import Check
from todo_k8s.services.workload.service_types import spec_has_its_type

if TYPE_CHECKING:
    from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
    from todo_k8s.todo_chatbot.values import TodoChatbotValues

_TYPE = "frontend.service.type"


def service_has_its_type(values: TodoChatbotValues) -> list[Any]:
    """Return the checks that the frontend's Service has what its type allows.

    A Service behind a route is a ClusterIP, unless it has another type by choice; else it is a
    LoadBalancer.
    """
    service = values.frontend.service
    routed = any_of(values.ingress.enabled, values.gateway.enabled)
    unset = not_(is_set(service.type))
    is_cluster_ip = any_of(equals(service.type, "ClusterIP"), all_of(unset, routed))
    is_load_balancer = any_of(equals(service.type, "LoadBalancer"), all_of(unset, not_(routed)))
    return [
        *_behind_a_route(values, not_(all_of(unset, routed))),
        *spec_has_its_type(
            values.frontend.service_spec,
            "frontend.serviceSpec",
            type=_TYPE,
            is_cluster_ip=is_cluster_ip,
            is_load_balancer=is_load_balancer,
        ),
    ]


def opened_services_are_let_in(values: TodoChatbotValues) -> Any:
    """Return the checks that policies let clients from outside in where a type of Service does."""

    def check(name: str, service: FurtherServiceValues) -> Check:
        closed = all_of(values.network_policy.enabled, service.enabled)
        return Check(
            any_of(
                not_(closed),
                equals(service.service.type, "ClusterIP"),
                is_set(service.network_policy.extra_from),
            ),
            "opens the service to clients outside, which its NetworkPolicy keeps out; name them in "
            "networkPolicy.extraFrom of the service, such as [{ipBlock: {cidr: 0.0.0.0/0}}]",
            f"services.{name}.service.type",
        )

    return each(values.services, check)


def node_ports_differ(values: TodoChatbotValues) -> Any:
    """Return the checks that no two Services have one node port, which the API server refuses."""
    frontend = values.frontend

    def check(name: str, service: FurtherServiceValues) -> list[Any]:
        own, field = default(service.service.node_port, 0), f"services.{name}.service.nodePort"
        there = all_of(service.enabled, is_set(own))

        def differs(whose: str, port: int, other_is_there: bool) -> Check:
            return Check(
                not_(all_of(there, other_is_there, equals(own, port))),
                f"is the node port of {whose} too; choose another, or set it to null",
                field,
            )

        def of_other(other: str, neighbour: FurtherServiceValues) -> Check:
            is_other = all_of(neighbour.enabled, not_(equals(name, other)))
            port = default(neighbour.service.node_port, 0)
            return differs(f"services.{other}", port, is_other)

        main = differs("the frontend", default(frontend.service.node_port, 0), frontend.enabled)
        return [main, each(values.services, of_other)]

    return each(values.services, check)


def _behind_a_route(values: TodoChatbotValues, chosen: bool) -> list[Check]:
    """Return the checks that nothing is set that a ClusterIP has not, where no type is chosen."""
    service = values.frontend.service
    given = {
        "nodePort": service.node_port,
        "loadBalancerSourceRanges": service.load_balancer_source_ranges,
    }
    return [
        Check(
            any_of(chosen, not_(is_set(value))),
            f"has no effect, as the Service behind an Ingress or HTTPRoute is a ClusterIP; "
            f"set {_TYPE}, or remove it",
            f"frontend.service.{field}",
        )
        for field, value in given.items()
    ]
