"""The HTTPRoute of the Gateway API."""

from typing import Annotated, Any

from pydantic import Field

from todo_k8s.helm.content import each, spread
from todo_k8s.helm.fields.types import Distinct
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    at_most,
    default,
    equals,
    is_set,
    not_,
    size,
)
from todo_k8s.helm.model import ChartValues, Check, KubernetesObject, rule
from todo_k8s.services.routes.filters import are_filters, fit_together, once_each
from todo_k8s.services.routes.paths import GatewayPath
from todo_k8s.services.routes.paths_together import hosts_are_apart, paths_differ
from todo_k8s.services.routes.timeouts import RouteTimeouts
from todo_k8s.services.types.addresses import HostName, PathPrefix
from todo_k8s.services.types.names import Annotations, DnsLabel, ObjectName
from todo_k8s.services.types.numbers import Port


class ParentRef(ChartValues):
    """A Gateway to attach to."""

    name: Annotated[ObjectName, Field(min_length=1)]
    """Name of the Gateway."""

    namespace: DnsLabel = ""
    """Namespace of the Gateway; empty for the release's."""

    section_name: ObjectName = ""
    """Listener of the Gateway; empty for all."""

    port: Port | None = None
    """Port of the listeners; null for all."""


class GatewayValues(ChartValues):
    """An HTTPRoute of the Gateway API in front of the frontend."""

    enabled: bool = False
    """Create an HTTPRoute."""

    parent_refs: Annotated[list[ParentRef], Field(max_length=32)] = []
    """Gateways to attach to, at most 32."""

    hostnames: Annotated[Distinct[HostName], Field(max_length=16)] = []
    """Host names to answer to, at most 16; empty for all of the listener's."""

    annotations: Annotations = {}
    """Annotations of the HTTPRoute."""

    backend_paths: Annotated[Distinct[PathPrefix], Field(max_length=15)] = []
    """Path prefixes that lead to the backend, such as /api, at most 15; short for `paths`. Needs
    `networkPolicy.backendFrom`."""

    paths: Annotated[list[GatewayPath], Field(max_length=15)] = []
    """Further paths, at most 15, such as [{path: /ws, service: realtime}], or with host names of
    their own [{path: /, hostnames: [api.example.com]}]."""

    timeouts: RouteTimeouts = RouteTimeouts()
    """Limits of time, where the Gateway supports them."""

    filters: Annotated[list[KubernetesObject], Field(max_length=15)] = []
    """Filters of all paths, each as an `HTTPRouteFilter`, such as a RequestHeaderModifier. CORS and
    ExternalAuth need the experimental channel of the Gateway API."""

    @property
    def path_hostnames(self) -> Any:
        """The host names that lead to single paths."""
        return each(self.paths, lambda path: spread(path.hostnames))

    @rule
    def rules_are_few(self) -> Check:
        """An HTTPRoute has at most 16 rules, one of them for the frontend.

        References:
            https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec
        """
        count = size(self.backend_paths) + size(self.paths)
        return Check(
            count <= 15,
            f"{count} paths in backendPaths and paths are more than an HTTPRoute takes (15); "
            "remove some",
            "paths",
        )

    @rule
    def paths_are_there_once(self) -> Any:
        """Of two rules for one path the first would count."""
        return paths_differ(self.paths, self.backend_paths)

    @rule
    def hostnames_of_paths_are_apart(self) -> Any:
        """Of two HTTPRoutes with one host name and path, the older would count."""
        return hosts_are_apart(self.paths, self.hostnames, "hostnames")

    @rule
    def filters_are_whole(self) -> list[Any]:
        """The Gateway API refuses other filters, and two of one type."""
        return [are_filters(self.filters, "filters"), *once_each(self.filters, "filters")]

    @rule
    def filters_fit_together(self) -> Any:
        """The rule of a path has the filters of all paths too."""
        return each(
            self.paths,
            lambda index, path: fit_together(
                path.filters, self.filters, path.rewrite, f"paths[{index}].filters"
            ),
        )

    @rule
    def has_a_parent(self) -> Check:
        """A route needs a Gateway."""
        return Check(
            any_of(not_(self.enabled), is_set(self.parent_refs)),
            "must name a Gateway; set it",
            "parentRefs",
        )

    @rule
    def parents_differ(self) -> Any:
        """One Gateway may be named again only if each time another listener is.

        References:
            https://gateway-api.sigs.k8s.io/reference/spec/#commonroutespec
        """
        return each(self.parent_refs, self._differs_from_those_before)

    def _differs_from_those_before(self, later: int, ref: ParentRef) -> Any:
        def differs(earlier: int, other: ParentRef) -> Check:
            return Check(
                any_of(at_most(later, earlier), not_(_same_parent(ref, other))),
                f"names the Gateway of item {earlier} again; remove one, or give each another "
                "sectionName",
                f"parentRefs[{later}]",
            )

        return each(self.parent_refs, differs)


def _same_parent(one: ParentRef, other: ParentRef) -> bool:
    """Return whether two references are to one Gateway, and not to two listeners of it."""
    sections = default(one.section_name, ""), default(other.section_name, "")
    return all_of(
        equals(one.name, other.name),
        equals(default(one.namespace, ""), default(other.namespace, "")),
        any_of(*(not_(is_set(section)) for section in sections), equals(*sections)),
    )
