"""Faults as they happen, and what becomes of the pod.

A pod cannot stop or kill its own server: no such signal reaches the first process of a container
from within. So a privileged pod on each node, in a namespace of its own, does it from outside.
"""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.commands import Kubectl, Object, eventually

NAME = "saboteur"
PROGRAM = Path(__file__).with_name("strikes.py").read_text()

PROPAGATION_SECONDS = 2
"""From a pod's not being ready until no node sends it requests any more."""

Strike = Callable[[], float]
"""Do it; returns when, on the monotonic clock."""


@dataclass(frozen=True)
class Saboteur:
    """A pod on each node that sees the node's processes, as root."""

    kubectl: Kubectl

    def signal(self, pod: Object, number: int) -> AbstractContextManager[Strike]:
        """Be ready to signal the server of a pod."""
        return self._ready(pod, "signal", str(number))

    def kill_again(self, pod: Object, seconds: float) -> AbstractContextManager[Strike]:
        """Be ready to kill the server of a pod, and for so long whatever takes its place."""
        return self._ready(pod, "kill-again", str(seconds))

    def _ready(self, pod: Object, what: str, how: str) -> AbstractContextManager[Strike]:
        node = f"--field-selector=spec.nodeName={pod['spec']['nodeName']}"
        (name,) = self.kubectl("get", "pods", node, "-o", "name").split()
        return ready(self.kubectl, name, what, pod["metadata"]["uid"], how)


@contextmanager
def hired(cluster: Kubectl) -> Generator[Saboteur]:
    """Have a saboteur meanwhile."""
    with cluster.fresh_namespace(f"todo-{NAME}", admits="privileged") as kubectl:
        kubectl.apply(daemon_set())
        kubectl("rollout", "status", f"daemonset/{NAME}", "--timeout=60s", seconds=70)
        yield Saboteur(kubectl)


def daemon_set() -> Object:
    """Return a saboteur for every node."""
    labels = {"tests": NAME}
    container: Object = {
        "name": NAME,
        "image": "todo-visitor:1.0",
        "securityContext": {"privileged": True, "runAsUser": 0, "runAsGroup": 0},
    }
    pod = {"hostPID": True, "terminationGracePeriodSeconds": 1, "containers": [container]}
    template = {"metadata": {"labels": labels}, "spec": pod}
    return {
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": {"name": NAME},
        "spec": {"selector": {"matchLabels": labels}, "template": template},
    }


def failing(kubectl: Kubectl, pod: Object, path: str) -> AbstractContextManager[Strike]:
    """Be ready to let a backend pod answer 500 under a path from then on."""
    return ready(kubectl, pod["metadata"]["name"], "fail", path)


@contextmanager
def ready(kubectl: Kubectl, pod: str, *arguments: str) -> Generator[Strike]:
    """Start the program of faults in a pod; it waits for the word."""
    command = kubectl.command("exec", "-i", pod, "--", "python3", "-c", PROGRAM, *arguments)
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, bufsize=1) as process:
        assert process.stdin
        assert process.stdout
        told, says = process.stdin, process.stdout

        def strike() -> float:
            told.write("\n")
            return time.monotonic()

        try:
            assert says.readline() == "ready\n", f"{arguments[0]}: {pod} cannot"
            yield strike
        finally:
            process.terminate()


@dataclass(frozen=True)
class Sight:
    """What a pod was like, and when that was seen, on the monotonic clock."""

    at: float
    pod: Object

    @property
    def container(self) -> Object:
        """The status of its container, empty before it has one."""
        found: list[Object] = self.pod["status"].get("containerStatuses", [{}])
        return found[0]

    @property
    def restarts(self) -> int:
        """How often its container has been started again."""
        return int(self.container.get("restartCount", 0))

    @property
    def ready(self) -> bool:
        """Whether it gets requests."""
        return self.container.get("ready") is True


def is_back(sights: list[Sight], restarts: int = 1) -> bool:
    """Tell whether a pod is ready again, after so many restarts."""
    return sights[-1].ready and sights[-1].restarts >= restarts


def gone(sights: list[Sight]) -> list[tuple[float, float]]:
    """Return from when until when a pod got no requests: not ready, and every node knows it."""
    times = list[tuple[float, float]]()
    start = None
    for sight in sights:
        if not sight.ready and start is None:
            start = sight.at + PROPAGATION_SECONDS
        elif sight.ready and start is not None:
            times.append((start, sight.at))
            start = None
    return times


@contextmanager
def watched(kubectl: Kubectl, pod: Object) -> Generator[list[Sight]]:
    """Watch a pod; the list grows meanwhile, and has a first sight from the start."""
    command = kubectl.command("get", "pod", pod["metadata"]["name"], "--watch", "-o", "json")
    sights: list[Sight] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        thread = threading.Thread(target=_see, args=(process.stdout, sights))
        thread.start()
        try:
            assert eventually(lambda: sights, 10), "the pod cannot be watched"
            yield sights
        finally:
            process.terminate()
            thread.join()


def _see(lines: Iterable[str], sights: list[Sight]) -> None:
    """Read objects as kubectl prints them, each from brace to brace at the start of a line."""
    text = ""
    for line in lines:
        text += line
        if line == "}\n":
            sights.append(Sight(time.monotonic(), json.loads(text)))
            text = ""
