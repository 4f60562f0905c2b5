"""What an Ingress consists of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from todo_k8s.helm.content import Content, each, filled, named_list, only_if
from todo_k8s.helm.functions import default, equals, is_set, not_
from todo_k8s.services.routes.paths_together import hosts_of_paths
from todo_k8s.services.routes.values import IngressTlsValues, IngressValues


def named_hosts(values: IngressValues, component: str) -> Sequence[str]:
    """Return the hosts that have a name, of all paths and of single ones, each once.

    Args:
        values: What can be set.
        component: The service that the Ingress stands before.
    """
    hosts = [
        each(values.hosts, lambda host: only_if(not_(equals(host, "*")), host)),
        hosts_of_paths(values.paths),
    ]
    return named_list(f"{component}.ingressHosts", hosts)


def ingress(
    metadata: Mapping[str, Any], values: IngressValues, hosts: Sequence[str], rules: Content
) -> dict[str, Any]:
    """Return an Ingress.

    Args:
        metadata: Its metadata.
        values: What can be set.
        hosts: The hosts of the one certificate, if there is one.
        rules: What leads each host somewhere.
    """
    one = {"hosts": hosts, "secretName": values.tls_secret_name}
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": metadata,
        "spec": {
            "ingressClassName": only_if(is_set(values.class_name), values.class_name),
            "tls": [
                only_if(is_set(values.tls_secret_name), one),
                each(values.tls, _certificate),
            ],
            "rules": filled(rules),
        },
    }


def _certificate(certificate: IngressTlsValues) -> Content:
    return {
        "hosts": filled(certificate.hosts),
        "secretName": only_if(is_set(certificate.secret_name), certificate.secret_name),
    }


def rule_of_all(host: str, paths: Content) -> Content:
    """Return what leads one of `ingress.hosts`, or ``*`` for every host, to paths."""
    return ingress_rule(only_if(not_(equals(host, "*")), host), paths)


def ingress_rule(host: Content, paths: Content) -> dict[str, Content]:
    """Return what leads a host to the services of paths."""
    return {"host": host, "http": {"paths": filled(paths)}}


def ingress_path(path: str, type: str, service: str, port: str = "") -> Content:
    """Return a path that leads to a service: to its main port, or to one with a name."""
    backend = {"name": service, "port": {"name": default(port, "http")}}
    return {"path": path, "pathType": type, "backend": {"service": backend}}
