"""``todo-k8s diff``: its forms, its exit status, and that nothing secret is printed."""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.diff.pairs import BASES, workload
from tests.leaks.api_server import api_server
from tests.leaks.canaries import CANARY, RIGHT, shown
from todo_k8s import render
from todo_k8s.cli import helm as asked_helm
from todo_k8s.cli import main
from todo_k8s.helm import Release, chart_files, export_chart
from todo_k8s.testing.helm_programs import HELM

Output = pytest.CaptureFixture[str]
CHART = """\
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest


class Values(ChartValues):
    \"\"\"Values.\"\"\"

    text: str = "a"
    \"\"\"A text.\"\"\"


class Small(HelmChart[Values]):
    \"\"\"A chart.\"\"\"

    metadata = ChartMetadata(name="small", version="1.0.0", app_version="1", description="A chart")

    def __init__(self, scope, id, *, values, release=None):
        super().__init__(scope, id, values=values, release=release)
        content = {"apiVersion": "v1", "kind": "ConfigMap", "data": {"text": values.text}}
        Manifest(self, "config", {**content, "metadata": {"name": "config"}})
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, which commands run in, with values files and a chart."""
    (tmp_path / "old.yaml").write_text("backend: {replicaCount: 3}\n")
    (tmp_path / "new.yaml").write_text("backend: {replicaCount: 3, image: {tag: '2'}}\n")
    (tmp_path / "base.yaml").write_text("frontend: {replicaCount: 4}\n")
    (tmp_path / "secret.yaml").write_text(yaml.safe_dump(RIGHT))
    (tmp_path / "small.py").write_text(CHART)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capsys: Output, *arguments: str) -> str:
    """Return what the command prints."""
    assert main(["diff", *arguments]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


ROLLS = "Deployment todo-todo-chatbot-backend: because of containers[backend].image"


def test_compares_two_values_files(files: Path, capsys: Output) -> None:
    """The first is the old one; files of -f are below both, and --set is above both."""
    text = told(capsys, "old.yaml", "new.yaml")
    assert 'containers[backend].image: "todo-backend:1.0" → "todo-backend:2"' in text
    assert ROLLS in text
    assert text.endswith("\n1 changed, 1 rolls, 12 unchanged\n")
    assert "image" not in told(
        capsys, "old.yaml", "new.yaml", "--set-string", "backend.image.tag=3"
    )
    below = told(capsys, "-f", "base.yaml", "old.yaml", "new.yaml")
    assert below == text


def test_compares_a_values_file_with_the_defaults(files: Path, capsys: Output) -> None:
    """Where one file is given."""
    assert "spec.replicas: 2 → 3" in told(capsys, "old.yaml")


def test_compares_several_files_on_either_side(files: Path, capsys: Output) -> None:
    """--from is the old side, -f and --set the new one."""
    text = told(
        capsys, "--from", "old.yaml", "-f", "old.yaml", "-f", "base.yaml", "--set", "nameOverride="
    )
    assert "spec.replicas: 2 → 4" in text
    assert "backend" not in text


def test_compares_for_a_chart_of_your_own(files: Path, capsys: Output) -> None:
    """By module or file, as in the other commands."""
    (files / "b.yaml").write_text("text: b\n")
    assert 'data.text: "a" → "b"' in told(capsys, "small.py:Small", "b.yaml")


def test_nothing_changes(files: Path, capsys: Output) -> None:
    """A line says so."""
    assert told(capsys, "old.yaml", "old.yaml") == "no changes (13 objects)\n"
    assert main(["diff", "old.yaml", "old.yaml", "--exit-code"]) == 0


def test_exit_status_tells_what_changes(files: Path, capsys: Output) -> None:
    """If it is asked to: 3 for changes, 4 if one of them is refused."""
    for name, selector in (("a", "web"), ("b", "web"), ("c", "other")):
        labels = {"app": selector}
        template = {**BASES["Deployment"]["spec"]["template"], "metadata": {"labels": labels}}
        replicas = {"replicas": 2} if name == "b" else {}
        made = workload(
            "Deployment", selector={"matchLabels": labels}, template=template, **replicas
        )
        (files / f"{name}.json").write_text(json.dumps(made))
    for new, status in (("a", 0), ("b", 3), ("c", 4)):
        arguments = ["diff", "--manifests", "a.json", f"{new}.json"]
        assert main([*arguments, "--exit-code"]) == status
        assert main(arguments) == 0
    assert "refused: refused by the API server" in capsys.readouterr().out


def test_compares_folders_of_manifests(files: Path, capsys: Output) -> None:
    """All files in them, in folders too; lists are taken apart."""
    one, other = files / "one", files / "other" / "deep"
    one.mkdir()
    other.mkdir(parents=True)
    (one / "a.yaml").write_text(yaml.safe_dump_all([BASES["Service"], BASES["ConfigMap"]]))
    listed = {"apiVersion": "v1", "kind": "List", "items": [BASES["ConfigMap"]]}
    (other / "a.json").write_text(json.dumps(listed))
    (other / "notes.txt").write_text("nothing")
    text = told(capsys, "--manifests", "one", "other", "-n", "shop")
    assert text.startswith("- Service service (namespace shop)\n")
    assert text.endswith("1 removed, 1 destructive, 1 unchanged\n")


def test_output_for_programs(files: Path, capsys: Output) -> None:
    """Objects with their fields, effects, and how many of each."""
    found = json.loads(told(capsys, "old.yaml", "new.yaml", "-o", "json"))
    (changed,) = found["objects"]
    assert changed["fields"] == [
        {
            "path": "spec.template.spec.containers[backend].image",
            "change": "changed",
            "old": "todo-backend:1.0",
            "new": "todo-backend:2",
        }
    ]
    assert [effect["kind"] for effect in found["effects"]] == ["rolls"]
    assert found["counts"]["unchanged"] == 12


def test_colours_are_for_terminals(
    files: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or where they are asked for."""
    assert "\x1b" not in told(capsys, "old.yaml", "new.yaml")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[33;1m~ Deployment" in told(capsys, "old.yaml", "new.yaml")


def test_shows_no_secret(files: Path, capsys: Output) -> None:
    """Of values, of the Secret, of checksums."""
    other = json.loads(json.dumps(RIGHT).replace(CANARY, CANARY[::-1]))
    (files / "other.yaml").write_text(yaml.safe_dump(other))
    for output in ("text", "json"):
        text = told(capsys, "secret.yaml", "other.yaml", "-o", output)
        assert not shown(text)
        assert CANARY[::-1] not in text
    assert "data.DATABASE_URL: (secret) changed" in told(capsys, "secret.yaml", "other.yaml")


WRONG = {
    "nothing": [],
    "three files": ["a", "b", "c"],
    "both forms": ["--release", "x", "--manifests", "a", "b"],
    "old side twice": ["--release", "x", "old.yaml", "new.yaml"],
    "old side twice, by files": ["--from", "old.yaml", "new.yaml"],
    "live without a release": ["--live", "old.yaml"],
    "standard input for both": ["-f", "-", "old.yaml", "new.yaml"],
}


@pytest.mark.parametrize("case", WRONG)
def test_refuses_wrong_arguments(case: str, files: Path, capsys: Output) -> None:
    """With what to give instead, and the status 2."""
    with pytest.raises(SystemExit) as caught:
        main(["diff", *WRONG[case]])
    assert caught.value.code == 2
    assert "todo-k8s diff: error: " in capsys.readouterr().err


REFUSED = {
    "values": (["old.yaml", "bad.yaml"], "backend.replicaCount: must be"),
    "no file": (["old.yaml", "none.yaml"], "none.yaml: No such file"),
    "no manifests": (["--manifests", "old.yaml", "old.yaml"], "old.yaml: document 1: is no object"),
    "no folder": (["--manifests", "none", "none"], "none: No such file"),
    "empty folder": (["--manifests", "empty", "empty"], "empty: has no files with manifests"),
    "no archive": (["--chart", "none.tgz", "none.tgz"], "none.tgz: is no archive or folder"),
    "values of a chart": (["--chart", "chart", "chart", "-f", "bad.yaml"], "chart: Helm does not"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_says_what_cannot_be_read(case: str, files: Path, capsys: Output) -> None:
    """In a line, without what is in it."""
    (files / "bad.yaml").write_text(f"backend: {{replicaCount: {CANARY}}}\n")
    (files / "empty").mkdir()
    (files / "chart").mkdir()
    arguments, wanted = REFUSED[case]
    assert main(["diff", *arguments]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert wanted in printed.err
    assert not shown(printed.err)


@pytest.mark.helm
def test_compares_two_charts(files: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rendered by the program Helm, or by the library where there is none: the same."""
    from todo_k8s import TodoChatbot

    export_chart(TodoChatbot, to=files / "one")
    for name, text in chart_files(TodoChatbot).items():
        path = files / "two" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("minReadySeconds: 5", "minReadySeconds: 6"))
    arguments = ("--chart", "one", "two", "-f", "old.yaml", "--name", "todo", "-n", "todo")
    text = told(capsys, *arguments)
    assert "spec.minReadySeconds: 5 → 6" in text
    assert text.endswith("2 changed, 11 unchanged\n")
    monkeypatch.setattr(asked_helm, "helm_program", lambda: None)
    pack(files, "one")
    pack(files, "two")
    assert told(capsys, "--chart", "one.tgz", "two.tgz", *arguments[3:]) == text


def pack(folder: Path, name: str) -> None:
    """Make an archive of a chart."""
    from todo_k8s.testing.helm_programs import packed

    paths = [path for path in (folder / name).rglob("*") if path.is_file()]
    texts = {path.relative_to(folder / name).as_posix(): path.read_text() for path in paths}
    (folder / f"{name}.tgz").write_bytes(packed("chart", texts))


def test_says_that_helm_is_missing(
    files: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what to install."""
    monkeypatch.setattr(asked_helm, "helm_program", lambda: None)
    monkeypatch.setitem(sys.modules, "helm_python", None)
    (files / "chart").mkdir()
    for arguments in (["--chart", "chart", "chart"], ["--release", "todo"]):
        assert main(["diff", *arguments]) == 1
        assert "install Helm 3 or 4" in capsys.readouterr().err


def released(values: dict[str, Any]) -> dict[str, Any]:
    """Return the Secret in which Helm keeps a release of todo-chatbot."""
    manifests = render(values, Release("todo", "todo"))
    hooks = [each for each in manifests if "annotations" in each["metadata"]]
    plain = [each for each in manifests if "annotations" not in each["metadata"]]
    release = {
        "name": "todo",
        "namespace": "todo",
        "version": 1,
        "info": {"status": "deployed"},
        "chart": {"metadata": {"name": "todo-chatbot", "version": "0.1.0", "apiVersion": "v2"}},
        "config": values,
        "manifest": yaml.safe_dump_all(plain),
        "hooks": [{"name": "x", "kind": "Pod", "manifest": yaml.safe_dump(each)} for each in hooks],
    }
    packed = base64.b64encode(gzip.compress(json.dumps(release).encode()))
    name = "sh.helm.release.v1.todo.v1"
    labels = {"name": "todo", "owner": "helm", "status": "deployed", "version": "1"}
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "type": "helm.sh/release.v1",
        "metadata": {"name": name, "namespace": "todo", "labels": labels},
        "data": {"release": base64.b64encode(packed).decode()},
    }


@pytest.mark.helm
@pytest.mark.skipif(not HELM.exists(), reason="the wheel of Helm 3 is for Linux")
def test_compares_a_release_with_an_upgrade_of_it(
    files: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifests that Helm has of it, and those for the new values, laid over its own or not."""
    monkeypatch.setenv("PATH", f"{HELM.parent}{os.pathsep}{os.environ['PATH']}")
    values = {"backend": {"replicaCount": 3}}
    with api_server(files, [released(values)]) as config:
        monkeypatch.setenv("KUBECONFIG", str(config))
        arguments = ("--release", "todo", "-n", "todo")
        assert told(capsys, *arguments, "-f", "old.yaml") == "no changes (13 objects)\n"
        assert ROLLS in told(capsys, *arguments, "-f", "new.yaml")
        assert "spec.replicas: 3 → 2" in told(capsys, *arguments)
        kept = told(capsys, *arguments, "--reuse-values", "--set", "frontend.replicaCount=4")
        assert "spec.replicas: 2 → 4" in kept
        assert "backend" not in kept
        assert main(["diff", "--release", "todo", "-n", "other"]) == 1
        assert capsys.readouterr().err.startswith("helm get manifest todo -n other: Error: ")


def test_reads_manifests_from_standard_input(
    files: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On one of the sides."""
    (files / "a.json").write_text(json.dumps(BASES["Service"]))
    piped = io.TextIOWrapper(io.BytesIO(json.dumps(BASES["Service"]).encode()))
    monkeypatch.setattr(sys, "stdin", piped)
    assert told(capsys, "--manifests", "a.json", "-") == "no changes (1 objects)\n"


def test_says_which_side_is_refused_and_where(tmp_path: Path, capsys: Output) -> None:
    """With file and line, as `check` does."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text("backend:\n  port: 9000\n")
    new.write_text("backend:\n  replicas: 3\n")
    fault = "backend.replicas: unknown key; did you mean backend.replicaCount?"
    assert main(["diff", str(old), str(new)]) == 1
    assert capsys.readouterr().err == f"new values: {fault} ({new}:2:3)\n"
    assert main(["diff", "--from", str(new), "-f", str(old)]) == 1
    assert capsys.readouterr().err == f"old values: {fault} ({new}:2:3)\n"
