"""Who reaches whom among several services, measured from their pods: what the policies say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from tests.e2e.commands import HELM_4, CommandError, Kubectl, Object, eventually
from tests.e2e.policies import enforces_policies
from tests.e2e.release import Release, image, stage
from tests.e2e.visitor import Visitor
from todo_k8s.manifests.policies import Door, Place, passes

pytestmark = pytest.mark.e2e

PORT = 9000
SERVER: Object = {
    "image": image("todo-visitor"),
    "port": PORT,
    "replicaCount": 1,
    "command": ["python3", "-m", "http.server", str(PORT), "--directory", "/tmp"],
    "probes": {name: {"handler": "tcp"} for name in ("startup", "liveness", "readiness")},
}
SERVICES: Object = {
    "mail-api": {**SERVER, "reachableFrom": ["backend"]},
    "closed": {**SERVER, "reaches": ["frontend"]},
    "worker": {
        "image": image("todo-visitor"),
        "replicaCount": 1,
        "reaches": ["mail-api", "backend"],
    },
}
WAYS = {
    *(("frontend", "backend"), ("backend", "mail-api"), ("worker", "mail-api")),
    *(("worker", "backend"), ("closed", "frontend")),
}
"""Who reaches whom, by the values above, where the frontend is not open to everyone."""

ALL = ("frontend", "backend", *SERVICES)
LISTENING = ("frontend", "backend", "mail-api", "closed")
PYTHON = """
import socket
try:
    socket.create_connection(("{host}", {port}), 4).close()
    print("open")
except OSError:
    print("closed")
"""
NODE = """
const socket = require("net").connect({port}, "{host}");
const end = (word) => {{ console.log(word); process.exit(0); }};
socket.setTimeout(4000, () => end("closed"));
socket.on("connect", () => end("open")).on("error", () => end("closed"));
"""


@pytest.fixture(scope="module")
def several(cluster: Kubectl, loaded: None) -> Iterator[Release]:
    """The chart with three further services, ready, and a frontend that is not open to all."""
    with stage(cluster, HELM_4) as release:
        ingress = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "traefik"}}}
        release.install(services=SERVICES, networkPolicy__frontendFrom=[ingress])
        release.settle()
        yield release


@pytest.fixture
def enforced(several: Release) -> None:
    """A cluster whose NetworkPolicies do something."""
    visitor = Visitor(several.kubectl)
    visitor.start()
    host, port = "postgres", 5432  # a pod that no policy is about
    if not enforces_policies(several.kubectl, visitor, host, port):
        pytest.skip("the cluster does not enforce NetworkPolicy")


def test_services_reach_whom_they_name(several: Release, enforced: None) -> None:
    """Each pod connects to those that the values name, and to no other: as the policies say."""
    said = {
        way for way in product(ALL, LISTENING) if way[0] != way[1] and by_policies(several, way)
    }
    assert said == WAYS
    settled = eventually(lambda: measured(several) == WAYS, seconds=30)
    assert settled, sorted(measured(several) ^ WAYS)


def measured(release: Release) -> set[tuple[str, str]]:
    """Return who reaches whom, tried from a pod of each service."""
    ways = product(ALL, LISTENING)
    return {(one, other) for one, other in ways if one != other and connects(release, one, other)}


def connects(release: Release, source: str, target: str) -> bool:
    """Tell whether a pod of a service connects to another's Service."""
    host, port = release.address(target)
    program, flag, code = (
        ("node", "-e", NODE) if source == "frontend" else ("python3", "-c", PYTHON)
    )
    command = ("exec", release.names(source)[0], "--", program, flag)
    try:
        return release.kubectl(*command, code.format(host=host, port=port)).strip() == "open"
    except CommandError as error:
        raise AssertionError(f"{source} cannot try: {error}") from error


def by_policies(release: Release, way: tuple[str, str]) -> bool:
    """Tell whether the policies that are on the cluster let a pod connect to another."""
    source, target = (place(release, component) for component in way)
    (pod, *_) = release.pods(way[1]).values()
    (port,) = pod["spec"]["containers"][0]["ports"]
    policies = release.kubectl.items("networkpolicies")
    door = Door(target, port["containerPort"])
    return passes(policies, source, door, release.kubectl.namespace)


def place(release: Release, component: str) -> Place:
    """Return where a pod of a service is."""
    (pod, *_) = release.pods(component).values()
    metadata = pod["metadata"]
    return Place(pod["status"]["podIP"], metadata["labels"], metadata["namespace"])
