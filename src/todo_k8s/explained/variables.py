"""Where the variables and files of containers come from, and which secret reaches whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.explained.workloads import Manifest, workloads

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Variable:
    """A variable of a container.

    Args:
        workload: The kind and name of the object.
        container: The container.
        name: Its name; ``*`` for all keys of what it is taken from.
        source: What it is taken from: ``value``, ``Secret NAME``, ``ConfigMap NAME``, ``field``.
        key: The key in that, or the path of the field; empty for a value.
        path: Where it is in the object.
    """

    workload: str
    container: str
    name: str
    source: str
    key: str
    path: Path

    @property
    def is_secret(self) -> bool:
        """Whether it is taken from a Secret."""
        return self.source.startswith("Secret ")


def variables(manifests: Sequence[Manifest]) -> Iterator[Variable]:
    """Yield the variables of all containers, in their order; secrets in files are among them."""
    for workload in workloads(manifests):
        owner = f"{workload.kind} {workload.name}"
        for group in ("initContainers", "containers"):
            for number, container in enumerate(workload.pod.get(group, ())):
                path = (*workload.path, group, number)
                yield from _of_container(owner, container, path)
        yield from _files(owner, workload.pod, workload.path)


def _of_container(owner: str, container: Manifest, path: Path) -> Iterator[Variable]:
    name = container["name"]
    for number, source in enumerate(container.get("envFrom", ())):
        for field, kind in (("secretRef", "Secret"), ("configMapRef", "ConfigMap")):
            if field in source:
                where = (*path, "envFrom", number)
                prefix = f"{source.get('prefix', '')}*"
                yield Variable(owner, name, prefix, f"{kind} {source[field]['name']}", "*", where)
    for number, variable in enumerate(container.get("env", ())):
        source, key = _source(variable)
        yield Variable(owner, name, variable["name"], source, key, (*path, "env", number))


def _source(variable: Manifest) -> tuple[str, str]:
    """Return what a variable is taken from, and the key in that."""
    taken: Any = variable.get("valueFrom", {})
    for field, kind in (("secretKeyRef", "Secret"), ("configMapKeyRef", "ConfigMap")):
        if field in taken:
            return f"{kind} {taken[field]['name']}", str(taken[field]["key"])
    if "fieldRef" in taken:
        return "field", str(taken["fieldRef"]["fieldPath"])
    if "resourceFieldRef" in taken:
        return "field", str(taken["resourceFieldRef"]["resource"])
    return "value", ""


def _files(owner: str, pod: Manifest, path: Path) -> Iterator[Variable]:
    """Yield the Secrets that are mounted as files."""
    for number, volume in enumerate(pod.get("volumes", ())):
        projected = [each.get("secret") for each in volume.get("projected", {}).get("sources", ())]
        for secret in filter(None, [volume.get("secret"), *projected]):
            name = secret.get("secretName") or secret.get("name")
            keys = ", ".join(item["key"] for item in secret.get("items", ())) or "*"
            for container in pod["containers"]:
                for mount in container.get("volumeMounts", ()):
                    if mount["name"] == volume["name"]:
                        file, where = f"file {mount['mountPath']}", (*path, "volumes", number)
                        yield Variable(
                            owner, container["name"], file, f"Secret {name}", keys, where
                        )
