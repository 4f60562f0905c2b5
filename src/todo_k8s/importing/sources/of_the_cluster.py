"""Objects that a cluster has in each namespace by itself, and what its controllers assign."""

from __future__ import annotations

import re
from typing import Any

from todo_k8s.manifests.objects import at, items_at

_CONFIGS = frozenset(["kube-root-ca.crt", "openshift-service-ca.crt", "istio-ca-root-cert"])
_SECRETS = frozenset(["helm.sh/release.v1", "kubernetes.io/service-account-token"])
_API = frozenset(["Service", "Endpoints", "EndpointSlice"])
_ASSIGNED = frozenset(["clusterIP", "clusterIPs", "healthCheckNodePort"])
_BOUND = "pv.kubernetes.io/bound-by-controller"
_PROVISIONED = re.compile(r"pvc-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What a provisioner calls the disk that it makes for a claim."""


def is_of_the_cluster(content: dict[str, Any]) -> bool:
    """Tell whether an object is in a namespace without anybody's manifest."""
    kind, metadata = f"{content.get('kind')}", at(content, "metadata")
    name = f"{metadata.get('name')}"
    match kind:
        case "Secret":
            return f"{content.get('type')}" in _SECRETS
        case "ConfigMap":
            return name in _CONFIGS
        case "ServiceAccount":
            said = items_at(content, "imagePullSecrets") or at(metadata, "annotations")
            return name == "default" and not said
        case _:
            is_there = f"{metadata.get('namespace') or 'default'}" == "default"
            return kind in _API and name == "kubernetes" and is_there


def without_bound_disk(content: dict[str, Any]) -> dict[str, Any]:
    """Return an object; a claim without the disk that a controller chose, and not its author."""
    is_bound = _BOUND in at(content, "metadata", "annotations")
    is_claim = content.get("kind") == "PersistentVolumeClaim"
    return _without_disk(content) if is_claim and is_bound else content


def without_assigned(content: dict[str, Any]) -> dict[str, Any]:
    """Return an object without the addresses and the disk that are another one's, as it is now."""
    spec = at(content, "spec")
    if content.get("kind") == "Service":
        is_headless = spec.get("clusterIP") == "None"
        own = {key: item for key, item in spec.items() if key not in _ASSIGNED}
        own |= {"clusterIP": "None"} if is_headless else {}
        return {**content, "spec": own | _ports(spec)}
    is_claim = content.get("kind") == "PersistentVolumeClaim"
    if is_claim and _PROVISIONED.fullmatch(f"{spec.get('volumeName')}"):
        return _without_disk(content)
    return content


def _ports(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the ports of a Service, without those of the nodes that nobody chose."""
    if spec.get("type") == "NodePort" or not items_at(spec, "ports"):
        return {}
    ports = items_at(spec, "ports")
    return {
        "ports": [{key: item for key, item in each.items() if key != "nodePort"} for each in ports]
    }


def _without_disk(claim: dict[str, Any]) -> dict[str, Any]:
    spec = {key: item for key, item in at(claim, "spec").items() if key != "volumeName"}
    return {**claim, "spec": spec}
