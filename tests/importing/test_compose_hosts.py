"""Services of compose that ask one another: ports, networks, and what is in files of variables."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import imported_text
from todo_k8s.importing.foreign.renaming import Renaming
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.reading import Import, imported_files
from todo_k8s.importing.sources.documents import SourceError
from todo_k8s.importing.wishes import Wishes
from todo_k8s.todo_chatbot.compiled import compiled_chart
from todo_k8s.todo_chatbot.metadata import RELEASE

API: dict[str, Any] = {"image": "acme/api:1", "ports": ["8000:8000"]}


def _imported(networks: Any = None, **services: Any) -> Import:
    project = {"services": services, "networks": networks or {}}
    return imported_text(yaml.safe_dump(project))


def test_a_port_that_others_ask_is_open_beside_the_published_one() -> None:
    """What is published is for users."""
    plugin = {"image": "acme/p:1", "ports": ["5003:5003"]}
    api = {**API, "environment": {"PLUGIN_URL": "http://plugin:5002"}}
    found = _imported(api=api, plugin=plugin).found.values["services"]["plugin"]
    assert found["port"] == 5003
    assert found["extraPorts"] == {"port-5002": 5002}


def test_the_variable_port_says_which_port_is_the_main_one() -> None:
    """No preset sets another one in its place."""
    plugin = {"image": "acme/p:1", "ports": ["5003:5003"], "environment": {"PORT": 5002}}
    api = {**API, "environment": {"PLUGIN_URL": "http://plugin:5002"}}
    made = _imported(api=api, plugin=plugin)
    found = made.found.values["services"]["plugin"]
    assert found["port"] == 5002
    assert found["extraPorts"] == {"port-5003": 5003}
    assert found["env"] == {"PORT": "5002"}
    assert "preset" not in found
    assert not [line for line in made.notes.not_carried if "PORT" in line]


def test_a_network_without_a_way_out_is_told() -> None:
    """The chart's policies let pods reach HTTPS servers."""
    networks = {"pub": None, "priv": {"internal": True}}
    api: dict[str, Any] = {**API, "networks": {"priv": {}}}
    web = {"image": "acme/web:1", "ports": ["80:3000"], "networks": ["pub", "priv"]}
    (told,) = [line for line in _imported(networks, api=api, web=web).notes.to_do if "way" in line]
    assert told.startswith("close the way out of api, whose networks are internal")
    assert "networkPolicy" in told


def test_who_is_asked_is_what_depends_on_says_where_urls_are_in_a_file() -> None:
    """The file is not read."""
    worker = {"image": "acme/worker:1", "env_file": "app.env", "depends_on": ["cache", "mail"]}
    cache, mail = {"image": "redis:7"}, {"image": "acme/mail:1", "expose": [2525]}
    found = _imported(api=API, worker=worker, cache=cache, mail=mail).found.values
    assert found["networkPolicy"]["servers"]["cache"]["reachableFrom"] == ["worker"]
    assert found["services"]["mail"]["reachableFrom"] == ["worker"]
    other = _imported(api=API, worker={**worker, "env_file": []}, cache=cache, mail=mail)
    assert "servers" not in other.found.values.get("networkPolicy", {})


RENAMING = Renaming({"api": "todo-api", "users": "todo-users"})


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("until nc -z api 8080; do sleep 1; done", "until nc -z todo-api 8080; do sleep 1; done"),
        ("ping -c 1 api && start", "ping -c 1 todo-api && start"),
        ("ping -c1 api", "ping -c1 todo-api"),
        ("getent hosts users", "getent hosts todo-users"),
        ("dns:///users:50051", "dns:///todo-users:50051"),
        ("celery -A api worker", "celery -A api worker"),
        ("run --name=api 8080", "run --name=api 8080"),
        ("cp api 1.txt", "cp api 1.txt"),
        ("ping api-v2", "ping api-v2"),
    ],
)
def test_hosts_in_commands_of_a_shell_have_the_new_names(line: str, expected: str) -> None:
    """Before a port, after a program that asks hosts, and in URLs without an authority."""
    assert RENAMING.in_line(line) == expected


def test_a_profile_that_no_service_has_is_refused() -> None:
    """A slip would leave services out in silence; an empty name is none."""
    api = {**API, "profiles": ["debug", ""]}
    data = yaml.safe_dump({"services": {"api": api, "web": API}}).encode()
    with pytest.raises(SourceError, match=r"--profile nope: no service has it; there are: debug"):
        imported_files(
            compiled_chart(),
            [(data, "in.yaml")],
            Wishes(),
            Notes(),
            RELEASE,
            profiles=frozenset(["nope"]),
        )
    found = imported_text(data)
    assert "api: is only of a profile; take it by --profile debug" in found.notes.not_carried


def test_what_compose_says_to_other_programs_is_told() -> None:
    """Labels and graphics cards."""
    devices = {"devices": [{"driver": "nvidia", "count": 1, "capabilities": ["gpu"]}]}
    api = {**API, "labels": ["a.b=c"], "deploy": {"resources": {"reservations": devices}}}
    told = _imported(api=api).notes.not_carried
    assert any(line.startswith("api: its labels a.b are not carried") for line in told)
    assert any(line.startswith("api: deploy.resources.reservations.devices; ") for line in told)
