"""Where a value is, in a manifest or among values, and what is said of it there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.masking.names import is_harmless, names_secret
from todo_k8s.masking.texts import is_option_value, looks_secret, sets_secret

Step = str | int
Steps = Sequence[Step]

CHECKSUMS = re.compile(r"checksum|digest|hash|sha\d|last-applied-configuration", re.IGNORECASE)
"""Annotations that are made from what they must not tell."""

VALUES = ("value", "exact", "prefix", "regex", "content", "plain", "literal", "stringValue")
"""Fields that hold what the name beside them, or around them, is of."""

NAMES = ("name", "key")
KEYS_OF_OTHERS = ("secretEnv", "configMapEnv", "secretKeyRef", "configMapKeyRef", "remoteRef")
"""Maps whose values are keys in Secrets and ConfigMaps, which are no secrets."""


@dataclass(frozen=True)
class Place:
    """A place, without the value that is there.

    Args:
        names: What the value is called.
        is_variable: Whether it is a variable, or an entry of a ConfigMap.
        is_of_secret: Whether it is in the data of a Secret.
        before: The texts before it, in a list of them.
    """

    names: tuple[str, ...]
    is_variable: bool = False
    is_of_secret: bool = False
    before: tuple[str, ...] = ()

    def holds_secret(self, value: Any) -> bool:
        """Tell whether a value is a secret here."""
        if value is None or isinstance(value, bool):
            return False
        if self.is_of_secret:
            return True
        if not isinstance(value, str):
            return any(name.lower().endswith("password") for name in self.names)
        if any(names_secret(name, is_variable=self.is_variable) for name in self.names):
            return not is_harmless(value)
        if looks_secret(value) or is_option_value(value, self.before):
            return True
        return self.is_variable and sets_secret(value)


def place_at(root: Any, path: Steps) -> Place:
    """Return what is known of a place.

    Args:
        root: A manifest, or values.
        path: The way to the place: keys of maps, indices of lists.
    """
    around = [root]
    for step in path[:-1]:
        around.append(_inner(around[-1], step))
    of_kinds = [
        (outer.get("kind"), step)
        for outer, step in zip(around, path, strict=True)
        if is_map(outer) and step in ("data", "stringData", "binaryData")
    ]
    is_of_secret = any(kind == "Secret" for kind, _ in of_kinds)
    if path and isinstance(path[-1], int):
        texts = around[-1][: path[-1]] if is_list(around[-1]) else []
        before = tuple(each for each in texts if isinstance(each, str))
        return Place(_last_key(path), is_of_secret=is_of_secret, before=before)
    is_entry = any(kind == "ConfigMap" for kind, _ in of_kinds)
    names, is_named = _names(around[-1], path)
    return Place(names, is_named or is_entry or _is_in_env(path), is_of_secret)


def _inner(content: Any, step: Step) -> Any:
    if is_map(content):
        return content.get(step)
    if is_list(content) and isinstance(step, int) and 0 <= step < len(content):
        return content[step]
    return None


def _last_key(path: Steps) -> tuple[str, ...]:
    """Return what a list is called, if that is told."""
    keys = [step for step in path if isinstance(step, str)]
    return () if any(key in KEYS_OF_OTHERS for key in keys[-2:]) else tuple(keys[-1:])


def _names(beside: Any, path: Steps) -> tuple[tuple[str, ...], bool]:
    """Return what the value of a map is called, and whether a name beside it says so."""
    keys = [step for step in path if isinstance(step, str)]
    if not keys or any(key in KEYS_OF_OTHERS for key in keys[-2:-1]):
        return (), False
    if keys[-1] not in VALUES:
        return (keys[-1],), False
    given = [beside[key] for key in NAMES if key in beside] if is_map(beside) else []
    if named := [each for each in given if isinstance(each, str)]:
        return (keys[-1], named[0]), True
    return tuple(keys[-2:]), False


def _is_in_env(path: Steps) -> bool:
    """Tell whether a place is in a map of variables, as values have it."""
    return len(path) > 1 and str(path[-2]).lower().endswith("env")


def is_checksum(path: Steps) -> bool:
    """Tell whether a path leads to an annotation that is made from something else."""
    return "annotations" in path[:-1] and CHECKSUMS.search(str(path[-1])) is not None
