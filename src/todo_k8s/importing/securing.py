"""Takes credentials out of manifests before anything else sees them; no value of one is kept."""

from __future__ import annotations

import re
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.credentials import is_credential
from todo_k8s.importing.notes import Key, Notes
from todo_k8s.importing.sources.manifests import Manifest, Manifests


def secured(manifests: Manifests, secret: str, notes: Notes) -> Manifests:
    """Return manifests with references to a Secret in place of credentials in plain text.

    A variable becomes a ``secretKeyRef``, an argument of a command a reference to a variable; of
    anything else that holds a password the field is left out, which is noted.
    """
    own = [
        each
        if each.object.kind == "ConfigMap"
        else each._replace(content=_Securing(each, secret, notes).content())
        for each in manifests.own
    ]
    return Manifests(own, manifests.secrets)


def public_config(config: Manifest, notes: Notes) -> Manifest:
    """Return a ConfigMap without the keys that hold credentials."""
    data = config.content.get("data")
    own = data if is_map(data) else {}
    public = {key: item for key, item in own.items() if not is_credential(f"{key}", f"{item}")}
    for key in own.keys() - public.keys():
        notes.lose(f"{config}: {key} is a credential; put it into a Secret")
    return config._replace(content={**config.content, "data": public})


class _Securing:
    def __init__(self, manifest: Manifest, secret: str, notes: Notes) -> None:
        self._manifest, self._secret, self._notes = manifest, secret, notes
        self._arguments: list[str] = []

    def content(self) -> dict[str, Any]:
        """Return the manifest without credentials."""
        found: dict[str, Any] = self._of(self._manifest.content, "")
        return found

    def _of(self, value: Any, key: str) -> Any:
        if is_map(value):
            return self._map(value)
        if is_list(value):
            if key in {"command", "args"}:
                return [self._argument(item) for item in value]
            return [self._of(item, "") for item in value]
        return value

    def _map(self, value: dict[str, Any]) -> dict[str, Any]:
        name, plain = value.get("name"), value.get("value")
        if isinstance(name, str) and isinstance(plain, str) and is_credential(name, plain):
            return self._variable(name)
        before = len(self._arguments)
        found: dict[str, Any] = {}
        for key, item in value.items():
            if isinstance(item, str) and is_credential("", item):
                self._notes.lose(f"{self._manifest}: {key} holds a password or a private key")
                continue
            found[key] = self._of(item, f"{key}")
        if ("command" in value or "args" in value) and "image" in value:
            added = [self._variable(each) for each in self._arguments[before:]]
            found["env"] = [*added, *(found["env"] if is_list(found.get("env")) else [])]
            if not found["env"]:
                del found["env"]
        return found

    def _argument(self, item: Any) -> Any:
        if not isinstance(item, str) or not (is_credential("", item) or _names_one(item)):
            return item
        name = f"ARGUMENT_{len(self._arguments) + 1}"
        self._arguments.append(name)
        flag = re.match(r"--?[A-Za-z0-9-]+=", item)
        return f"{flag[0] if flag else ''}$({name})"

    def _variable(self, name: str) -> dict[str, Any]:
        self._notes.need(Key(self._secret, name, f"{self._manifest}, in plain text"))
        return {"name": name, "valueFrom": {"secretKeyRef": {"name": self._secret, "key": name}}}


def _names_one(argument: str) -> bool:
    """Tell whether an argument is a flag such as ``--password=…``."""
    flag, equals, value = argument.partition("=")
    return (
        bool(equals)
        and flag.startswith("-")
        and is_credential(flag.strip("-").replace("-", "_"), value)
    )
