"""The workloads among manifests, and the Services that lead to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at, items_at, texts_at
from todo_k8s.manifests.pods import template_of
from todo_k8s.manifests.selectors import has_labels

KINDS = ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod")
"""The kinds that run pods all the time."""

_NAMED = frozenset([*KINDS, "CronJob"])
"""The kinds that the chart has services and jobs for."""
_SHARED = frozenset(["ReadWriteMany", "ReadOnlyMany"])


def command_of(container: dict[str, Any]) -> list[str]:
    """Return the command of a container and its arguments."""
    parts = (container.get("command"), container.get("args"))
    return [f"{word}" for part in parts if is_list(part) for word in part]


def is_udp(port: dict[str, Any]) -> bool:
    """Tell whether a port of a container or Service is for UDP, which is never the main one."""
    return port.get("protocol") == "UDP"


@dataclass(frozen=True)
class Workload:
    """What runs pods.

    Args:
        manifest: Its manifest.
        template: The pod's metadata and spec.
        services: The Services that lead to it, headless ones last.
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
        return at(self.template, "metadata", "labels")

    @property
    def spec(self) -> dict[str, Any]:
        """The pod's spec."""
        return at(self.template, "spec")

    @property
    def containers(self) -> list[dict[str, Any]]:
        """The containers of the pod, the main one first."""
        found = items_at(self.spec, "containers")
        return sorted(found, key=self._rank)

    def _rank(self, container: dict[str, Any]) -> tuple[bool, bool]:
        """Put first what a Service leads to, then the container of the name, or with ports."""
        named = [
            each for each in items_at(self.spec, "containers") if each.get("name") == self.name
        ]
        is_second = container is not named[0] if named else not items_at(container, "ports")
        return not self._is_led_to(container), is_second

    def _is_led_to(self, container: dict[str, Any]) -> bool:
        """Tell whether the main Service leads to a port of a container."""
        ports = items_at(container, "ports")
        known = {item for each in ports for item in (each.get("name"), each.get("containerPort"))}
        return any(
            each.get("targetPort", each.get("port")) in known
            for service in self.services[:1]
            for each in items_at(service.content, "spec", "ports")[:1]
        )

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
        ports = [each for each in items_at(self.main, "ports") if not is_udp(each)]
        numbers = {f"{each.get('name')}": each.get("containerPort") for each in ports}
        for service in self.services:
            for each in items_at(service.content, "spec", "ports"):
                if is_udp(each):
                    continue
                target = each.get("targetPort", each.get("port"))
                found = numbers.get(target) if isinstance(target, str) else target
                if isinstance(found, int):
                    return found
        found = next((each.get("containerPort") for each in ports), None)
        return found if isinstance(found, int) else None

    @property
    def has_disks(self) -> bool:
        """Whether it has several pods, each with a disk that no other can mount."""
        spec = at(self.manifest.content, "spec")
        number, claims = spec.get("replicas", 1), items_at(spec, "volumeClaimTemplates")
        modes = [{*texts_at(each, "spec", "accessModes")} for each in claims]
        is_own = any(_SHARED.isdisjoint(each) for each in modes)
        return isinstance(number, int) and number > 1 and is_own

    @property
    def variables(self) -> dict[str, str]:
        """The plain variables of the main container."""
        pairs = ((each.get("name"), each.get("value")) for each in items_at(self.main, "env"))
        return {f"{name}": f"{value}" for name, value in pairs if value is not None}


def without_namesakes(
    manifests: Iterable[Manifest], tell: Callable[[str], None] | None = None
) -> list[Manifest]:
    """Return manifests without workloads and CronJobs that have the name of an earlier one.

    A release has one namespace, and a name means one of its services.

    Args:
        manifests: The manifests.
        tell: What is called with a line about each that is left out.
    """
    names: dict[tuple[bool, str], Manifest] = {}
    found: list[Manifest] = []
    for each in manifests:
        kind, name = each.object
        first = names.setdefault((kind == "CronJob", name), each) if kind in _NAMED else each
        if first is each:
            found.append(each)
        elif tell is not None:
            tell(
                f"{each}{_place(each)}: has the name of another workload, {first}{_place(first)}; "
                "rename one of them"
            )
    return found


def _place(manifest: Manifest) -> str:
    namespace = at(manifest.content, "metadata").get("namespace")
    return f" in {namespace}" if namespace else ""


def workloads_in(manifests: Iterable[Manifest]) -> list[Workload]:
    """Return the workloads among manifests, in their order."""
    every = without_namesakes(manifests)
    services = sorted((each for each in every if each.object.kind == "Service"), key=_is_headless)
    found = [
        Workload(each, template_of(each.content)) for each in every if each.object.kind in KINDS
    ]
    return [
        Workload(each.manifest, each.template, tuple(s for s in services if _leads_to(s, each)))
        for each in found
        if each.containers
    ]


def cron_jobs_in(manifests: Iterable[Manifest]) -> list[Workload]:
    """Return the CronJobs among manifests, with the pods that they run."""
    jobs = (each for each in without_namesakes(manifests) if each.object.kind == "CronJob")
    return [Workload(each, template_of(each.content)) for each in jobs]


def _is_headless(service: Manifest) -> bool:
    return at(service.content, "spec").get("clusterIP") == "None"


def _leads_to(service: Manifest, workload: Workload) -> bool:
    selector = at(service.content, "spec", "selector")
    return bool(selector) and has_labels(selector, workload.labels)
