"""The chart on a real cluster, in a namespace that admits only restricted pods."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.e2e.commands import VISITOR_LABELS, Kubectl, eventually
from tests.e2e.release import EXISTING_SECRET, Mode, Release, stage

pytestmark = pytest.mark.e2e

COMPONENTS = ("backend", "frontend")
HASH = "import hashlib, os; print(hashlib.sha256(os.environ['{}'].encode()).hexdigest())"


@pytest.mark.parametrize("component", COMPONENTS)
def test_service_becomes_available(release: Release, component: str) -> None:
    """Every replica becomes available, and none had to restart."""

    def available() -> bool:  # Helm 3 waits for readiness, and not for minReadySeconds after it
        (found,) = release.kubectl.get("deployments", instance="todo", component=component)
        return bool(found["status"].get("availableReplicas") == found["spec"]["replicas"])

    assert eventually(available)
    for one in release.pods(component).values():
        assert one["status"]["containerStatuses"][0]["restartCount"] == 0


def test_frontend_reaches_backend(release: Release) -> None:
    """What users get through the frontend comes from the backend."""
    frontend = release.url("frontend")
    assert release.visitor.get(frontend + "/")[0] == 200
    status, body = release.visitor.get(frontend + "/api/tasks")
    assert (status, json.loads(body)) == (200, {"tasks": []})


def test_only_backend_holds_credentials(release: Release) -> None:
    """Each service gets the secrets that it was given, and no other."""
    _, body = release.visitor.get(release.url("frontend") + "/api/env")
    assert json.loads(body)["credentials"] == sorted(release.credentials)
    names = run_in(release, "frontend", "import os; print(*os.environ)").split()
    assert not set(names) & set(release.credentials)


def test_credentials_arrive_verbatim(release: Release) -> None:
    """No character of a secret is changed on its way, whatever it means to others."""
    assert held(release) == wanted(release)


def test_backend_is_closed_to_strangers(release: Release) -> None:
    """Only the frontend may connect to the backend; a stranger finds it in DNS, and no more."""
    visitor, (host, port) = release.visitor, release.address("backend")
    assert visitor.addresses(host), "DNS must work for a stranger"
    assert visitor.connects(*release.address("frontend")), "the network must work for a stranger"
    if not eventually(lambda: not visitor.connects(host, port), seconds=10):
        if not enforces_policies(release):
            pytest.skip("the cluster does not enforce NetworkPolicy")
        pytest.fail("a stranger can connect to the backend")


def test_helm_test_passes(release: Release) -> None:
    """The chart's own tests reach both services."""
    release.helm.test()


def test_upgrade_rolls_without_a_failed_request(release: Release) -> None:
    """A changed value replaces every pod, and users notice nothing."""
    before = {component: release.pods(component) for component in COMPONENTS}
    with release.visitor.watching(release.url("frontend") + "/api/tasks") as watch:
        release.upgrade(backend__env={"GREETING": "hello"}, frontend__env={"GREETING": "hello"})
        for component in COMPONENTS:
            assert replaced(release, component, set(before[component]))
    _, body = release.visitor.get(release.url("frontend") + "/api/env")
    assert json.loads(body)["greeting"] == "hello"
    assert watch.requests > 0, "nobody asked meanwhile"
    print(f"{watch.requests} requests, the slowest took {watch.slowest_seconds} s")
    assert watch.failures == []


def test_changed_secret_rolls_backend(release: Release) -> None:
    """A secret given to Helm rolls the pods by itself, one outside the chart by ``revision``."""
    before = {component: set(release.pods(component)) for component in COMPONENTS}
    release.credentials["BETTER_AUTH_SECRET"] = "another-secret-of-32-characters!!"
    if release.mode == "existing":
        release.make_secret()
        release.upgrade(secrets__revision="2")
    else:
        release.upgrade(secrets__values=dict(release.credentials))
    assert replaced(release, "backend", before["backend"])
    assert held(release) == wanted(release)


def test_uninstall_leaves_nothing(
    cluster: Kubectl, loaded: None, helm_command: tuple[str, ...], mode: Mode
) -> None:
    """What a release made goes with it; an operator's own Secret stays."""
    with stage(cluster, helm_command, mode) as release:
        before = release.kubectl.names()
        release.install()
        release.helm.test()
        release.helm.uninstall()
        own = {f"secret/{EXISTING_SECRET}"} if mode == "existing" else set[str]()
        left = set[str]()

        def clean() -> bool:
            left.clear()
            left.update(release.kubectl.names() ^ (before | own))
            return not left

        assert eventually(clean, seconds=90), f"left behind, or gone: {sorted(left)}"


def replaced(release: Release, component: str, before: set[str]) -> bool:
    """Return whether other pods, of one new ReplicaSet, have taken the place of all of these."""

    def done() -> bool:
        pods = release.pods(component)
        hashes = {pod["metadata"]["labels"]["pod-template-hash"] for pod in pods.values()}
        return len(pods) == len(before) and len(hashes) == 1 and not before & set(pods)

    return eventually(done, seconds=90)


def enforces_policies(release: Release) -> bool:
    """Return whether a policy that lets the visitor reach nothing does so."""
    policy = {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": "stay-in"},
        "spec": {"podSelector": {"matchLabels": VISITOR_LABELS}, "policyTypes": ["Egress"]},
    }
    release.kubectl.apply(policy)
    host, port = release.address("frontend")
    try:
        return eventually(lambda: not release.visitor.connects(host, port), seconds=10)
    finally:
        release.kubectl("delete", "networkpolicy", "stay-in")


def held(release: Release) -> dict[str, str]:
    """Return the hash of each secret as the backend has it."""
    return {name: run_in(release, "backend", HASH.format(name)) for name in release.credentials}


def wanted(release: Release) -> dict[str, str]:
    """Return the hash of each secret as it was given."""
    return {
        name: hashlib.sha256(secret.encode()).hexdigest()
        for name, secret in release.credentials.items()
    }


def run_in(release: Release, component: str, code: str) -> str:
    """Run Python in a pod of a service."""
    name = next(iter(release.pods(component).values()))["metadata"]["name"]
    return release.kubectl("exec", name, "--", "python3", "-c", code).strip()
