"""Who may reach whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from constructs import Construct

from todo_k8s.helm.chart import Manifest
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.content import Content, only_if, spread
from todo_k8s.helm.functions import is_set
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.helm.symbolic.conditions import unless_empty
from todo_k8s.helm.symbolic.tokens import is_symbolic
from todo_k8s.services.application import Application
from todo_k8s.services.network_policies.values import ServicePolicyValues
from todo_k8s.services.workload.construct import Workload

_EVERYWHERE = [
    # without the clouds' metadata addresses, which hand out credentials
    {"ipBlock": {"cidr": "0.0.0.0/0", "except": ["169.254.169.254/32"]}},
    {"ipBlock": {"cidr": "::/0", "except": ["fd00:ec2::254/128"]}},
]
_DNS = {"ports": [{"protocol": "UDP", "port": 53}, {"protocol": "TCP", "port": 53}]}


class ServicePolicy(Part):
    """A ``NetworkPolicy`` of one service: who may reach it, and what it may reach.

    DNS (port 53, UDP and TCP) is always open. Probes of the kubelet are never blocked.

    Args:
        scope: The construct it belongs to.
        id: Its id.
        values: What can be set.
        service: The service whose pods it is about.
        peers: A list of peers that may reach the service's port, nobody if it is empty; None for
            everyone. A list of which only loops find out whether it is empty needs a name, see
            `todo_k8s.helm.content.named_list`.
        reaches: Services of the application that it may reach.
        ports: Ports it may reach anywhere but at the metadata address, by `tcp`; none if empty.
        more_egress: More rules of what it may reach.

    References:
        https://kubernetes.io/docs/concepts/services-networking/network-policies/
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        values: ServicePolicyValues,
        service: Workload,
        peers: Content,
        reaches: Sequence[Workload] = (),
        ports: Sequence[Content],
        more_egress: Sequence[Content] = (),
    ) -> None:
        super().__init__(scope, id)
        ingress = {"from": peers, "ports": [_http(service)]}
        self.network_policy: Manifest = _policy(
            self,
            values,
            service.component,
            ingress=[_unless_nobody(peers, ingress)],
            egress=[*map(egress_to, reaches), *more_egress, _everywhere(ports)],
        )


class JobPolicy(Part):
    """A ``NetworkPolicy`` of a job: nobody reaches its pods, and they reach what is needed.

    Args:
        scope: The construct it belongs to.
        id: Its id.
        values: What can be set.
        component: The job's name among the application's components.
        ports: Ports it may reach anywhere but at the metadata address, by `tcp`.
        more_egress: More rules of what it may reach.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        values: ServicePolicyValues,
        component: str,
        ports: Sequence[Content],
        more_egress: Sequence[Content],
    ) -> None:
        super().__init__(scope, id)
        self.network_policy: Manifest = _policy(
            self, values, component, ingress=[], egress=[*more_egress, _everywhere(ports)]
        )


def _policy(
    scope: Construct,
    values: ServicePolicyValues,
    component: str,
    *,
    ingress: list[Content],
    egress: list[Content],
) -> Manifest:
    application = Application.of(scope)
    return Manifest(
        scope,
        "Resource",
        {
            "apiVersion": "networking.k8s.io/v1",
            "kind": "NetworkPolicy",
            "metadata": application.metadata(component),
            "spec": {
                "podSelector": {"matchLabels": application.selector_labels(component)},
                "policyTypes": ["Ingress", only_if(values.egress, "Egress")],
                "ingress": ingress,
                "egress": only_if(values.egress, [_DNS, *egress, spread(values.extra_egress)]),
            },
        },
    )


def _everywhere(ports: Sequence[Content]) -> Content:
    return unless_empty(list(ports), {"to": _EVERYWHERE, "ports": list(ports)})


def pods_of(service: Workload) -> dict[str, Any]:
    """Return the peer that stands for a service's pods."""
    return {"podSelector": {"matchLabels": service.selector}}


def egress_to(service: Workload) -> Content:
    """Return the rule that lets pods reach a service, while that is there."""
    found = {"to": [pods_of(service)], "ports": [_http(service)]}
    return found if service.enabled is True else only_if(service.enabled, found)


def _unless_nobody(peers: Content, ingress: dict[str, Any]) -> Content:
    if is_symbolic(peers):
        return only_if(is_set(peers), ingress)
    return unless_empty(peers, ingress) if is_list(peers) else ingress


def _http(service: Workload) -> dict[str, Any]:
    return tcp(service.pod.port)


def tcp(port: int) -> dict[str, Any]:
    """Return a TCP port of a policy."""
    return {"protocol": "TCP", "port": port}
