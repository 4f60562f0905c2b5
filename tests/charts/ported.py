"""A cdk8s-plus chart, ported line by line: only what an operator sets has become a value."""

from __future__ import annotations

from typing import Any

import cdk8s
import cdk8s_plus_27 as kplus

from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, when
from todo_k8s.values.types import Count, HostName, Port


class GuestbookValues(ChartValues):
    """What an operator of the guestbook can set."""

    replicas: Count = 2
    """How many pods."""

    port: Port = 8080
    """The port that the application listens on."""

    greeting: str = "welcome"
    """What it says first."""

    host: HostName = "guests.example.com"
    """Where it is reached from outside."""

    public: bool = False
    """Reach it from outside."""


class Guestbook(HelmChart[GuestbookValues]):
    """A guestbook."""

    metadata = ChartMetadata(
        name="guestbook", version="0.1.0", app_version="5", description="A guestbook"
    )

    def build(self) -> None:
        """Make the objects."""
        values = self.values
        settings = kplus.ConfigMap(self, "settings", data={"greeting": f"{values.greeting}!"})
        deployment = kplus.Deployment(
            self,
            "web",
            replicas=values.replicas,
            pod_metadata=cdk8s.ApiObjectMetadata(labels={"tier": "web"}),
            security_context=kplus.PodSecurityContextProps(user=10001, ensure_non_root=True),
        )
        container = deployment.add_container(
            image="guestbook:5",
            port_number=values.port,
            resources=kplus.ContainerResources(
                cpu=kplus.CpuResources(request=kplus.Cpu.millis(50), limit=kplus.Cpu.units(1)),
                memory=kplus.MemoryResources(request=cdk8s.Size.mebibytes(64)),
            ),
            liveness=kplus.Probe.from_http_get("/live"),
        )
        container.env.add_variable("GREETING", kplus.EnvValue.from_config_map(settings, "greeting"))
        service = deployment.expose_via_service(
            ports=[kplus.ServicePort(port=80, target_port=values.port)]
        )
        if public := when(self, "if-public", values.public):
            ingress = kplus.Ingress(public, "ingress")
            ingress.add_host_rule(values.host, "/", kplus.IngressBackend.from_service(service))


CHART = Guestbook
CASES: list[dict[str, Any]] = [
    {},
    {"public": True, "host": "a.example.com", "port": 9000, "replicas": 5},
    {"greeting": 'it\'s "us": {{ all }} #1'},
]
REFUSED = {"port": {"port": 0}}
