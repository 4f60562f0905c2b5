"""Programs that are run by themselves, with all that they leave behind."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

PRELUDE = """
import os, signal, sys, threading, time
from todo_k8s._node import process
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest, Release, render
from todo_k8s.errors import NodeError
import cdk8s, jsii
from constructs import Construct

class Values(ChartValues):
    "What can be set."
    count: int = 2
    "A number."

class Chart(HelmChart):
    "A chart that asks Node.js something, and does something in the middle of its build."
    metadata = ChartMetadata(name="c", version="1.2.3", app_version="4", description="C")
    default_release = Release()
    acts = []
    def __init__(
        self, scope: Construct, id: str, *, values: Values, release: Release | None = None
    ):
        super().__init__(scope, id, values=values, release=release)
        assert self.node.path == "c"
        self.add("before", values)
        while self.acts:
            self.acts.pop()()
        self.add("after", values)
    def add(self, name, values):
        metadata = {"name": name}
        spec = {"count": values.count, "release": self.release.name}
        Manifest(self, name, {"apiVersion": "v1", "kind": "C", "metadata": metadata, "spec": spec})

def build(count=2, name="r", act=None):
    Chart.acts[:] = [act] if act else []
    made = render(Chart, {"count": count}, Release(name))
    want = [{"count": count, "release": name}] * 2
    assert [each["spec"] for each in made] == want, made
    return "right"

def tried(act):
    start = time.monotonic()
    try:
        said = act()
    except SystemExit:
        raise
    except BaseException as error:
        said = f"{type(error).__name__}: {error}"
    print(f"{said} [{time.monotonic() - start:.1f} s]", file=sys.stderr)
    print(said, flush=True)

def soon():
    "Wait for the Node.js that there is for a second only."
    jsii.kernel.provider._process._process.seconds = 1

def node():
    return jsii.kernel.provider._process._process.pid

def kill(pid, number=signal.SIGKILL):
    os.kill(pid, number)
    time.sleep(0.2)
"""
SERVER = """
import json, tempfile, traceback
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
for line in sys.stdin:
    program, folder, environment = json.loads(line)
    if not (pid := os.fork()):
        for number, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(f"{folder}.{name}", os.O_WRONLY | os.O_CREAT), number)
        os.environ.update(environment, TMPDIR=folder, TRIAL=folder)
        tempfile.tempdir = None
        exec(program)
        sys.exit()
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""
"""Forks a process for each trial, as all that is imported takes seconds to import."""


class Server:
    """A process that runs programs after the prelude, each in a copy of itself."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", PRELUDE + SERVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, program: str, folder: Path, **environment: str) -> list[str]:
        """Run a program after the prelude; return its lines. It must leave nothing behind.

        Args:
            program: The program.
            folder: An empty folder for temporary files.
            environment: What else is in its environment.
        """
        to, answers = self._process.stdin, self._process.stdout
        assert to
        assert answers
        print(json.dumps([program, str(folder), environment]), file=to, flush=True)
        if not select.select([answers], [], [], 40)[0]:
            self._process.kill()
        status = answers.readline().strip()
        out, err = (folder.with_name(f"{folder.name}.{name}") for name in ("out", "err"))
        print(out.read_text(), err.read_text())
        assert left_by(folder) == []
        assert [*folder.iterdir()] == []
        return out.read_text().splitlines() + ([] if status == "0" else [status, err.read_text()])

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def run(arguments: list[str], path: Path) -> list[str]:
    """Run Python; return the lines that it prints. It must leave nothing behind.

    Args:
        arguments: What it is called with.
        path: A folder in which one for temporary files can be made.
    """
    folder = path / "temporary"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=50,
        env={**os.environ, "TMPDIR": str(folder), "TRIAL": str(folder)},
    )
    print(done.stdout, done.stderr)
    assert left_by(folder) == []
    assert [*folder.iterdir()] == []
    return done.stdout.splitlines() + ([done.stderr] if done.returncode else [])


def left_by(folder: Path, seconds: float = 5) -> list[str]:
    """Return the processes that a trial has left; kill those that do not end soon."""
    end = time.monotonic() + seconds
    while (found := running(folder)) and time.monotonic() < end:
        time.sleep(0.05)
    for pid in found:
        os.kill(pid, signal.SIGKILL)
    return [f"{pid}: {line}" for pid, line in found.items()]


def running(folder: Path) -> dict[int, str]:
    """Return the processes of a trial that have not ended: what each was called with, by its id."""
    found: dict[int, str] = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"TRIAL={folder}".encode() in (process / "environ").read_bytes().split(b"\0"):
                found[int(process.name)] = (process / "cmdline").read_text().replace("\0", " ")
        except OSError:  # it has ended, or is another user's
            continue
    return found
