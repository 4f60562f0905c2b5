"""Ways into the cluster, and ways inside it that stay closed."""

from typing import Annotated, Any

from pydantic import Field

from todo_k8s.helm.content import each
from todo_k8s.helm.fields.types import Distinct
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    at_most,
    default,
    equals,
    has_key,
    is_set,
    not_,
)
from todo_k8s.helm.model import ChartValues, Check, rule
from todo_k8s.services.types import Annotations, DnsLabel, HostName, ObjectName, PathPrefix

_CLASS = "kubernetes.io/ingress.class"


class IngressValues(ChartValues):
    """An Ingress in front of the frontend."""

    enabled: bool = False
    """Whether to have an Ingress."""

    class_name: ObjectName = ""
    """IngressClass; empty for the cluster's default."""

    hosts: Distinct[HostName] = []
    """Host names to answer to."""

    tls_secret_name: ObjectName = ""
    """Secret with the certificate of the hosts; empty for no TLS."""

    annotations: Annotations = {}
    """Annotations, which controllers and cert-manager read."""

    backend_paths: Distinct[PathPrefix] = []
    """Path prefixes that go straight to the backend, such as /api; empty to keep it inside."""

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
        """An Ingress without a host would take every host's traffic."""
        return Check(
            any_of(not_(self.enabled), is_set(self.hosts)),
            "must name a host; set it",
            "hosts",
        )


class ParentRef(ChartValues):
    """A Gateway to attach to."""

    name: Annotated[ObjectName, Field(min_length=1)]
    """Name of the Gateway."""

    namespace: DnsLabel = ""
    """Namespace of the Gateway; empty for the release's."""

    section_name: ObjectName = ""
    """Listener of the Gateway; empty for all."""


class GatewayValues(ChartValues):
    """An HTTPRoute of the Gateway API in front of the frontend."""

    enabled: bool = False
    """Whether to have an HTTPRoute."""

    parent_refs: Annotated[list[ParentRef], Field(max_length=32)] = []
    """Gateways to attach to, at most 32."""

    hostnames: Annotated[Distinct[HostName], Field(max_length=16)] = []
    """Host names to answer to, at most 16; empty for all of the listener's."""

    annotations: Annotations = {}
    """Annotations of the HTTPRoute."""

    backend_paths: Annotated[Distinct[PathPrefix], Field(max_length=15)] = []
    """Path prefixes that go straight to the backend, such as /api, at most 15; empty to keep it
    inside."""

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
