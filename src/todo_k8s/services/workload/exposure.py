"""How a service is reached."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from todo_k8s.helm.fields.types import Distinct
from todo_k8s.helm.functions import any_of, default, is_set, matches, not_
from todo_k8s.helm.model import ChartValues, Check, Integer, rule
from todo_k8s.services.mistaken import INSIDE
from todo_k8s.services.types.addresses import AppProtocol, Cidr
from todo_k8s.services.types.names import Annotations, ServiceName
from todo_k8s.services.types.numbers import Port


class ServiceValues(ChartValues):
    """How a service is reached inside the cluster."""

    _mistaken: ClassVar[Mapping[str, str]] = {
        **INSIDE,
        **dict.fromkeys(
            ("containerPort", "targetPort"), "the container's port is the field port beside service"
        ),
    }

    port: Port | None = None
    """Port of the Service; null for the container's."""

    alias: ServiceName = ""
    """Name of a second Service with the same pods, for an image with a hard-coded upstream."""

    app_protocol: AppProtocol = ""
    """Protocol of the port, for what reads it: `kubernetes.io/h2c` for gRPC behind an HTTPRoute;
    `grpc` or `tcp` for Istio. Empty for none."""

    annotations: Annotations = {}
    """Annotations of the Service."""


class ExposedServiceValues(ServiceValues):
    """How a service is reached, also from outside the cluster."""

    type: Literal["", "ClusterIP", "NodePort", "LoadBalancer"] = ""
    """Type of the Service: ClusterIP, NodePort (such as on Minikube) or LoadBalancer. Empty for
    ClusterIP if an Ingress or HTTPRoute leads users to it, else LoadBalancer."""

    node_port: Annotated[Integer, Field(ge=30000, le=32767)] | None = None
    """Fixed port on every node; null to let Kubernetes choose a free one."""

    load_balancer_source_ranges: Distinct[Cidr] = []
    """Client addresses a LoadBalancer lets in, as CIDR blocks; empty for all."""

    def type_or(self, otherwise: str) -> str:
        """Return the type of the Service, or another one while none is chosen."""
        return default(self.type, otherwise)

    @rule
    def node_port_has_a_type(self) -> Check:
        """A node port needs a Service that has one."""
        return Check(
            any_of(not_(is_set(self.node_port)), matches(self.type, "^(NodePort|LoadBalancer|)$")),
            "needs type NodePort or LoadBalancer; set the type, or nodePort to null",
            "nodePort",
        )

    @rule
    def source_ranges_have_a_load_balancer(self) -> Check:
        """Kubernetes refuses source ranges of another kind of Service."""
        ranges = self.load_balancer_source_ranges
        return Check(
            any_of(not_(is_set(ranges)), matches(self.type, "^(LoadBalancer|)$")),
            "needs type LoadBalancer; set the type, or empty it",
            "loadBalancerSourceRanges",
        )


class TypedServiceValues(ExposedServiceValues):
    """How a further service is reached: from inside the cluster, unless a type says otherwise."""

    type: Literal["ClusterIP", "NodePort", "LoadBalancer"] = "ClusterIP"  # pyright: ignore[reportIncompatibleVariableOverride]  # frozen
    """Type of the Service. NodePort and LoadBalancer open it to the outside, such as for a broker
    or a mail server; its `networkPolicy.extraFrom` must let those clients in."""

    def type_or(self, otherwise: str) -> str:  # noqa: ARG002  # this one always has a type
        """Return the type of the Service."""
        return self.type
