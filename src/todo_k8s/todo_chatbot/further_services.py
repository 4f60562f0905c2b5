"""Services of the application besides the frontend and the backend, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from todo_k8s.helm.fields.types import Distinct
from todo_k8s.helm.functions import any_of, equals, is_set, matches, not_
from todo_k8s.helm.model import ChartValues, Check, KubernetesObject, Text, rule
from todo_k8s.services.mistaken import INSIDE, OF_SERVICE_POLICIES
from todo_k8s.services.peers import are_egress_rules, are_peers
from todo_k8s.services.types.numbers import CountOrZero, Port
from todo_k8s.services.workload.exposure import TypedServiceValues
from todo_k8s.services.workload.service_types import spec_has_its_type
from todo_k8s.services.workload.values import WorkloadValues


class ServicePeersValues(ChartValues):
    """What the NetworkPolicy of a further service lets through, besides its neighbours."""

    _mistaken: ClassVar[Mapping[str, str]] = OF_SERVICE_POLICIES

    extra_from: list[KubernetesObject] = []
    """More peers that may reach its port, each as a Kubernetes `NetworkPolicyPeer`."""

    extra_egress: list[KubernetesObject] = []
    """More that its pods may reach, each as a Kubernetes `NetworkPolicyEgressRule`, such as Redis.
    `networkPolicy.extraEgress` applies too."""

    @rule
    def peers_are_whole(self) -> list[Any]:
        """The API server refuses a policy with an empty peer."""
        return [
            are_peers(self.extra_from, "extraFrom"),
            are_egress_rules(self.extra_egress, "extraEgress"),
        ]


class FurtherServiceValues(WorkloadValues):
    """A service besides the frontend and the backend: a worker, a scheduler, another API."""

    _mistaken: ClassVar[Mapping[str, str]] = INSIDE

    port: Port | None = None
    """Port the container listens on; null for the preset's. A service of the preset `none` without
    a port has no Service, and only those health checks that run a command or name a port."""

    service: TypedServiceValues = TypedServiceValues()  # pyright: ignore[reportIncompatibleVariableOverride]  # frozen
    """How it is reached."""

    enabled: bool = True
    """Deploy the service."""

    reachable_from: Distinct[Text] = []
    """Who may reach its port, besides those that name it in `reaches`: `frontend`, `backend`,
    `migrations` and names in `services`. Each but the migrations gets its URL as a variable, such
    as MAIL_API_URL for `mail-api`, unless it sets that variable itself by `env`, `secretEnv`,
    `configMapEnv` or `envValueFrom`. It starts with `http://`: set it yourself for a server that
    speaks no HTTP, such as Redis."""

    reaches: Distinct[Text] = []
    """What it reaches, besides the services that name it in `reachableFrom`: `frontend`, `backend`
    and names in `services`. It gets their URLs as variables, such as BACKEND_URL, unless it sets
    them itself. DNS, HTTPS, and the database with a variable DATABASE_URL, are always open."""

    database_connections: CountOrZero | None = None
    """Connections to the database that a pod opens; null for 10 with a variable DATABASE_URL, else
    for none. Set it where the URL comes in another way, such as by `extraEnvFrom` or a file: the
    network policy then opens the database's port."""

    network_policy: ServicePeersValues = ServicePeersValues()
    """Other traffic of its pods."""

    @property
    def listens(self) -> bool:
        """Whether it listens to a port, so that it has a Service."""
        return any_of(not_(equals(self.preset, "none")), is_set(self.port))

    @rule
    def service_has_a_port(self) -> list[Check]:
        """A Service, an alias and those that reach it need a port."""
        needs, service = "needs a port, and the service has none; set port", self.service
        given: dict[str, Any] = {
            "service.port": service.port,
            "service.alias": service.alias,
            "service.appProtocol": service.app_protocol,
            "extraPorts": self.extra_ports,
            "udpPorts": self.udp_ports,
            "reachableFrom": self.reachable_from,
            "networkPolicy.extraFrom": self.network_policy.extra_from,
        }
        return [
            Check(
                any_of(self.listens, equals(service.type, "ClusterIP")),
                f"{needs}, or set it to ClusterIP",
                "service.type",
            ),
            *(
                Check(
                    any_of(self.listens, not_(is_set(value))), f"{needs}, or remove it here", field
                )
                for field, value in given.items()
            ),
        ]

    @rule
    def service_has_its_type(self) -> list[Any]:
        """Kubernetes refuses what only another type of Service has."""
        return spec_has_its_type(
            self.service_spec,
            "serviceSpec",
            type="service.type",
            is_cluster_ip=equals(self.service.type, "ClusterIP"),
            is_load_balancer=equals(self.service.type, "LoadBalancer"),
        )

    @rule
    def checks_have_a_port(self) -> list[Check]:
        """A check by HTTP or TCP that is wanted in so many words must not be left out."""
        probes: dict[str, Any] = {
            "startup": self.probes.startup,
            "liveness": self.probes.liveness,
            "readiness": self.probes.readiness,
        }
        can_ask = any_of(self.listens, *(is_set(probe.port) for probe in probes.values()))
        common = "needs a port, and the service has none; set port, or that of a check"
        checks = [Check(any_of(can_ask, not_(is_set(self.probes.path))), common, "probes.path")]
        for name, probe in probes.items():
            can_ask = any_of(self.listens, is_set(probe.port))
            needs = f"needs a port, and the service has none; set port, or probes.{name}.port"
            wanted = {"handler": matches(probe.handler, "^(tcp|grpc)$"), "path": is_set(probe.path)}
            checks += [
                Check(any_of(can_ask, not_(asks)), needs, f"probes.{name}.{field}")
                for field, asks in wanted.items()
            ]
        return checks
