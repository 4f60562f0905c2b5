"""Servers beside the release, such as a database: who reaches them, and on which ports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from todo_k8s.importing.foreign.connections import Connections
from todo_k8s.importing.foreign.keys import free, key_of, suffixed
from todo_k8s.importing.foreign.server_images import DATABASES, SERVERS
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.manifests.objects import at, items_at

_URL = "DATABASE_URL"
"""The variable by which the chart knows who asks the database."""
_OF_WEB = 80


def add_servers(translation: Translation) -> None:
    """Let the services through to the servers beside the release that they ask."""
    values = translation.values
    by_name = {each.name: each for each in translation.workloads}
    for name, kind in translation.roles.servers.items():
        asked = _asked(translation, by_name[name], kind)
        selector = {"matchLabels": dict(by_name[name].labels or {"app": name})}
        if kind in DATABASES and "database" not in values:
            port = _port_of_database(translation, asked) or _own_port(by_name[name], kind)
            values["database"] = {"podSelector": selector} | (
                {"port": port} if port != 5432 else {}
            )
            known = [slot for slot in asked.get(port, ()) if not _has_url(translation, slot)]
            asked = {**asked, port: known}
        _add(translation, name, selector, asked)


def askers(translation: Translation) -> dict[str, Connections]:
    """Return whom each service and job of the chart asks, by its name there."""
    slots = translation.roles.slots
    names = [(slots[each.name], each.name) for each in translation.own]
    names += [(translation.job_keys[job.object.name], job.object.name) for job in translation.jobs]
    return {slot: translation.connections[name] for slot, name in names}


def _add(
    translation: Translation, name: str, selector: dict[str, Any], asked: Mapping[int, list[str]]
) -> None:
    """Add a server, once for each port that anybody asks it on."""
    before = at(translation.values, "networkPolicy", "servers")
    key = key_of(name, "server", before)
    for port, users in asked.items():
        if users:
            servers = translation.values.setdefault("networkPolicy", {}).setdefault("servers", {})
            entry = {"port": port, "podSelector": selector, "reachableFrom": users}
            own = free(suffixed(key, f"{port}"), servers) if key in servers else key
            servers[own] = entry


def _asked(translation: Translation, server: Workload, kind: str) -> dict[int, list[str]]:
    """Return who asks a server on each port of its pods."""
    names = {server.name, *(each.object.name for each in server.services)}
    targets = dict(_targets(server))
    found: dict[int, list[str]] = {}
    for slot, each in askers(translation).items():
        named = [port for name, port in each.ports if name in names]
        ports = {targets.get(port, port) for port in named}
        if names & each.names and not ports:
            ports = {_own_port(server, kind)}
        for port in sorted(ports):
            found.setdefault(port, []).append(slot)
    return found


def _targets(server: Workload) -> Iterator[tuple[int, int]]:
    """Yield the ports of a server's Services with those of its pods that they lead to."""
    ports = items_at(server.main, "ports")
    numbers = {each.get("name"): each.get("containerPort") for each in ports}
    for service in server.services:
        for each in items_at(service.content, "spec", "ports"):
            target = each.get("targetPort") or each.get("port")
            number = numbers.get(target, target)
            if isinstance(each.get("port"), int) and isinstance(number, int):
                yield each["port"], number


def _own_port(server: Workload, kind: str) -> int:
    """Return the port of a server where nobody names one: by its command, else by its ports."""
    if match := re.search(r"(?:^|\s)--?port[= ](\d{2,5})\b", server.words):
        return int(match[1])
    known: list[Any] = [target for _, target in _targets(server)]
    known += [each.get("containerPort") for each in items_at(server.main, "ports")]
    usual = SERVERS.get(kind, server.port or _OF_WEB)
    return usual if usual in known else (server.port or usual)


def _port_of_database(translation: Translation, asked: Mapping[int, list[str]]) -> int | None:
    """Return the port on which the database is asked: by the backend, else by another one."""
    every = [port for port, users in asked.items() for slot in users if slot == "backend"]
    every += [port for port, users in asked.items() if any(_has_url(translation, s) for s in users)]
    return next(iter([*every, *asked]), None)


def _has_url(translation: Translation, slot: str) -> bool:
    """Tell whether the chart lets a service or job through to the database by itself."""
    service = f"{at(translation.values, 'cronJobs', slot).get('service') or ''}"
    if slot == "backend" or (service and _has_url(translation, service)):
        return True
    return any(entry.get("name") == _URL for entry in items_at(translation.main(slot), "env"))
