"""Updates under load: 100 users at once, half of whom keep their connections, notice nothing."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial

import pytest

from tests.e2e import backing
from tests.e2e.commands import HELM_4, CommandError, Kubectl, eventually
from tests.e2e.evictions import evicted
from tests.e2e.external_secrets import store_of
from tests.e2e.promises import Figures
from tests.e2e.release import COMPONENTS, LAST_CHART, MODES, Mode, Release, stage
from tests.e2e.users import Entry, load
from todo_k8s.todo_chatbot.metadata import TODO_CHATBOT

pytestmark = [pytest.mark.e2e, pytest.mark.timed]

QUIET_SECONDS = 10
"""Load before and after an update: what to compare with, and what comes late."""

HANGS = {
    "command": ["python3", "-c", "import time; time.sleep(3600)"],
    "probes": {"startup": {"failureThreshold": 10}},
    "rollout": {"progressDeadlineSeconds": 30},
}
"""A backend that never serves, and is given up sooner than the chart does by default."""


@contextmanager
def under_load(figures: Figures, entry: Entry, name: str) -> Generator[None]:
    """Count the requests that fail meanwhile."""
    with load(entry) as seen:
        time.sleep(QUIET_SECONDS)
        yield
        time.sleep(QUIET_SECONDS)
    print(f"{name}: {seen.summary()}")
    figures.keep(name, len(seen.failed), of=len(seen.answers))


@contextmanager
def replacing(release: Release, *components: str) -> Generator[None]:
    """Expect that all pods of these services are replaced, and wait for it."""
    before = release.all_pods()
    yield
    for component in components:
        release.rolled(before, component)


def test_image_change(release: Release, entry: Entry, figures: Figures) -> None:
    """A new version of both images comes without a failed request."""
    with under_load(figures, entry, "image-change"), replacing(release, *COMPONENTS):
        release.upgrade(backend__image__tag="1.1", frontend__image__tag="1.1")
    for component in COMPONENTS:
        assert all(image.endswith(":1.1") for image in images(release, component))


def test_config_change(release: Release, entry: Entry, figures: Figures) -> None:
    """So does a new configuration: the chart's ConfigMap rolls the pods of both services."""
    with under_load(figures, entry, "config-change"), replacing(release, *COMPONENTS):
        changed = {"configMapEnv": {"GREETING": "hello"}}
        release.upgrade(backend=changed, frontend=changed)


def test_chart_upgrade(cluster: Kubectl, loaded: None, figures: Figures) -> None:
    """So do a new version of the chart, whose values are those of before, and the way back."""
    with stage(cluster, HELM_4) as release:
        release.install(chart=LAST_CHART)
        release.settle()
        with under_load(figures, release.entry(), "chart-upgrade"):
            with replacing(release, *COMPONENTS):
                release.upgrade(backend__image__tag="1.1", frontend__image__tag="1.1")
            assert release.chart("backend") == f"todo-chatbot-{TODO_CHATBOT.version}"
            with replacing(release, *COMPONENTS):
                release.roll_back()
        assert release.chart("backend") == LAST_CHART.stem


@pytest.mark.parametrize("mode", MODES)
def test_rotation(cluster: Kubectl, loaded: None, figures: Figures, mode: Mode) -> None:
    """A secret rotates without a failed request, and the new one is in use."""
    with stage(cluster, HELM_4, mode) as release, store_of(release) as store:
        release.values["secrets"] = {"externalSecret": {"refreshInterval": "5s"}}
        release.install()
        release.settle()
        with (
            under_load(figures, release.entry(), f"rotation-{mode}"),
            replacing(release, "backend"),
        ):
            rotate(release, store)
        assert release.holds("GEMINI_API_KEY", backing.AI_KEYS[1])


def rotate(release: Release, store: dict[str, str]) -> None:
    """Replace the key of the AI API as an operator of each mode would."""
    release.credentials["GEMINI_API_KEY"] = backing.AI_KEYS[1]
    if release.mode == "values":
        release.upgrade()
        return
    if release.mode == "existing":
        release.make_secret()
    else:
        version = secret_version(release)
        store["todo/GEMINI_API_KEY"] = backing.AI_KEYS[1]
        assert eventually(lambda: secret_version(release) != version), "was not refreshed"
    release.upgrade(secrets__revision="2")


def test_rollback(release: Release, entry: Entry, figures: Figures) -> None:
    """Helm goes back to the revision before without a failed request."""
    before = release.values
    with replacing(release, *COMPONENTS):
        changed = {"configMapEnv": {"GREETING": "good-bye"}}
        release.upgrade(backend=changed, frontend=changed)
    with under_load(figures, entry, "rollback"), replacing(release, *COMPONENTS):
        release.roll_back()
    release.values = before


def test_rollout_restart(release: Release, entry: Entry, figures: Figures) -> None:
    """`kubectl rollout restart` replaces all pods without a failed request."""
    with under_load(figures, entry, "rollout-restart"), replacing(release, *COMPONENTS):
        release.restart()


def test_eviction(release: Release, entry: Entry, figures: Figures) -> None:
    """Every pod is evicted in turn, as a drain would, as fast as the disruption budget lets."""
    with under_load(figures, entry, "eviction"), replacing(release, *COMPONENTS):
        for component in COMPONENTS:
            for name in release.names(component):
                assert eventually(partial(evicted, release.kubectl, name), 90), f"{name} is kept"


def test_bad_image(release: Release, entry: Entry, figures: Figures) -> None:
    """An upgrade that never becomes ready fails in time, the old pods serve on, Helm restores."""
    good, before = release.values, set(release.pods("backend"))
    with under_load(figures, entry, "bad-image"):
        start = time.monotonic()
        with pytest.raises(CommandError, match=release.address("backend")[0]):
            release.upgrade(seconds=120, backend=HANGS)
        reported = time.monotonic() - start
        assert before < set(release.pods("backend")), "an old pod has gone, or there is no new one"
        with pytest.raises(CommandError):
            release.upgrade("--rollback-on-failure", seconds=120, backend=HANGS)
        release.values = good
        release.settle()
        assert eventually(lambda: set(release.pods("backend")) == before), "not restored"
        figures.keep("bad-image-reported", reported)


def images(release: Release, component: str) -> set[str]:
    """Return the images that the pods of a service run."""
    pods = release.pods(component).values()
    return {pod["spec"]["containers"][0]["image"] for pod in pods}


def secret_version(release: Release) -> str:
    """Return the version of the Secret that the operator has made."""
    (one,) = release.kubectl.items("externalsecrets")
    name = one["spec"]["target"]["name"]
    return release.kubectl("get", "secret", name, "-o", "jsonpath={.metadata.resourceVersion}")
