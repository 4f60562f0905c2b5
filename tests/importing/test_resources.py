"""Requests and limits: none of the chart's limits is put on what had none."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import deployment, imported_text, rendered
from todo_k8s.importing.reading import Import

GIVEN: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
    ({"requests": {"memory": "4Gi"}}, {}),
    ({"requests": {"cpu": "2"}, "limits": {"memory": "1Gi"}}, {"memory": "1Gi"}),
    ({"limits": {"cpu": "2"}}, {"cpu": "2"}),
    ({"limits": {"memory": "64Mi", "cpu": "100m"}}, {"memory": "64Mi", "cpu": "100m"}),
)
"""Resources of a container, and the limits that it has then."""


def _with(resources: Any, name: str = "api") -> Any:
    found = deployment(name)
    found["spec"]["template"]["spec"]["containers"][0]["resources"] = resources
    return found


def _run(kind: str, resources: Any) -> dict[str, Any]:
    main = {"name": "m", "image": "acme/api:1", "command": ["alembic", "upgrade", "head"]}
    pod = {"spec": {"containers": [{**main, "resources": resources}]}}
    job = {"spec": {"template": pod}}
    timed = {"spec": {"schedule": "0 1 * * *", "jobTemplate": job}}
    return {"kind": kind, "metadata": {"name": "db"}, **(timed if kind == "CronJob" else job)}


def _imported(*manifests: Any) -> Import:
    return imported_text(yaml.safe_dump_all(manifests))


def _resources(found: Import, end: str) -> dict[str, Any]:
    """Return the resources of what is called so in the rendering."""
    (pods,) = [
        each["spec"].get("jobTemplate", each)["spec"]["template"]["spec"]
        for each in rendered(found.found.values, found.found.release)
        if each["kind"] in {"Deployment", "CronJob", "Job"}
        and f"todo-chatbot-{end}" in each["metadata"]["name"]
    ]
    resources: dict[str, Any] = pods["containers"][0].get("resources", {})
    return resources


@pytest.mark.parametrize(("resources", "limits"), GIVEN)
@pytest.mark.parametrize(("name", "slot"), [("api", "backend"), ("worker", "worker")])
def test_a_service_has_the_limits_that_it_had(
    name: str, slot: str, resources: dict[str, Any], limits: dict[str, Any]
) -> None:
    """A default limit may be less than what is asked for, which the chart refuses."""
    found = _imported(_with(resources, name))
    made = _resources(found, slot)
    assert made.get("limits", {}) == limits
    assert made["requests"].items() >= resources.get("requests", {}).items()
    assert found.notes.not_carried == []


@pytest.mark.parametrize(("resources", "limits"), GIVEN)
@pytest.mark.parametrize(("kind", "name"), [("CronJob", "db"), ("Job", "migrations")])
def test_what_runs_once_has_the_limits_that_it_had(
    kind: str, name: str, resources: dict[str, Any], limits: dict[str, Any]
) -> None:
    """With the chart's limit a job of much memory would be killed."""
    made = _resources(_imported(deployment(), _run(kind, resources)), name)
    assert made.get("limits", {}) == limits
    assert made["requests"].items() >= resources.get("requests", {}).items()


@pytest.mark.parametrize("resources", [{}, {"limits": {}}, None])
def test_what_says_nothing_of_its_resources_gets_those_of_the_chart(resources: Any) -> None:
    """That is told as safer, by requests and limits."""
    found = _imported(_with(resources))
    assert "resources" not in found.found.values["backend"]
    lines = [each for each in found.notes.safer if "CPU or memory" in each]
    assert [line.partition(" ")[0] for line in lines] == ["requests", "limits"]


def test_only_what_is_added_is_told() -> None:
    """No limit of the backend is, nor the storage that a claim asks for."""
    claim = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
    given = {"requests": {"cpu": "1", "memory": "1Gi"}}
    found = _imported(
        _with(given), {"kind": "PersistentVolumeClaim", "metadata": {"name": "d"}, "spec": claim}
    )
    lines = [each for each in found.notes.safer if "CPU or memory" in each]
    assert lines
    assert all(line.endswith("(backend-test)") for line in lines)
