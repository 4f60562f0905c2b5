"""Variables of a compose service, as ``env`` and ``envFrom`` of a container."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.importing.compose.interpolation import Missing
from todo_k8s.importing.compose.units import listed, name_of
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.secret_keys import SecretKeys


def environment_of(content: dict[str, Any]) -> dict[str, Any]:
    """Return the variables of a service, which are a map or a list of ``NAME=value``.

    None, or a `Missing`, stands for what compose takes from the shell.
    """
    given = content.get("environment")
    if is_map(given):
        return {f"{name}": value for name, value in given.items()}
    found: dict[str, Any] = {}
    for each in listed(given):
        name, equals, value = f"{each}".partition("=")
        missing = each.names if isinstance(each, Missing) else ()
        made: Any = value if equals else None
        if missing and equals:
            made = Missing(value)
            made.names = missing
        found[name] = made
    return found


def env_of(
    service: str, content: dict[str, Any], keys: SecretKeys, notes: Notes
) -> list[dict[str, Any]]:
    """Return the variables as ``env``; what the shell gives becomes a key of the Secret."""
    found: list[dict[str, Any]] = []
    for name, value in environment_of(content).items():
        if value is None or isinstance(value, Missing):
            names = value.names if isinstance(value, Missing) else (name,)
            source = f"with the value of {', '.join(names)}"
            found.append(keys.reference(name, f"{value} {names}", name_of(service), notes, source))
        else:
            text = str(value).lower() if isinstance(value, bool) else f"{value}"
            found.append({"name": name, "value": text.replace("$(", "$$(")})
    return found


def env_from_of(service: str, content: dict[str, Any], notes: Notes) -> list[dict[str, Any]]:
    """Return ``envFrom`` for the ``env_file`` of a service, each to be made a Secret."""
    found: list[dict[str, Any]] = []
    for each in listed(content.get("env_file")):
        path = f"{each.get('path') if is_map(each) else each}"
        name = name_of(path.rpartition("/")[2].replace(".env", "-env"))
        notes.ask(
            f"kubectl create secret generic {name} --from-env-file={path} "
            f"(the file of {service} is not read)"
        )
        reference: dict[str, Any] = {"name": name}
        if is_map(each) and each.get("required") is False:
            reference["optional"] = True
        found.append({"secretRef": reference})
    return found
