"""Whom workloads ask, and what their Services are called in the chart."""

from __future__ import annotations

from typing import Any

import pytest

from todo_k8s.importing.foreign.connections import Connections, Outside, connections_in
from todo_k8s.importing.foreign.hosts import main_hosts, slots_of, with_hosts
from todo_k8s.importing.foreign.renaming import Renaming
from todo_k8s.importing.sources.manifests import Manifest

RENAMING = Renaming({"api": "todo-backend"}, ("back",))


def deployment(name: str, env: dict[str, str], **metadata: str) -> Manifest:
    """Return a Deployment with variables."""
    entries = [{"name": key, "value": item} for key, item in env.items()]
    content = {
        "kind": "Deployment",
        "metadata": {"name": name, **metadata},
        "spec": {"template": {"spec": {"containers": [{"name": name, "env": entries}]}}},
    }
    return Manifest(content, "all.yaml")


def asked(**env: str) -> Connections:
    """Return whom a workload asks that has these variables, beside ``redis`` and ``api``."""
    others = [deployment(name, {}, namespace="back") for name in ("redis", "api")]
    return connections_in([deployment("web", env), *others])["web"]


@pytest.mark.parametrize(
    "value",
    [
        "serve --log https://logs.example.com --cache redis:6379",
        "redis://:canary@redis:6379/0",
        "redis://redis.back.svc.cluster.local:6379",
        "http://redis.back:6379",
        "redis:6379",
        "redis",
    ],
)
def test_a_name_of_the_input_is_asked(value: str) -> None:
    """With a password or without, by the short name or a long one."""
    assert asked(REDIS_URL=value).names == {"redis"}


@pytest.mark.parametrize("value", ["https://redis.example.com", "https://web.test/api", "cache"])
def test_another_host_is_not_asked(value: str) -> None:
    """A host outside may begin like a Service, and a path may be called like one."""
    assert asked(ADDRESS=value) == Connections()


@pytest.mark.parametrize("name", ["NO_PROXY", "no_proxy", "DJANGO_ALLOWED_HOSTS"])
def test_a_list_of_hosts_opens_none(name: str) -> None:
    """It says how a host is asked, or by which name."""
    assert asked(**{name: "localhost,redis,api"}) == Connections()


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"ELASTIC": "http://elastic:9200"}, Outside("http", "elastic", 9200)),
        ({"BUS": "amqp://me:canary@bus.corp//"}, Outside("amqp", "bus.corp", 5672)),
        ({"DB": "mysql+aio://u:p@db.corp/x"}, Outside("mysql", "db.corp", 3306)),
        (
            {"SMTP_HOST": "smtp.corp", "SMTP_PORT": "587"},
            Outside("", "smtp.corp", 587),
        ),
        ({"LEDGER": "ledger.corp", "LEDGER_PORT": "9000"}, Outside("", "ledger.corp", 9000)),
        ({"PGHOST": "db.corp", "PGPORT": "6432"}, Outside("", "db.corp", 6432)),
    ],
)
def test_servers_outside_are_known_by_host_and_port(env: dict[str, str], expected: Outside) -> None:
    """Of a credential nothing else stays."""
    assert asked(**env) == Connections(outside=(expected,))


@pytest.mark.parametrize(
    "url",
    [
        "mongodb://u:p@a.corp:27018,b.corp,redis/todo",
        "mongodb://a.corp:27018,mongodb://u:p@b.corp,http://redis/x",
    ],
)
def test_every_server_of_a_url_is_asked(url: str) -> None:
    """Clients of databases are given several, in one URL or in several."""
    outside = Outside("mongodb", "a.corp", 27018), Outside("mongodb", "b.corp", 27017)
    found = asked(MONGO_URL=url)
    assert found.names == {"redis"}
    assert found.outside == outside


@pytest.mark.parametrize("port", ["²", "9" * 5000, "x"])
def test_what_is_no_port_opens_none(port: str) -> None:
    """Digits of other kinds, and more of them than a number has."""
    assert asked(BUS_HOST="bus.corp", BUS_PORT=port, BUS=f"http://bus.corp:{port}") == Connections()


def test_a_namespace_is_no_pattern() -> None:
    """Whatever a manifest says it is."""
    assert (
        Renaming({"api": "todo-backend"}, ("a(",)).in_text("http://api.a(") == "http://todo-backend"
    )


@pytest.mark.parametrize(
    "value", ["https://example.com", "http://localhost:3000", "postgres://u:p@db.corp:5432/x"]
)
def test_what_is_open_anyway_is_not_told(value: str) -> None:
    """HTTPS and PostgreSQL are, and the pod's own ports need nothing."""
    assert asked(ADDRESS=value) == Connections()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://api:8000/api", "http://todo-backend:8000/api"),
        ("http://api.back.svc:8000", "http://todo-backend:8000"),
        ("http://api.back/x", "http://todo-backend/x"),
        ("proxy_pass http://api;", "proxy_pass http://todo-backend;"),
        ("api:8000", "todo-backend:8000"),
        ("https://api.example.com", "https://api.example.com"),
        ("http://api-two:8000", "http://api-two:8000"),
        ("api", "api"),
    ],
)
def test_names_of_services_in_texts(text: str, expected: str) -> None:
    """URLs and addresses get the new name, mere words and other hosts do not."""
    assert RENAMING.in_text(text) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            {"to": {"kind": "Service", "name": "api"}},
            {"to": {"kind": "Service", "name": "todo-backend"}},
        ),
        (
            {"backend": {"service": {"name": "api", "port": {"name": "web"}}}},
            {"backend": {"service": {"name": "todo-backend", "port": {"name": "http"}}}},
        ),
        (
            {"services": [{"name": "api", "port": 80}]},
            {"services": [{"name": "todo-backend", "port": 80}]},
        ),
        ({"metadata": {"name": "api"}}, {"metadata": {"name": "api"}}),
        ({"image": "api:12"}, {"image": "api:12"}),
        ({"imageName": "api:12"}, {"imageName": "api:12"}),
        (
            {"roleRef": {"kind": "Role", "name": "api"}},
            {"roleRef": {"kind": "Role", "name": "api"}},
        ),
    ],
)
def test_references_to_services(content: dict[str, Any], expected: dict[str, Any]) -> None:
    """Of an Ingress, a Route, an IngressRoute; what is only called the same stays."""
    assert RENAMING.in_object(content) == expected


def ingress(*hosts: tuple[str, dict[str, str]]) -> Manifest:
    """Return an Ingress with the Services of each host by path."""
    rules = [
        {
            "host": host,
            "http": {
                "paths": [
                    {"path": path, "backend": {"service": {"name": name}}}
                    for path, name in paths.items()
                ]
            },
        }
        for host, paths in hosts
    ]
    tls = [{"secretName": "all-tls", "hosts": [host for host, _ in hosts] + ["unused.test"]}]
    content = {"kind": "Ingress", "metadata": {"name": "all"}, "spec": {"rules": rules, "tls": tls}}
    return Manifest(content, "all.yaml")


def test_hosts_with_other_paths_are_taken_apart() -> None:
    """Those that lead where the frontend's host leads are the chart's, with their certificates."""
    slots = {"web": "frontend", "api": "backend"}
    made = ingress(
        ("api.test", {"/": "api"}),
        ("www.test", {"/": "web", "/api": "api"}),
        ("web.test", {"/": "web", "/api": "api"}),
    )
    hosts = main_hosts([made], slots)
    assert hosts == {"www.test", "web.test"}
    own, other = with_hosts(made, hosts), with_hosts(made, hosts, wanted=False)
    assert own is not None
    assert other is not None
    assert own.content["spec"]["tls"][0]["hosts"] == ["www.test", "web.test"]
    assert [rule["host"] for rule in other.content["spec"]["rules"]] == ["api.test"]
    assert other.content["spec"]["tls"][0]["hosts"] == ["api.test"]
    assert slots_of(other, slots) == ["backend"]


def test_hosts_that_are_alike_stay_together() -> None:
    """Nothing is left for another Ingress."""
    made = ingress(("a.test", {"/": "web"}), ("b.test", {"/": "web"}))
    hosts = main_hosts([made], {"web": "frontend"})
    assert hosts == {"a.test", "b.test"}
    assert with_hosts(made, hosts, wanted=False) is None
