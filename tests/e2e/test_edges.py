"""What cannot be: too much, a secret that is not there, a pod that crashes again and again.

Each time the operator is told in time what is wrong, and the other pods serve on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import pairwise

import pytest

from tests.e2e.commands import HELM_4, CommandError, Helm, Kubectl, eventually
from tests.e2e.promises import Figures
from tests.e2e.release import CHART, EXISTING_SECRET, Release, name_of, stage
from tests.e2e.saboteur import Saboteur, Sight, failing, gone, is_back, watched
from tests.e2e.users import Entry, load

pytestmark = pytest.mark.e2e

PATIENCE_SECONDS = 30
"""How long Helm waits here for what cannot be."""

LITTLE = {"requests": {"cpu": "50m"}}  # so that a pod more has room, until one asks for too much
TOO_MUCH = {"cpu": "1000", "memory": "100Ti"}
ILL_FORMED = {
    "DATABASE_URL": "mysql://todo:hidden@postgres/todo",
    "GEMINI_API_KEY": "hidden",
    "BETTER_AUTH_SECRET": "hidden too, but too short",
}
USERS = 10
CRASHING_SECONDS = 60
CRASHES = 4  # it is started at once, and after 10, 20 and 40 s, which is after all of them
PROBE_FAILURES = 2


@pytest.fixture(scope="module")
def release(cluster: Kubectl, loaded: None) -> Iterator[Release]:
    """The chart, installed and ready; no upgrade waits for a migration first."""
    with stage(cluster, HELM_4) as release:
        release.install(backend__resources=LITTLE)
        release.values["migrations"] = {"enabled": False}
        release.settle()
        yield release


@pytest.mark.timed
def test_too_much_is_told(release: Release, entry: Entry, figures: Figures) -> None:
    """The operator reads which resource no node has enough of."""
    times: list[float] = []
    for resource, amount in TOO_MUCH.items():
        wanted = {kind: {resource: amount} for kind in ("requests", "limits")}
        with undisturbed(release, entry):
            seconds, error = told(
                release,
                f"Insufficient {resource}",
                partial(release.upgrade, seconds=PATIENCE_SECONDS, backend__resources=wanted),
            )
        times.append(seconds)
        print(f"Insufficient {resource}: told after {seconds:.1f} s; {error}")
    figures.keep("no-room", *times)


@pytest.mark.timed
def test_missing_secret_is_told(
    cluster: Kubectl, release: Release, entry: Entry, figures: Figures
) -> None:
    """The operator reads which Secret, or which key of it, is missing."""
    keys = {"FORGOTTEN": "FORGOTTEN_KEY"}
    with undisturbed(release, entry):
        key_seconds, error = told(
            release,
            f"couldn't find key FORGOTTEN_KEY in Secret "
            f"{release.kubectl.namespace}/{EXISTING_SECRET}",
            lambda: release.upgrade(seconds=PATIENCE_SECONDS, backend__secretEnv=keys),
        )
    print(f"key: told after {key_seconds:.1f} s; {error}")
    with stage(cluster, HELM_4) as other:
        secret_seconds = install_without_secret(other)
    figures.keep("missing-secret", key_seconds, secret_seconds)


def install_without_secret(release: Release) -> float:
    """Return the seconds until that is told; once the Secret is there, all heals by itself."""
    release.values["backend"]["resources"] = LITTLE
    release.values["migrations"] = {"enabled": False}  # it would be what waits, before all others
    seconds, error = told(
        release,
        f'secret "{EXISTING_SECRET}" not found',
        lambda: release.helm.deploy(
            "install", release.name, CHART, release.all_values, seconds=PATIENCE_SECONDS
        ),
    )
    print(f"Secret: told after {seconds:.1f} s; {error}")
    release.make_secret()
    release.settle()
    return seconds


def told(release: Release, message: str, ask: Callable[[], None]) -> tuple[float, str]:
    """Ask for what cannot be; return the seconds until the pods tell why, and Helm's own error."""
    start = time.monotonic()
    with ThreadPoolExecutor() as threads:
        asked = threads.submit(ask)
        described = eventually(
            lambda: message in release.kubectl("describe", "pods"), PATIENCE_SECONDS
        )
        seconds = time.monotonic() - start
        error = asked.exception()
    assert described, release.kubectl.state()
    assert isinstance(error, CommandError), error
    assert name_of(release.object("deployments", "backend")) in str(error)
    return seconds, str(error)


@contextmanager
def undisturbed(release: Release, entry: Entry) -> Generator[None]:
    """Hold that the pods stay and that users notice nothing; then undo what was asked."""
    values, before = release.values, release.pods("backend")
    try:
        with load(entry, users=USERS) as seen:
            yield
        after = release.pods("backend")
        assert all(uid in after and after[uid]["status"]["phase"] == "Running" for uid in before)
        assert seen.failed == []
    finally:
        release.values = values
        release.upgrade()
        release.settle()


def test_ill_formed_secrets_are_refused(release: Release, helm_command: tuple[str, ...]) -> None:
    """Helm names each secret that cannot be one, shows none, and sends nothing."""
    helm = Helm(helm_command, release.kubectl)
    other = replace(release, helm=helm, name="other", mode="values", credentials=ILL_FORMED)
    before = release.kubectl.names()
    with pytest.raises(CommandError) as caught:
        other.install()
    said = "\n".join([str(caught.value), *getattr(caught.value, "__notes__", ())])
    for key in ILL_FORMED:
        assert f"secrets.values.{key}" in said
    assert "hidden" not in said
    assert release.kubectl.names() == before


@pytest.mark.timed
def test_repeated_crash_is_carried(
    saboteur: Saboteur, release: Release, entry: Entry, figures: Figures
) -> None:
    """Kubernetes waits longer and longer between the starts; the other pod serves meanwhile.

    What the pod was about to answer at its first crash is lost, and what is sent to it until its
    endpoint is gone.
    """
    pod = next(iter(release.pods("backend").values()))
    with (
        load(entry, users=USERS) as seen,
        watched(release.kubectl, pod) as sights,
        saboteur.kill_again(pod, CRASHING_SECONDS) as strike,
    ):
        strike()
        assert eventually(lambda: is_back(sights, CRASHES), 180), sights[-1].container
    late = seen.failed_after(gone(sights)[0][0])  # as it is never ready between
    print(f"{len(seen.answers)} requests, failed: {seen.failed}")
    waits = back_offs(sights)
    figures.keep("back-off", *waits)
    figures.keep("lost-at-crash", len(seen.failed) - len(late), of=len(seen.answers))
    figures.keep("repeated-crash", len(late), of=len(seen.answers))
    assert waits == sorted(waits)


@pytest.mark.timed
def test_repeated_probe_failure_is_carried(
    release: Release, entry: Entry, figures: Figures
) -> None:
    """A pod whose health check fails after each start is restarted each time; the other serves."""
    pod = min(release.pods("backend").values(), key=lambda pod: Sight(0, pod).restarts)
    with load(entry, users=USERS) as seen, watched(release.kubectl, pod) as sights:
        for restarts in range(1, PROBE_FAILURES + 1):
            with failing(release.kubectl, pod, "/health") as strike:
                strike()
                assert eventually(partial(is_back, sights, restarts), 120), sights[-1].container
    late = seen.failed_in(gone(sights))
    print(f"{len(seen.answers)} requests, failed: {seen.failed}; {back_offs(sights)}")
    assert len(gone(sights)) == PROBE_FAILURES
    figures.keep("repeated-probe-failure", len(late), of=len(seen.answers))


def back_offs(sights: list[Sight]) -> list[float]:
    """Return the seconds from each end of a container to the start of the next."""
    runs: dict[str, tuple[str, str]] = {}
    for sight in sights:
        for state in (sight.container["lastState"], sight.container["state"]):
            if run := state.get("terminated"):
                runs[run["containerID"]] = run["startedAt"], run["finishedAt"]
            elif run := state.get("running"):
                runs[sight.container["containerID"]] = run["startedAt"], ""
    ordered = sorted(runs.values())
    return [
        (datetime.fromisoformat(start) - datetime.fromisoformat(end)).total_seconds()
        for (_, end), (start, _) in pairwise(ordered)
    ]
