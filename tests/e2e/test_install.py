"""From `helm install` to a page that answers, and to an uninstall that leaves nothing."""

from __future__ import annotations

import time
from functools import partial

import pytest

from tests.e2e.commands import HELM_4, Kubectl, eventually
from tests.e2e.gateways import entry_by, find_gateway, values_for
from tests.e2e.promises import Figures
from tests.e2e.release import COMPONENTS, EXISTING_SECRET, LAST_CHART, Release, stage
from tests.e2e.saboteur import Sight
from tests.e2e.users import Entry, fetch
from todo_k8s.todo_chatbot.metadata import TODO_CHATBOT

pytestmark = pytest.mark.e2e


@pytest.mark.timed
def test_install_is_done_in_time(
    cluster: Kubectl, loaded: None, helm_3: tuple[str, ...], figures: Figures
) -> None:
    """Every pod is available in time, and users see the page."""
    installed, answered, routed = list[float](), list[float](), list[float]()
    gateway = find_gateway(cluster)
    for helm in (helm_3, HELM_4, HELM_4):
        with stage(cluster, helm) as release:
            if gateway:
                release.values["gateway"] = values_for(gateway, release.host)
            start = time.monotonic()
            release.install()
            release.settle()
            installed.append(time.monotonic() - start)
            answered.append(page_at(release.entry()) - start)
            if gateway:
                routed.append(page_at(entry_by(gateway, release.host)) - start)
    figures.keep("install", *installed)
    figures.keep("page-after-install", *answered)
    if routed:
        figures.keep("page-by-gateway", *routed)


def page_at(entry: Entry) -> float:
    """Return when users see the page, on the monotonic clock."""
    assert eventually(lambda: fetch(entry, "/")[0] == 200)
    return time.monotonic()


def test_life_of_a_release(cluster: Kubectl, loaded: None, helm_command: tuple[str, ...]) -> None:
    """A release is installed, tested, changed and uninstalled; nothing is left of it."""
    with stage(cluster, helm_command, "values") as release:
        before = release.kubectl.names()
        release.install()
        release.settle()
        for component in COMPONENTS:
            for pod in release.pods(component).values():
                assert Sight(0, pod).restarts == 0
        release.helm("test", release.name, "--timeout=120s")
        old = {component: release.pods(component) for component in COMPONENTS}
        release.upgrade(backend__env={"GREETING": "hello"}, frontend__env={"GREETING": "hello"})
        release.settle()
        for component in COMPONENTS:
            assert eventually(partial(_are_gone, release, component, set(old[component])))
        assert release.python("backend", "import os; print(os.environ['GREETING'])") == "hello"
        release.helm("uninstall", release.name, "--wait", "--timeout=120s")
        assert eventually(lambda: release.kubectl.names() == before, 90), (
            release.kubectl.names() ^ before
        )


def _are_gone(release: Release, component: str, pods: set[str]) -> bool:
    return not pods & set(release.pods(component))


def _is_served(entry: Entry) -> bool:
    return fetch(entry, "/")[0] == 200


def test_two_releases_share_a_namespace(release: Release, loaded: None) -> None:
    """A second release stands beside the first; each reaches its own backend, and no other."""
    second = Release(release.helm, release.kubectl, "existing", dict(release.values), name="other")
    second.values["ingress"] = {"enabled": True, "hosts": [second.host]}
    second.install()
    second.settle()
    for one in (release, second):
        entry = one.entry()
        assert eventually(partial(_is_served, entry))
        _, instance = fetch(entry, "/api/tasks")
        assert instance in one.names("backend")
    second.helm("uninstall", second.name, "--wait")
    release.settle()


def test_upgrade_from_the_last_release(
    cluster: Kubectl, loaded: None, helm_command: tuple[str, ...]
) -> None:
    """No field that Kubernetes never changes depends on the version of the chart."""
    with stage(cluster, helm_command) as release:
        release.install(chart=LAST_CHART)
        assert release.chart("backend") == LAST_CHART.stem
        release.upgrade(backend__image__tag="1.1", frontend__image__tag="1.1")
        release.settle()
        assert release.chart("backend") == f"todo-chatbot-{TODO_CHATBOT.version}"
        assert release.python("backend", "import os; print(os.environ['APP_VERSION'])") == "1.1"


def test_own_secret_stays(release: Release) -> None:
    """A Secret that the operator made is not the chart's: no upgrade changes it."""
    version = "jsonpath={.metadata.uid} {.metadata.resourceVersion}"
    before = release.kubectl("get", "secret", EXISTING_SECRET, "-o", version)
    release.upgrade(secrets__revision="2")
    assert release.kubectl("get", "secret", EXISTING_SECRET, "-o", version) == before
