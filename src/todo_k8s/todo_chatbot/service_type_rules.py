"""Rules on what only some types of Service have: the frontend's, whose type the chart chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from todo_k8s.helm.functions import all_of, any_of, equals, get_text, has_key, is_set, not_
from todo_k8s.helm.model import Check

if TYPE_CHECKING:
    from todo_k8s.todo_chatbot.values import TodoChatbotValues

_OF_LOAD_BALANCERS = (
    "allocateLoadBalancerNodePorts",
    "healthCheckNodePort",
    "loadBalancerClass",
    "loadBalancerIP",
)
_SET = "set frontend.service.type, or remove it"


def service_has_its_type(values: TodoChatbotValues) -> list[Check]:
    """Return the checks that the frontend's Service has what its type allows.

    A Service behind a route is a ClusterIP, unless it has another type by choice; else it is a
    LoadBalancer.

    References:
        https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
    """
    service, spec = values.frontend.service, values.frontend.service_spec
    routed = any_of(values.ingress.enabled, values.gateway.enabled)
    unset = not_(is_set(service.type))
    is_cluster_ip = any_of(equals(service.type, "ClusterIP"), all_of(unset, routed))
    is_load_balancer = any_of(equals(service.type, "LoadBalancer"), all_of(unset, not_(routed)))
    return [
        *_behind_a_route(values, not_(all_of(unset, routed))),
        *(
            Check(
                any_of(is_load_balancer, not_(has_key(spec, field))),
                f"is for a Service of type LoadBalancer only, which this one is not; {_SET}",
                f"frontend.serviceSpec.{field}",
            )
            for field in _OF_LOAD_BALANCERS
        ),
        Check(
            any_of(
                not_(all_of(is_cluster_ip, has_key(spec, "externalTrafficPolicy"))),
                has_key(spec, "externalIPs"),
            ),
            f"is for a Service that is open to the outside, and this one is a ClusterIP; {_SET}",
            "frontend.serviceSpec.externalTrafficPolicy",
        ),
        Check(
            any_of(is_cluster_ip, not_(equals(get_text(spec, "clusterIP"), "None"))),
            "makes a headless Service, which must be a ClusterIP; set frontend.service.type to "
            "ClusterIP, or remove it",
            "frontend.serviceSpec.clusterIP",
        ),
    ]


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
            f"has no effect, as the Service behind an Ingress or HTTPRoute is a ClusterIP; {_SET}",
            f"frontend.service.{field}",
        )
        for field, value in given.items()
    ]
