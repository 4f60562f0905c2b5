"""What objects of any kind say of the application's pods and workloads, in the chart's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.comparing import Object
from todo_k8s.importing.foreign.labels import Selectors, is_selector
from todo_k8s.importing.foreign.renaming import Renaming
from todo_k8s.manifests.objects import items_at
from todo_k8s.manifests.selectors import selector_text

_PLAIN = frozenset(["selector", "podSelector", "workloadSelector"])
"""Fields that may hold mere labels, or ``labels`` with those of a workload."""
_OF_OTHERS = frozenset(["namespaceSelector", "nodeSelector", "nodeAffinity"])
"""Fields that are about other things than pods."""
_PRINCIPAL = re.compile(r"(?<=/sa/)[-a-z0-9.]+$")
"""A ServiceAccount in the identity that a mesh gives its pods: ``…/ns/NAMESPACE/sa/NAME``."""


@dataclass(frozen=True)
class References:
    """References to what has other names and labels in the chart.

    Args:
        services: The names of Services.
        accounts: The names that a ServiceAccount has in the chart, one for each of its services.
        workloads: The names of Deployments in the chart, by what they were.
        pods: The labels of pods.
        of_services: The labels of Services.
    """

    services: Renaming
    accounts: Mapping[str, Sequence[str]]
    workloads: Mapping[Object, str]
    pods: Selectors
    of_services: Selectors

    def in_object(self, content: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """Return an object whose references lead to what the chart has, and which do not."""
        kind = content.get("kind")
        walk = self._walk(self.of_services if kind == "ServiceMonitor" else self.pods)
        found = content if kind == "PersistentVolumeClaim" else walk.part(content)
        return self.services.in_object(found), walk.unclear

    def in_pod(self, spec: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """Return a pod that asks whom it asked and is near to whom it was, and what is unclear."""
        walk = self._walk(self.pods)
        neighbours = walk.part(spec.get("affinity"))
        found = {**spec, "affinity": neighbours} if neighbours else {**spec}
        for key in ("containers", "initContainers"):
            if key in spec:
                found[key] = [self.services.in_container(each) for each in items_at(spec, key)]
                walk.unclear += [line for each in found[key] for line in self._unclear(each)]
        return found, walk.unclear

    def _unclear(self, container: dict[str, Any]) -> Iterator[str]:
        for old, place in self.services.unclear_in(container):
            new = self.services.names[old]
            yield f"{place} is {old}; write {new} if that is a host"

    def _walk(self, selectors: Selectors) -> _Walk:
        return _Walk(selectors, self.workloads, self.accounts)


@dataclass
class _Walk:
    """A walk through an object.

    Args:
        selectors: What labels are in the chart.
        workloads: What workloads are called there.
        accounts: What ServiceAccounts are called there.
        unclear: What has no equal there, and why.
    """

    selectors: Selectors
    workloads: Mapping[Object, str]
    accounts: Mapping[str, Sequence[str]]
    unclear: list[str] = field(default_factory=list[str])

    def part(self, value: Any, name: str = "") -> Any:
        """Return a part of the object, which is in a field of a name."""
        if is_list(value):
            return [self.part(item, name) for item in value]
        if isinstance(value, str):
            return _PRINCIPAL.sub(self._account, value)
        if not is_map(value) or name in _OF_OTHERS:
            return value
        if is_selector(value):
            return self._told(value, self.selectors.of(value))
        if name in _PLAIN and _are_labels(value):
            return self._told({"matchLabels": value}, self.selectors.of_labels(value), value)
        if name in _PLAIN and value.keys() == {"labels"} and _are_labels(value["labels"]):
            return {"labels": self.part(value["labels"], name)}
        found = {key: self.part(item, f"{key}") for key, item in value.items()}
        target = Object(f"{value.get('kind') or _kind(name)}", f"{value.get('name')}")
        if target in self.workloads:
            group = {"apiVersion": "apps/v1"} if "apiVersion" in found else {}
            found |= {**group, "kind": "Deployment", "name": self.workloads[target]}
        return found

    def _account(self, principal: re.Match[str]) -> str:
        names = self.accounts.get(principal[0], [principal[0]])
        if len(names) > 1:
            self.unclear.append(f"the account {principal[0]} is {' and '.join(names)} in the chart")
        return names[0] if len(names) == 1 else principal[0]

    def _told(self, selector: dict[str, Any], found: Any, before: Any = None) -> Any:
        if found is None:
            self.unclear.append(
                f"the selector {selector_text(selector)} selects both the chart's pods, whose "
                "labels change, and other pods"
            )
            return selector if before is None else before
        return found


def _are_labels(value: Any) -> bool:
    return is_map(value) and bool(value) and all(isinstance(each, str) for each in value.values())


def _kind(name: str) -> str:
    """Return the kind that a reference is of by default."""
    return "Deployment" if name == "scaleTargetRef" else ""
