"""A server that hangs, crashes or fails its health check: in how long it is back, who serves."""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager

import pytest

from tests.e2e.commands import Kubectl, Object, eventually
from tests.e2e.promises import Figures
from tests.e2e.release import COMPONENTS, Release
from tests.e2e.saboteur import Saboteur, Sight, Strike, failing, gone, is_back, watched
from tests.e2e.users import Entry, load

pytestmark = pytest.mark.e2e

USERS = 10
TURNS = 5  # of two pods each

Fault = Callable[[Object], AbstractContextManager[Strike]]


@pytest.fixture(params=("hung", "crash", "unhealthy"))
def name(request: pytest.FixtureRequest) -> str:
    """The fault's name."""
    return str(request.param)


@pytest.fixture
def fault(name: str, release: Release, saboteur: Saboteur) -> Fault:
    """What happens to a pod."""

    def ordered(pod: Object) -> AbstractContextManager[Strike]:
        if name == "unhealthy":
            return failing(release.kubectl, pod, "/health")
        return saboteur.signal(pod, signal.SIGSTOP if name == "hung" else signal.SIGKILL)

    return ordered


@pytest.mark.timed
def test_restart_is_in_time(name: str, fault: Fault, release: Release, figures: Figures) -> None:
    """A failed server is back in time, ten times of ten."""
    components = ("backend", "backend") if name == "unhealthy" else COMPONENTS
    seconds: list[float] = []
    for _ in range(TURNS):
        pods = fresh_pods(release, *components)
        with ThreadPoolExecutor() as threads:
            hit = [threads.submit(back_after, release.kubectl, pod, fault) for pod in pods]
        seconds += [one.result() for one in hit]
    print(f"{name}: {seconds}")
    figures.keep(name, *seconds)


def back_after(kubectl: Kubectl, pod: Object, fault: Fault) -> float:
    """Return the seconds from a fault until the pod is ready again, its server another."""
    with watched(kubectl, pod) as sights, fault(pod) as strike:
        start = strike()
        assert eventually(lambda: is_back(sights), 120), sights[-1].container
        again = next(sight.at for sight in sights if sight.restarts) - start
        back = next(sight.at for sight in sights if sight.ready and sight.restarts) - start
    print(f"{pod['metadata']['name']}: started again after {again:.1f} s, ready after {back:.1f} s")
    return back


def fresh_pods(release: Release, *components: str) -> list[Object]:
    """Return pods that never restarted, of these services; Kubernetes delays further restarts."""
    for pod in (pod for component in COMPONENTS for pod in release.pods(component).values()):
        if Sight(0, pod).restarts:
            release.kubectl("delete", "pod", pod["metadata"]["name"], "--grace-period=1")
    release.settle()
    running = {component: list(release.pods(component).values()) for component in COMPONENTS}
    return [running[component].pop() for component in components]


def test_other_pod_serves(name: str, fault: Fault, release: Release, entry: Entry) -> None:
    """Users notice nothing of a failed backend pod once its endpoint is gone, and until it is back.

    Requests that it has taken before are lost.
    """
    (pod,) = fresh_pods(release, "backend")
    with (
        load(entry, users=USERS) as seen,
        watched(release.kubectl, pod) as sights,
        fault(pod) as strike,
    ):
        start = strike()
        assert eventually(lambda: is_back(sights), 120), sights[-1].container
        assert eventually(lambda: seen.answers[-1].at > sights[-1].at + 5)
    ((since, until),) = gone(sights)
    late = seen.failed_after(since)
    print(f"{name}: gone after {since - start:.1f} s, back after {until - start:.1f} s;", end=" ")
    print(f"{len(seen.failed)} of {len(seen.answers)} failed, of them later: {late}")
    assert late == []
    before = {one.instance for one in seen.answers if one.at < start and one.instance}
    other = before - {pod["metadata"]["name"]}
    assert other & {one.instance for one in seen.answers if start < one.at < until}
