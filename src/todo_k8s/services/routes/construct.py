"""Ways for users to reach the frontend."""

from __future__ import annotations

from typing import Any

from constructs import Construct

from todo_k8s.helm.chart import Manifest
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.content import Content, each, filled, only_if
from todo_k8s.helm.functions import is_set
from todo_k8s.services.application import Application
from todo_k8s.services.routes.values import GatewayValues, IngressValues, ParentRef
from todo_k8s.services.workload.construct import Workload


class Ingress(Part):
    """An ``Ingress`` that leads hosts to the frontend, and chosen paths to the backend.

    Args:
        scope: The construct it belongs to.
        id: Its id.
        values: What can be set.
        frontend: The service that users reach; while it is switched off, there must be such paths.
        backend: The service behind ``backendPaths``.

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
    ) -> None:
        super().__init__(scope, id)
        application = Application.of(scope)
        paths = [
            each(values.backend_paths, lambda path: _path(path, backend)),
            _if_there(frontend, _path("/", frontend)),
        ]
        served = {"paths": filled(paths)}
        tls = {"hosts": filled(values.hosts), "secretName": values.tls_secret_name}
        self.ingress: Manifest = Manifest(
            self,
            "Resource",
            {
                "apiVersion": "networking.k8s.io/v1",
                "kind": "Ingress",
                "metadata": application.metadata(
                    frontend.component, annotations=values.annotations
                ),
                "spec": {
                    "ingressClassName": only_if(is_set(values.class_name), values.class_name),
                    "tls": [only_if(is_set(values.tls_secret_name), tls)],
                    "rules": filled(
                        [
                            each(
                                values.hosts,
                                lambda host: {"host": host, "http": served},
                            )
                        ]
                    ),
                },
            },
        )


def _if_there(service: Workload, content: Content) -> Content:
    return content if service.enabled is True else only_if(service.enabled, content)


def _path(path: str, service: Workload) -> dict[str, Any]:
    backend = {"name": service.application.object_name(service.component), "port": {"name": "http"}}
    return {"path": path, "pathType": "Prefix", "backend": {"service": backend}}


class HttpRoute(Part):
    """An ``HTTPRoute`` that leads to the frontend, and chosen paths to the backend.

    Args:
        scope: The construct it belongs to.
        id: Its id.
        values: What can be set.
        frontend: The service that users reach; while it is switched off, there must be such paths.
        backend: The service behind ``backendPaths``.

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
    ) -> None:
        super().__init__(scope, id)
        application = Application.of(scope)
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
                            each(values.backend_paths, lambda path: _rule(path, backend)),
                            _if_there(frontend, _rule("/", frontend)),
                        ]
                    ),
                },
            },
        )


def _parent(gateway: ParentRef) -> dict[str, Content]:
    return {
        "name": gateway.name,
        "namespace": only_if(is_set(gateway.namespace), gateway.namespace),
        "sectionName": only_if(is_set(gateway.section_name), gateway.section_name),
    }


def _rule(path: str, service: Workload) -> dict[str, Any]:
    name = service.application.object_name(service.component)
    return {
        "matches": [{"path": {"type": "PathPrefix", "value": path}}],
        "backendRefs": [{"name": name, "port": service.port}],
    }
