"""Whom workloads ask, as their variables and commands say: servers of the input, and others.

Credentials are read too, as a URL with a password names a server. Of them only host and port stay.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.importing.foreign.renaming import host_pattern
from todo_k8s.importing.foreign.server_images import SERVERS
from todo_k8s.importing.foreign.workloads import (
    Workload,
    command_of,
    cron_jobs_in,
    workloads_in,
)
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at, items_at

ASKS = "asks"
"""The field of a manifest made of compose that names whom it asks beside what its pods say."""
ALIASES = "aliases"
"""The field of a manifest made of compose with the further names that others may ask it by."""
_HOST = r"[A-Za-z0-9][-\w.]*+(?::[0-9]{1,5}\b)?(?!://)"
_SCHEME = r"(?<![a-z0-9+])[a-z][a-z0-9+]{0,30}+"
_URL = re.compile(rf"({_SCHEME})://(?:[^/@\s]*@)?({_HOST}(?:,{_HOST})*)")
"""A URL; those of databases with several servers name them all."""
_WHOLE_URL = re.compile(rf"{_SCHEME}://[^\s\"'|;]*")
_ADDRESS = re.compile(r"(?<![-\w./:@])([A-Za-z0-9][-\w.]*+):([0-9]{2,5})(?![\w.])")
_WEB = frozenset(["http", "https", "ws", "wss", "file", "data", "unix"])
"""Schemes without a server's port of their own, where a URL names none."""

_PORTS = {
    **SERVERS,
    "amqp": 5672,
    "amqps": 5671,
    "rediss": 6380,
    "smtp": 587,
    "smtps": 465,
    "ldap": 389,
    "ldaps": 636,
    "mssql": 1433,
    "oracle": 1521,
}
_LISTS = re.compile(r"NO_PROXY$|ALLOWED_HOSTS$", re.IGNORECASE)
"""Variables with the names of hosts that are not asked because of them."""
_PORTS_END = 65536
_MACHINE = re.compile(r"localhost|127\..*|0\.0\.0\.0|::1?|\*")
_OPEN = frozenset([443, 5432])
"""What the chart opens for those who have secrets."""


class Outside(NamedTuple):
    """A server that is not in the input."""

    scheme: str
    host: str
    port: int


class Connections(NamedTuple):
    """Whom a workload asks.

    Args:
        names: The Services and workloads of the input that it names.
        outside: The servers that are not in the input, at ports that the chart does not open.
        ports: The names with the ports on which they are asked, where that is said.
    """

    names: frozenset[str] = frozenset()
    outside: tuple[Outside, ...] = ()
    ports: frozenset[tuple[str, int]] = frozenset()


class Names(NamedTuple):
    """The names by which pods ask each other.

    Args:
        services: The names of Services, and of workloads.
        namespaces: The namespaces that they are in.
    """

    services: Collection[str]
    namespaces: Collection[str]

    def service_in(self, host: str) -> str | None:
        """Return the Service that a host name is of, such as ``api`` or ``api.shop.svc``."""
        found = re.fullmatch(host_pattern(r"([^.]+)", self.namespaces), host)
        return found[1] if found and found[1] in self.services else None


def namespaces_of(manifests: Iterable[Manifest]) -> list[str]:
    """Return the namespaces that manifests name, sorted."""
    names = (at(each.content, "metadata").get("namespace") for each in manifests)
    return sorted({f"{name}" for name in names if name})


def connections_in(manifests: Sequence[Manifest]) -> dict[str, Connections]:
    """Return whom each workload and CronJob asks, by its name."""
    workloads = workloads_in(manifests)
    known = {each.name for each in workloads}
    known |= {service.object.name for each in workloads for service in each.services}
    configs = {
        each.object.name: at(each.content, "data")
        for each in manifests
        if each.object.kind == "ConfigMap"
    }
    found = Names(known, namespaces_of(manifests))
    return {
        each.name: _with_asked(each, _connections(dict(_variables(each, configs)), found), known)
        for each in [*workloads, *cron_jobs_in(manifests)]
    }


def _with_asked(workload: Workload, found: Connections, known: Collection[str]) -> Connections:
    """Return connections with those that compose says without a URL."""
    asked = workload.manifest.content.get(ASKS)
    if not workload.manifest.is_composed or not is_list(asked):
        return found
    return found._replace(names=found.names | {f"{each}" for each in asked if each in known})


def _variables(
    workload: Workload, configs: Mapping[str, dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Yield the variables of all containers, and their commands under names that none has."""
    for number, each in enumerate(workload.containers):
        for source in items_at(each, "envFrom"):
            name = f"{at(source, 'configMapRef').get('name')}"
            yield from ((f"{key}", f"{item}") for key, item in configs.get(name, {}).items())
        for entry in items_at(each, "env"):
            of_config = at(entry, "valueFrom", "configMapKeyRef")
            data = configs.get(f"{of_config.get('name')}", {})
            value = entry.get("value", data.get(f"{of_config.get('key')}"))
            if value is not None:
                yield f"{entry.get('name')}", f"{value}"
        yield f"{number}", " ".join(command_of(each))


def _connections(variables: Mapping[str, str], names: Names) -> Connections:
    texts = [text for name, text in variables.items() if not _LISTS.search(name)]
    hosts = {host for text in texts for host in _hosts(text)}
    asked = (names.service_in(host) for host in hosts)
    said = [*_of_urls(variables.values()), *_of_pairs(variables)]
    addresses = [Outside("", *each) for text in variables.values() for each in _addresses(text)]
    ports = ((names.service_in(each.host), each.port) for each in (*said, *addresses))
    return Connections(
        frozenset(name for name in asked if name is not None),
        tuple(each for each in said if _is_outside(each, names)),
        frozenset((name, port) for name, port in ports if name is not None and port < _PORTS_END),
    )


def _hosts(text: str) -> Iterator[str]:
    """Yield what may be hosts in a text: those of URLs and addresses, any word without a URL."""
    urls = [*_servers(text)]
    yield from (host for _, host, _ in urls)
    if urls:
        yield from (host for host, _ in _addresses(text))
    else:
        yield from re.findall(r"\w[-\w.]*", text)


def _addresses(text: str) -> Iterator[tuple[str, int]]:
    """Yield the hosts that are named with their ports, such as ``api:8000``, outside of URLs."""
    for host, port in _ADDRESS.findall(_WHOLE_URL.sub(" ", text)):
        yield host, int(port)


def _is_outside(server: Outside, names: Names) -> bool:
    is_own = names.service_in(server.host) or _MACHINE.fullmatch(server.host)
    return not is_own and server.port not in _OPEN


def _servers(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield scheme, host and port, which may be empty, of each server in the URLs of a text."""
    for scheme, servers in _URL.findall(text):
        for server in servers.split(","):
            host, _, port = server.partition(":")
            yield scheme, host, port


def _of_urls(texts: Iterable[str]) -> Iterator[Outside]:
    for text in texts:
        for scheme, host, port in _servers(text):
            kind = scheme.partition("+")[0]
            number = int(port) if port else None if kind in _WEB else _PORTS.get(kind)
            if number is not None and (kind not in _WEB or port):
                yield Outside(kind, host, number)


def _of_pairs(variables: Mapping[str, str]) -> Iterator[Outside]:
    """Yield what a pair of variables says, such as ``SMTP_HOST`` and ``SMTP_PORT``."""
    for variable, host in variables.items():
        match = re.fullmatch(r"(.*?)(?:(_?)(?:HOST(?:NAME)?|SERVER|ADDR(?:ESS)?))?", variable)
        if match and re.fullmatch(r"[A-Za-z0-9][-\w.]*", host):
            link = "_" if match[2] is None else match[2]
            for end in ("PORT", "PORT_NUMBER"):
                port = variables.get(f"{match[1]}{link}{end}", "")
                if re.fullmatch("[0-9]{1,5}", port):
                    yield Outside("", host, int(port))
