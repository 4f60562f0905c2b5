"""kubectl and Helm as these tests use them: small, typed, and silent about what they are given."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

Object = dict[str, Any]
VISITOR_LABELS = {"tests": "visitor"}


class CommandError(Exception):
    """A command failed; says which, and what it printed, but not what it was given to read."""


def run(*command: str, stdin: str = "", seconds: float = 60) -> str:
    """Run a command and return what it printed."""
    try:
        done = subprocess.run(
            command, input=stdin, capture_output=True, text=True, timeout=seconds, check=False
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
        items: list[Object] = json.loads(self("get", kind, "-o", "json", "-l", wanted))["items"]
        return items

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
    def fresh_namespace(self, prefix: str) -> Generator[Kubectl]:
        """Make a namespace that admits only restricted pods, and take it away at the end."""
        name = f"{prefix}-{time.time_ns() % 10**9:09}"
        here = replace(self, namespace=name)
        labels = {"pod-security.kubernetes.io/enforce": "restricted"}
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


@dataclass
class Watch:
    """What a visitor saw who asked again and again."""

    requests: int = 0
    slowest_seconds: float = 0
    failures: list[str] = field(default_factory=list[str])


@dataclass(frozen=True)
class Visitor:
    """A pod of nobody's, from which the application is looked at."""

    kubectl: Kubectl
    name: str = "visitor"

    def start(self, image: str) -> None:
        """Start the pod."""
        self.kubectl.apply(pod(self.name, image, VISITOR_LABELS))
        self.kubectl(
            "wait", "--for=condition=Ready", f"pod/{self.name}", "--timeout=60s", seconds=70
        )

    def get(self, url: str) -> tuple[int, str]:
        """Request a page; return status and body, status 0 when nothing answered."""
        seen = self._ask("get", url)
        return seen["status"], seen["body"]

    def addresses(self, name: str) -> list[str]:
        """Look a name up in DNS."""
        found: list[str] = self._ask("resolve", name)["addresses"]
        return found

    def connects(self, host: str, port: int) -> bool:
        """Return whether something lets the visitor connect."""
        return self._ask("connect", host, str(port))["connected"] is True

    @contextmanager
    def watching(self, url: str) -> Generator[Watch]:
        """Request a page again and again meanwhile."""
        watch = Watch()
        with subprocess.Popen(
            self._command("-i", "watch", url),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                yield watch
                seen = json.loads(process.communicate("enough\n", timeout=30)[0])
                vars(watch).update(seen)
            finally:
                process.kill()

    def _ask(self, *question: str) -> Object:
        answer: Object = json.loads(run(*self._command("", *question)))
        return answer

    def _command(self, option: str, *question: str) -> list[str]:
        options = [option] if option else []
        program = ["--", "python3", "/app/visitor.py", *question]
        return self.kubectl.command("exec", *options, self.name, *program)


@dataclass(frozen=True)
class Helm:
    """Helm, of one major version."""

    command: tuple[str, ...]
    chart: Path
    kubectl: Kubectl

    def install(self, values: Object) -> None:
        """Install the chart as the release ``todo``, and wait until all is ready."""
        self._deploy("install", values)

    def upgrade(self, values: Object) -> None:
        """Upgrade the release, and wait until all is ready."""
        self._deploy("upgrade", values)

    def test(self) -> None:
        """Run the chart's own tests."""
        self._run("test", "todo", "--timeout=120s")

    def uninstall(self) -> None:
        """Uninstall the release."""
        self._run("uninstall", "todo", "--wait", "--timeout=120s")

    def _deploy(self, verb: str, values: Object) -> None:
        try:
            self._run(
                verb, "todo", str(self.chart), "--values=-", "--wait", "--timeout=240s",
                stdin=json.dumps(values),
            )  # fmt: skip
        except CommandError as error:
            error.add_note(self.kubectl.state())
            raise

    def _run(self, *arguments: str, stdin: str = "") -> None:
        namespace = f"--namespace={self.kubectl.namespace}"
        run(*self.command, *arguments, namespace, stdin=stdin, seconds=300)


def pod(name: str, image: str, labels: dict[str, str]) -> Object:
    """Return a pod that the namespace admits, and that does what its image does."""
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "labels": labels},
        "spec": {
            "automountServiceAccountToken": False,
            "terminationGracePeriodSeconds": 1,
            "securityContext": {
                "runAsNonRoot": True,
                "runAsUser": 10001,
                "seccompProfile": {"type": "RuntimeDefault"},
            },
            "containers": [
                {
                    "name": name,
                    "image": image,
                    "imagePullPolicy": "IfNotPresent",
                    "securityContext": {
                        "allowPrivilegeEscalation": False,
                        "readOnlyRootFilesystem": True,
                        "capabilities": {"drop": ["ALL"]},
                    },
                }
            ],
        },
    }
