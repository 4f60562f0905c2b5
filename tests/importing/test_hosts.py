"""Names by which services of a compose file ask one another."""

from __future__ import annotations

from typing import Any

import pytest

from todo_k8s.importing.compose.hosts import hosts_in, with_hosts
from todo_k8s.importing.compose.interpolation import interpolated
from todo_k8s.importing.notes import Notes

SERVICES: dict[str, Any] = {
    "api_server": {"container_name": "shop.api"},
    "db": {"hostname": "postgres-1", "networks": {"back": {"aliases": ["database"]}}},
    "cache": {"networks": ["back"]},
    "database-ui": None,
}


def test_each_name_of_a_service_is_known() -> None:
    """Of its container, of the machine that it sees, and in each network."""
    assert hosts_in(SERVICES) == {
        "api_server": "api-server",
        "db": "db",
        "cache": "cache",
        "database-ui": "database-ui",
        "shop.api": "api-server",
        "postgres-1": "db",
        "database": "db",
    }


def test_the_name_of_a_service_comes_before_an_alias() -> None:
    """Where another container is called like a service, the service is meant."""
    assert hosts_in({"api": {"container_name": "db"}, "db": {}})["db"] == "db"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("API", "http://shop.api:8000/v1", "http://api-server:8000/v1"),
        ("API", "http://api_server", "http://api-server"),
        ("DB_HOST", "database", "db"),
        ("DB_NAME", "database", "database"),
        ("URL", "http://database-ui:80", "http://database-ui:80"),
        ("SERVERS", "postgres-1:5432,cache:6379", "db:5432,cache:6379"),
        ("IMAGE", "acme/database:14.2", "acme/database:14.2"),
        ("URL", "http://database.example.com", "http://database.example.com"),
        ("LINK", "http://kv:6379", "http://cache:6379"),
    ],
)
def test_variables_ask_by_the_names_of_services(name: str, value: str, expected: str) -> None:
    """In URLs, lists of addresses, and where the variable's name says that it is a host."""
    content = {"environment": [f"{name}={value}"], "links": ["cache:kv", "db"]}
    found = with_hosts("web", content, hosts_in(SERVICES), Notes())
    assert found == {**content, "environment": {name: expected}}


@pytest.mark.parametrize("password", ["hunter2", "${PASSWORD}"])
def test_a_credential_must_be_changed_by_hand(password: str) -> None:
    """It is not carried, so who creates the Secret is told which host to write."""
    notes = Notes()
    content = interpolated({"environment": {"DATABASE_URL": f"postgres://u:{password}@database/x"}})
    with_hosts("api_server", content, hosts_in(SERVICES), notes)
    assert notes.to_do == [
        "write db for the host database in the value of DATABASE_URL, for api_server"
    ]


def test_every_host_of_a_credential_is_told() -> None:
    """Those that follow a comma too."""
    notes = Notes()
    content = {"environment": {"BUS_URL": "mongodb://u:hunter2@database,shop.api:27017,other/x"}}
    with_hosts("web", content, hosts_in(SERVICES), notes)
    assert len(notes.to_do) == 2
    assert {each.split()[1] for each in notes.to_do} == {"db", "api-server"}


def test_a_check_asks_its_own_container() -> None:
    """A Service leads only to pods whose check has passed; and commands name others anew."""
    content: dict[str, Any] = {
        "command": ["serve", "--upstream", "http://database:80"],
        "healthcheck": {"test": "curl -f http://shop.api:8000/ok", "interval": "5s"},
    }
    assert with_hosts("api_server", content, hosts_in(SERVICES), Notes()) == {
        "command": ["serve", "--upstream", "http://db:80"],
        "healthcheck": {"test": "curl -f http://localhost:8000/ok", "interval": "5s"},
    }
