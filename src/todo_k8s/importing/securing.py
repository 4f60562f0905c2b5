"""Takes credentials out of manifests before anything else sees them; no value of one is kept."""

from __future__ import annotations

import base64
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.arguments import Argument, credentials_in
from todo_k8s.importing.credentials import is_credential
from todo_k8s.importing.named import (
    is_asked_with_credential,
    is_named_credential,
    variable_of,
)
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.secret_keys import SecretKeys
from todo_k8s.importing.sources.manifests import Manifest, Manifests
from todo_k8s.importing.texts import holds_credential, is_document
from todo_k8s.manifests.objects import at, items_at

_COMMANDS = ("command", "args")
_ASKING = frozenset(["postStart", "preStop", "livenessProbe", "readinessProbe", "startupProbe"])
"""Hooks and checks, which are refused by the API server without the command of their ``exec``."""


def secured(manifests: Manifests, keys: SecretKeys, notes: Notes) -> Manifests:
    """Return manifests with references to a Secret in place of credentials in plain text.

    A variable becomes a ``secretKeyRef``, an argument of a container a reference to a variable; of
    anything else that holds a password the field is left out, which is noted.
    """
    own = [
        each
        if each.object.kind == "ConfigMap"
        else each._replace(content=_Securing(each, keys, notes).content())
        for each in manifests.own
    ]
    return Manifests(own, manifests.secrets)


def public_config(config: Manifest, notes: Notes) -> Manifest:
    """Return a ConfigMap without the keys that hold credentials."""
    found = {**config.content}
    for field, read in (("data", str), ("binaryData", _decoded)):
        data = found.get(field)
        if not is_map(data):
            continue
        public = {key: item for key, item in data.items() if not _is_secret(f"{key}", read(item))}
        for key in sorted(data.keys() - public.keys()):
            notes.lose(f"{config}: {key} is a credential, or holds one; put it into a Secret")
        found[field] = public
    return config._replace(content=found)


def _decoded(data: Any) -> str:
    """Return what base64 stands for, empty if it is no text."""
    try:
        return base64.b64decode(f"{data}").decode()
    except ValueError:
        return ""


def _is_secret(name: str, value: str) -> bool:
    return is_credential(name, value) or holds_credential(value)


class _Securing:
    def __init__(self, manifest: Manifest, keys: SecretKeys, notes: Notes) -> None:
        self._manifest, self._keys, self._notes = manifest, keys, notes

    def content(self) -> dict[str, Any]:
        """Return the manifest without credentials."""
        return self._map(self._manifest.content)

    def _of(self, value: Any, key: str) -> Any:
        if is_map(value):
            return self._container(value) if "image" in value else self._map(value, key)
        return self._list(value, key) if is_list(value) else value

    def _map(self, value: dict[str, Any], inside: str = "") -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, item in value.items():
            if isinstance(item, str) and (
                _is_told("", item)
                or is_asked_with_credential(item)
                or is_named_credential(f"{key}", item, value, inside)
            ):
                self._notes.lose(
                    f"{self._manifest}: {key} is a credential, or holds one; read it from a Secret"
                )
            elif key in _COMMANDS and credentials_in(_words(item)):
                self._notes.lose(
                    f"{self._manifest}: the {key} of a check or hook has a credential in it, where "
                    "no variable can stand; write it anew, see probes and lifecycle"
                )
            elif not _lost_its_command(key, item, made := self._of(item, f"{key}")):
                found[key] = made
        return found

    def _list(self, items: list[Any], key: str) -> list[Any]:
        found: list[Any] = []
        for item in items:
            name, value = _pair(item)
            if not (_is_secret(name, value) if key == "env" else _is_told(name, value)):
                found.append(self._of(item, key))
            elif key == "env":
                found.append(self._variable(name, value))
            else:
                self._notes.lose(f"{self._manifest}: {name or 'an item'} of {key} is a credential")
        return found

    def _container(self, value: dict[str, Any]) -> dict[str, Any]:
        """Return a container whose command refers to variables instead of credentials."""
        found, added = {**value}, list[dict[str, Any]]()
        taken = {f"{each.get('name')}" for each in items_at(value, "env")}
        for key in _COMMANDS:
            if is_list(words := value.get(key)):
                found[key] = [*words]
                for place, argument in credentials_in(words).items():
                    added.append(self._argument(argument, taken))
                    found[key][place] = f"{argument.before}$({added[-1]['name']})"
        found = self._map(found)
        return {**found, "env": [*added, *items_at(found, "env")]} if added else found

    def _argument(self, argument: Argument, taken: set[str]) -> dict[str, Any]:
        """Return a variable for an argument, of a name that no other has."""
        name, number = argument.name, 1
        while name in taken:
            number += 1
            name = f"{argument.name}_{number}"
        taken.add(name)
        self._notes.judge(
            f"{self._manifest}: an argument of its command is a credential; it is read from the "
            f"variable {name}"
        )
        return self._variable(name, argument.value)

    def _variable(self, name: str, value: str) -> dict[str, Any]:
        return self._keys.reference(name, value, f"{self._manifest}", self._notes)


def _is_told(name: str, value: str) -> bool:
    """Tell whether a field of any object is a credential, or a document that holds one."""
    return is_credential(variable_of(name), value) or (
        is_document(value) and holds_credential(value)
    )


def _lost_its_command(key: str, before: Any, now: Any) -> bool:
    """Tell whether a hook or check has nothing left to run, so that all of it is left out."""
    command = at(before, "exec").get("command") if is_map(before) else None
    return key in _ASKING and bool(command) and not at(now, "exec").get("command")


def _pair(item: Any) -> tuple[str, str]:
    """Return an item of a list as a name and a value, both empty if it is neither."""
    name, value = (item.get("name"), item.get("value")) if is_map(item) else ("", item)
    return (name, value) if isinstance(name, str) and isinstance(value, str) else ("", "")


def _words(command: Any) -> list[Any]:
    """Return the words of a command, which some objects have in a line."""
    if isinstance(command, str):
        return command.split()
    return command if is_list(command) else []
