"""Paths of an Ingress that are passed on as other paths.

An Ingress has no field for that. Annotations say it, for all paths of the object, so that each
rewritten path has an Ingress of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constructs import Construct

from todo_k8s.helm.chart import Manifest, for_each, when
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.content import each, named_map, only_if
from todo_k8s.helm.functions import (
    choose,
    default,
    equals,
    get,
    has_key,
    is_set,
    merge,
    object_name,
    replace,
    trim_suffix,
)
from todo_k8s.services.application import Application
from todo_k8s.services.routes.ingress_spec import ingress, ingress_path, named_hosts, rule_of_all
from todo_k8s.services.routes.paths import RoutePath
from todo_k8s.services.routes.values import IngressValues
from todo_k8s.services.workload.construct import Workload

_NGINX = "nginx.ingress.kubernetes.io"
_MIDDLEWARES = "traefik.ingress.kubernetes.io/router.middlewares"


class RewrittenPaths(Part):
    """An ``Ingress`` for each path with a ``rewrite``, and for Traefik its ``Middleware``.

    Both controllers replace by the same regular expression: its first group is the slash after the
    prefix, if there is one, its second all that follows.

    Args:
        scope: The construct it belongs to.
        id: Its id.
        values: What can be set.
        frontend: The service that users reach, whose labels the objects have.
        namespace: The namespace of the objects.

    References:
        https://kubernetes.github.io/ingress-nginx/examples/rewrite/
        https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        values: IngressValues,
        frontend: Workload,
        namespace: str,
    ) -> None:
        super().__init__(scope, id)
        self._values = values
        self._frontend = frontend
        self._namespace = namespace
        self._application = Application.of(scope)
        self._is_traefik = equals(values.controller, "traefik")
        self._hosts = named_hosts(values, frontend.component)
        for entry, index, path in for_each(self, "paths", values.paths):
            if made := when(entry, "if-rewritten", is_set(path.rewrite)):
                name = f"{frontend.name}-path-{index}"
                Manifest(made, "Resource", self._ingress(name, path))
                if traefik := when(made, "if-traefik", self._is_traefik):
                    Manifest(traefik, "middleware", self._middleware(name, path))

    def _ingress(self, name: str, path: RoutePath) -> dict[str, Any]:
        values, component, traefik = self._values, self._frontend.component, self._is_traefik
        annotations = merge(self._annotations(name, path), values.annotations)
        metadata = self._application.metadata(component, name=name, annotations=annotations)
        served = ingress_path(
            choose(traefik, path.path, _pattern(path)),
            choose(traefik, "Prefix", "ImplementationSpecific"),
            object_name(self._application.fullname, path.service),
            path.port,
        )
        rules = each(default(path.hosts, values.hosts), lambda host: rule_of_all(host, [served]))
        return ingress(metadata, values, self._hosts, [rules])

    def _annotations(self, name: str, path: RoutePath) -> Mapping[str, str]:
        """Return the annotations that rewrite the path; other middlewares of Traefik stay."""
        given, own = self._values.annotations, f"{self._namespace}-{name}@kubernetescrd"
        chain = choose(has_key(given, _MIDDLEWARES), f"{get(given, _MIDDLEWARES)},{own}", own)
        nginx = equals(self._values.controller, "nginx")
        return named_map(
            f"{self._frontend.component}.rewriting",
            {
                _MIDDLEWARES: only_if(self._is_traefik, chain),
                f"{_NGINX}/use-regex": only_if(nginx, "true"),
                f"{_NGINX}/rewrite-target": only_if(nginx, _replacement(path)),
            },
        )

    def _middleware(self, name: str, path: RoutePath) -> dict[str, Any]:
        rewriting = {"regex": f"^{_pattern(path)}", "replacement": _replacement(path)}
        return {
            "apiVersion": "traefik.io/v1alpha1",
            "kind": "Middleware",
            "metadata": self._application.metadata(self._frontend.component, name=name),
            "spec": {"replacePathRegex": rewriting},
        }


def _pattern(path: RoutePath) -> str:
    return f"{replace(trim_suffix(path.path, '/'), '.', _DOT)}(/|$)(.*)"


_DOT = r"\."


def _replacement(path: RoutePath) -> str:
    new = trim_suffix(path.rewrite, "/")
    return choose(is_set(new), f"{new}$1$2", "/$2")
