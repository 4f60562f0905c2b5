"""Who may reach whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from constructs import Construct

from todo_k8s.helm.chart import Manifest
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.content import Content, each, filled, named_list, only_if, spread, unless_empty
from todo_k8s.helm.functions import is_set
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.helm.symbolic.as_expressions import is_symbolic
from todo_k8s.services.application import Application
from todo_k8s.services.network_policies.addresses import EVERYWHERE, dns_rules
from todo_k8s.services.network_policies.values import ServicePolicyValues
from todo_k8s.services.workload.construct import Workload
from todo_k8s.services.workload.further_pod_values import FurtherPodValues


class ServicePolicy(Part):
    """A ``NetworkPolicy`` of one service: who may reach it, and what it may reach.

    DNS is always open, see `todo_k8s.services.network_policies.addresses`. Probes of the kubelet
    are never blocked.

    Args:
        scope: The construct it belongs to.
        id: Its id.
        values: What can be set.
        service: The service whose pods it is about.
        peers: A list of peers that may reach the service's port, nobody if it is empty; None for
            everyone. A list of which only loops find out whether it is empty needs a name, see
            `todo_k8s.helm.content.named_list`.
        reaches: Services of the application that it may reach.
        ports: Ports it may reach anywhere but at clouds' metadata addresses, by `tcp`; none if
            empty.
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
        ingress = {"from": peers, "ports": ports_of(service)}
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
        ports: Ports it may reach anywhere but at clouds' metadata addresses, by `tcp`.
        more_egress: More rules of what it may reach.
        annotations: Annotations of the policy, such as a hook's: it must be there before the pods
            of a hook, and goes with them.
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
        annotations: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        self.network_policy: Manifest = _policy(
            self,
            values,
            component,
            ingress=[],
            egress=[*more_egress, _everywhere(ports)],
            annotations=annotations,
        )


def _policy(
    scope: Construct,
    values: ServicePolicyValues,
    component: str,
    *,
    ingress: list[Content],
    egress: list[Content],
    annotations: Mapping[str, str] | None = None,
) -> Manifest:
    application = Application.of(scope)
    return Manifest(
        scope,
        "Resource",
        {
            "apiVersion": "networking.k8s.io/v1",
            "kind": "NetworkPolicy",
            "metadata": application.metadata(component, annotations=annotations),
            "spec": {
                "podSelector": {"matchLabels": application.selector_labels(component)},
                "policyTypes": ["Ingress", only_if(values.egress, "Egress")],
                "ingress": ingress,
                "egress": only_if(
                    values.egress, [*dns_rules(values), *egress, spread(values.extra_egress)]
                ),
            },
        },
    )


def _everywhere(ports: Sequence[Content]) -> Content:
    return unless_empty(list(ports), {"to": EVERYWHERE, "ports": list(ports)})


def pods_of(service: Workload) -> dict[str, Any]:
    """Return the peer that stands for a service's pods."""
    return {"podSelector": {"matchLabels": service.selector}}


def peers_elsewhere(name: str, pods: Any, namespaces: Any) -> Sequence[Any]:
    """Return the one peer that stands for pods of other owners, as a list.

    Args:
        name: What it is called in the names of helpers; one name has one meaning.
        pods: The pods, as a Kubernetes ``LabelSelector``; empty for all.
        namespaces: Their namespaces, in the same form; empty for that of the policy. One of the
            two is set.
    """
    here = {"podSelector": filled(pods), "namespaceSelector": namespaces}
    peer = only_if(is_set(pods), here, {"namespaceSelector": filled(namespaces)})
    return named_list(f"{name}.peers", [peer])


def server_rule(port: int, peers: Sequence[Any]) -> dict[str, Any]:
    """Return the rule that lets pods reach a server in the cluster.

    Args:
        port: The port of its pods.
        peers: Its pods, such as by `peers_elsewhere`.
    """
    return {"to": filled(peers), "ports": [tcp(port)]}


def egress_to(service: Workload) -> Content:
    """Return the rule that lets pods reach a service, while that is there."""
    found = {"to": [pods_of(service)], "ports": ports_of(service)}
    return found if service.enabled is True else only_if(service.enabled, found)


def _unless_nobody(peers: Content, ingress: dict[str, Any]) -> Content:
    if is_symbolic(peers):
        return only_if(is_set(peers), ingress)
    return unless_empty(peers, ingress) if is_list(peers) else ingress


def ports_of(service: Workload) -> list[Content]:
    """Return the ports of a service that a policy opens: all that its Service has."""
    return open_ports(service.pod.port, service.values)


def open_ports(port: int, values: FurtherPodValues) -> list[Content]:
    """Return the ports of a policy for the main port of pods and their further ones."""
    return [
        tcp(port),
        each(values.extra_ports, lambda _name, number: tcp(number)),
        each(values.udp_ports, lambda _name, number: {"protocol": "UDP", "port": number}),
    ]


def tcp(port: int) -> dict[str, Any]:
    """Return a TCP port of a policy."""
    return {"protocol": "TCP", "port": port}
