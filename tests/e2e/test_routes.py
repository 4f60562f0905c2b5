"""The ways into the cluster that the chart offers, tried from outside of it."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from tests.e2e.commands import CommandError, Kubectl, Object, eventually
from tests.e2e.release import Release, stage

pytestmark = pytest.mark.e2e

DEFAULT_CLASS = "ingressclass.kubernetes.io/is-default-class"


@pytest.fixture(scope="module")
def release(cluster: Kubectl, loaded: None, helm_command: tuple[str, ...]) -> Iterator[Release]:
    """The chart, installed and ready, with no way in from outside."""
    with stage(cluster, helm_command, "values") as release:
        release.install()
        yield release


def test_ingress_leads_to_frontend(release: Release) -> None:
    """An Ingress of the default class leads users to the frontend, which asks the backend."""
    classes = objects(release.kubectl, "ingressclasses")
    if not any(one["metadata"].get("annotations", {}).get(DEFAULT_CLASS) for one in classes):
        pytest.skip("the cluster has no IngressClass that is the default")
    release.upgrade(ingress__enabled=True, ingress__hosts=["ingress.test"])
    found: list[str] = []

    def has_address() -> bool:
        (ingress,) = release.kubectl.get("ingresses", instance="todo")
        given = ingress["status"].get("loadBalancer", {}).get("ingress", [])
        found[:] = [one.get("ip") or one["hostname"] for one in given]
        return bool(found)

    if not eventually(has_address):
        pytest.skip("the cluster's ingress controller gave the Ingress no address in 60 s")
    serves("ingress.test", found[0], 80)


def test_gateway_leads_to_frontend(release: Release) -> None:
    """An HTTPRoute leads users from a Gateway to the frontend, which asks the backend."""
    found = gateway(release.kubectl)
    if not found:
        pytest.skip("the cluster has no Gateway that takes HTTP routes of every namespace")
    name, namespace, address, port = found
    release.upgrade(
        ingress={"enabled": False},
        gateway={
            "enabled": True,
            "hostnames": ["gateway.test"],
            "parentRefs": [{"name": name, "namespace": namespace}],
        },
    )
    serves("gateway.test", address, port)


def gateway(kubectl: Kubectl) -> tuple[str, str, str, int] | None:
    """Return name, namespace, address and port of a Gateway that takes every namespace's routes."""
    for one in objects(kubectl, "gateways.gateway.networking.k8s.io"):
        for listener in one["spec"]["listeners"]:
            allowed = listener.get("allowedRoutes", {}).get("namespaces", {}).get("from")
            addresses = one.get("status", {}).get("addresses", [])
            if listener["protocol"] == "HTTP" and allowed == "All" and addresses:
                meta = one["metadata"]
                return meta["name"], meta["namespace"], addresses[0]["value"], listener["port"]
    return None


def objects(kubectl: Kubectl, kind: str) -> list[Object]:
    """Return the objects of a kind in the whole cluster, none when it does not know the kind."""
    try:
        items: list[Object] = json.loads(kubectl("get", kind, "-A", "-o", "json"))["items"]
    except CommandError as error:
        if "the server doesn't have a resource type" in str(error):
            return []
        raise
    return items


def serves(host: str, address: str, port: int) -> None:
    """Check that page and API of a host answer at an address outside the cluster."""
    try:
        socket.create_connection((address, port), 5).close()
    except OSError as error:
        pytest.skip(f"the cluster's address {address}:{port} is not reached from here: {error}")
    base = f"http://{address}:{port}"
    assert eventually(lambda: ask(host, f"{base}/") is not None), "the page does not answer"
    assert json.loads(ask(host, f"{base}/api/tasks") or "null") == {"tasks": []}


def ask(host: str, url: str) -> str | None:
    """Request a page of a host, past any proxy; None when that fails."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(url, headers={"Host": host})
    try:
        with opener.open(request, timeout=15) as answer:
            body: bytes = answer.read()
            return body.decode()
    except (urllib.error.URLError, TimeoutError):
        return None
