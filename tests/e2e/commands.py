"""kubectl and Helm as these tests use them: small, typed, and silent about what they are given."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

HELM_4 = (sys.executable, str(Path(__file__).with_name("helm4.py")))

Object = dict[str, Any]
Verb = Literal["install", "upgrade"]


class CommandError(Exception):
    """A command failed; says which, and what it printed, but not what it was given to read."""


def run(*command: str, stdin: str = "", seconds: float = 60) -> str:
    """Run a command and return what it printed; Ctrl-C does not reach it, so that it cleans up."""
    try:
        done = subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired as error:
        raise CommandError(f"{' '.join(command)}: no end after {seconds} s") from error
    if done.returncode:
        raise CommandError(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def eventually(condition: Callable[[], object], seconds: float = 60) -> bool:
    """Return whether a condition comes true in time; asks once a second."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(1)
    return True


@contextmanager
def meanwhile(work: Callable[[threading.Event], object]) -> Generator[None]:
    """Let a thread work; it is told by the event to end, and waited for."""
    ended = threading.Event()
    thread = threading.Thread(target=work, args=(ended,))
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@dataclass(frozen=True)
class Kubectl:
    """kubectl, for one namespace or for none."""

    program: str
    namespace: str = ""

    def __call__(self, *arguments: str, stdin: str = "", seconds: float = 60) -> str:
        """Run a command and return what it printed."""
        return run(*self.command(*arguments), stdin=stdin, seconds=seconds)

    def command(self, *arguments: str) -> list[str]:
        """Return the whole command."""
        return [
            self.program,
            *([f"--namespace={self.namespace}"] if self.namespace else []),
            *arguments,
        ]

    def apply(self, *objects: Object) -> None:
        """Create or change objects."""
        self(
            "apply",
            "-f",
            "-",
            stdin=json.dumps({"apiVersion": "v1", "kind": "List", "items": objects}),
        )

    def get(self, kind: str, **labels: str) -> list[Object]:
        """Return the objects of a kind; labels are those of the ``app.kubernetes.io`` family."""
        wanted = ",".join(f"app.kubernetes.io/{name}={value}" for name, value in labels.items())
        return self.items(kind, "-l", wanted)

    def items(self, *arguments: str) -> list[Object]:
        """Return the objects that `kubectl get` lists."""
        items: list[Object] = json.loads(self("get", *arguments, "-o", "json"))["items"]
        return items

    def version(self) -> str:
        """Return the version of the cluster."""
        version: str = json.loads(self("version", "-o", "json"))["serverVersion"]["gitVersion"]
        return version

    def names(self) -> set[str]:
        """Return what the namespace holds, as ``kind/name``; events and measurements aside."""
        kinds = self("api-resources", "--namespaced", "--verbs=list", "-o", "name").split()
        kept = [
            kind for kind in kinds if "events" not in kind and not kind.endswith("metrics.k8s.io")
        ]
        return set(self("get", ",".join(kept), "-o", "name", "--ignore-not-found").split())

    def state(self) -> str:
        """Return what a person would look at when something is not ready."""
        return self("get", "deployments,replicasets,pods,events", "-o", "wide")

    @contextmanager
    def fresh_namespace(self, prefix: str, admits: str = "restricted") -> Generator[Kubectl]:
        """Make a namespace that admits such pods, and take it away at the end."""
        name = f"{prefix}-{time.time_ns() % 10**9:09}"
        here = replace(self, namespace=name)
        labels = {"pod-security.kubernetes.io/enforce": admits}
        try:
            self.apply(
                {
                    "apiVersion": "v1",
                    "kind": "Namespace",
                    "metadata": {"name": name, "labels": labels},
                }
            )
            own = {"serviceaccount/default", "configmap/kube-root-ca.crt"}
            assert eventually(lambda: own <= here.names()), f"the namespace {name} was not set up"
            yield here
        finally:
            self("delete", "namespace", name, "--ignore-not-found", "--wait=false")
            here("delete", "pods", "--all", "--grace-period=1", "--wait=false")
            self("wait", "--for=delete", f"namespace/{name}", "--timeout=120s", seconds=130)


@dataclass(frozen=True)
class Helm:
    """Helm, of one major version."""

    command: tuple[str, ...]
    kubectl: Kubectl

    def deploy(
        self, verb: Verb, release: str, chart: Path, values: Object, *flags: str, seconds: int = 240
    ) -> None:
        """Install or upgrade a release, and wait until all is ready."""
        try:
            self(
                verb, release, str(chart), "--values=-", "--wait", f"--timeout={seconds}s", *flags,
                stdin=json.dumps(values),
            )  # fmt: skip
        except CommandError as error:
            error.add_note(self.kubectl.state())
            raise

    def __call__(self, *arguments: str, stdin: str = "") -> str:
        """Run a command and return what it printed."""
        namespace = f"--namespace={self.kubectl.namespace}"
        return run(*self.command, *arguments, namespace, stdin=stdin, seconds=400)
