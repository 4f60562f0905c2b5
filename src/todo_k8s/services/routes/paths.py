"""Paths of an Ingress or HTTPRoute, and the services that they lead to."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints

from todo_k8s.helm.fields.types import Distinct, Format
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    contains,
    equals,
    has_key,
    is_set,
    let,
    matches,
    not_,
    total,
)
from todo_k8s.helm.model import ChartValues, Check, KubernetesObject, Text, rule
from todo_k8s.services.mistaken import OF_PATHS
from todo_k8s.services.routes.filters import are_filters, once_each
from todo_k8s.services.routes.timeouts import RouteTimeouts
from todo_k8s.services.types.addresses import PLAIN_PATH, WILDCARD, HostName, RoutedPath
from todo_k8s.services.types.names import OptionalPort, ServiceKey
from todo_k8s.services.types.numbers import Percentage

_WITHOUT_PATTERNS = "^(/[-A-Za-z0-9._~]+)+/?$"
"""What can be rewritten: in the rule of nginx and of Traefik each character stands for itself."""


NewPath = Annotated[
    str,
    StringConstraints(max_length=1024),
    Format(
        "^(/[-A-Za-z0-9._~]+)*/?$",
        "must be / or a path of letters, digits and -._~, such as /v1",
    ),
]
"""What a path is rewritten to, or empty."""


class ServicePath(ChartValues):
    """A path, and the service that it leads to: what an Ingress and an HTTPRoute have in common."""

    _mistaken: ClassVar[Mapping[str, str]] = OF_PATHS

    path: RoutedPath
    """Path, such as /ws. `/` leads to the frontend, unless a path of the list is `/` itself."""

    type: Literal["Prefix", "Exact", "ImplementationSpecific"] = "Prefix"
    """How it is compared: with the start of a request's path, with all of it (`Exact`), or as the
    Ingress controller does, such as by a regular expression (`ImplementationSpecific`)."""

    service: Annotated[Text, Field(min_length=1)] = "backend"
    """Service that it leads to: `backend`, `frontend` or a name in `services`. A NetworkPolicy
    must let the controller in, by `networkPolicy.backendFrom` or the service's
    `networkPolicy.extraFrom`."""

    port: OptionalPort = ""
    """Name of the port among the service's `extraPorts`; empty for its main one."""

    rewrite: NewPath = ""
    """What takes the place of the path in the request that is passed on: with `/`, the service of
    the path /api gets /tasks for /api/tasks. Empty to pass the request on as it is."""

    @property
    def own_hosts(self) -> Sequence[str]:
        """The host names that lead to this path only."""
        raise NotImplementedError

    @property
    def shares(self) -> Mapping[str, int]:
        """Percent of the requests by other services that get some of them."""
        return {}

    @rule
    def path_has_a_plain_form(self) -> list[Check]:
        """Kubernetes and the Gateway API refuse other paths, unless the controller reads them."""
        by_controller = equals(self.type, "ImplementationSpecific")
        has_wildcard = contains(self.path, "*")
        return [
            Check(
                any_of(by_controller, has_wildcard, matches(self.path, PLAIN_PATH)),
                "must be a path such as /ws: without //, /./, /../, %2F and what no URL has; "
                "correct it, or set type to ImplementationSpecific",
                "path",
            ),
            Check(
                any_of(by_controller, not_(has_wildcard)),
                f"{WILDCARD}, or set type to ImplementationSpecific",
                "path",
            ),
        ]

    @rule
    def rewrites_a_prefix(self) -> Check:
        """Controllers replace the start of a path, and each in its own language of patterns."""
        plain = all_of(equals(self.type, "Prefix"), matches(self.path, _WITHOUT_PATTERNS))
        return Check(
            any_of(not_(is_set(self.rewrite)), plain),
            "replaces a prefix of letters, digits and -._~ only, and not / alone; set type to "
            "Prefix and correct path, or empty it",
            "rewrite",
        )


class RoutePath(ServicePath):
    """A path of an Ingress, and the service that it leads to."""

    hosts: Distinct[HostName] = []
    """Host names that lead to this path only, such as `[api.example.com]` of the path `/`, in place
    of `ingress.hosts`; empty for those."""

    @property
    def own_hosts(self) -> Sequence[str]:
        """The host names that lead to this path only."""
        return self.hosts


class GatewayPath(ServicePath):
    """A path of an HTTPRoute, and the service that it leads to."""

    hostnames: Annotated[Distinct[HostName], Field(max_length=16)] = []
    """Host names that lead to this path only, such as `[api.example.com]` of the path `/`, at most
    16, in place of `gateway.hostnames`: the path has an HTTPRoute of its own. Empty for those."""

    timeouts: RouteTimeouts = RouteTimeouts()
    """Limits of this path, in place of `gateway.timeouts`."""

    split: Annotated[dict[ServiceKey, Percentage], Field(max_length=15)] = {}
    """Percent of the path's requests that other services get, such as {api-canary: 10}, at most 15
    services; `service` gets the rest."""

    filters: Annotated[list[KubernetesObject], Field(max_length=14)] = []
    """Filters of this path, besides `gateway.filters`, each as an `HTTPRouteFilter`; `rewrite`
    makes one of the type URLRewrite. With a RequestRedirect the path leads to no service."""

    @property
    def own_hosts(self) -> Sequence[str]:
        """The host names that lead to this path only."""
        return self.hostnames

    @property
    def shares(self) -> Mapping[str, int]:
        """Percent of the requests by other services that get some of them."""
        return self.split

    @rule
    def split_is_of_all_requests(self) -> list[Check]:
        """The service of the path has what is left.

        References:
            https://gateway-api.sigs.k8s.io/guides/traffic-splitting/
        """
        given = let("given", total(self.split))
        return [
            Check(given <= 100, f"gives away {given} percent of the requests; lower them", "split"),
            Check(
                not_(has_key(self.split, self.service)),
                "has the service of the path, which gets the rest; remove it there",
                "split",
            ),
        ]

    @rule
    def type_is_of_gateways(self) -> Check:
        """An HTTPRoute has no such type."""
        return Check(
            not_(equals(self.type, "ImplementationSpecific")),
            "is for an Ingress only; write Prefix or Exact",
            "type",
        )

    @rule
    def filters_are_whole(self) -> list[Any]:
        """The Gateway API refuses other filters, and two of one type."""
        return [are_filters(self.filters, "filters"), *once_each(self.filters, "filters")]
