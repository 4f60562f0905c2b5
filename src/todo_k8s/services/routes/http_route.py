"""The HTTPRoute before the frontend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from constructs import Construct

from todo_k8s.helm.chart import Manifest, for_each, when
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.content import Content, each, filled, named_list, named_map, only_if, spread
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    choose,
    get_int,
    get_map,
    is_set,
    not_,
    object_name,
    select,
    total,
)
from todo_k8s.services.application import Application
from todo_k8s.services.routes.filters import redirects
from todo_k8s.services.routes.gateway_values import GatewayValues, ParentRef
from todo_k8s.services.routes.paths import GatewayPath
from todo_k8s.services.routes.paths_together import root_is_left, shared_paths
from todo_k8s.services.routes.timeouts import RouteTimeouts
from todo_k8s.services.workload.construct import Workload


class HttpRoute(Part):
    """An ``HTTPRoute`` that leads to the frontend, and chosen paths to other services.

    Paths with ``hostnames`` have an ``HTTPRoute`` each, as an HTTPRoute has the same for all paths.

    Args:
        scope: The construct it belongs to.
        id: Its id.
        values: What can be set. ``service`` of a path is a component of the application.
        frontend: The service that users reach; while it is switched off, there must be paths.
        backend: The service behind ``backendPaths``.
        ports: The ports of the Services that paths may lead to, by component; by default those of
            the two.
        extra_ports: Their further ports: component → name → number; by default those of the two.

    References:
        https://gateway-api.sigs.k8s.io/api-types/httproute/
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        values: GatewayValues,
        frontend: Workload,
        backend: Workload,
        ports: Mapping[str, int] | None = None,
        extra_ports: Mapping[str, Mapping[str, int]] | None = None,
    ) -> None:
        super().__init__(scope, id)
        application = Application.of(scope)
        ends = {service.component: service for service in (frontend, backend)}
        known = {component: service.port for component, service in ends.items()}
        named = {component: service.values.extra_ports for component, service in ends.items()}
        self._values = values
        self._fullname = application.fullname
        self._ports: Mapping[str, int] = known if ports is None else ports
        self._extra_ports = (
            named_map(f"{frontend.component}.namedPorts", named)
            if extra_ports is None
            else extra_ports
        )
        rules = self._shared_rules(frontend, backend)
        annotations = values.annotations
        self.http_route: Manifest | None = None
        if made := when(self, "if-served", self._is_served(frontend)):
            metadata = application.metadata(frontend.component, annotations=annotations)
            route = self._route(metadata, values.hostnames, rules)
            self.http_route = Manifest(made, "Resource", route)
        for entry, index, path in for_each(self, "paths", values.paths):
            if own := when(entry, "if-own", is_set(path.hostnames)):
                name = f"{frontend.name}-path-{index}"
                metadata = application.metadata(
                    frontend.component, name=name, annotations=annotations
                )
                route = self._route(metadata, path.hostnames, [self._given(path)])
                Manifest(own, "Resource", route)

    def _is_served(self, frontend: Workload) -> bool:
        """Return whether a path is of all host names."""
        shared = shared_paths(self._values.paths)
        named = named_list(f"{frontend.component}.gatewayPaths", [shared])
        return any_of(frontend.enabled, is_set(self._values.backend_paths), is_set(named))

    def _shared_rules(self, frontend: Workload, backend: Workload) -> Content:
        values = self._values
        left = root_is_left(f"{frontend.component}.gatewayRoots", values.paths)
        return [
            each(values.backend_paths, lambda path: self._rule(path, backend)),
            each(
                values.paths,
                lambda path: only_if(not_(is_set(path.hostnames)), self._given(path)),
            ),
            only_if(all_of(frontend.enabled, left), self._rule("/", frontend)),
        ]

    def _route(self, metadata: Content, hostnames: Sequence[str], rules: Content) -> Any:
        return {
            "apiVersion": "gateway.networking.k8s.io/v1",
            "kind": "HTTPRoute",
            "metadata": metadata,
            "spec": {
                "parentRefs": filled([each(self._values.parent_refs, _parent)]),
                "hostnames": hostnames,
                "rules": filled(rules),
            },
        }

    def _rule(self, path: str, service: Workload) -> dict[str, Content]:
        return {
            "matches": [{"path": {"type": "PathPrefix", "value": path}}],
            "filters": self._values.filters,
            "backendRefs": only_if(
                not_(redirects(self._values.filters)),
                [{"name": service.name, "port": service.port}],
            ),
            "timeouts": _timeouts(self._values.timeouts),
        }

    def _given(self, path: GatewayPath) -> dict[str, Content]:
        rewritten = {
            "type": "URLRewrite",
            "urlRewrite": {
                "path": {"type": "ReplacePrefixMatch", "replacePrefixMatch": path.rewrite}
            },
        }
        kind = select(path.type, {"Exact": "Exact", "Prefix": "PathPrefix"})
        return {
            "matches": [{"path": {"type": kind, "value": path.path}}],
            "filters": [
                only_if(is_set(path.rewrite), rewritten),
                spread(path.filters),
                spread(self._values.filters),
            ],
            "backendRefs": only_if(
                not_(any_of(redirects(path.filters), redirects(self._values.filters))),
                self._backends(path),
            ),
            "timeouts": only_if(
                path.timeouts.any, _timeouts(path.timeouts), _timeouts(self._values.timeouts)
            ),
        }

    def _backends(self, path: GatewayPath) -> list[Content]:
        """Return the services of a path, with their shares if there are several."""
        left = 100 - total(path.split)

        def backend(service: str, weight: Content) -> dict[str, Content]:
            return {
                "name": object_name(self._fullname, service),
                "port": self._port(service, path.port),
                "weight": weight,
            }

        return [
            backend(path.service, only_if(is_set(path.split), left)),
            each(path.split, backend),
        ]

    def _port(self, service: str, name: str) -> int:
        of_name = get_int(get_map(self._extra_ports, service), name)
        return choose(is_set(name), of_name, get_int(self._ports, service))


def _timeouts(values: RouteTimeouts) -> dict[str, Content]:
    return {
        "request": only_if(is_set(values.request), values.request),
        "backendRequest": only_if(is_set(values.backend_request), values.backend_request),
    }


def _parent(gateway: ParentRef) -> dict[str, Content]:
    return {
        "name": gateway.name,
        "namespace": only_if(is_set(gateway.namespace), gateway.namespace),
        "sectionName": only_if(is_set(gateway.section_name), gateway.section_name),
        "port": only_if(is_set(gateway.port), gateway.port),
    }
