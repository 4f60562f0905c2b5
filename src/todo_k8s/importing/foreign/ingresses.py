"""Ingresses of other charts, as the values ``ingress``."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from todo_k8s.importing.foreign.hosts import (
    host_of,
    path_of,
    paths_of,
    port_of,
    service_of,
    target_of,
)
from todo_k8s.importing.foreign.rewrites import TARGET, Rewrites, rewrites_of
from todo_k8s.importing.foreign.targets import Targets
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import annotations_of, at, items_at

_CLASS = "kubernetes.io/ingress.class"


class Ingresses:
    """The one Ingress of the chart that stands for several.

    Args:
        targets: The Services of the chart.
        notes: What is not carried goes there.
        hosts: The hosts of all paths; those of other hosts are of these only.
        middlewares: The Middlewares of Traefik that there are.

    Attributes:
        used: The Middlewares that the chart makes itself for these values.
    """

    def __init__(
        self,
        targets: Targets,
        notes: Notes,
        hosts: Container[str],
        middlewares: Sequence[Manifest] = (),
    ) -> None:
        self._targets, self._notes, self._middlewares = targets, notes, middlewares
        self._shared = hosts
        self._values: dict[str, Any] = {"enabled": True, "className": "", "controller": ""}
        self._hosts: dict[str, None] = {}
        self._paths: list[dict[str, Any]] = []
        self._tls: list[dict[str, Any]] = []
        self._annotations: dict[str, dict[str, Any]] = {}
        self.used: list[Manifest] = []

    def add(self, ingress: Manifest) -> None:
        """Add what an Ingress says."""
        rules = items_at(ingress.content, "spec", "rules")
        paths = [path_of(each) for rule in rules for each in paths_of(rule)]
        rewrites = rewrites_of(ingress, paths, self._middlewares)
        self.used += rewrites.used
        self._values["className"] = self._values["className"] or _class_of(ingress)
        self._values["controller"] = self._values["controller"] or rewrites.controller
        self._annotations[f"{ingress}"] = rewrites.annotations
        for tls in items_at(ingress.content, "spec", "tls"):
            certificate = {key: tls[key] for key in ("secretName", "hosts") if tls.get(key)}
            self._tls += [certificate] if certificate not in self._tls else []
        for rule in rules:
            self._add_rule(ingress, rule, rewrites)

    def _add_rule(self, ingress: Manifest, rule: dict[str, Any], rewrites: Rewrites) -> None:
        host = host_of(rule)
        is_shared = host in self._shared or host == "*"
        if is_shared:
            self._hosts[host] = None
        for each in paths_of(rule):
            path, target = path_of(each), self._targets.of(service_of(each), port_of(each))
            if target is None:
                self._notes.lose(
                    f"{ingress}: path {path} leads to {target_of(each)}, which is no service of "
                    "the chart"
                )
                continue
            entry = _entry(each, target, rewrites)
            if not is_shared:
                self._add_of_host(host, entry)
                continue
            others = [
                one for one in self._paths if one["path"] == entry["path"] and "hosts" not in one
            ]
            if entry == {"path": "/", "service": "frontend"} or entry in others:
                continue
            if others:
                self._notes.lose(f"{ingress}: path {path} of {host} leads elsewhere for another")
                continue
            self._paths.append(entry)

    def _add_of_host(self, host: str, entry: dict[str, Any]) -> None:
        for one in self._paths:
            if "hosts" in one and {**one, "hosts": []} == {**entry, "hosts": []}:
                one["hosts"] += [host] if host not in one["hosts"] else []
                return
        self._paths.append({**entry, "hosts": [host]})

    def values(self) -> dict[str, Any]:
        """Return the values ``ingress`` for all that was added."""
        found = {**self._values, "hosts": [*self._hosts], "annotations": self._of_all()}
        of_paths = {host for path in self._paths for host in path.get("hosts", [])}
        tls, named = self._tls, ({*self._hosts} | of_paths) - {"*"}
        if len(tls) == 1 and tls[0].get("secretName") and {*tls[0].get("hosts", [])} >= named:
            found["tlsSecretName"] = tls[0]["secretName"]
        else:
            found["tls"] = tls
        found["paths"] = [
            {key: item for key, item in path.items() if (key, item) != ("service", "backend")}
            for path in self._paths
        ]
        return {key: value for key, value in found.items() if value not in ({}, [], "")}

    def _of_all(self) -> dict[str, Any]:
        """Return the annotations, which the chart has for all paths; what that changes is told."""
        shared: dict[str, Any] = {}
        for ingress, given in self._annotations.items():
            for key, item in given.items():
                is_shared = all(one.get(key) == item for one in self._annotations.values())
                if shared.get(key, item) != item or (key == TARGET and not is_shared):
                    self._notes.lose(f"{ingress}: {key} cannot be set for some paths only")
                elif key != _CLASS:
                    shared[key] = item
                    self._tell_wider(ingress, key, is_shared=is_shared)
        return shared

    def _tell_wider(self, ingress: str, key: str, *, is_shared: bool) -> None:
        if not is_shared:
            self._notes.ask(
                f"check {key} in ingress.annotations: it was of {ingress} only, and is of all "
                "paths now"
            )


def _class_of(ingress: Manifest) -> str:
    old = annotations_of(ingress.content).get(_CLASS)
    return at(ingress.content, "spec").get("ingressClassName") or old or ""


def _entry(path: dict[str, Any], target: dict[str, str], rewrites: Rewrites) -> dict[str, Any]:
    """Return a path as the chart's values have it."""
    given = path_of(path)
    if (found := rewrites.by_path.get(given)) is not None:
        new = {"rewrite": found.new} if found.new else {}
        return {"path": found.path, **target, **new}
    kind = path.get("pathType") or "Prefix"
    is_plain = kind == "ImplementationSpecific" and given.replace("/", "").isalnum()
    return {"path": given, **target} | ({} if kind == "Prefix" or is_plain else {"type": kind})
