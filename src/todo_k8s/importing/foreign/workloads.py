"""The workloads among manifests, and the Services that lead to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.sources.manifests import Manifest

KINDS = ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod")
"""The kinds that run pods all the time."""


def maps_in(value: Any) -> list[dict[str, Any]]:
    """Return the maps in a list; none if it is no list."""
    return [each for each in value if is_map(each)] if is_list(value) else []


def map_at(value: Any, *keys: str) -> dict[str, Any]:
    """Return the map below some keys; an empty one if there is none."""
    for key in keys:
        value = value.get(key) if is_map(value) else None
    return value if is_map(value) else {}


def command_of(container: dict[str, Any]) -> list[str]:
    """Return the command of a container and its arguments."""
    parts = (container.get("command"), container.get("args"))
    return [f"{word}" for part in parts if is_list(part) for word in part]


@dataclass(frozen=True)
class Workload:
    """What runs pods.

    Args:
        manifest: Its manifest.
        template: The pod's metadata and spec.
        services: The Services that lead to it.
    """

    manifest: Manifest
    template: dict[str, Any]
    services: tuple[Manifest, ...] = ()

    @property
    def name(self) -> str:
        """Its name."""
        return self.manifest.object.name

    @property
    def labels(self) -> dict[str, Any]:
        """The labels of its pods."""
        return map_at(self.template, "metadata", "labels")

    @property
    def spec(self) -> dict[str, Any]:
        """The pod's spec."""
        return map_at(self.template, "spec")

    @property
    def containers(self) -> list[dict[str, Any]]:
        """The containers of the pod, the main one first."""
        found = maps_in(self.spec.get("containers"))
        return sorted(found, key=self._rank)

    def _rank(self, container: dict[str, Any]) -> bool:
        """Put first what a Service leads to: the container of the name, or with ports."""
        named = [
            each for each in maps_in(self.spec.get("containers")) if each.get("name") == self.name
        ]
        return container is not named[0] if named else not maps_in(container.get("ports"))

    @property
    def main(self) -> dict[str, Any]:
        """The main container."""
        return (self.containers or [{}])[0]

    @property
    def image(self) -> str:
        """The image of the main container."""
        return f"{self.main.get('image') or ''}"

    @property
    def words(self) -> str:
        """The command of the main container in one line."""
        return " ".join(command_of(self.main))

    @property
    def port(self) -> int | None:
        """The port that the main Service leads to, else the first of the container."""
        ports = maps_in(self.main.get("ports"))
        numbers = {f"{each.get('name')}": each.get("containerPort") for each in ports}
        for service in self.services:
            for each in maps_in(map_at(service.content, "spec").get("ports")):
                target = each.get("targetPort", each.get("port"))
                found = numbers.get(target) if isinstance(target, str) else target
                if isinstance(found, int):
                    return found
        found = next((each.get("containerPort") for each in ports), None)
        return found if isinstance(found, int) else None

    @property
    def variables(self) -> dict[str, str]:
        """The plain variables of the main container."""
        pairs = ((each.get("name"), each.get("value")) for each in maps_in(self.main.get("env")))
        return {f"{name}": f"{value}" for name, value in pairs if value is not None}


def workloads_in(manifests: Iterable[Manifest]) -> list[Workload]:
    """Return the workloads among manifests, in their order."""
    every = [*manifests]
    services = [each for each in every if each.object.kind == "Service"]
    found = [Workload(each, _template(each)) for each in every if each.object.kind in KINDS]
    return [
        Workload(each.manifest, each.template, tuple(s for s in services if _leads_to(s, each)))
        for each in found
        if each.containers
    ]


def _template(manifest: Manifest) -> dict[str, Any]:
    if manifest.object.kind == "Pod":
        return manifest.content
    return map_at(manifest.content, "spec", "template")


def _leads_to(service: Manifest, workload: Workload) -> bool:
    selector = map_at(service.content, "spec", "selector")
    labels = workload.labels
    return bool(selector) and all(labels.get(key) == value for key, value in selector.items())
