"""What only some types of Service have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import any_of, equals, get_text, has_key, matches, not_, sorted_keys
from todo_k8s.helm.model import Check

_OF_LOAD_BALANCERS = (
    "^(allocateLoadBalancerNodePorts|healthCheckNodePort|loadBalancerClass|loadBalancerIP)$"
)


def spec_has_its_type(
    spec: Mapping[str, Any],
    field: str,
    *,
    type: str,
    is_cluster_ip: bool,
    is_load_balancer: bool,
) -> list[Any]:
    """Return the checks that further fields of a Service are those of its type.

    Args:
        spec: The further fields, in Kubernetes' own form (ServiceSpec).
        field: Where they are, such as ``serviceSpec``.
        type: The field that sets the type.
        is_cluster_ip: Whether the Service is a ClusterIP.
        is_load_balancer: Whether it is a LoadBalancer.

    References:
        https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
    """
    remedy = f"set {type}, or remove it"

    def of_load_balancers(name: str) -> Check:
        return Check(
            any_of(is_load_balancer, not_(matches(name, _OF_LOAD_BALANCERS))),
            f"is for a Service of type LoadBalancer only, which this one is not; {remedy}",
            f"{field}.{name}",
        )

    return [
        each(sorted_keys(spec), of_load_balancers),
        Check(
            any_of(
                not_(is_cluster_ip),
                not_(has_key(spec, "externalTrafficPolicy")),
                has_key(spec, "externalIPs"),
            ),
            f"is for a Service that is open to the outside, and this one is a ClusterIP; {remedy}",
            f"{field}.externalTrafficPolicy",
        ),
        Check(
            any_of(is_cluster_ip, not_(equals(get_text(spec, "clusterIP"), "None"))),
            f"makes a headless Service, which must be a ClusterIP; set {type} to ClusterIP, or "
            "remove it",
            f"{field}.clusterIP",
        ),
    ]
