"""Parts of compose: ports, health checks and files of variables."""

from __future__ import annotations

from typing import Any

import pytest

from todo_k8s.importing.compose.environment import env_from_of
from todo_k8s.importing.compose.health import probes_of
from todo_k8s.importing.compose.ports import ports_of
from todo_k8s.importing.notes import Notes


@pytest.mark.parametrize(
    ("port", "expected"),
    [
        ("3000", {3000: None}),
        ("80:3000", {3000: 80}),
        ("3000:3000/tcp", {3000: 3000}),
        ("0.0.0.0:80:3000", {3000: 80}),
        ("127.0.0.1:8080:3000", {3000: None}),
        ("[::1]:8080:3000", {3000: None}),
        ({"target": 3000, "published": "80"}, {3000: 80}),
        ({"target": 3000, "published": 80, "host_ip": "127.0.0.1"}, {3000: None}),
        ("5514:5514/udp", {}),
        ({"target": 5514, "protocol": "udp"}, {}),
    ],
)
def test_ports(port: Any, expected: dict[int, int | None]) -> None:
    """A port is for users unless it is open on the machine alone."""
    assert ports_of("web", {"ports": [port]}, Notes()) == expected


def test_what_becomes_of_a_port_is_told() -> None:
    """Another number, another protocol, another reach."""
    notes = Notes()
    ports_of("web", {"ports": ["8080:3000", "53:53/udp", "127.0.0.1:9000:9000"]}, notes)
    assert notes.not_carried == ["web: port 53/udp; only TCP is carried"]
    assert notes.judged == [
        "web: users find port 8080 at the Service's 3000",
        "web: port 9000 was open on its machine only; users do not reach it",
    ]


@pytest.mark.parametrize(
    ("times", "period", "timeout", "told"),
    [
        ({"interval": "10s"}, 10, 10, False),
        ({"interval": "500ms"}, 1, 1, False),
        ({}, 30, 30, False),
        ({"interval": "10s", "timeout": "3s"}, 10, 3, False),
        ({"interval": "10s", "timeout": "20s"}, 10, 10, True),
    ],
)
def test_a_check_ends_before_the_next(
    times: dict[str, str], period: int, timeout: int, told: bool
) -> None:
    """The chart refuses a probe that takes longer than its period, and compose does not."""
    notes = Notes()
    found = probes_of("api", {"test": ["CMD", "/api", "health"], **times}, notes)
    probe = found["readinessProbe"]
    assert (probe["periodSeconds"], probe["timeoutSeconds"]) == (period, timeout)
    assert probe["exec"] == {"command": ["/api", "health"]}
    assert bool(notes.not_carried) == told


def test_a_file_of_variables_that_need_not_be_there() -> None:
    """Its Secret need not be there either."""
    notes = Notes()
    files = ["api.env", {"path": "more.env", "required": False}]
    assert env_from_of("api", {"env_file": files}, notes) == [
        {"secretRef": {"name": "api-env"}},
        {"secretRef": {"name": "more-env", "optional": True}},
    ]
    assert "need not be there" in notes.to_do[1]
