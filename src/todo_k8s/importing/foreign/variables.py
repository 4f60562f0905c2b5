"""Variables of containers: plain ones, those of ConfigMaps and Secrets, and credentials."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.importing.credentials import is_credential
from todo_k8s.importing.foreign.pods import env_entries
from todo_k8s.importing.foreign.renaming import Renaming
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.secret_keys import SecretKeys
from todo_k8s.importing.texts import holds_credential
from todo_k8s.manifests.objects import at, items_at

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass
class Variables:
    """Gives the variables of a container as the chart has them.

    A credential in plain text becomes a key of the Secret; its value goes nowhere.

    Args:
        keys: The keys of the chart's Secret.
        secrets: The keys of each Secret among the manifests.
        configs: The data of each ConfigMap among them.
        renaming: What the Services are called in the chart.
        notes: Where it is said what becomes of them.
    """

    keys: SecretKeys
    secrets: Mapping[str, list[str]]
    configs: Mapping[str, dict[str, Any]]
    renaming: Renaming
    notes: Notes
    used_configs: set[str] = field(default_factory=set[str])
    unnamed: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def of(self, container: dict[str, Any], where: str) -> dict[str, Any]:
        """Return ``env`` and ``envFrom`` of a container of a workload."""
        found: dict[str, dict[str, Any]] = {}
        sources: list[dict[str, Any]] = []
        for each in items_at(container, "envFrom"):
            entries = self._from(each, where)
            if entries is None:
                sources.append(each)
            else:
                found.update({entry["name"]: entry for entry in entries})
        for each in env_entries(container):
            entry = self._entry(each, where)
            found[entry["name"]] = entry
        return {"env": [*found.values()], "envFrom": sources}

    def _from(self, source: dict[str, Any], where: str) -> list[dict[str, Any]] | None:
        """Return the variables of a whole ConfigMap or Secret; None if its keys are not known."""
        prefix = f"{source.get('prefix') or ''}"
        name = f"{at(source, 'configMapRef').get('name')}"
        if name in self.configs:
            self.used_configs.add(name)
            self._tell_unnamed(self.configs[name], name, prefix)
            pairs = {f"{prefix}{key}": item for key, item in self.configs[name].items()}
            return [
                self._plain(key, f"{item}", where)
                for key, item in pairs.items()
                if _NAME.fullmatch(key)
            ]
        name = f"{at(source, 'secretRef').get('name')}"
        if name in self.secrets:
            return [self._secret(f"{prefix}{key}", name, key) for key in self.secrets[name]]
        return None

    def _tell_unnamed(self, data: dict[str, Any], name: str, prefix: str) -> None:
        """Say which keys of a ConfigMap become no variables, as they are no names of such."""
        if unnamed := [key for key in data if not _NAME.fullmatch(f"{prefix}{key}")]:
            self.unnamed.setdefault(name, []).extend(unnamed)
            self.notes.lose(
                f"ConfigMap {name}: its keys {', '.join(unnamed)} become no variables, as they are "
                "no names of such in the chart; use letters, digits and _, or mount a file"
            )

    def _entry(self, entry: dict[str, Any], where: str) -> dict[str, Any]:
        name = f"{entry.get('name')}"
        source = at(entry, "valueFrom")
        of_config = at(source, "configMapKeyRef")
        data = self.configs.get(f"{of_config.get('name')}", {})
        if of_config.get("key") in data:
            self.used_configs.add(f"{of_config.get('name')}")
            return self._plain(name, f"{data[of_config['key']]}", where)
        of_secret = at(source, "secretKeyRef")
        if of_secret:
            kept = {key: item for key, item in of_secret.items() if key != "optional" or item}
            return {"name": name, "valueFrom": {"secretKeyRef": kept}}
        if source:
            of_field = at(source, "fieldRef")
            if of_field.get("apiVersion") == "v1":
                own = {key: item for key, item in of_field.items() if key != "apiVersion"}
                return {"name": name, "valueFrom": {"fieldRef": own}}
            return {"name": name, "valueFrom": source}
        value = entry.get("value")
        return self._plain(name, "" if value is None else _text(value), where)

    def _plain(self, name: str, value: str, where: str) -> dict[str, Any]:
        if is_credential(name, value) or holds_credential(value):
            return self.keys.reference(name, value, where, self.notes)
        return {"name": name, "value": self._renamed(name, value, where)}

    def _secret(self, name: str, secret: str, key: str) -> dict[str, Any]:
        return {"name": name, "valueFrom": {"secretKeyRef": {"name": secret, "key": key}}}

    def _renamed(self, name: str, value: str, where: str) -> str:
        """Return a value with the names of the chart's Services in place of the old ones."""
        found = self.renaming.in_variable(name, value)
        if found != value and value not in self.renaming.names:
            self.notes.judge(f"{where}: a URL leads to the new name of the Service")
        return found


def most_used_secret(containers: list[dict[str, Any]]) -> str | None:
    """Return the Secret that most variables come from, None if there is none."""
    counts: dict[str, int] = {}
    for container in containers:
        for each in items_at(container, "env"):
            name = at(each, "valueFrom", "secretKeyRef").get("name")
            if name:
                counts[f"{name}"] = counts.get(f"{name}", 0) + 1
        for each in items_at(container, "envFrom"):
            name = at(each, "secretRef").get("name")
            if name:
                counts[f"{name}"] = counts.get(f"{name}", 0) + 1
    return max(counts, key=lambda name: counts[name], default=None)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if is_map(value) else f"{value}"
