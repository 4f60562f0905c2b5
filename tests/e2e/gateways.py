"""The Gateway API: where a Gateway of the cluster lets users in."""

from __future__ import annotations

from tests.e2e.commands import CommandError, Kubectl, Object
from tests.e2e.users import Entry


def values_for(gateway: Object, host: str) -> Object:
    """Return values by which an HTTPRoute hangs on a Gateway."""
    meta = gateway["metadata"]
    parent = {"name": meta["name"], "namespace": meta["namespace"]}
    return {"enabled": True, "hostnames": [host], "parentRefs": [parent]}


def entry_by(gateway: Object, host: str) -> Entry:
    """Return how users reach a host through a Gateway."""
    return Entry(host, gateway["status"]["addresses"][0]["value"], http_ports(gateway)[0])


def find_gateway(cluster: Kubectl) -> Object | None:
    """Return a Gateway that has an address and takes HTTP routes of every namespace, if any."""
    try:
        gateways = cluster.items("gateways.gateway.networking.k8s.io", "-A")
    except CommandError as error:
        if "the server doesn't have a resource type" in str(error):
            return None
        raise
    fit = (one for one in gateways if one.get("status", {}).get("addresses") and http_ports(one))
    return next(fit, None)


def http_ports(gateway: Object) -> list[int]:
    """Return the ports of the listeners that take HTTP routes of every namespace."""
    return [
        listener["port"]
        for listener in gateway["spec"]["listeners"]
        if listener["protocol"] == "HTTP"
        and listener.get("allowedRoutes", {}).get("namespaces", {}).get("from") == "All"
    ]
