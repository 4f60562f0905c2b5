"""The network fails for a while, and heals without anybody's help."""

from __future__ import annotations

import json
import time
from collections.abc import Generator
from contextlib import contextmanager

import pytest

from tests.e2e.commands import Kubectl, Object, eventually
from tests.e2e.promises import Figures
from tests.e2e.release import COMPONENTS, Release, name_of
from tests.e2e.saboteur import Sight
from tests.e2e.users import Answer, Entry, Load, load

pytestmark = [pytest.mark.e2e, pytest.mark.timed]

USERS = 10
WELL = 3 * USERS  # answers in a row, until it counts as healed
CUT_SECONDS = 20
CUT_FOUND_SECONDS = 60
"""A policy may leave established connections alone for a while."""


def test_network_between_services_is_cut(release: Release, entry: Entry, figures: Figures) -> None:
    """The frontend outlives a cut to the backend: no restart, and answers soon after it."""
    before = restarts(release)
    with load(entry, users=USERS, pause_seconds=0.5) as seen:
        with cut(release):
            if not eventually(lambda: fails(seen), CUT_FOUND_SECONDS):
                pytest.skip("the cluster does not enforce NetworkPolicy")
            time.sleep(CUT_SECONDS)
            assert page_answers(seen), "the frontend's own page failed too"
        figures.keep("network-cut", seconds_to_heal(seen))
    print(f"network-cut: {seen.summary()}")
    assert restarts(release) == before, "a pod was restarted or replaced"


def test_ingress_controller_is_away(
    cluster: Kubectl, release: Release, entry: Entry, figures: Figures
) -> None:
    """The application is unharmed by an outage of the ingress controller."""
    controller = ingress_controller(cluster)
    before = restarts(release)
    with load(entry, users=USERS, pause_seconds=0.5) as seen:
        with away(controller):
            assert eventually(lambda: fails(seen), 30), "users still get answers"
        figures.keep("ingress-down", seconds_to_heal(seen))  # since the controller is ready
    print(f"ingress-down: {seen.summary()}")
    assert restarts(release) == before, "a pod was restarted or replaced"


@contextmanager
def cut(release: Release) -> Generator[None]:
    """Let nobody reach the backend: policies only add up, so the chart's own one is changed."""
    policy = release.object("networkpolicies", "backend")
    name, ingress = policy["metadata"]["name"], policy["spec"]["ingress"]
    change(release.kubectl, name, [])
    try:
        yield
    finally:
        change(release.kubectl, name, ingress)


def change(kubectl: Kubectl, policy: str, ingress: list[Object]) -> None:
    """Replace whom a NetworkPolicy lets in."""
    patch = json.dumps({"spec": {"ingress": ingress}})
    kubectl("patch", "networkpolicy", policy, "--type=merge", f"--patch={patch}")


@contextmanager
def away(controller: tuple[Kubectl, str]) -> Generator[None]:
    """Scale a Deployment to nothing, and back until it is ready."""
    kubectl, name = controller
    deployment = f"deployment/{name}"
    count = kubectl("get", deployment, "-o", "jsonpath={.spec.replicas}")
    kubectl("scale", deployment, "--replicas=0")
    try:
        yield
    finally:
        kubectl("scale", deployment, f"--replicas={count}")
        kubectl("rollout", "status", deployment, "--timeout=90s", seconds=100)


def ingress_controller(cluster: Kubectl) -> tuple[Kubectl, str]:
    """Return the Deployment of the default IngressClass, found by the class's name; or skip."""
    names = {one["metadata"]["name"] for one in cluster.items("ingressclasses")}
    for one in cluster.items("deployments", "-A"):
        labels = one["spec"]["template"]["metadata"].get("labels", {})
        if labels.get("app.kubernetes.io/name") in names | {f"ingress-{name}" for name in names}:
            metadata = one["metadata"]
            return Kubectl(cluster.program, metadata["namespace"]), metadata["name"]
    pytest.skip("no Deployment is labelled as the ingress controller of an IngressClass")


def restarts(release: Release) -> dict[str, int]:
    """Return how often each pod was restarted."""
    pods = [pod for component in COMPONENTS for pod in release.pods(component).values()]
    return {name_of(pod): Sight(0, pod).restarts for pod in pods}


def fails(seen: Load) -> bool:
    """Tell whether the latest requests to the backend all failed."""
    latest = [one.ok for one in seen.answers if one.path != "/"][-USERS:]
    return bool(latest) and not any(latest)


def page_answers(seen: Load) -> bool:
    """Tell whether all requests of the page did what they should."""
    return all(one.ok for one in seen.answers if one.path == "/")


def seconds_to_heal(seen: Load) -> float:
    """Wait until requests to the backend that are sent from now on are answered, each of them.

    Return the seconds to the first of their answers. A request that was sent before may fail yet.
    """
    start = time.monotonic()

    def answered() -> list[Answer]:
        """Return the requests since the last one that failed."""
        sent = [one for one in seen.answers if one.path != "/" and one.at > start]
        last_failure = max((one.at for one in sent if not one.ok), default=start)
        return [one for one in sent if one.at > last_failure]

    assert eventually(lambda: len(answered()) >= WELL, 60), seen.summary()
    return min(one.at + one.seconds for one in answered()) - start
