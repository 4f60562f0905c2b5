"""Variables in compose files: ``${NAME}``, ``${NAME:-default}``, ``${NAME:?message}``, ``$$``.

The environment is not read: what has a default gets it, and what has none is missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.credentials import is_credential
from todo_k8s.importing.sources.tags import OverridingList, OverridingMap

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DEFAULT = re.compile(r"(?<!\$)(?:\$\$)*\$\{([A-Za-z_][A-Za-z0-9_]*):?-(?=[^}])")
_OPERATORS = (":-", "-", ":?", "?", ":+", "+")
_DEEPEST = 20
"""Defaults may hold variables themselves, so deep."""


class OfShell(str):
    """A text with variables of the shell in it, and their names."""

    __slots__ = ("names",)
    names: tuple[str, ...]


class Missing(OfShell):
    """A text in which a variable has no value; the text holds what is known."""


class Secret(OfShell):
    """A text in which the default of a variable is a credential."""


class _Part(NamedTuple):
    text: str
    missing: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()


def interpolated(value: Any) -> Any:
    """Return a compose file with defaults in place of variables; see `Missing`."""
    if is_map(value):
        pairs = {f"{key}": interpolated(item) for key, item in value.items()}
        return OverridingMap(pairs) if isinstance(value, OverridingMap) else pairs
    if is_list(value):
        items = [interpolated(item) for item in value]
        return OverridingList(items) if isinstance(value, OverridingList) else items
    if not isinstance(value, str) or "$" not in value:
        return value
    text, missing, secret = _text(value, 0)
    if not (missing or secret):
        return text
    found = Missing(text) if missing else Secret(text)
    found.names = missing or secret
    return found


def defaulted(value: Any) -> list[str]:
    """Return the names of the variables that have a default, in a part of a compose file."""
    if is_map(value) or is_list(value):
        items = value.values() if is_map(value) else value
        return list(dict.fromkeys(name for item in items for name in defaulted(item)))
    return _DEFAULT.findall(value) if isinstance(value, str) else []


def _text(value: str, depth: int) -> _Part:
    parts: list[str] = []
    missing: dict[str, None] = {}
    secret: dict[str, None] = {}
    place, closings = 0, _closings(value)
    while (start := value.find("$", place)) >= 0:
        parts.append(value[place:start])
        found, place = _variable(value, start + 1, depth, closings)
        parts.append(found.text)
        missing |= dict.fromkeys(found.missing)
        secret |= dict.fromkeys(found.secret)
    return _Part("".join((*parts, value[place:])), tuple(missing), tuple(secret))


def _variable(value: str, place: int, depth: int, closings: Mapping[int, int]) -> tuple[_Part, int]:
    """Return what a variable gives, and where it ends."""
    if value[place : place + 1] == "$":
        return _Part("$"), place + 1
    if value[place : place + 1] != "{":
        match = _NAME.match(value, place)
        return (_Part("", (match[0],)), match.end()) if match else (_Part("$"), place)
    end = closings.get(place, -1)
    match = _NAME.match(value, place + 1)
    if end < 0 or match is None or depth > _DEEPEST:
        return _Part("$"), place
    rest = value[match.end() : end]
    operator = next((each for each in _OPERATORS if rest.startswith(each)), None)
    if operator is not None and operator in {":-", "-"}:
        part = _text(rest[len(operator) :], depth + 1)
        if part.text and is_credential(match[0], part.text):
            part = part._replace(secret=(match[0], *part.secret))
        return part, end + 1
    if operator in {":+", "+"}:
        return _Part(""), end + 1
    return _Part("", (match[0],)), end + 1


def _closings(value: str) -> dict[int, int]:
    """Return where each brace that is opened is closed, all at once: there may be very many."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for brace in re.finditer("[{}]", value):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            found[opened.pop()] = brace.start()
    return found
