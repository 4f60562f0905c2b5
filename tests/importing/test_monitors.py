"""Monitors of other charts: what the chart's own cannot say is carried with the whole monitor."""

from __future__ import annotations

from typing import Any

import pytest

from tests.importing.reading import deployment, translated
from todo_k8s.importing.foreign.translation import Translation

PLAIN = {"port": "web", "path": "/metrics"}


def _service(name: str, *ports: str, **labels: str) -> dict[str, Any]:
    """Return a Service whose ports have these names, the main one first."""
    named = [
        {"name": each, "port": 80 + place, "targetPort": 8000 + place}
        for place, each in enumerate(ports or ["web"])
    ]
    metadata = {"name": name, "labels": {"app": name, **labels}}
    spec = {"selector": {"app": name}, "ports": named}
    return {"kind": "Service", "metadata": metadata, "spec": spec}


def _monitor(*endpoints: dict[str, Any], name: str = "m", **spec: Any) -> dict[str, Any]:
    own = {"selector": {"matchLabels": {"app": "api"}}, "endpoints": [*endpoints], **spec}
    return {"kind": "ServiceMonitor", "metadata": {"name": name}, "spec": own}


def _carried(translation: Translation) -> dict[str, Any]:
    """Return what is said of the monitors that are carried, by their names."""
    every = translation.values.get("extraObjects", [])
    return {each["metadata"]["name"]: each["spec"] for each in every}


@pytest.mark.parametrize("key", ["sampleLimit", "jobLabel", "targetLabels", "attachMetadata"])
def test_a_monitor_with_more_is_carried(key: str) -> None:
    """The chart has no values for it."""
    found = translated(deployment(), _service("api"), _monitor(PLAIN, **{key: "x"}))
    assert "monitoring" not in found.values
    assert _carried(found)["m"][key] == "x"
    told = f"correct {key} of ServiceMonitor m: the labels of the Service change"
    assert (told in found.notes.to_do) == ("Label" in key)


@pytest.mark.parametrize("other", [{"path": "/business"}, {"interval": "5s"}])
def test_a_second_monitor_of_a_service_is_carried(other: dict[str, str]) -> None:
    """The chart has one of each service, and one interval for all."""
    second = _monitor({**PLAIN, **other}, name="second")
    found = translated(deployment(), _service("api"), _monitor(PLAIN), second)
    assert found.values["monitoring"]["serviceMonitor"]["paths"] == {"backend": "/metrics"}
    assert _carried(found)["second"]["endpoints"] == [{**PLAIN, **other, "port": "http"}]


def test_a_monitor_of_other_services_too_stays_as_it_is() -> None:
    """Those have the labels and ports still; somebody has to divide it."""
    selector = {"matchLabels": {"watched": "yes"}}
    database = deployment("db")
    database["spec"]["template"]["spec"]["containers"][0]["image"] = "postgres:18"
    found = translated(
        deployment(),
        _service("api", watched="yes"),
        database,
        _service("db", watched="yes"),
        _monitor(PLAIN, selector=selector),
    )
    assert "monitoring" not in found.values
    assert _carried(found)["m"] == {"selector": selector, "endpoints": [PLAIN]}
    (line,) = (line for line in found.notes.to_do if line.startswith("correct ServiceMonitor m"))
    assert "the selector watched=yes selects both the chart's pods" in line


def test_a_port_of_several_names_is_asked_under_each() -> None:
    """A label of the old Services alone selects those of the chart by their new ones."""
    services = (_service("api", "web", "admin", kind="a"), _service("worker", "admin", kind="a"))
    selector = {"matchLabels": {"kind": "a"}}
    monitor = _monitor({"port": "admin"}, {"targetPort": "x"}, selector=selector)
    found = _carried(translated(deployment(), deployment("worker"), *services, monitor))["m"]
    assert found["endpoints"] == [{"port": "admin"}, {"port": "http"}, {"targetPort": "x"}]
    assert [one["values"] for one in found["selector"]["matchExpressions"]] == [
        ["backend", "worker"]
    ]
