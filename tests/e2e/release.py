"""A release of the chart in a namespace of its own, with what the application needs beside it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest

from releasing.released import last_release
from tests.e2e import backing
from tests.e2e.commands import Helm, Kubectl, Object, eventually
from tests.e2e.users import Entry
from todo_k8s.helm.reading import merge_mappings
from todo_k8s.todo_chatbot.metadata import TODO_CHATBOT

ROOT = Path(__file__).parents[2]
CHART = Path(os.environ.get("TODO_K8S_CHART") or ROOT / "chart-export")
LAST_CHART = last_release(TODO_CHATBOT.version)
"""The archive of the chart that was released last."""
READ_BY_THE_APPLICATION: Object = {
    "ai": {"model": "gemini-2.5-flash", "providerEnv": "AI_PROVIDER"},
    "database": {"poolSizeEnv": "DB_POOL_SIZE", "maxOverflowEnv": "DB_MAX_OVERFLOW"},
}
"""Values that set the variables which the application in `app/` reads."""
EXISTING_SECRET = "todo-chatbot-secrets"
COMPONENTS = ("backend", "frontend")
HASH = "import hashlib, os; print(hashlib.sha256(os.environ['{}'].encode()).hexdigest())"

Mode = Literal["existing", "values", "external"]
MODES: tuple[Mode, ...] = ("existing", "values", "external")


@dataclass
class Release:
    """The chart, to be installed, in a namespace that holds its database and AI API already."""

    helm: Helm
    kubectl: Kubectl
    mode: Mode
    values: Object
    name: str = "todo"
    credentials: dict[str, str] = field(
        default_factory=lambda: {
            "DATABASE_URL": backing.database_url(),
            "GEMINI_API_KEY": backing.AI_KEYS[0],
            "BETTER_AUTH_SECRET": "made-up-secret-of-32-characters!",
        }
    )

    def install(self, *, chart: Path = CHART, **changes: Any) -> None:
        """Install the chart; in the mode `existing` the Secret is there before."""
        if self.mode == "existing":
            self.make_secret()
        self._set(changes)
        self.helm.deploy("install", self.name, chart, self.all_values)

    def upgrade(self, *flags: str, seconds: int = 240, **changes: Any) -> None:
        """Change values, by their dotted path with ``__`` for the dot."""
        self._set(changes)
        self.helm.deploy("upgrade", self.name, CHART, self.all_values, *flags, seconds=seconds)

    def _set(self, changes: dict[str, Any]) -> None:
        for path, value in changes.items():
            changed: Any = value
            for key in reversed(path.split("__")):
                changed = {key: changed}
            self.values = merge_mappings(self.values, changed)

    @property
    def all_values(self) -> Object:
        """What Helm is given."""
        secrets: Object = {"mode": self.mode}
        if self.mode == "values":
            secrets["values"] = dict(self.credentials)
        elif self.mode == "external":
            data = {key: {"key": f"todo/{key}"} for key in self.credentials}
            secrets["externalSecret"] = {"storeName": "made-up", "data": data}
        return merge_mappings(READ_BY_THE_APPLICATION, {"secrets": secrets}, self.values)

    def make_secret(self) -> None:
        """Make the Secret as an operator would."""
        metadata = {"name": EXISTING_SECRET}
        secret = {"apiVersion": "v1", "kind": "Secret", "metadata": metadata}
        self.kubectl.apply({**secret, "stringData": self.credentials})

    def object(self, kind: str, component: str) -> Object:
        """Return the one object of a kind of a service."""
        (found,) = self.kubectl.get(kind, instance=self.name, component=component)
        return found

    def pods(self, component: str) -> dict[str, Object]:
        """Return the pods of a service, by uid."""
        pods = self.kubectl.get("pods", instance=self.name, component=component)
        return {pod["metadata"]["uid"]: pod for pod in pods}

    def names(self, component: str) -> list[str]:
        """Return the names of the pods of a service, sorted."""
        return sorted(map(name_of, self.pods(component).values()))

    def available(self, component: str) -> bool:
        """Tell whether a service has the pods that it wants, all new and ready long enough."""
        found = self.object("deployments", component)
        status, wanted = found["status"], found["spec"]["replicas"]
        counts = (
            status.get(key, 0) for key in ("replicas", "updatedReplicas", "availableReplicas")
        )
        seen = status.get("observedGeneration") == found["metadata"]["generation"]
        return seen and all(count == wanted for count in counts)

    def restart(self) -> None:
        """Replace all pods by hand."""
        selector = f"--selector=app.kubernetes.io/instance={self.name}"
        self.kubectl("rollout", "restart", "deployment", selector)

    def roll_back(self) -> None:
        """Go back to the revision before."""
        self.helm("rollback", self.name, "--wait", "--timeout=240s")

    def settle(self, seconds: float = 90) -> None:
        """Wait until all pods of both services are available."""
        for component in COMPONENTS:
            assert eventually(partial(self.available, component), seconds), self.kubectl.state()

    def all_pods(self) -> set[str]:
        """Return the uids of the pods of both services, those that are ending included."""
        return {uid for component in COMPONENTS for uid in self.pods(component)}

    def rolled(self, before: set[str], component: str, seconds: float = 120) -> None:
        """Wait until a service is available, and none of these pods is left."""
        done = eventually(
            lambda: not before & set(self.pods(component)) and self.available(component), seconds
        )
        assert done, self.kubectl.state()

    def chart(self, component: str) -> str:
        """Return the name and version of the chart that a service is from."""
        labels = self.object("deployments", component)["metadata"]["labels"]
        chart: str = labels["helm.sh/chart"]
        return chart

    def address(self, component: str) -> tuple[str, int]:
        """Return the name and port of a service."""
        service = self.object("services", component)
        return service["metadata"]["name"], service["spec"]["ports"][0]["port"]

    def python(self, component: str, code: str) -> str:
        """Run Python in a pod of a service, and return what it printed."""
        return self.kubectl("exec", self.names(component)[0], "--", "python3", "-c", code).strip()

    def holds(self, variable: str, secret: str) -> bool:
        """Tell whether a variable of each backend pod is this secret; by hash, so none is shown."""
        program = ("--", "python3", "-c", HASH.format(variable))
        held = {self.kubectl("exec", name, *program).strip() for name in self.names("backend")}
        return held == {hashlib.sha256(secret.encode()).hexdigest()}

    @property
    def host(self) -> str:
        """The name under which users reach it."""
        return f"{self.name}.{self.kubectl.namespace}.test"

    def entry(self) -> Entry:
        """Return how users reach it through the Ingress; skip the test if that has no address."""
        found: list[str] = []

        def has_address() -> bool:
            (ingress,) = self.kubectl.get("ingresses", instance=self.name)
            given = ingress["status"].get("loadBalancer", {}).get("ingress", [])
            found[:] = [one.get("ip") or one["hostname"] for one in given]
            return bool(found)

        if not eventually(has_address, 30):
            pytest.skip("the cluster's ingress controller gave the Ingress no address in 30 s")
        return Entry(self.host, found[0])


@contextmanager
def stage(
    cluster: Kubectl, helm_command: tuple[str, ...], mode: Mode = "existing", **options: Any
) -> Generator[Release]:
    """Prepare a release, not yet installed, in a namespace that goes away at the end."""
    with cluster.fresh_namespace("todo-e2e") as kubectl:
        backing.start(kubectl, **options)
        release = Release(Helm(helm_command, kubectl), kubectl, mode, {})
        release.values = plain_values(release)
        yield release


def plain_values(release: Release) -> Object:
    """Return what differs from the chart's defaults, because the application is the tests' own."""
    return {
        "backend": {
            "image": image("todo-backend"),
            "env": {"AI_BASE_URL": backing.AI_URL, "DEBUG_ENDPOINTS": "1"},
            "probes": {"readiness": {"path": "/health/ready"}},
        },
        "frontend": {
            "image": image("todo-frontend"),
            "probes": {
                probe: {"path": "/health"} for probe in ("startup", "liveness", "readiness")
            },
            "service": {"type": "ClusterIP"},  # a LoadBalancer may never get an address
        },
        "migrations": {"enabled": True, "command": ["python3", "-m", "backend.migrate"]},
        "ingress": {"enabled": True, "hosts": [release.host]},
        "tests": {"image": image("todo-tools")},
    }


def name_of(one: Object) -> str:
    """Return the name of an object."""
    name: str = one["metadata"]["name"]
    return name


def image(name: str, tag: str = "1.0") -> Object:
    """Return an image as the values have it."""
    return {"repository": name, "tag": tag}
