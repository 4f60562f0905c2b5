"""A compose project: files laid over one another, and the manifests of its services."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from todo_k8s.errors import printable
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.compose.environment import EnvFiles
from todo_k8s.importing.compose.fields import ends_before
from todo_k8s.importing.compose.hosts import aliases_in, hosts_in, with_hosts
from todo_k8s.importing.compose.interpolation import defaulted, interpolated
from todo_k8s.importing.compose.merging import merged_with, with_extended
from todo_k8s.importing.compose.services import Asked, ComposeService
from todo_k8s.importing.compose.units import listed, memory, name_of
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.secret_keys import SecretKeys
from todo_k8s.importing.sources.documents import Document, SourceError
from todo_k8s.manifests.objects import at


def is_compose(content: dict[str, Any]) -> bool:
    """Tell whether a document is a compose file."""
    return is_map(content.get("services")) and "kind" not in content and "apiVersion" not in content


def manifests_of_compose(
    documents: Sequence[Document], notes: Notes, profiles: frozenset[str] = frozenset()
) -> list[Document]:
    """Return the manifests that are to a cluster what a compose project is to a machine.

    Args:
        documents: The files, laid over one another in their order.
        notes: What is not carried goes there.
        profiles: The profiles that are taken with the rest.

    Raises:
        SourceError: If there are no services, or they extend one another in a circle.
    """
    merged: dict[str, Any] = {}
    for document in documents:
        merged = merged_with(merged, document.content)
    _tell_defaults(at(merged, "services"), notes)
    project = with_extended(interpolated(merged), notes)
    file = documents[-1].file
    if at(project, "include") or project.get("include"):
        notes.lose(f"{file}: include is not read; name those files too")
    if not at(project, "services"):
        raise SourceError(f"{printable(file)}: the compose file has no services; add some")
    _check_profiles(at(project, "services"), profiles)
    files = EnvFiles()
    own = [*_services(project, files, notes, profiles)]
    awaited = awaited_in(at(project, "services"))
    found: list[dict[str, Any]] = []
    aliases = aliases_in(at(project, "services"))
    for service in own:
        asked = _asked(service, own, awaited)._replace(aliases=tuple(aliases[service.name]))
        found += service.manifests(asked)
    files.tell(notes)
    _tell_isolated(project, own, notes)
    found += _claims(project, own, notes)
    found += _configs(project, own, notes)
    return [Document(file, each, is_composed=True) for each in found]


def _tell_defaults(services: dict[str, Any], notes: Notes) -> None:
    """Say which variables have the default of the file now, whatever the shell or .env says."""
    for name, content in services.items():
        if names := defaulted(content):
            notes.judge(
                f"{name}: has the file's own defaults of {', '.join(names)}, as the shell and .env "
                "are not read; correct them here if those say others"
            )


def _check_profiles(services: dict[str, Any], wanted: frozenset[str]) -> None:
    """Refuse a profile that no service has.

    Raises:
        SourceError: If there is one.
    """
    given = {name: listed(at(services, name).get("profiles")) for name in services}
    known = sorted({f"{each}" for profiles in given.values() for each in profiles if each})
    if unknown := sorted(wanted - {*known, "*"}):
        names = ", ".join(known) or "none"
        raise SourceError(f"--profile {unknown[0]}: no service has it; there are: {names}")


def _services(
    project: dict[str, Any], files: EnvFiles, notes: Notes, profiles: frozenset[str]
) -> Iterator[ComposeService]:
    services = at(project, "services")
    hosts, keys = hosts_in(services), SecretKeys()
    names: dict[str, str] = {}
    for name, given in services.items():
        content: dict[str, Any] = given if is_map(given) else {}
        wanted = content.get("profiles")
        if is_list(wanted) and wanted and not profiles & {f"{each}" for each in wanted}:
            flags = " or ".join(f"--profile {each}" for each in wanted if each)
            notes.lose(f"{name}: is only of a profile; take it by {flags}")
            continue
        other = names.setdefault(name_of(name), name)
        if other != name:
            notes.lose(f"{name}: has the name of the service {other} in a cluster; rename one")
            continue
        named = with_hosts(f"{name}", content, hosts, notes)
        yield ComposeService(f"{name}", named, keys, files, notes)


def awaited_in(services: dict[str, Any]) -> set[str]:
    """Return the services that end before others start."""
    return {
        f"{name}"
        for each in services.values()
        for name, how in at(each, "depends_on").items()
        if ends_before(how)
    }


def _asked(
    service: ComposeService, services: Sequence[ComposeService], awaited: Collection[str]
) -> Asked:
    """Return what others have to do with a service, such as the port of ``http://api:8000``."""
    others = [each for each in services if each is not service]
    ports = (port for each in others for port in each.ports_named_of(service.name))
    same = [each for each in others if service.built is not None and each.built == service.built]
    same.sort(key=lambda each: not each.is_published)
    return Asked(
        tuple(dict.fromkeys(ports)),
        any(each.names(service.name) for each in others),
        service.name in awaited,
        same[0].name if same else None,
    )


def _tell_isolated(
    project: dict[str, Any], services: Sequence[ComposeService], notes: Notes
) -> None:
    """Say which services had no way out of their networks, which they have in a cluster."""
    networks = at(project, "networks")
    internal = {f"{name}" for name in networks if at(networks, name).get("internal") is True}
    if isolated := [each.name for each in services if internal.issuperset(each.networks)]:
        notes.ask(
            f"close the way out of {' and '.join(isolated)}, whose networks are internal: in a "
            "cluster its pods may reach HTTPS servers at all addresses, unless a policy of your "
            "network denies it, such as egressDeny of a CiliumNetworkPolicy in extraObjects; "
            "check networkPolicy.extraEgress and networkPolicy.dns too"
        )


def _by_name(names: Sequence[str], noun: str, notes: Notes) -> dict[str, str]:
    """Return what was given each name of a cluster, the first of several; the others are told."""
    found: dict[str, str] = {}
    for name in names:
        if (other := found.setdefault(name_of(name), name)) != name:
            notes.lose(f"{name}: has the name of the {noun} {other} in a cluster; rename one")
    return found


def _claims(
    project: dict[str, Any], services: Sequence[ComposeService], notes: Notes
) -> list[dict[str, Any]]:
    used = _by_name([name for each in services for name in each.named_volumes], "volume", notes)
    declared = at(project, "volumes")
    for name in used.values():
        _tell_driver(name, at(declared, name), notes)
    return [
        {
            "apiVersion": "v1",
            "kind": "PersistentVolumeClaim",
            "metadata": {"name": key},
            "spec": {
                "accessModes": ["ReadWriteOnce"],
                "resources": {"requests": {"storage": _size(declared.get(name))}},
            },
        }
        for key, name in used.items()
    ]


def _tell_driver(name: str, volume: dict[str, Any], notes: Notes) -> None:
    """Say that a volume is somewhere else than on the machine, where a claim has a new disk."""
    driver = volume.get("driver")
    given = ["driver"] if driver not in (None, "", "local") else []
    given += [f"driver_opts.{key}" for key in at(volume, "driver_opts") if key != "size"]
    if given:
        notes.lose(
            f"{name}: {', '.join(given)} of the volume; its claim gets a new disk, so make a "
            "PersistentVolume and set volumeName, or storageClassName, in extraObjects or "
            "persistence"
        )


def _size(volume: Any) -> str:
    """Return the size of a volume, if a driver's option says one."""
    return memory(at(volume, "driver_opts").get("size", "")) or "1Gi"


def _configs(
    project: dict[str, Any], services: Sequence[ComposeService], notes: Notes
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    used = _by_name([name for each in services for name in each.configs], "config", notes)
    for key, name in used.items():
        content = at(project, "configs", name).get("content")
        if isinstance(content, str):
            found.append(
                {
                    "apiVersion": "v1",
                    "kind": "ConfigMap",
                    "metadata": {"name": key},
                    "data": {name: content},
                }
            )
        else:
            notes.ask(f"kubectl create configmap {key} --from-file={name}=FILE")
    return found
