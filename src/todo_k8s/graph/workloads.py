"""The workloads of a graph: what runs pods, and the Services in front of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.graph.model import Edge, Node
from todo_k8s.manifests.objects import HOOK, Manifest, annotations_of, at, identity_of, items_at
from todo_k8s.manifests.pods import WORKLOADS, containers_of, scales, template_of
from todo_k8s.manifests.policies import Place
from todo_k8s.manifests.selectors import has_labels

_JOBS = {"Job", "CronJob", "Pod"}


@dataclass(frozen=True)
class Workload:
    """Something that runs pods.

    Args:
        node: Its node.
        template: The template of its pods.
        place: One of its pods, for policies.
        ports: The ports that its containers name, each as number, protocol and name.
    """

    node: Node
    template: Mapping[str, Any]
    place: Place
    ports: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True)
class Service:
    """A Service.

    Args:
        node: Its node.
        manifest: The object.
        behind: The workloads that it selects.
        aliases: Names of other Services that do the same.
    """

    node: Node
    manifest: Manifest
    behind: tuple[Workload, ...]
    aliases: tuple[str, ...] = ()


def workloads_in(manifests: Iterable[Manifest], namespace: str) -> Iterator[Workload]:
    """Yield what runs pods, but for the tests of a release."""
    known = [*manifests]
    for manifest in known:
        if manifest["kind"] in WORKLOADS and not _is_test(manifest):
            yield _workload(manifest, known, namespace)


def tests_in(manifests: Iterable[Manifest], namespace: str) -> Iterator[Place]:
    """Yield the pods of the tests of a release."""
    for manifest in manifests:
        if manifest["kind"] in WORKLOADS and _is_test(manifest):
            yield _workload(manifest, [], namespace).place


def _is_test(manifest: Manifest) -> bool:
    return str(annotations_of(manifest).get(HOOK, "")).startswith("test")


def _workload(manifest: Manifest, manifests: list[Manifest], namespace: str) -> Workload:
    identity, template = identity_of(manifest, namespace), template_of(manifest)
    kind = manifest["kind"]
    node = Node(
        f"{kind}/{identity.namespace}/{identity.name}",
        "job" if kind in _JOBS else "workload",
        kind,
        identity.name,
        tuple(_details(manifest, manifests)),
    )
    ports = tuple(_ports(template))
    labels = at(template, "metadata", "labels")
    named = {name: number for number, _, name in ports if name}
    return Workload(node, template, Place("", labels, identity.namespace, named), ports)


def _details(manifest: Manifest, manifests: Iterable[Manifest]) -> Iterator[str]:
    spec = at(manifest, "spec")
    if manifest["kind"] == "CronJob" and (schedule := spec.get("schedule")):
        yield f"at {schedule}" + (f" {zone}" if (zone := spec.get("timeZone")) else "")
    if hook := annotations_of(manifest).get(HOOK):
        yield f"hook: {hook}"
    if scaler := _scaler(manifest, manifests):
        yield scaler
    elif manifest["kind"] in ("Deployment", "StatefulSet", "ReplicaSet"):
        count = spec.get("replicas", 1)
        yield "1 pod" if count == 1 else f"{count} pods"
    elif manifest["kind"] == "DaemonSet":
        yield "a pod on each node"


def _scaler(manifest: Manifest, manifests: Iterable[Manifest]) -> str | None:
    """Return between how many pods an autoscaler chooses; None if there is none."""
    for each in manifests:
        if scales(each, manifest):
            spec = at(each, "spec")
            fewest = spec.get("minReplicas", spec.get("minReplicaCount", 1))
            most = spec.get("maxReplicas", spec.get("maxReplicaCount", "…"))
            return f"{fewest}–{most} pods ({each['kind']})"
    return None


def _ports(template: Mapping[str, Any]) -> Iterator[tuple[int, str, str]]:
    for container in containers_of(template):
        for port in items_at(container, "ports"):
            if isinstance(number := port.get("containerPort"), int):
                yield number, str(port.get("protocol", "TCP")), str(port.get("name") or "")


def services_in(
    manifests: Iterable[Manifest], workloads: Sequence[Workload], namespace: str
) -> list[Service]:
    """Return the Services; one that does the same as another is an alias of that."""
    found: dict[Any, Service] = {}
    for manifest in manifests:
        if manifest["kind"] != "Service" or "/" in str(manifest.get("apiVersion")):
            continue
        identity, spec = identity_of(manifest, namespace), at(manifest, "spec")
        behind = tuple(
            each
            for each in workloads
            if each.place.namespace == identity.namespace
            and (wanted := at(spec, "selector"))
            and has_labels(wanted, each.place.labels or {})
        )
        key = (
            identity.namespace,
            [each.node.id for each in behind],
            _port_texts(spec),
            is_public(spec),
        )
        known = found.get(str(key)) if behind else None
        if known is None:
            node = Node(
                f"Service/{identity.namespace}/{identity.name}",
                "service",
                "Service",
                identity.name,
                tuple(_service_details(spec)),
            )
            found[str(key) if behind else node.id] = Service(node, manifest, behind)
        else:
            found[str(key)] = _with_alias(known, identity.name)
    return [*found.values()]


def _with_alias(service: Service, name: str) -> Service:
    node = service.node
    details = (*node.details, f"also {name}")
    named = Node(node.id, node.kind, node.title, node.name, details)
    return Service(named, service.manifest, service.behind, (*service.aliases, name))


def is_public(spec: Mapping[str, Any]) -> bool:
    """Tell whether a Service can be reached from outside of the cluster."""
    return spec.get("type") in ("LoadBalancer", "NodePort") or bool(spec.get("externalIPs"))


def _service_details(spec: Mapping[str, Any]) -> Iterator[str]:
    kind = spec.get("type", "ClusterIP")
    if kind == "ExternalName":
        yield f"ExternalName {spec.get('externalName')}"
        return
    headless = spec.get("clusterIP") == "None"
    yield f"{'headless' if headless else kind} {', '.join(_port_texts(spec))}".strip()


def _port_texts(spec: Mapping[str, Any]) -> list[str]:
    return [
        f":{port.get('port')}" + ("" if protocol == "TCP" else f"/{protocol}")
        for port in items_at(spec, "ports")
        for protocol in (port.get("protocol", "TCP"),)
    ]


def edges_of_services(services: Iterable[Service]) -> Iterator[Edge]:
    """Yield where each Service sends to."""
    for service in services:
        for each in service.behind:
            yield Edge(service.node.id, each.node.id, "selects", (*_targets(service),))


def _targets(service: Service) -> Iterator[str]:
    for port in items_at(service.manifest, "spec", "ports"):
        yield str(port.get("targetPort", port.get("port")))
