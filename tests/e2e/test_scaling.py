"""More pods and fewer, by hand and by themselves, under load."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

import pytest

from tests.e2e.commands import HELM_4, CommandError, Kubectl, eventually
from tests.e2e.promises import Figures
from tests.e2e.release import Release, name_of, stage
from tests.e2e.users import Entry, load

pytestmark = [pytest.mark.e2e, pytest.mark.timed]

TIMES = 3
QUIET_SECONDS = 10
SHARE_SECONDS = 30
BURN_SECONDS = 6
BURN = f"""
import contextlib, http.client
with contextlib.suppress(OSError):  # a new pod may not listen yet
    backend = http.client.HTTPConnection("127.0.0.1", 8000)
    backend.request("POST", "/debug/burn?seconds={BURN_SECONDS}")
"""
"""Asks for work and does not wait for its end."""

Scale = Callable[[Release, int], None]


@pytest.fixture(scope="module")
def release(cluster: Kubectl, loaded: None) -> Iterator[Release]:
    """The chart with one backend pod."""
    with stage(cluster, HELM_4) as release:
        release.install(backend__replicaCount=1)
        release.settle()
        yield release


def test_second_pod_by_helm(release: Release, entry: Entry, figures: Figures) -> None:
    """A value scales the backend, and its second pod soon answers users."""
    figures.keep("scale-by-helm", *(second_pod(release, entry, by_helm) for _ in range(TIMES)))


def test_each_pod_has_its_share(release: Release, entry: Entry, figures: Figures) -> None:
    """Of two backend pods each answers its share of the users' requests, the newer one too."""
    to_one(release, by_helm)
    with load(entry) as seen:
        time.sleep(QUIET_SECONDS)
        by_helm(release, 2)
        since = time.monotonic()
        time.sleep(SHARE_SECONDS)
    shares = seen.shares(since)
    print(f"share: {shares}; {seen.summary()}")
    assert set(shares) == set(release.names("backend"))
    figures.keep("share", *shares.values())


def test_fewer_pods_disturb_nobody(release: Release, entry: Entry, figures: Figures) -> None:
    """Three of four pods go without a failed request."""
    by_helm(release, 4)
    release.settle()
    with load(entry) as seen:
        time.sleep(QUIET_SECONDS)
        used = eventually(lambda: set(seen.shares()) == set(release.names("backend")))
        assert used, "a pod gets no requests"
        to_one(release, by_helm)
        time.sleep(QUIET_SECONDS)
    print(f"scale-down: {seen.summary()}")
    figures.keep("scale-down", len(seen.failed), of=len(seen.answers))


def test_second_pod_by_hand(release: Release, entry: Entry, figures: Figures) -> None:
    """So does `kubectl scale`; from then on Helm 4 would refuse to change the number."""
    seconds = [second_pod(release, entry, by_kubectl) for _ in range(TIMES)]
    figures.keep("scale-by-kubectl", *seconds)


def test_pods_follow_the_load(release: Release, figures: Figures) -> None:
    """The autoscaler adds a pod while the processors are busy, and takes it away after."""
    if not measures(release.kubectl):
        pytest.skip("the cluster has no metrics API")
    window = {"scaleDown": {"stabilizationWindowSeconds": 15}}
    scaling = {"enabled": True, "minReplicas": 2, "maxReplicas": 3, "behavior": window}
    release.upgrade(backend={"autoscaling": scaling})
    release.settle()
    assert eventually(lambda: pods(release) == 2, 90), "the autoscaler keeps no minimum"
    assert eventually(lambda: knows_use(release), 120), "the autoscaler sees no use"
    start = time.monotonic()
    assert eventually(lambda: burned(release) and ready(release) == 3, 300), "no pod was added"
    figures.keep("autoscaling-up", time.monotonic() - start)
    start = time.monotonic()
    assert eventually(lambda: pods(release) == 2, 300), "no pod was taken away"
    figures.keep("autoscaling-down", time.monotonic() - start)


def by_helm(release: Release, count: int) -> None:
    """Set the number of backend pods by a value."""
    release.upgrade(backend__replicaCount=count)


def by_kubectl(release: Release, count: int) -> None:
    """Set the number of backend pods by hand."""
    deployment = name_of(release.object("deployments", "backend"))
    release.kubectl("scale", "deployment", deployment, f"--replicas={count}")


def second_pod(release: Release, entry: Entry, scale: Scale) -> float:
    """Scale from one backend pod to two under load; return seconds to the second's first answer."""
    to_one(release, scale)
    with load(entry) as seen:
        time.sleep(QUIET_SECONDS)
        old, start = set(release.names("backend")), time.monotonic()
        scale(release, 2)
        assert eventually(lambda: set(seen.shares()) - old), "no second pod answers"
        (new,) = set(seen.shares()) - old
    seconds = seen.first_answer(new) - start
    print(f"{scale.__name__}: {seconds:.1f} s; {seen.summary()}")
    assert seen.failed == []
    return seconds


def to_one(release: Release, scale: Scale) -> None:
    """Go back to one backend pod, and wait until the others have ended."""
    scale(release, 1)
    assert eventually(lambda: pods(release) == 1, 90), release.kubectl.state()
    release.settle()


def pods(release: Release) -> int:
    """Return how many backend pods there are, those that are ending included."""
    return len(release.pods("backend"))


def ready(release: Release) -> int:
    """Return how many backend pods are ready."""
    count: int = release.object("deployments", "backend")["status"].get("readyReplicas", 0)
    return count


def burned(release: Release) -> bool:
    """Keep the processors of all backend pods busy for a while."""
    for name in release.names("backend"):
        release.kubectl("exec", name, "--", "python3", "-c", BURN)
    time.sleep(BURN_SECONDS - 1)
    return True


def knows_use(release: Release) -> bool:
    """Tell whether the autoscaler has measured the processors' use."""
    status = release.object("horizontalpodautoscalers", "backend").get("status", {})
    return "averageUtilization" in json.dumps(status)


def measures(kubectl: Kubectl) -> bool:
    """Tell whether the cluster measures what pods use."""
    try:
        kubectl("get", "--raw=/apis/metrics.k8s.io/v1beta1/pods")
    except CommandError:
        return False
    return True
