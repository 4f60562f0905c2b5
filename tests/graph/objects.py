"""Objects that graphs are drawn of, and the charts that there are."""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Any

from tests.charts import (
    awkward,
    celery,
    crons,
    database,
    flags,
    hosts,
    ported,
    settings,
    tenants,
    workers,
)
from tests.judges.renderings import VALUES_FILES, as_installed
from todo_k8s.helm import Release, render

Object = dict[str, Any]
RELEASE = Release("todo", "todo")
CHARTS: dict[str, ModuleType] = {
    module.__name__.rpartition(".")[2]: module
    for module in (
        *(awkward, celery, crons, database, flags, hosts, ported, settings, tenants, workers),
    )
}
EVERY = [*VALUES_FILES, *CHARTS]
"""Renderings of todo-chatbot, and charts unlike it."""


@cache
def manifests_of(name: str) -> list[Object]:
    """Return the manifests of one of `EVERY`: of the case with most of them, if it is a chart."""
    if name in VALUES_FILES:
        return as_installed(name)
    module = CHARTS[name]
    return max((render(module.CHART, case, RELEASE) for case in module.CASES), key=len)


def pods(name: str, **container: Any) -> Object:
    """Return a Deployment whose pods have the label ``app`` and listen on port 80."""
    labels = {"app": name}
    listening = {"name": "c", "ports": [{"containerPort": 80, "name": "http"}], **container}
    template = {"metadata": {"labels": labels}, "spec": {"containers": [listening]}}
    spec = {"replicas": 1, "selector": {"matchLabels": labels}, "template": template}
    return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name}, "spec": spec}


def service(name: str, **spec: Any) -> Object:
    """Return a Service for pods of its name."""
    content = {"selector": {"app": name}, "ports": [{"port": 80}], **spec}
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": name}, "spec": content}


def policy(name: str, **spec: Any) -> Object:
    """Return a NetworkPolicy for pods of its name."""
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": name},
        "spec": {"podSelector": {"matchLabels": {"app": name}}, **spec},
    }


def peer(name: str) -> Object:
    """Return the peer of a rule that selects pods by their label."""
    return {"podSelector": {"matchLabels": {"app": name}}}
