"""Ports of compose services: which are carried, what the Service has, and who asks it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import imported_text
from todo_k8s.importing.compose.ports import main_port, ports_of, service_manifest
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.reading import Import


def _imported(**services: Any) -> Import:
    return imported_text(yaml.safe_dump({"services": services}))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("3000-3002:4000-4002", {4000: 3000, 4001: 3001, 4002: 3002}),
        ("8000-8001", {8000: None, 8001: None}),
        ("8000-9000:80", {80: 8000}),
        ({"target": "4000", "published": "80"}, {4000: 80}),
        ("127.0.0.1:80-81:90-91", {90: None, 91: None}),
    ],
)
def test_a_range_is_several_ports(given: Any, expected: dict[int, int | None]) -> None:
    """Each of the container's has the one of the machine in the same place."""
    assert ports_of("web", {"ports": [given]}, Notes()) == expected


@pytest.mark.parametrize("port", ["3000-4000", "5-3", "0", "70000", "http"])
def test_what_is_no_port_is_named(port: str) -> None:
    """A range of very many is none that a Service could have."""
    notes = Notes()
    assert ports_of("web", {"ports": [port]}, notes) == {}
    assert notes.not_carried == [f"web: port {port} is no number, and no range of up to 20 ports"]


def test_the_main_port_is_the_one_for_browsers() -> None:
    """HTTP before HTTPS, else the first."""
    assert main_port({9000: 9000, 8443: 443, 8080: 80}) == 8080
    assert main_port({9000: 9000, 8443: 443}) == 8443
    assert main_port({9000: None, 8443: 8443}) == 9000
    assert main_port({}) is None


@pytest.mark.parametrize(
    ("ports", "expected"),
    [
        ({8443: 443}, [443]),
        ({80: 8080}, [8080]),
        ({3000: None, 8000: 8001}, [3000, 8000]),
        ({9000: 9000, 8080: 80}, [80, 9000]),
        ({8000: 80, 80: None}, [8000, 80]),
    ],
)
def test_a_service_has_the_published_port(ports: Any, expected: list[int]) -> None:
    """In place of the main one of the container, if no other has that."""
    found = service_manifest("web", ports, {"app": "web"})["spec"]["ports"]
    assert [each["port"] for each in found] == expected


def test_a_published_port_is_that_of_the_service() -> None:
    """Nobody else asks it."""
    frontend = _imported(web={"image": "acme/web:1", "ports": ["443:8443"]}).found.values[
        "frontend"
    ]
    assert (frontend["port"], frontend["service"]["port"]) == (8443, 443)


def test_what_others_ask_keeps_its_port() -> None:
    """Within compose they ask the container; that another was published is told."""
    worker = {"image": "acme/worker:1", "environment": {"WEB": "https://web:8443/x"}}
    found = _imported(web={"image": "acme/web:1", "ports": ["443:8443"]}, worker=worker)
    assert "port" not in found.found.values["frontend"].get("service", {})
    assert found.found.values["services"]["worker"]["env"]["WEB"].endswith("-frontend:8443/x")
    assert found.notes.not_carried == [
        "web: port 8443 is published on 443; its Service has the port 8443 for it"
    ]


def test_a_further_port_that_is_published_on_another_is_told() -> None:
    """The chart's Service has it under its own number."""
    found = _imported(web={"image": "acme/web:1", "ports": ["80:3000", "9090:9091", "81:3000"]})
    assert found.found.values["frontend"]["extraPorts"] == {"port-9091": 9091}
    assert found.notes.not_carried == [
        "web: port 3000 is published on 81 too; a Service has one port for it, 80",
        "web: port 9091 is published on 9090; its Service has the port 9091 for it",
    ]


@pytest.mark.parametrize(
    "variables", [{"API_HOST": "api", "API_PORT": "8000"}, {"API": "http://api:8000"}]
)
def test_a_name_alone_is_asked_too(variables: dict[str, str]) -> None:
    """The port may be in another variable."""
    api = {"image": "acme/api:1", "ports": ["8001:8000"]}
    found = _imported(api=api, worker={"image": "acme/worker:1", "environment": variables})
    assert "service" not in found.found.values["backend"]


@pytest.mark.parametrize("how", ["labels", "deploy"])
@pytest.mark.parametrize("form", [list, dict])
def test_traefik_knows_the_port(how: str, form: Any) -> None:
    """Nothing is published, so nothing is open to users but by an Ingress."""
    key = "traefik.http.services.w.loadbalancer.server.port"
    labels = {key: 80} if form is dict else [f"{key}=80"]
    more = {"labels": labels} if how == "labels" else {"deploy": {"labels": labels}}
    frontend = _imported(web={"image": "acme/site", **more}).found.values["frontend"]
    assert (frontend["port"], frontend["service"]) == (80, {"type": "ClusterIP"})


def test_a_port_that_nobody_names_is_asked_for() -> None:
    """The chart would take its own, and open it to everybody."""
    found = _imported(web={"image": "acme/site"})
    assert found.notes.to_do == ["web names no port: set frontend.port"]
    assert found.found.values["frontend"]["service"] == {"type": "ClusterIP"}


def test_the_port_of_a_known_program_is_not_asked_for() -> None:
    """The preset has it."""
    found = _imported(api={"image": "acme/api:1", "command": "uvicorn app:app"})
    assert found.notes.to_do == []


def test_udp_ports_stay() -> None:
    """Beside one of TCP; what compose publishes is no wish for a LoadBalancer."""
    ports = ["8080:8080", "3478:3478/udp", {"target": 5349, "protocol": "udp"}]
    web, api = ({"image": f"acme/{name}:1", "ports": ["80:80"]} for name in ("web", "api"))
    found = _imported(web=web, api=api, turn={"image": "acme/turn:1", "ports": ports}).found
    turn = found.values["services"]["turn"]
    assert turn["udpPorts"] == {"udp-3478": 3478, "udp-5349": 5349}
    assert turn["port"] == 8080
    assert "service" not in turn
