"""The names by which services of a compose project ask one another, as Services are named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.compose.environment import environment_of
from todo_k8s.importing.compose.interpolation import Missing, OfShell
from todo_k8s.importing.compose.units import listed, name_of
from todo_k8s.importing.credentials import is_credential
from todo_k8s.importing.foreign.renaming import Renaming
from todo_k8s.importing.notes import Notes

_COMMANDS = ("command", "entrypoint")


def hosts_in(services: Mapping[str, Any]) -> dict[str, str]:
    """Return the Service that each host name of a project is of.

    A Service has one name, with dashes: ``api-server`` for ``api_server``. Names of containers and
    aliases are none.
    """
    found = {f"{name}": name_of(f"{name}") for name in services}
    for name, given in services.items():
        for alias in _aliases(given if is_map(given) else {}):
            found.setdefault(alias, name_of(f"{name}"))
    return found


def _aliases(content: dict[str, Any]) -> Iterator[str]:
    names = [content.get("container_name"), content.get("hostname")]
    yield from (f"{name}" for name in names if name)
    yield from _of_networks(content)


def _of_networks(content: dict[str, Any]) -> Iterator[str]:
    networks = content.get("networks")
    for network in networks.values() if is_map(networks) else ():
        given = listed(network.get("aliases")) if is_map(network) else []
        yield from (f"{name}" for name in given if name)


def aliases_in(services: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the further names that others may ask each service by: of networks and of links."""
    found: dict[str, dict[str, None]] = {f"{name}": {} for name in services}
    for name, given in services.items():
        content: dict[str, Any] = given if is_map(given) else {}
        found[f"{name}"] |= dict.fromkeys(_of_networks(content))
        for each in listed(content.get("links")):
            other, _, alias = f"{each}".partition(":")
            if alias and other in found:
                found[other][alias] = None
    return {
        name: [alias for alias in names if alias not in (name, name_of(name))]
        for name, names in found.items()
    }


def with_hosts(
    service: str, content: dict[str, Any], hosts: Mapping[str, str], notes: Notes
) -> dict[str, Any]:
    """Return a service that asks others by the names of their Services.

    Args:
        service: Its name.
        content: What compose says of it.
        hosts: What `hosts_in` returns.
        notes: Where it is said what must be changed in credentials.
    """
    known = {**hosts, **_links(content)}
    renaming = Renaming({old: new for old, new in known.items() if old != new})
    own = Renaming({host: "localhost" for host, one in hosts.items() if one == name_of(service)})
    found = {key: _renamed(content[key], renaming) for key in _COMMANDS if key in content}
    if is_map(check := content.get("healthcheck")):
        # a pod that is not ready yet has no Service that leads to it
        found["healthcheck"] = {
            **check,
            "test": _renamed(_renamed(check.get("test"), own), renaming),
        }
    if environment := environment_of(content):
        found["environment"] = {
            name: _variable(service, name, value, renaming, notes)
            for name, value in environment.items()
        }
    return {**content, **found}


def _links(content: dict[str, Any]) -> dict[str, str]:
    """Return the names that only this service has for others: ``db:database``."""
    pairs = (f"{each}".partition(":") for each in listed(content.get("links")))
    return {alias: name_of(name) for name, _, alias in pairs if alias}


def _renamed(value: Any, renaming: Renaming) -> Any:
    if is_list(value):
        return [_renamed(item, renaming) for item in value]
    is_text = isinstance(value, str) and not isinstance(value, Missing)
    return renaming.in_line(value) if is_text else value


def _variable(service: str, name: str, value: Any, renaming: Renaming, notes: Notes) -> Any:
    if not isinstance(value, str):
        return value
    is_kept = isinstance(value, OfShell)  # what the shell gives goes into the Secret
    if is_kept or is_credential(name, value):
        for old, new in renaming.hosts_in(value).items():
            notes.ask(f"write {new} for the host {old} in the value of {name}, for {service}")
    return value if is_kept else renaming.in_variable(name, value)
