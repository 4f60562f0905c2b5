"""How requests from outside reach Services: Ingresses, routes of gateways, public Services."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from todo_k8s.graph.model import Edge, Node
from todo_k8s.graph.workloads import Service, is_public
from todo_k8s.manifests.objects import Manifest, at, identity_of, items_at, texts_at

USERS = Node("users", "outside", "outside", "users")
_GATEWAY = {"HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"}
_KINDS = {"Ingress", "Route", *_GATEWAY}
_MOST = 4

Found = tuple[list[Node], list[Edge]]


def routes_in(manifests: Iterable[Manifest], services: list[Service], namespace: str) -> Found:
    """Return the routes, the users in front of them, and where they lead."""
    nodes, edges = list[Node](), list[Edge]()
    by_name = {
        (each.node.id.split("/")[1], name): each.node.id
        for each in services
        for name in (each.node.name, *each.aliases)
    }
    for manifest in manifests:
        if manifest["kind"] not in _KINDS:
            continue
        identity = identity_of(manifest, namespace)
        node_id = f"{identity.kind}/{identity.namespace}/{identity.name}"
        details = tuple(_details(manifest))
        nodes.append(Node(node_id, "route", identity.kind, identity.name, details))
        edges.append(Edge(USERS.id, node_id, "route"))
        for name, space, label in _backends(manifest):
            target = by_name.get((space or identity.namespace, name))
            if target:
                edges.append(Edge(node_id, target, "route", (label,) if label else ()))
    for service in services:
        spec = at(service.manifest, "spec")
        if is_public(spec):
            ports = [str(port.get("port")) for port in items_at(spec, "ports")]
            edges.append(Edge(USERS.id, service.node.id, "route", tuple(ports)))
    return ([USERS, *nodes] if edges else nodes), edges


def _details(manifest: Manifest) -> Iterator[str]:
    spec = at(manifest, "spec")
    hosts = [str(rule["host"]) for rule in items_at(spec, "rules") if rule.get("host")]
    hosts += texts_at(spec, "hostnames")
    hosts += [str(spec["host"])] if spec.get("host") else []
    yield from list(dict.fromkeys(hosts))[:_MOST]
    if (left := len(set(hosts)) - _MOST) > 0:
        yield f"and {left} more host{'s' if left > 1 else ''}"
    for parent in items_at(spec, "parentRefs"):
        yield f"at {parent.get('kind', 'Gateway')} {parent.get('name')}"
    if name := spec.get("ingressClassName"):
        yield f"class {name}"


def tls_secrets(manifest: Manifest) -> list[str]:
    """Return the names of the Secrets with the certificates of an Ingress."""
    found = [
        str(each["secretName"])
        for each in items_at(manifest, "spec", "tls")
        if each.get("secretName")
    ]
    return [*dict.fromkeys(found)] if manifest["kind"] == "Ingress" else []


def _backends(manifest: Manifest) -> Iterator[tuple[str, str, str]]:
    """Yield the Services that a route sends to: name, namespace if it says one, and path."""
    spec = at(manifest, "spec")
    if manifest["kind"] == "Ingress":
        if name := at(spec, "defaultBackend", "service").get("name"):
            yield str(name), "", "otherwise"
        for rule in items_at(spec, "rules"):
            for path in items_at(rule, "http", "paths"):
                name = at(path, "backend", "service").get("name")
                yield str(name), "", str(path.get("path") or "/")
    elif manifest["kind"] == "Route":
        for target in [at(spec, "to"), *items_at(spec, "alternateBackends")]:
            yield str(target.get("name")), "", str(spec.get("path") or "")
    else:
        for rule in items_at(spec, "rules"):
            for target in items_at(rule, "backendRefs"):
                yield str(target.get("name")), str(target.get("namespace") or ""), _paths(rule)


def _paths(rule: Any) -> str:
    found = [str(at(each, "path").get("value") or "") for each in items_at(rule, "matches")]
    return " ".join(dict.fromkeys(filter(None, found)))
