"""Servers beside the release: who reaches them, on which ports, and what jobs reach."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import imported_text
from todo_k8s import render
from todo_k8s.importing.reading import Import

API = {"image": "acme/api", "ports": ["8000:8000"]}


def found(content: Any) -> Import:
    """Return the import of a compose file, or of manifests."""
    text = content if isinstance(content, str) else yaml.safe_dump({"services": content})
    return imported_text(text)


def servers(content: Any) -> dict[str, Any]:
    """Return the servers that services are let through to, as ``port: who`` by name."""
    policy = found(content).found.values.get("networkPolicy", {})
    entries = policy.get("servers", {})
    return {name: {each["port"]: each["reachableFrom"]} for name, each in entries.items()}


def egress(made: Import, component: str) -> list[dict[str, Any]]:
    """Return the rules by which the pods of a component reach others."""
    (policy,) = (
        each
        for each in render(made.found.values, made.found.release)
        if each["kind"] == "NetworkPolicy"
        and each["metadata"]["name"] == f"todo-todo-chatbot-{component}"
    )
    rules: list[dict[str, Any]] = policy["spec"]["egress"]
    return rules


@pytest.mark.parametrize(
    "environment",
    [
        {"DB_HOST": "db", "DB_PORT": "5432"},
        {"POSTGRES_SERVER": "db"},
        {"PGHOST": "db"},
        {"DATABASE_URI": "postgresql://me@db/todo"},
    ],
)
def test_who_names_the_database_reaches_it(environment: dict[str, str]) -> None:
    """The chart lets only those through by itself who have a variable DATABASE_URL."""
    worker = {"image": "acme/api", "command": "celery worker", "environment": environment}
    made = found({"api": API, "worker": worker, "db": {"image": "postgres:17"}})
    assert made.found.values["networkPolicy"]["servers"] == {
        "db": {
            "port": 5432,
            "podSelector": {"matchLabels": {"app": "db"}},
            "reachableFrom": ["worker"],
        }
    }
    rules = [
        rule
        for rule in egress(made, "worker")
        if any(
            peer.get("podSelector") == {"matchLabels": {"app": "db"}} for peer in rule.get("to", [])
        )
    ]
    assert [rule["ports"] for rule in rules] == [[{"port": 5432, "protocol": "TCP"}]]


def test_who_has_the_url_of_the_database_reaches_it_anyway() -> None:
    """So does the backend."""
    url = {"DATABASE_URL": "postgresql://u:hunter2@db/todo"}
    services = {
        "api": {**API, "environment": {"DB_HOST": "db"}},
        "worker": {"image": "acme/worker", "environment": url},
        "db": {"image": "postgres:17"},
    }
    assert servers(services) == {}


@pytest.mark.parametrize(
    ("environment", "server", "expected"),
    [
        (
            {"REDIS_URL": "redis://cache:6380/0"},
            {"image": "redis:8"},
            {"cache": {6380: ["backend"]}},
        ),
        (
            {"REDIS_HOST": "cache", "REDIS_PORT": "6380"},
            {"image": "redis:8"},
            {"cache": {6380: ["backend"]}},
        ),
        (
            {"REDIS_HOST": "cache"},
            {"image": "redis:8", "command": "redis-server --port 6380"},
            {"cache": {6380: ["backend"]}},
        ),
        (
            {"REDIS_HOST": "cache"},
            {"image": "redis:8", "expose": ["7000"]},
            {"cache": {7000: ["backend"]}},
        ),
        ({"REDIS_HOST": "cache"}, {"image": "redis:8"}, {"cache": {6379: ["backend"]}}),
        (
            {"BUS": "amqp://cache", "ADMIN": "http://cache:15672"},
            {"image": "rabbitmq:4"},
            {"cache": {5672: ["backend"]}, "cache-15672": {15672: ["backend"]}},
        ),
    ],
)
def test_a_server_is_reached_on_the_ports_that_are_named(
    environment: dict[str, str], server: dict[str, Any], expected: dict[str, Any]
) -> None:
    """Else on its own, and that of its kind last."""
    services = {"api": {**API, "environment": environment}, "cache": server}
    assert servers(services) == expected


def test_each_server_of_a_url_has_its_port() -> None:
    """A replica set may be on one machine."""
    url = "mongodb://mongo1:27017,mongo2:27018,mongo3:27019/todo"
    services: dict[str, Any] = {"api": {**API, "environment": {"MONGO_URL": url}}}
    services |= {f"mongo{number}": {"image": "mongo:8"} for number in (1, 2, 3)}
    assert servers(services) == {
        "mongo1": {27017: ["backend"]},
        "mongo2": {27018: ["backend"]},
        "mongo3": {27019: ["backend"]},
    }


MANIFESTS = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        - name: api
          image: example.com/api:1
          ports: [{containerPort: 8000}]
          env: [{name: CACHE, value: "redis:80"}]
---
apiVersion: v1
kind: Service
metadata: {name: api}
spec: {selector: {app: api}, ports: [{port: 80, targetPort: 8000}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: redis}
spec:
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: redis}}
    spec:
      containers: [{name: redis, image: "redis:8", ports: [{name: main, containerPort: 6380}]}]
---
apiVersion: v1
kind: Service
metadata: {name: redis}
spec: {selector: {app: redis}, ports: [{port: 80, targetPort: main}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: "postgres:17"}]}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: example.com/report:1
              env: [{name: API_URL, value: "http://api"}, {name: DB_HOST, value: db}]
"""


def test_a_port_of_a_service_is_that_of_its_pods() -> None:
    """Policies are about pods."""
    assert servers(MANIFESTS)["redis"] == {6380: ["backend"]}


def test_jobs_reach_whom_they_name() -> None:
    """Services of the chart, and servers beside it."""
    made = found(MANIFESTS)
    assert made.found.values["cronJobs"]["report"]["reaches"] == ["backend"]
    assert servers(MANIFESTS)["db"] == {5432: ["report"]}
    ports = [rule.get("ports") for rule in egress(made, "report")]
    assert [{"port": 8000, "protocol": "TCP"}] in ports
    assert [{"port": 5432, "protocol": "TCP"}] in ports


@pytest.mark.parametrize(
    "command",
    ["run --log https://logs.example.com --api api:8000", "run --api=http://api:8000/x"],
)
def test_a_url_hides_no_address(command: str) -> None:
    """A command may hold both."""
    worker = {"image": "acme/worker", "command": command}
    assert found({"api": API, "worker": worker}).found.values["services"]["worker"]["reaches"] == [
        "backend"
    ]


def test_what_applications_ask_is_no_backend() -> None:
    """Whatever its image is called; it is a service with a disk of its own."""
    services = {
        "web": {"image": "acme/next", "ports": ["3000:3000"]},
        "store": {
            "image": "clickhouse/clickhouse-server:25",
            "ports": ["8123:8123"],
            "volumes": ["store:/var/lib/clickhouse"],
        },
    }
    values = found(yaml.safe_dump({"services": services, "volumes": {"store": {}}})).found.values
    assert "backend" not in values["services"]
    assert values["services"]["store"]["persistence"]["mountPath"] == "/var/lib/clickhouse"
