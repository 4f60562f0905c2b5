"""The Ingress before the frontend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from constructs import Construct

from todo_k8s.helm.chart import Manifest, when
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.content import Content, each, named_list, only_if, spread
from todo_k8s.helm.functions import all_of, any_of, is_set, not_, object_name
from todo_k8s.services.application import Application
from todo_k8s.services.routes.ingress_spec import (
    ingress,
    ingress_path,
    ingress_rule,
    named_hosts,
    rule_of_all,
)
from todo_k8s.services.routes.paths import RoutePath
from todo_k8s.services.routes.paths_together import root_is_left
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
        self._fullname, self._values, self._frontend = application.fullname, values, frontend
        component, shared = frontend.component, self._shared_paths(backend)
        hosts = named_list(
            f"{component}.servedHosts",
            [only_if(is_set(shared), spread(values.hosts)), each(values.paths, _own_hosts)],
        )
        rules = [
            only_if(is_set(shared), [each(values.hosts, lambda host: rule_of_all(host, shared))]),
            each(values.paths, self._rules_of_own_hosts),
        ]
        self.ingress: Manifest | None = None
        if made := when(self, "if-served", is_set(hosts)):
            metadata = application.metadata(component, annotations=values.annotations)
            named = named_hosts(values, component)
            self.ingress = Manifest(made, "Resource", ingress(metadata, values, named, rules))
        RewrittenPaths(self, "Resource", values=values, frontend=frontend, namespace=namespace)

    def _shared_paths(self, backend: Workload) -> Sequence[Any]:
        """Return the paths of the hosts of all paths."""
        values, frontend = self._values, self._frontend
        left = root_is_left(f"{frontend.component}.ingressRoots", values.paths)
        paths = [
            each(values.backend_paths, lambda path: ingress_path(path, "Prefix", backend.name)),
            each(values.paths, lambda path: only_if(_is_shared(path), self._given(path))),
            only_if(all_of(frontend.enabled, left), ingress_path("/", "Prefix", frontend.name)),
        ]
        return named_list(f"{frontend.component}.ingressPaths", paths)

    def _rules_of_own_hosts(self, path: RoutePath) -> Content:
        rules = each(path.hosts, lambda host: ingress_rule(host, [self._given(path)]))
        return only_if(not_(is_set(path.rewrite)), [rules])

    def _given(self, path: RoutePath) -> Content:
        name = object_name(self._fullname, path.service)
        return ingress_path(path.path, path.type, name, path.port)


def _is_shared(path: RoutePath) -> bool:
    """Return whether a path is of the Ingress for all, and of all hosts."""
    return not_(any_of(is_set(path.rewrite), is_set(path.hosts)))


def _own_hosts(path: RoutePath) -> Content:
    return only_if(not_(is_set(path.rewrite)), spread(path.hosts))
