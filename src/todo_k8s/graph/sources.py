"""What pods read: Secrets and ConfigMaps, key by key, and volumes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from todo_k8s.graph.model import Edge, Node, NodeKind
from todo_k8s.graph.routes import tls_secrets
from todo_k8s.graph.workloads import Workload
from todo_k8s.manifests.objects import Manifest, at, identity_of, items_at
from todo_k8s.manifests.pods import Reference, containers_of, references

_KINDS: dict[str, NodeKind] = {
    "Secret": "secret",
    "ConfigMap": "config",
    "PersistentVolumeClaim": "claim",
}
_MADE_BY = {"ExternalSecret", "SealedSecret"}

Found = tuple[list[Node], list[Edge]]


def sources_of(manifests: list[Manifest], workloads: Iterable[Workload], namespace: str) -> Found:
    """Return what the pods of workloads read, and which keys become which variables."""
    edges, names = list[Edge](), dict[str, tuple[str, str]]()
    for workload in workloads:
        for each in references(workload.template):
            if each.kind in _KINDS and each.path != "imagePullSecrets":
                source = _id(each.kind, workload.place.namespace, each.name)
                names[source] = each.kind, each.name
                label = _label(each, workload.template)
                edges.append(Edge(source, workload.node.id, "reads", (label,) if label else ()))
        for claim in _claims_of(manifests, workload):
            source = _id("PersistentVolumeClaim", workload.place.namespace, claim)
            names[source] = "PersistentVolumeClaim", claim
            edges.append(Edge(source, workload.node.id, "reads", ("one for each pod",)))
    for source, target, name in _certificates(manifests, namespace):
        names[source] = "Secret", name
        edges.append(Edge(source, target, "reads", ("TLS",)))
    known = {
        _id(
            each["kind"], identity_of(each, namespace).namespace, at(each, "metadata").get("name")
        ): each
        for each in manifests
    }
    nodes = [
        Node(source, _KINDS[kind], kind, name, tuple(_details(source, kind, known)))
        for source, (kind, name) in names.items()
    ]
    return nodes, edges


def _id(kind: str, namespace: str, name: Any) -> str:
    return f"{kind}/{namespace}/{name}"


def _label(reference: Reference, template: Mapping[str, Any]) -> str:
    """Return which key becomes which variable, or where it is mounted."""
    if reference.variable:
        same = reference.variable == reference.key
        return reference.key if same else f"{reference.key} → {reference.variable}"
    if reference.path.endswith("envFrom"):
        return "all keys"
    mounts = _mounts(template, reference.path)
    return " ".join(filter(None, [reference.key, f"→ {mounts}" if mounts else ""]))


def _mounts(template: Mapping[str, Any], path: str) -> str:
    """Return where the volume of a path in a pod is mounted."""
    name = path.removeprefix("volumes[").removesuffix("]")
    found = [
        str(mount.get("mountPath"))
        for container in containers_of(template)
        for mount in items_at(container, "volumeMounts")
        if mount.get("name") == name
    ]
    return ", ".join(dict.fromkeys(found))


def _claims_of(manifests: Iterable[Manifest], workload: Workload) -> Iterator[str]:
    """Yield the names of the claims that a StatefulSet makes for each of its pods."""
    for each in manifests:
        name = at(each, "metadata").get("name")
        if each["kind"] == "StatefulSet" == workload.node.title and name == workload.node.name:
            for claim in items_at(each, "spec", "volumeClaimTemplates"):
                yield f"{at(claim, 'metadata').get('name')}-{name}"


def _certificates(manifests: Iterable[Manifest], namespace: str) -> Iterator[tuple[str, str, str]]:
    for each in manifests:
        for name in tls_secrets(each):
            identity = identity_of(each, namespace)
            target = _id(identity.kind, identity.namespace, identity.name)
            yield _id("Secret", identity.namespace, name), target, name


def _details(source: str, kind: str, known: Mapping[str, Manifest]) -> Iterator[str]:
    if source in known:
        size = at(known[source], "spec", "resources", "requests").get("storage")
        yield from [str(size)] if size else []
    elif (maker := _maker(source, known)) is not None:
        yield maker
    elif kind != "PersistentVolumeClaim":
        yield "not in the chart"


def _maker(source: str, known: Mapping[str, Manifest]) -> str | None:
    """Return what makes a Secret in the cluster; None if nothing in the manifests does."""
    _, space, name = source.split("/", 2)
    for each in known.values():
        if each["kind"] in _MADE_BY:
            target = at(each, "spec", "target").get("name") or at(each, "metadata").get("name")
            place = at(each, "metadata").get("namespace") or space
            if (target, place) == (name, space):
                store = at(each, "spec", "secretStoreRef")
                origin = (
                    f" from {store.get('kind', 'SecretStore')} {store['name']}" if store else ""
                )
                return f"made by {each['kind']}{origin}"
    return None
