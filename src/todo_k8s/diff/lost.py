"""What a change destroys: data, addresses, names that clients use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from todo_k8s.diff.effects import Effect
from todo_k8s.diff.objects import ObjectDiff
from todo_k8s.diff.refused import sizes_of
from todo_k8s.manifests.objects import Identity, at, is_hook, is_kept, items_at, texts_at

_KEEP = "annotate it with helm.sh/resource-policy: keep in a release before"
_REMOVED: dict[str, tuple[str, str]] = {
    "PersistentVolumeClaim": (
        "is removed, and its data with it unless the volume's reclaim policy is Retain",
        f"back the data up, or {_KEEP}",
    ),
    "PersistentVolume": ("is removed", f"back the data up, or {_KEEP}"),
    "Namespace": ("is removed with everything in it", _KEEP),
    "CustomResourceDefinition": ("is removed with every object of its kind", _KEEP),
    "Secret": ("is removed, and what it holds is lost", f"copy it, or {_KEEP}"),
    "StatefulSet": ("is removed with its pods; what becomes of their data is up to its claims", ""),
    "Deployment": ("is removed with its pods", ""),
    "DaemonSet": ("is removed with its pods", ""),
    "Service": ("is removed: its name and addresses answer no more", "keep it as an alias"),
}
"""Kinds whose removal is felt, what is lost, and what to do."""

_ROUTES = {
    "Ingress": (("spec", "rules"), "host"),
    "Route": ((), "host"),
    "HTTPRoute": (("spec",), "hostnames"),
    "GRPCRoute": (("spec",), "hostnames"),
    "TLSRoute": (("spec",), "hostnames"),
}


def lost(diff: ObjectDiff) -> Iterator[Effect]:
    """Yield what the change of an object destroys."""
    old, new = diff.old, diff.new
    if old is None:
        return
    if new is None:
        told = _REMOVED.get(diff.identity.kind)
        if told and not is_kept(old) and not is_hook(old):
            yield Effect("destructive", diff.identity, *told)
    elif diff.identity.kind == "Service":
        yield from _addresses(diff.identity, at(old, "spec"), at(new, "spec"))
    elif diff.identity.kind == "PersistentVolumeClaim":
        yield from _grown(diff)


def _addresses(
    identity: Identity, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Effect]:
    """Yield the addresses of a Service that its clients lose."""
    before, after = (each.get("type", "ClusterIP") for each in (old, new))
    if before == "LoadBalancer" != after:
        message = f"its external address is given up: the type becomes {after}"
        remedy = "point its clients elsewhere first; another address is given when you go back"
        yield Effect("destructive", identity, message, remedy, ("spec.type",))
    if before != "ExternalName" == after:
        message = "its cluster address is given up: the type becomes ExternalName"
        yield Effect("destructive", identity, message, "", ("spec.type",))
    gone = _node_ports(old, before) - _node_ports(new, after)
    if gone:
        ports = ", ".join(map(str, sorted(gone)))
        message = f"nodes no longer answer at port {ports}"
        yield Effect("destructive", identity, message, "", ("spec.ports",))
    closed = _ports(old) - _ports(new)
    if closed and after != "ExternalName":
        ports = ", ".join(f"{number}/{protocol}" for number, protocol in sorted(closed))
        message = f"no longer answers at port {ports}"
        remedy = "keep the old port beside the new one until all clients use that"
        yield Effect("destructive", identity, message, remedy, ("spec.ports",))


def _ports(spec: Mapping[str, Any]) -> set[tuple[int, str]]:
    return {
        (port["port"], str(port.get("protocol", "TCP")))
        for port in items_at(spec, "ports")
        if isinstance(port.get("port"), int)
    }


def _node_ports(spec: Mapping[str, Any], kind: Any) -> set[int]:
    """Return the ports of nodes that a Service names."""
    if kind not in ("NodePort", "LoadBalancer"):
        return set()
    return {
        port["nodePort"]
        for port in items_at(spec, "ports")
        if isinstance(port.get("nodePort"), int)
    }


def _grown(diff: ObjectDiff) -> Iterator[Effect]:
    kept = diff.kept()
    sizes = sizes_of(*kept) if kept else None
    if sizes and sizes[0] < sizes[1]:
        yield Effect(
            "check",
            diff.identity,
            "grows: accepted only for a bound claim whose StorageClass has allowVolumeExpansion",
            "see `kubectl get pvc,storageclass`",
            ("spec.resources.requests.storage",),
        )


def lost_hosts(diffs: Iterable[ObjectDiff]) -> Iterator[Effect]:
    """Yield the hosts that no route answers for any more, whichever route did."""
    known = [*diffs]
    after = {host for each in known if each.new is not None for host in hosts_of(each.new)}
    for each in known:
        gone = [host for host in hosts_of(each.old or {}) if host not in after]
        if gone:
            message = f"nothing answers for {', '.join(dict.fromkeys(gone))} any more"
            remedy = "move the host to another route first, or remove its DNS name"
            yield Effect("destructive", each.identity, message, remedy)


def hosts_of(route: Mapping[str, Any]) -> list[str]:
    """Return the hosts that an Ingress, a Route or a route of the Gateway API answers for."""
    place, field = _ROUTES.get(str(route.get("kind")), ((), ""))
    if field == "hostnames":
        return texts_at(route, "spec", "hostnames")
    rules = items_at(route, *place) if place else [at(route, "spec")]
    return [str(rule["host"]) for rule in rules if field and rule.get("host")]
