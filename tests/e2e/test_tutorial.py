"""The tutorial to a running application is done as it says, on a cluster that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.commands import of_page
from tests.documents.shell import Command
from tests.documents.test_commands import prepared
from tests.e2e.commands import Kubectl, eventually, run

pytestmark = pytest.mark.e2e

PAGE = "docs/tutorials/running-application.md"
SKIPPED = {"archive", "kind", "nox", "pip", "python", "python3", "todo-k8s", "uv"}
"""Programs that make the cluster, the chart and the images, which are there already."""

ENDLESS = {"port-forward", "--watch"}
"""Commands that a reader ends."""


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Command]:
    """The commands of the page that need a cluster, in a folder with its files."""
    monkeypatch.chdir(tmp_path)
    prepared(PAGE, tmp_path)
    commands = [command for _, command in of_page(PAGE)]
    return [
        each
        for each in commands
        if each.program not in SKIPPED
        and not ENDLESS & {*each.words}
        and each.words[:3] != ["kubectl", "create", "namespace"]
    ]


def test_tutorial_is_done_as_it_says(
    cluster: Kubectl, loaded: None, helm_3: tuple[str, ...], steps: list[Command]
) -> None:
    """Each command succeeds, the page is served, and the hung pod is restarted."""
    with cluster.fresh_namespace("todo-tutorial") as kubectl:
        for command in steps:
            if command.program != "openssl":
                run(*here(command, kubectl, helm_3), seconds=330)
            if command.words[:2] == ["kubectl", "exec"]:
                assert eventually(lambda: restarts(kubectl) == 1, 40), kubectl.state()
            if command.words[:2] == ["helm", "test"]:
                assert "<html" in kubectl("get", "--raw", page_of(kubectl))
        backend = kubectl.get("deployments", instance="todo", component="backend")
        assert backend[0]["spec"]["replicas"] == 2


def here(command: Command, kubectl: Kubectl, helm_3: tuple[str, ...]) -> list[str]:
    """Return a command for the namespace of the test, by the programs of the test."""
    programs = {"kubectl": [kubectl.program], "helm": [*helm_3]}
    pairs = zip(["", *command.words], command.words, strict=False)
    words = [kubectl.namespace if before == "-n" else word for before, word in pairs]
    return [*programs[command.program], *words[1:]]


def restarts(kubectl: Kubectl) -> int:
    """Return how often containers of the backend were restarted, if all are ready again."""
    pods = kubectl.get("pods", instance="todo", component="backend")
    states = [status for pod in pods for status in pod["status"]["containerStatuses"]]
    return sum(each["restartCount"] for each in states) if all(s["ready"] for s in states) else 0


def page_of(kubectl: Kubectl) -> str:
    """Return where the API server serves the frontend's page."""
    service = "todo-todo-chatbot-frontend:3000"
    return f"/api/v1/namespaces/{kubectl.namespace}/services/{service}/proxy/"
