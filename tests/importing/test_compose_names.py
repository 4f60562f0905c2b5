"""What a compose file says in passing: further names, ranges of ports, defaults, modes."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import deployment, imported_text, translated
from todo_k8s.importing.compose.hosts import aliases_in
from todo_k8s.importing.compose.interpolation import defaulted
from todo_k8s.importing.compose.project import manifests_of_compose
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.reading import Import
from todo_k8s.importing.sources.documents import Document

API = {"image": "acme/api:1", "ports": ["8000:8000"], "links": ["worker:jobs"]}
WORKER = {"image": "acme/worker:1", "command": ["run"], "expose": [9100]}


def _notes(**services: Any) -> Notes:
    notes = Notes()
    manifests_of_compose([Document("f", {"services": services})], notes)
    return notes


def _imported(**services: Any) -> Import:
    return imported_text(yaml.safe_dump({"services": services}))


def test_names_of_links_and_networks() -> None:
    """A link names another service for one, a network for all; its own name is no further one."""
    api = {"links": ["worker:jobs", "db_main", "gone:x"], "networks": {"a": {"aliases": ["api"]}}}
    worker = {"networks": {"a": {"aliases": ["queue"]}, "b": None}}
    assert aliases_in({"api": api, "worker": worker, "db_main": {}}) == {
        "api": [],
        "worker": ["jobs", "queue"],
        "db_main": [],
    }


def test_the_one_further_name_is_carried() -> None:
    """Code may have it, where no variable says it."""
    found = _imported(api=API, worker=WORKER)
    assert found.found.values["services"]["worker"]["service"]["alias"] == "jobs"
    assert "worker: others may ask it as jobs too" in found.notes.judged


@pytest.mark.parametrize(
    ("worker", "names"),
    [
        ({**WORKER, "networks": {"a": {"aliases": ["queue"]}}}, "jobs or queue"),
        ({"image": "acme/worker:1", "command": ["run"]}, "jobs"),
        ({"image": "redis:7"}, "jobs"),
    ],
)
def test_names_that_are_lost_are_told(worker: dict[str, Any], names: str) -> None:
    """Of several, of what has no port, and of a server beside the release."""
    lines = _imported(api=API, worker=worker).notes.not_carried
    assert [each for each in lines if each.startswith(f"worker: others cannot ask it as {names},")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("${LOG_LEVEL:-info}", ["LOG_LEVEL"]),
        (["${A-x}", {"b": "${B:-y}${A:-z}"}], ["A", "B"]),
        ("${A:-}", []),
        ("$${A:-x}", []),
        ("${A:?x}", []),
        (1, []),
    ],
)
def test_variables_with_defaults(text: Any, names: list[str]) -> None:
    """An empty one is none to be told of, and ``$$`` is a dollar."""
    assert defaulted(text) == names


def test_defaults_are_told() -> None:
    """They are plain text from now on."""
    notes = _notes(api={**API, "links": [], "environment": {"LEVEL": "${LOG_LEVEL:-info}"}})
    told = "api: has the file's own defaults of LOG_LEVEL, as the shell and .env are not read; "
    assert f"{told}correct them here if those say others" in notes.judged


def test_a_range_for_one_port_is_told() -> None:
    """Compose takes the first one that is free."""
    notes = _notes(api={"image": "a", "ports": ["8080-8082:80"]})
    told = "api: port 80 was published on one of 8080-8082; its Service has one port for it"
    assert told in notes.not_carried


@pytest.mark.parametrize(("mode", "words"), [("global", "DaemonSet"), ("replicated-job", "cronJ")])
def test_modes_are_told(mode: str, words: str) -> None:
    """That of most services is what the chart does."""
    assert words in " ".join(_notes(api={"image": "a", "deploy": {"mode": mode}}).not_carried)
    assert _notes(api={"image": "a", "deploy": {"mode": "replicated"}}).not_carried == []


def test_a_port_of_the_node_only_is_told() -> None:
    """No Service led to it, and one does now."""
    made = deployment()
    (main,) = made["spec"]["template"]["spec"]["containers"]
    main["ports"] += [{"name": "dbg", "containerPort": 9229, "hostPort": 9229}]
    lines = translated(made).notes.to_do
    wanted = "remove backend.extraPorts.dbg unless others ask it: port 9229 of Deployment api was "
    assert [each for each in lines if each.startswith(wanted)]
    main["ports"][0]["hostPort"] = 8000
    assert len([each for each in translated(made).notes.to_do if "hostPort" in each]) == 1


@pytest.mark.parametrize("environment", [{"DB": "${DB_PASSWORD:-a}"}, ["DB=${DB_PASSWORD:-a}"]])
def test_a_default_of_a_credential_is_one(environment: Any) -> None:
    """What the variable is called says it, whatever it becomes; the default is copied nowhere."""
    found = _imported(api={**API, "environment": environment})
    backend = found.found.values["backend"]
    assert "DB" in backend["secretEnv"]
    assert "DB" not in backend.get("env", {})


def test_a_default_that_is_no_credential_stays() -> None:
    """A level or an empty password is no secret."""
    environment = {"LEVEL": "${LEVEL:-info}", "PASSWORD_FIELD": "${DB_PASSWORD:-}"}
    found = _imported(api={**API, "environment": environment})
    backend = found.found.values["backend"]
    assert backend["env"]["LEVEL"] == "info"
    assert "PASSWORD_FIELD" not in backend.get("secretEnv", {})
