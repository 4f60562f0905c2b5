"""Paths of an Ingress or HTTPRoute, and the services that they lead to."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from todo_k8s.helm.content import each
from todo_k8s.helm.fields.types import Format
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    at_most,
    equals,
    includes,
    is_set,
    matches,
    milliseconds,
    not_,
)
from todo_k8s.helm.model import ChartValues, Check, KubernetesObject, Text, rule
from todo_k8s.services.types import PLAIN_PATH, OptionalDuration, RoutedPath

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


class RoutePath(ChartValues):
    """A path, and the service that it leads to."""

    path: RoutedPath
    """Path, such as /ws. `/` leads to the frontend, unless a path of the list is `/` itself."""

    type: Literal["Prefix", "Exact", "ImplementationSpecific"] = "Prefix"
    """How it is compared: with the start of a request's path, with all of it (`Exact`), or as the
    Ingress controller does, such as by a regular expression (`ImplementationSpecific`)."""

    service: Annotated[Text, Field(min_length=1)] = "backend"
    """Service that it leads to: `backend`, `frontend` or a name in `services`. A NetworkPolicy
    must let the controller in, by `networkPolicy.backendFrom` or the service's
    `networkPolicy.extraFrom`."""

    rewrite: NewPath = ""
    """What takes the place of the path in the request that is passed on: with `/`, the service of
    the path /api gets /tasks for /api/tasks. Empty to pass the request on as it is."""

    @rule
    def path_has_a_plain_form(self) -> Check:
        """Kubernetes and the Gateway API refuse other paths, unless the controller reads them."""
        return Check(
            any_of(equals(self.type, "ImplementationSpecific"), matches(self.path, PLAIN_PATH)),
            "must be a path such as /ws: without //, /./, /../, %2F and what no URL has; correct "
            "it, or set type to ImplementationSpecific",
            "path",
        )

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


class RouteTimeouts(ChartValues):
    """How long a request of an HTTPRoute may take."""

    request: OptionalDuration = ""
    """How long an answer may take as a whole, such as 60s; 0s for no limit, such as for streamed
    answers of an AI API. Empty for the Gateway's own limit (Envoy: 15s)."""

    backend_request: OptionalDuration = ""
    """How long each try of the Gateway may take, at most `request`; empty for no limit of its
    own."""

    @rule
    def tries_end_in_time(self) -> Check:
        """The Gateway API refuses tries that may take longer than the request.

        References:
            https://gateway-api.sigs.k8s.io/reference/spec/#httproutetimeouts
        """
        longest, one = milliseconds(self.request), milliseconds(self.backend_request)
        return Check(
            any_of(equals(longest, 0), one <= longest),
            f"{self.backend_request} is longer than request ({self.request}); lower it, or raise "
            "request (0s for no limit)",
            "backendRequest",
        )

    @property
    def any(self) -> bool:
        """Whether one of them is set."""
        return any_of(is_set(self.request), is_set(self.backend_request))


class GatewayPath(RoutePath):
    """A path of an HTTPRoute, and the service that it leads to."""

    timeouts: RouteTimeouts = RouteTimeouts()
    """Limits of this path, in place of `gateway.timeouts`."""

    filters: Annotated[list[KubernetesObject], Field(max_length=14)] = []
    """Filters of this path, besides `gateway.filters`, each as an `HTTPRouteFilter`; `rewrite`
    makes one of the type URLRewrite."""

    @rule
    def type_is_of_gateways(self) -> Check:
        """An HTTPRoute has no such type."""
        return Check(
            not_(equals(self.type, "ImplementationSpecific")),
            "is for an Ingress only; write Prefix or Exact",
            "type",
        )


def paths_differ(paths: Sequence[RoutePath], backend_paths: Sequence[str]) -> Any:
    """Return the checks that no path is there twice.

    Args:
        paths: The paths.
        backend_paths: Prefixes that lead to the backend.
    """

    def check(later: int, path: RoutePath) -> list[Any]:
        field = f"paths[{later}].path"

        def differs(earlier: int, other: RoutePath) -> Check:
            same = all_of(equals(path.path, other.path), equals(path.type, other.type))
            return Check(
                any_of(at_most(later, earlier), not_(same)),
                f"is the path of item {earlier} too; remove one of the two",
                field,
            )

        also = all_of(equals(path.type, "Prefix"), includes(backend_paths, path.path))
        return [
            each(paths, differs),
            Check(not_(also), "is in backendPaths too; remove it there or here", field),
        ]

    return each(paths, check)
