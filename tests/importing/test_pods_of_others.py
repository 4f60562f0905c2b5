"""Pods of others: which container is the main one, what it may use, and how it is asked."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import deployment, imported_text
from todo_k8s.importing.foreign.server_images import is_client
from todo_k8s.importing.reading import Import


def _imported(*manifests: Any) -> Import:
    return imported_text(yaml.safe_dump_all(manifests))


def _main(name: str = "api", **container: Any) -> Any:
    made = deployment(name)
    made["spec"]["template"]["spec"]["containers"][0] |= container
    return made


def _service(name: str, **port: Any) -> dict[str, Any]:
    spec = {"selector": {"app": name}, "ports": [{"port": 80, **port}]}
    return {"kind": "Service", "metadata": {"name": name}, "spec": spec}


@pytest.mark.parametrize("name", ["php", "web"])
def test_the_main_container_is_what_the_service_leads_to(name: str) -> None:
    """It is not the first one, and not that of the workload's name."""
    web = _main(name, image="acme/php:8", ports=[{"containerPort": 9000}])
    nginx = {"name": "nginx", "image": "nginx:1", "ports": [{"name": "web", "containerPort": 80}]}
    web["spec"]["template"]["spec"]["containers"].append(nginx)
    found = _imported(web, _service(name, targetPort="web")).found.values["frontend"]
    assert found["image"] == {"repository": "nginx", "tag": "1"}
    assert [each["image"] for each in found["sidecars"]] == ["acme/php:8"]


def test_what_has_limits_only_asks_for_as_much() -> None:
    """As Kubernetes has it; small limits stay."""
    limits = {"cpu": "50m", "memory": "64Mi"}
    found = _imported(_main(resources={"limits": limits})).found.values["backend"]
    assert found["resources"] == {"requests": limits, "limits": limits}


def test_a_query_of_a_check_is_left_out_and_told() -> None:
    """The path is still asked."""
    probe = {"httpGet": {"path": "/healthz/?full=1", "port": 8000}}
    made = _imported(_main(readinessProbe=probe))
    assert made.found.values["backend"]["probes"]["path"] == "/healthz/"
    told = "Deployment api: readinessProbe asks its path without the query full=1; see probes.path"
    assert told in made.notes.not_carried


def test_a_query_of_a_check_of_compose_stays_in_its_command() -> None:
    """The image has the program that asks."""
    check = {"test": ["CMD", "curl", "-f", "http://localhost:8000/ok?a=b"]}
    api = {"image": "acme/api:1", "ports": ["80:8000"], "healthcheck": check}
    probes = _imported({"services": {"api": api}}).found.values["backend"]["probes"]
    assert probes["readiness"]["command"] == check["test"][1:]


OFF = {name: {"enabled": False} for name in ("startup", "liveness", "readiness")}


@pytest.mark.parametrize("check", [{"disable": True}, {"test": ["NONE"]}, {"test": "NONE"}])
def test_checks_that_are_off_stay_off(check: dict[str, Any]) -> None:
    """The chart would ask by HTTP."""
    api = {"image": "acme/api:1", "ports": ["80:8000"], "healthcheck": check}
    assert _imported({"services": {"api": api}}).found.values["backend"]["probes"] == OFF


def test_a_port_of_another_protocol_is_asked_by_tcp() -> None:
    """It does not answer to HTTP."""
    proxy = {"image": "acme/squid:1", "expose": [3128]}
    api = {"image": "acme/api:1", "ports": ["80:8000"]}
    found = _imported({"services": {"api": api, "proxy": proxy}}).found.values
    assert found["services"]["proxy"]["probes"] == {name: {"handler": "tcp"} for name in OFF}
    assert "probes" not in found["backend"]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("sh -c while true; do pg_dump -h db x > /b/x; sleep 3600; done", True),
        ("redis-cli -h cache ping", True),
        ("mysqldump -h db shop", True),
        ("psql -h db -f /init.sql", True),
        ("sh -c redis-server --port 7000 & redis-cli -p 7000 ping", False),
        ("postgres -c max_connections=200", False),
        ("docker-entrypoint.sh mysqld", False),
        ("", False),
    ],
)
def test_a_server_is_what_starts_one(command: str, expected: bool) -> None:
    """The image of a server holds the programs that ask it too."""
    assert is_client(command) is expected


def test_a_client_of_the_database_is_not_the_database() -> None:
    """It is a further service, which reaches the server."""
    command = ["sh", "-c", "while true; do pg_dump -h db x > /tmp/x; sleep 3600; done"]
    services = {
        "api": {"image": "acme/api:1", "ports": ["80:8000"]},
        "dumper": {"image": "postgres:16", "command": command},
        "db": {"image": "postgres:16"},
    }
    found = _imported({"services": services}).found.values
    assert [*found["services"]] == ["dumper"]
    assert found["database"]["podSelector"] == {"matchLabels": {"app": "db"}}
    assert found["networkPolicy"]["servers"]["db"]["reachableFrom"] == ["dumper"]


def test_what_reaches_the_node_is_told() -> None:
    """Paths of the machine, its processes, and privileged containers."""
    volume = {"name": "sock", "hostPath": {"path": "/var/run/docker.sock"}}
    api = _main(securityContext={"privileged": True})
    api["spec"]["template"]["spec"] |= {"hostIPC": True, "volumes": [volume]}
    told = [line for line in _imported(api).notes.to_do if "gets at the node" in line]
    assert [line.split()[5].strip(",:") for line in told] == [
        "hostIPC",
        "/var/run/docker.sock",
        "privileged",
    ]


def test_a_credential_of_a_server_beside_the_release_is_not_told() -> None:
    """Its manifest stays as it is."""
    cache = {"image": "redis:7", "command": ["redis-server", "--requirepass", "canary12"]}
    api = {"image": "acme/api:1", "ports": ["80:8000"]}
    made = _imported({"services": {"api": api, "cache": cache}})
    assert not [line for line in made.notes.judged if "credential" in line]
