"""What a cluster has now of a release: drift is seen, and what is not the release's is left out."""

from __future__ import annotations

import base64
import copy
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.diff.pairs import BASES
from tests.leaks.canaries import CANARY, shown
from todo_k8s import render
from todo_k8s.cli import helm as asked_helm
from todo_k8s.cli import main
from todo_k8s.diff.changes import path_text
from todo_k8s.diff.comparing import compared
from todo_k8s.diff.live import as_deployed
from todo_k8s.helm import Release

Output = pytest.CaptureFixture[str]
Manifest = dict[str, Any]
TODO = Release("todo", "todo")
KUBECTL = """\
#!{python}
import json, pathlib, sys

folder = pathlib.Path({folder!r})
(folder / "asked.json").write_text(json.dumps([sys.argv[1:], json.load(sys.stdin)]))
sys.stdout.write((folder / "live.json").read_text())
sys.stderr.write((folder / "said.txt").read_text())
sys.exit(int((folder / "status.txt").read_text()))
"""


def served(manifest: Manifest) -> Manifest:
    """Return an object as an API server has it: with fields that no manifest sets."""
    live = copy.deepcopy(manifest)
    live["metadata"] |= {"uid": "u-1", "resourceVersion": "7", "managedFields": [{"manager": "x"}]}
    live["metadata"].setdefault("namespace", "todo")
    live["metadata"].setdefault("annotations", {})["deployment.kubernetes.io/revision"] = "3"
    live["status"] = {"observedGeneration": 3}
    return live


def fields(released: list[Manifest], live: list[Manifest], wanted: list[Manifest]) -> list[str]:
    """Return what changes between what is deployed and what is wanted."""
    diff = compared(as_deployed(released, live, wanted, "todo"), wanted, "todo")
    return [
        f"{each.what} {each.identity}: {path_text(change.path) if change else ''}".removesuffix(
            ": "
        )
        for each in diff.objects
        for change in (each.changes or [None])
    ]


def test_what_a_server_fills_in_is_no_change() -> None:
    """Nor is its status, nor what says who manages it."""
    manifests = [BASES[name] for name in ("Deployment", "StatefulSet", "Service", "ConfigMap")]
    live = [served(each) for each in manifests]
    for each in live:
        if each["kind"] == "Deployment":
            each["spec"]["template"]["spec"]["nodeName"] = "added"
            each["spec"]["template"]["spec"]["containers"].append({"name": "proxy", "image": "p"})
    assert fields(manifests, live, manifests) == []


def test_changes_by_hand_are_seen() -> None:
    """In a map, in an item of a list, and an object that is gone."""
    deployment, config = BASES["Deployment"], BASES["ConfigMap"]
    live = served(deployment)
    live["spec"]["template"]["spec"]["containers"][0]["image"] = "by-hand"
    assert fields([deployment, config], [live], [deployment, config]) == [
        "changed Deployment deployment: spec.template.spec.containers[web].image",
        "added ConfigMap configmap",
    ]


def test_a_field_that_the_upgrade_sets_is_compared() -> None:
    """Though the release does not have it: it is a change unless it is there already."""
    released = BASES["Deployment"]
    wanted = copy.deepcopy(released)
    wanted["spec"]["minReadySeconds"] = 7
    live = served(released)
    live["spec"]["minReadySeconds"] = 7
    assert fields([released], [live], [wanted]) == []
    live["spec"]["minReadySeconds"] = 9
    assert fields([released], [live], [wanted]) == [
        "changed Deployment deployment: spec.minReadySeconds"
    ]


def test_a_list_that_nothing_identifies_is_compared_whole() -> None:
    """Its items are replaced as one."""
    released = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "p"},
        "spec": {"containers": [{"name": "c", "args": ["a"]}]},
    }
    live = served(released)
    live["spec"]["containers"][0]["args"] = ["a", "b"]
    (changed,) = fields([released], [live], [released])
    assert "containers[c].args" in changed


def test_texts_of_a_secret_are_compared_with_its_data() -> None:
    """The API server keeps them in base64."""
    released = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "s"},
        "stringData": {"a": "x"},
    }
    live = served({**released, "data": {"a": base64.b64encode(b"x").decode()}})
    del live["stringData"]
    assert fields([released], [live], [released]) == []
    live["data"]["a"] = base64.b64encode(b"y").decode()
    (changed,) = fields([released], [live], [released])
    assert changed.startswith("changed Secret s")


def test_hooks_are_as_they_were_released() -> None:
    """They are gone from the cluster when they have ended."""
    hook = copy.deepcopy(BASES["ConfigMap"])
    hook["metadata"]["annotations"] = {"helm.sh/hook": "test"}
    assert fields([hook], [], [hook]) == []


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A release with defaults, and a kubectl that answers with what is in a folder."""
    program = tmp_path / "bin" / "kubectl"
    program.parent.mkdir()
    program.write_text(KUBECTL.format(python=sys.executable, folder=str(tmp_path)))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    monkeypatch.setenv("HELM_KUBECONTEXT", "kind-todo")
    manifests = render({}, TODO)

    def released(_name: str) -> list[dict[str, Any]]:
        return manifests

    monkeypatch.setattr(asked_helm, "released", released)
    answer(tmp_path, [served(each) for each in manifests])
    return tmp_path


def answer(folder: Path, live: list[Manifest], said: str = "", status: int = 0) -> None:
    """Set what kubectl answers."""
    listed = {"apiVersion": "v1", "kind": "List", "items": live}
    (folder / "live.json").write_text(json.dumps(listed) if live else "")
    (folder / "said.txt").write_text(said)
    (folder / "status.txt").write_text(str(status))


LIVE = ["diff", "--release", "todo", "-n", "todo", "--live"]


def test_command_tells_what_was_changed_in_the_cluster(cluster: Path, capsys: Output) -> None:
    """It asks kubectl for the objects by their names, in the cluster of Helm."""
    live = [served(each) for each in render({}, TODO)]
    for each in live:
        named = (each["kind"], each["metadata"]["name"])
        if named == ("Deployment", "todo-todo-chatbot-backend"):
            each["spec"]["replicas"] = 5
    kept = [each for each in live if each["kind"] != "PodDisruptionBudget"]
    answer(cluster, kept)
    assert main(LIVE) == 0
    told = capsys.readouterr().out
    assert "spec.replicas: 5 → 2" in told
    assert "+ PodDisruptionBudget todo-todo-chatbot-backend" in told
    assert "1 changed, 2 added" in told
    arguments, asked = json.loads((cluster / "asked.json").read_text())
    wanted = ["get", "--filename=-", "--output=json", "--ignore-not-found", "--context=kind-todo"]
    assert arguments == wanted
    assert {(*each,) for each in asked["items"]} == {("apiVersion", "kind", "metadata")}
    assert {(*each["metadata"],) for each in asked["items"]} == {("name", "namespace")}


def test_command_tells_nothing_of_an_unchanged_cluster(cluster: Path, capsys: Output) -> None:
    """All of it is as the release left it."""
    assert main(LIVE) == 0
    assert capsys.readouterr().out.startswith("no changes (")


def test_command_shows_no_secret_of_the_cluster(cluster: Path, capsys: Output) -> None:
    """Only that it changes."""
    keys = ("BETTER_AUTH_SECRET", "DATABASE_URL", "GEMINI_API_KEY")
    values = dict.fromkeys(keys, f"postgresql://u:{CANARY}@h/{CANARY}{CANARY}")
    given = {"secrets": {"mode": "values", "values": values}}
    (cluster / "new.yaml").write_text(json.dumps(given))
    live = [served(each) for each in render(given, TODO)]
    for each in live:
        if each["kind"] == "Secret":
            each["data"]["GEMINI_API_KEY"] = base64.b64encode(f"{CANARY}2".encode()).decode()
    answer(cluster, live)
    for output in ("text", "json"):
        assert main([*LIVE, "-f", str(cluster / "new.yaml"), "-o", output]) == 0
        printed = capsys.readouterr()
        assert not shown(printed.out + printed.err)


def test_command_says_what_kubectl_cannot_do(
    cluster: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is missing, is refused, or prints something else."""
    answer(cluster, [], "warning\nError from server (Forbidden): secrets is forbidden\n", 1)
    assert main(LIVE) == 1
    said = "kubectl get: Error from server (Forbidden): secrets is forbidden\n"
    assert capsys.readouterr().err == said
    answer(cluster, [])
    (cluster / "live.json").write_text("no JSON")
    assert main(LIVE) == 1
    assert capsys.readouterr().err == "kubectl get: prints no JSON\n"
    monkeypatch.setenv("PATH", "")
    assert main(LIVE) == 1
    assert "install kubectl" in capsys.readouterr().err
