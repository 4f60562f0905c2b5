"""Hosts with paths and certificates: lists in lists."""

from __future__ import annotations

from typing import Any, Literal

from todo_k8s.helm import ChartMetadata, ChartValues, Check, HelmChart, Manifest, rule, when
from todo_k8s.helm.content import Content, each, named_list, only_if
from todo_k8s.helm.functions import any_of, choose, equals, is_set, not_
from todo_k8s.values.types import HostName, HttpPath, ObjectName, Port


class Route(ChartValues):
    """A path, and what answers it."""

    path: HttpPath = "/"
    """The path."""

    type: Literal["Prefix", "Exact"] = "Prefix"
    """How it is compared."""

    service: ObjectName
    """The Service that answers."""

    port: Port | None = None
    """The Service's port; by default the one named http."""


class Host(ChartValues):
    """A host and its paths."""

    name: HostName
    """Its name."""

    routes: list[Route] = []
    """Its paths."""

    certificate: Literal["default", "own", "issued"] = "issued"
    """Where its certificate comes from; ``default`` is the controller's own."""

    secret: ObjectName = "tls"  # a name
    """The Secret with its certificate."""


class HostsValues(ChartValues):
    """What can be set of hosts."""

    hosts: list[Host] = []
    """The hosts."""

    issuer: str = ""
    """Who issues certificates."""

    redirect: bool = True
    """Send plain HTTP to HTTPS."""

    @rule
    def certificates_have_an_issuer(self) -> Content:
        """Somebody must issue them."""
        return each(
            self.hosts,
            lambda index, host: Check(
                any_of(is_set(self.issuer), not_(equals(host.certificate, "issued"))),
                "is issued by nobody; set issuer",
                f"hosts[{index}].certificate",
            ),
        )


class Hosts(HelmChart[HostsValues]):
    """Hosts, each with its paths and its certificate."""

    metadata = ChartMetadata(
        name="hosts", version="1.1.0", app_version="1", description="Hosts with paths"
    )

    def build(self) -> None:
        """Make the objects."""
        values = self.values
        if hosted := when(self, "if-hosts", is_set(values.hosts)):
            annotations = {
                "cert-manager.io/issuer": only_if(is_set(values.issuer), values.issuer),
                "example.com/redirect": choose(values.redirect, "yes", "no"),
            }
            certificates = named_list("certificates", [each(values.hosts, _certificate)])
            spec = {"rules": [each(values.hosts, _rule)], "tls": certificates}
            metadata = {"name": self.release.name, "annotations": annotations}
            content = {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress"}
            Manifest(hosted, "ingress", {**content, "metadata": metadata, "spec": spec})


def _rule(host: Host) -> Content:
    return {"host": host.name, "http": {"paths": [each(host.routes, _path)]}}


def _path(route: Route) -> Content:
    named, number = {"name": "http"}, {"number": route.port}
    port = only_if(is_set(route.port), number, named)
    backend = {"service": {"name": route.service, "port": port}}
    return {"path": route.path, "pathType": route.type, "backend": backend}


def _certificate(host: Host) -> Content:
    own = equals(host.certificate, "own")
    secret = choose(own, host.secret, f"{host.name}-tls")
    default = equals(host.certificate, "default")
    return only_if(not_(default), {"hosts": [host.name], "secretName": secret})


_ROUTE: dict[str, Any] = {"service": "web"}
CHART = Hosts
CASES: list[dict[str, Any]] = [
    {},
    {"issuer": "letsencrypt", "hosts": [{"name": "a.example.com", "routes": [_ROUTE]}]},
    {
        "redirect": False,
        "hosts": [
            {
                "name": "b.example.com",
                "certificate": "own",
                "secret": "b",
                "routes": [{**_ROUTE, "path": "/api", "port": 8000}, {**_ROUTE, "type": "Exact"}],
            },
            {"name": "c.example.com", "certificate": "default", "routes": [_ROUTE]},
            {"name": "d.example.com", "certificate": "own"},
        ],
    },
    {"hosts": [{"name": "d.example.com", "certificate": "default", "routes": [_ROUTE]}]},
]
REFUSED = {"hosts[0].certificate": {"hosts": [{"name": "a.example.com"}]}}
BEYOND = {
    "helper certificates: range .Values.hosts: never empty": "the Ingress is there for hosts only",
    "rules: hosts[…].routes[…].": "the form of a type of the library",
    "rules: hosts[…].name: ": "likewise",
    "rules: hosts[…].secret: ": "likewise",
}
