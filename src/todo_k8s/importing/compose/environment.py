"""Variables of a compose service, as ``env`` and ``envFrom`` of a container."""

from __future__ import annotations

from posixpath import normpath
from shlex import quote
from typing import Any

from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.importing.compose.interpolation import OfShell
from todo_k8s.importing.compose.units import listed, name_of, text_of
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.secret_keys import SecretKeys


def environment_of(content: dict[str, Any]) -> dict[str, Any]:
    """Return the variables of a service, which are a map or a list of ``NAME=value``.

    None, or an `OfShell`, stands for what compose takes from the shell.
    """
    given = content.get("environment")
    if is_map(given):
        return {f"{name}": value for name, value in given.items()}
    found: dict[str, Any] = {}
    for each in listed(given):
        name, equals, value = f"{each}".partition("=")
        made: Any = value if equals else None
        if equals and isinstance(each, OfShell):
            made = type(each)(value)
            made.names = each.names
        found[name] = made
    return found


def env_of(
    service: str, content: dict[str, Any], keys: SecretKeys, notes: Notes
) -> list[dict[str, Any]]:
    """Return the variables as ``env``; what the shell gives becomes a key of the Secret."""
    found: list[dict[str, Any]] = []
    for name, value in environment_of(content).items():
        if value is None or isinstance(value, OfShell):
            names = value.names if isinstance(value, OfShell) else (name,)
            source = f"with the value of {', '.join(names)}"
            found.append(keys.reference(name, f"{value} {names}", name_of(service), notes, source))
        else:
            found.append({"name": name, "value": text_of(value).replace("$(", "$$(")})
    return found


class EnvFiles:
    """The files of variables of a project, each to be made a Secret once."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._users: dict[str, dict[str, None]] = {}

    def secret(self, path: str, service: str) -> str:
        """Return the Secret of a file that a service reads, of a name that no other has."""
        file = normpath(path)
        if file not in self._names:
            directory, _, last = file.rpartition("/")
            last = last.replace(".env", "-env")
            ways = [name_of(last), name_of(f"{directory}-{last}")]
            ways += [f"{ways[1]}-{number}" for number in range(2, len(self._names) + 3)]
            self._names[file] = next(way for way in ways if way not in self._names.values())
        self._users.setdefault(file, {})[service] = None
        return self._names[file]

    def tell(self, notes: Notes) -> None:
        """Say how to make the Secrets."""
        for file, name in self._names.items():
            users = " and ".join(self._users[file])
            notes.ask(
                f"kubectl create secret generic {name} --from-env-file={quote(file)} "
                f"(the file of {users} is not read; remove quotes, export and comments after "
                "values from it first, which kubectl does not)"
            )
            notes.env_files[name] = file


def env_from_of(service: str, content: dict[str, Any], files: EnvFiles) -> list[dict[str, Any]]:
    """Return ``envFrom`` for the ``env_file`` of a service, each to be made a Secret."""
    found: list[dict[str, Any]] = []
    for each in listed(content.get("env_file")):
        path = f"{each.get('path') if is_map(each) else each}"
        reference: dict[str, Any] = {"name": files.secret(path, service)}
        if is_map(each) and each.get("required") is False:
            reference["optional"] = True
        found.append({"secretRef": reference})
    return found
