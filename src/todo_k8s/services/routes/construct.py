"""Ways for users to reach the frontend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constructs import Construct

from todo_k8s.helm.chart import Manifest, when
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.content import Content, each, filled, named_list, only_if, spread
from todo_k8s.helm.functions import (
    all_of,
    equals,
    get_int,
    is_set,
    not_,
    object_name,
    select,
)
from todo_k8s.services.application import Application
from todo_k8s.services.routes.gateway_values import GatewayValues, ParentRef
from todo_k8s.services.routes.paths import GatewayPath, RoutePath, RouteTimeouts
from todo_k8s.services.routes.rewriting import RewrittenPaths
from todo_k8s.services.routes.values import IngressValues
from todo_k8s.services.workload.construct import Workload


class Ingress(Part):
    """An ``Ingress`` that leads hosts to the frontend, and chosen paths to other services.

    Paths with a ``rewrite`` have an ``Ingress`` each, and for Traefik a ``Middleware``.

    Args:
        scope: The construct it belongs to.
        id: Its id.
        values: What can be set. ``service`` of a path is a component of the application.
        frontend: The service that users reach; while it is switched off, there must be paths.
        backend: The service behind ``backendPaths``.
        namespace: The namespace of the objects, which Traefik wants to know.

    References:
        https://kubernetes.io/docs/concepts/services-networking/ingress/
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        values: IngressValues,
        frontend: Workload,
        backend: Workload,
        namespace: str = "default",
    ) -> None:
        super().__init__(scope, id)
        application = Application.of(scope)
        self.ingress: Manifest | None = None
        paths = [
            each(values.backend_paths, lambda path: _path(path, "Prefix", backend.name)),
            each(values.paths, lambda path: self._unless_rewritten(path, application)),
            only_if(
                _leads_to(frontend, values.paths, "ingress"), _path("/", "Prefix", frontend.name)
            ),
        ]
        served = named_list(f"{frontend.component}.ingressPaths", paths)
        if made := when(self, "if-served", is_set(served)):
            metadata = application.metadata(frontend.component, annotations=values.annotations)
            self.ingress = Manifest(made, "Resource", ingress(metadata, values, frontend, served))
        RewrittenPaths(
            self, "Resource", values=values, frontend=frontend, namespace=namespace, body=ingress
        )

    def _unless_rewritten(self, path: RoutePath, application: Application) -> Content:
        name = object_name(application.fullname, path.service)
        return only_if(not_(is_set(path.rewrite)), _path(path.path, path.type, name))


def ingress(
    metadata: Mapping[str, Any], values: IngressValues, frontend: Workload, paths: Content
) -> dict[str, Any]:
    """Return an Ingress for all hosts.

    Args:
        metadata: Its metadata.
        values: What can be set.
        frontend: The service that it stands before.
        paths: The paths of each host.
    """
    hosts = [each(values.hosts, lambda host: only_if(not_(equals(host, "*")), host))]
    one = {
        "hosts": named_list(f"{frontend.component}.ingressHosts", hosts),
        "secretName": values.tls_secret_name,
    }
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": metadata,
        "spec": {
            "ingressClassName": only_if(is_set(values.class_name), values.class_name),
            "tls": [
                only_if(is_set(values.tls_secret_name), one),
                each(
                    values.tls,
                    lambda certificate: {
                        "hosts": filled(certificate.hosts),
                        "secretName": only_if(
                            is_set(certificate.secret_name), certificate.secret_name
                        ),
                    },
                ),
            ],
            "rules": filled(
                [
                    each(
                        values.hosts,
                        lambda host: {
                            "host": only_if(not_(equals(host, "*")), host),
                            "http": {"paths": filled(paths)},
                        },
                    )
                ]
            ),
        },
    }


def _leads_to(frontend: Workload, paths: Any, route: str) -> bool:
    """Return whether / leads to the frontend: it is there, and no path of the values is / too."""
    roots = each(
        paths,
        lambda path: only_if(all_of(equals(path.path, "/"), equals(path.type, "Prefix")), "/"),
    )
    given = named_list(f"{frontend.component}.{route}Roots", [roots])
    return all_of(frontend.enabled, not_(is_set(given)))


def _path(path: str, type: str, service: str) -> dict[str, Any]:
    backend = {"name": service, "port": {"name": "http"}}
    return {"path": path, "pathType": type, "backend": {"service": backend}}


class HttpRoute(Part):
    """An ``HTTPRoute`` that leads to the frontend, and chosen paths to other services.

    Args:
        scope: The construct it belongs to.
        id: Its id.
        values: What can be set. ``service`` of a path is a component of the application.
        frontend: The service that users reach; while it is switched off, there must be paths.
        backend: The service behind ``backendPaths``.
        ports: The ports of the Services that paths may lead to, by component; by default those of
            the two.

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
    ) -> None:
        super().__init__(scope, id)
        application = Application.of(scope)
        known = {service.component: service.port for service in (frontend, backend)}
        self._values = values
        self._fullname = application.fullname
        self._ports: Mapping[str, int] = known if ports is None else ports
        self.http_route: Manifest = Manifest(
            self,
            "Resource",
            {
                "apiVersion": "gateway.networking.k8s.io/v1",
                "kind": "HTTPRoute",
                "metadata": application.metadata(
                    frontend.component, annotations=values.annotations
                ),
                "spec": {
                    "parentRefs": filled([each(values.parent_refs, _parent)]),
                    "hostnames": values.hostnames,
                    "rules": filled(
                        [
                            each(values.backend_paths, lambda path: self._rule(path, backend)),
                            each(values.paths, self._given),
                            only_if(
                                _leads_to(frontend, values.paths, "gateway"),
                                self._rule("/", frontend),
                            ),
                        ]
                    ),
                },
            },
        )

    def _rule(self, path: str, service: Workload) -> dict[str, Content]:
        return {
            "matches": [{"path": {"type": "PathPrefix", "value": path}}],
            "filters": self._values.filters,
            "backendRefs": [{"name": service.name, "port": service.port}],
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
        name = object_name(self._fullname, path.service)
        return {
            "matches": [{"path": {"type": kind, "value": path.path}}],
            "filters": [
                only_if(is_set(path.rewrite), rewritten),
                spread(path.filters),
                spread(self._values.filters),
            ],
            "backendRefs": [{"name": name, "port": get_int(self._ports, path.service)}],
            "timeouts": only_if(
                path.timeouts.any, _timeouts(path.timeouts), _timeouts(self._values.timeouts)
            ),
        }


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
