"""The Ingress."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from todo_k8s.helm.content import each, spread
from todo_k8s.helm.fields.types import Distinct, Instead
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    has_key,
    includes,
    is_set,
    matches,
    not_,
)
from todo_k8s.helm.model import ChartValues, Check, rule
from todo_k8s.services.mistaken import OF_INGRESS
from todo_k8s.services.routes.paths import RoutePath
from todo_k8s.services.routes.paths_together import hosts_are_apart, paths_differ, shared_paths
from todo_k8s.services.types.addresses import HostName, PathPrefix, RouteHost
from todo_k8s.services.types.names import Annotations, ObjectName

_CLASS = "kubernetes.io/ingress.class"


class IngressTlsValues(ChartValues):
    """A certificate of some hosts."""

    secret_name: ObjectName = ""
    """Secret with the certificate; empty for the controller's default certificate."""

    hosts: Annotated[Distinct[HostName], Field(min_length=1)]
    """Host names that it is for, of those in `ingress.hosts` or of a path."""


class IngressValues(ChartValues):
    """An Ingress in front of the frontend."""

    _mistaken: ClassVar[Mapping[str, str]] = OF_INGRESS

    enabled: bool = False
    """Create an Ingress."""

    class_name: ObjectName = ""
    """IngressClass; empty for the cluster's default."""

    controller: Literal["", "nginx", "traefik"] = ""
    """Whose annotations say what `rewrite` of a path means: ingress-nginx (also as read by other
    controllers) or Traefik. Only needed for `rewrite`, which makes an Ingress of its own for its
    path, and for Traefik a Middleware (`traefik.io/v1alpha1`)."""

    hosts: Distinct[
        Annotated[
            RouteHost,
            Instead(
                "must be a host name, such as www.example.com, or * for every host, in quotes; set "
                "paths in ingress.paths"
            ),
        ]
    ] = []
    """Host names to answer to; `["*"]` for every host that no other Ingress names, such as on
    Minikube, or for the name of a cloud's load balancer."""

    tls_secret_name: ObjectName = ""
    """Secret with one certificate of all hosts; empty for no TLS, or for `tls`."""

    tls: Annotated[
        list[IngressTlsValues],
        Instead("must be a list, such as [{secretName: com-tls, hosts: [todo.example.com]}]"),
    ] = []
    """Certificates by host, such as [{secretName: com-tls, hosts: [todo.example.com]}], in place of
    `tlsSecretName`."""

    annotations: Annotations = {}
    """Annotations, which controllers and cert-manager read."""

    backend_paths: Distinct[PathPrefix] = []
    """Path prefixes that lead to the backend, such as /api; short for `paths`. Needs
    `networkPolicy.backendFrom`."""

    paths: list[RoutePath] = []
    """Further paths, such as [{path: /ws, service: realtime}], or with hosts of their own
    [{path: /, hosts: [api.example.com]}]."""

    @property
    def path_hosts(self) -> Any:
        """The host names that lead to single paths."""
        return each(self.paths, lambda path: spread(path.hosts))

    @rule
    def class_is_named(self) -> Check:
        """The annotation is deprecated, and Kubernetes refuses it beside a class.

        References:
            https://kubernetes.io/docs/concepts/services-networking/ingress/#deprecated-annotation
        """
        return Check(
            not_(has_key(self.annotations, _CLASS)),
            "is deprecated; remove it, and set ingress.className",
            f"annotations.{_CLASS}",
        )

    @rule
    def has_a_host(self) -> Check:
        """An Ingress without a host takes every host's traffic, so that must be said."""
        of_paths = all_of(
            is_set(self.paths),
            not_(is_set(shared_paths(self.paths))),
            not_(is_set(self.backend_paths)),
        )
        return Check(
            any_of(not_(self.enabled), is_set(self.hosts), of_paths),
            'must name a host; set it, or set it to ["*"] for every host',
            "hosts",
        )

    @rule
    def certificates_are_of_hosts(self) -> list[Any]:
        """A certificate of another host would not be found, and users be served without it."""
        every = includes(self.hosts, "*")

        def check(number: int, certificate: IngressTlsValues) -> Any:
            return each(
                certificate.hosts,
                lambda index, host: Check(
                    any_of(
                        every,
                        includes(self.hosts, host),
                        includes(self.path_hosts, host),
                        matches(host, r"^\*"),
                    ),
                    "is not in ingress.hosts; add it there, or remove it here",
                    f"tls[{number}].hosts[{index}]",
                ),
            )

        twice = all_of(is_set(self.tls_secret_name), is_set(self.tls))
        one = Check(
            not_(twice), "is for all hosts, and tls is set too; remove one", "tlsSecretName"
        )
        return [one, each(self.tls, check)]

    @rule
    def paths_are_there_once(self) -> Any:
        """Of two rules for one path, each controller chooses in its own way."""
        return paths_differ(self.paths, self.backend_paths)

    @rule
    def hosts_of_paths_are_apart(self) -> Any:
        """The other paths would be missing on a host that all paths have."""
        return hosts_are_apart(self.paths, self.hosts, "hosts")

    @rule
    def rewrites_have_a_language(self) -> Any:
        """An Ingress has no field for it, and each controller its own annotations.

        References:
            https://kubernetes.github.io/ingress-nginx/examples/rewrite/
            https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/replacepathregex/
        """
        known = any_of(not_(self.enabled), is_set(self.controller))
        return each(
            self.paths,
            lambda index, path: Check(
                any_of(known, not_(is_set(path.rewrite))),
                "is written otherwise for each controller; set ingress.controller to nginx or "
                "traefik, or use gateway.paths",
                f"paths[{index}].rewrite",
            ),
        )
