"""A release of the chart in a namespace of its own."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tests.e2e import images
from tests.e2e.commands import Helm, Kubectl, Object, Visitor

ROOT = Path(__file__).parents[2]
EXISTING_SECRET = "todo-chatbot-secrets"

Mode = Literal["existing", "values"]


@dataclass
class Release:
    """The chart, installed as ``todo`` in a namespace of its own."""

    mode: Mode
    kubectl: Kubectl
    helm: Helm
    visitor: Visitor
    credentials: dict[str, str]
    values: Object

    def install(self) -> None:
        """Install the chart; in the mode `existing` the Secret is there before."""
        if self.mode == "existing":
            self.make_secret()
        self.helm.install(self.values)

    def upgrade(self, **changes: Any) -> None:
        """Change values, by their dotted path with ``__`` for the dot."""
        for path, value in changes.items():
            *parents, name = path.split("__")
            here = self.values
            for parent in parents:
                here = here.setdefault(parent, {})
            here[name] = value
        self.helm.upgrade(self.values)

    def make_secret(self) -> None:
        """Make the Secret as an operator would."""
        metadata = {"name": EXISTING_SECRET}
        secret = {"apiVersion": "v1", "kind": "Secret", "metadata": metadata}
        self.kubectl.apply({**secret, "stringData": self.credentials})

    def pods(self, component: str) -> dict[str, Object]:
        """Return the pods of a service, by uid."""
        pods = self.kubectl.get("pods", instance="todo", component=component)
        return {pod["metadata"]["uid"]: pod for pod in pods}

    def url(self, component: str) -> str:
        """Return where a service answers inside the cluster."""
        host, port = self.address(component)
        return f"http://{host}:{port}"

    def address(self, component: str) -> tuple[str, int]:
        """Return the name and port of a service."""
        (service,) = self.kubectl.get("services", instance="todo", component=component)
        return service["metadata"]["name"], service["spec"]["ports"][0]["port"]


@contextmanager
def stage(cluster: Kubectl, helm_command: tuple[str, ...], mode: Mode) -> Generator[Release]:
    """Prepare a release, not yet installed, in a namespace that goes away at the end."""
    chart = Path(os.environ.get("TODO_K8S_CHART") or ROOT / "chart-export")
    with cluster.fresh_namespace("todo-e2e") as kubectl:
        helm = Helm(helm_command, chart, kubectl)
        credentials = {
            "DATABASE_URL": "postgresql://todo:p%40$(HOSTNAME)'\"@db.test/todo?sslmode=require",
            "GEMINI_API_KEY": "made-up-key-0123456789",
            "BETTER_AUTH_SECRET": "made-up-secret-of-32-characters!",
        }
        values = values_for(mode, credentials)
        yield Release(mode, kubectl, helm, Visitor(kubectl), credentials, values)


def values_for(mode: Mode, credentials: dict[str, str]) -> Object:
    """Return the values of the release; what they do not say is the chart's default."""
    small = {"requests": {"cpu": "50m", "memory": "64Mi"}}
    values: Object = {
        "backend": {"image": image(images.BACKEND), "resources": small},
        "frontend": {
            "image": image(images.FRONTEND),
            "resources": small,
            "service": {"type": "ClusterIP"},  # a LoadBalancer may never get an address
        },
        "secrets": {"mode": mode},
    }
    if mode == "existing":
        values["secrets"]["existingSecret"] = EXISTING_SECRET
    else:
        values["secrets"]["values"] = dict(credentials)
    if test_image := os.environ.get("TODO_K8S_TEST_IMAGE"):
        values["tests"] = {"image": image(test_image)}
    return values


def image(reference: str) -> Object:
    """Return an image as the values have it."""
    repository, _, tag = reference.rpartition(":")
    return {"repository": repository, "tag": tag, "pullPolicy": "IfNotPresent"}
