"""Which values of manifests are secrets, or tell something about one: no report shows them.

A report says that such a field is there or has changed, and nothing of what it holds: neither its
length nor a checksum, from which a short secret could be guessed.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from typing import Any

from todo_k8s.credentials import holds_credential, is_credential
from todo_k8s.diff.changes import MISSING, FieldChange, Path
from todo_k8s.diff.matching import Item
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.manifests.objects import Manifest, at

SECRET = "(secret)"  # noqa: S105  # what is shown in place of one
CHECKSUM = "(checksum)"

_SHORTEST = 6
_SHORTEST_WITHIN = 12
"""A value of a Secret is one wherever it stands alone, and a longer one within other text too."""

_CHECKSUM = re.compile(r"checksum|digest|hash|sha\d|last-applied-configuration", re.IGNORECASE)
"""Annotations that are made from what they must not tell."""

_FIELD = re.compile(
    r"(password|passwd|passphrase|token|credentials?|private_?key|api_?key|client_?secret)$",
    re.IGNORECASE,
)
"""Fields, of any kind of object, with a credential in them."""

_ASSIGNED = re.compile(
    r"(pass(word|wd|phrase)?|pwd|secret|token|(api|access|private)[-_.]?key|credentials?)"
    r"['\"]?[ \t]*[:=][ \t]*['\"]?[^\s'\"$]",
    re.IGNORECASE,
)
"""A line of a configuration file that sets a credential."""

_OPTION = re.compile(
    r"--?[\w.-]*(password|passwd|secret|token|api-?key|credentials?)", re.IGNORECASE
)
"""An argument whose value is the next argument."""


class Masking:
    """Tells which fields of some manifests hold a secret.

    Args:
        manifests: All that is compared: what a Secret among them holds is a secret everywhere.
    """

    def __init__(self, manifests: Iterable[Manifest]) -> None:
        known = {text for each in manifests for text in _secrets_of(each)}
        self._alone = frozenset(text for text in known if len(text) >= _SHORTEST)
        within = sorted(text for text in known if len(text) >= _SHORTEST_WITHIN)
        self._within = re.compile("|".join(map(re.escape, within))) if within else None

    def hides(self, manifest: Manifest, change: FieldChange) -> bool:
        """Tell whether a change must be told without its values."""
        if change.is_order:
            return any(self._is_known(label) for label in (*change.old, *change.new))
        if _is_secret_place(manifest, change.path):
            return True
        values = [value for value in (change.old, change.new) if value is not MISSING]
        return any(self._is_secret(manifest, change.path, value) for value in values)

    def hides_path(self, change: FieldChange) -> bool:
        """Tell whether even the place of a change has a secret in it, as the key of a map."""
        steps = (
            text
            for step in change.path
            for text in ((step.old, step.new) if isinstance(step, Item) else (step,))
        )
        return any(map(self._is_known, steps))

    def cleaned(self, text: str) -> str:
        """Return a text without what Secrets hold."""
        return text if self._within is None else self._within.sub(SECRET, text)

    def _is_secret(self, manifest: Manifest, path: Path, value: Any) -> bool:
        if not isinstance(value, str):
            return isinstance(value, int | float) and str(value) in self._alone
        return self._is_known(value) or _is_credential_place(manifest, path, value)

    def _is_known(self, text: str) -> bool:
        return text in self._alone or (
            self._within is not None and self._within.search(text) is not None
        )


def _secrets_of(manifest: Manifest) -> Iterator[str]:
    """Yield what a Secret holds, plain and in base64."""
    if manifest.get("kind") != "Secret":
        return
    for value in at(manifest, "stringData").values():
        yield str(value)
        yield base64.b64encode(str(value).encode()).decode()
    for value in at(manifest, "data").values():
        yield str(value)
        try:
            yield base64.b64decode(str(value), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue


def _is_secret_place(manifest: Manifest, path: Path) -> bool:
    """Tell whether whatever is at a path is not to be shown."""
    first = path[0] if path else ""
    if manifest.get("kind") == "Secret" and first in ("data", "stringData"):
        return True
    return is_checksum(path)


def is_checksum(path: Path) -> bool:
    """Tell whether a path leads to an annotation that is made from something else."""
    return "annotations" in path[:-1] and _CHECKSUM.search(str(path[-1])) is not None


def _is_credential_place(manifest: Manifest, path: Path, value: str) -> bool:
    """Tell whether a text is a credential by where it is, or by how it looks."""
    name = _variable(manifest, path)
    if name is not None:
        return is_credential(name, value) or _ASSIGNED.search(value) is not None
    last = str(path[-1]) if path else ""
    if isinstance(path[-1] if path else "", str) and _FIELD.search(last) and value:
        return True
    return (
        holds_credential(value)
        or ("\n" in value and _ASSIGNED.search(value) is not None)
        or (_follows_option(manifest, path))
    )


def _variable(manifest: Manifest, path: Path) -> str | None:
    """Return the name of the variable or of the entry of a ConfigMap that a path leads to."""
    match path:
        case ("data", name) if manifest.get("kind") == "ConfigMap":
            return str(name)
        case (*_, Item() as name, "value"):
            return str(name)
        case _:
            return None


def _follows_option(manifest: Manifest, path: Path) -> bool:
    """Tell whether an argument is the value of an option such as ``--password``."""
    if len(path) < 2 or path[-2] not in ("args", "command"):
        return False
    return any(_OPTION.fullmatch(option) for option in _arguments_before(manifest, path))


def _arguments_before(manifest: Any, path: Path) -> Iterator[str]:
    """Yield the arguments that stand before a place, in the list that the path leads to."""
    found: Any = manifest
    for step in path[:-1]:
        if isinstance(step, Item):
            found = _item(found, step)
        else:
            found = found.get(step) if is_map(found) else None
    last = path[-1]
    if not is_list(found) or not isinstance(last, Item):
        return
    for label in (last.old, last.new):
        if label.isdigit() and 0 < int(label) <= len(found):
            yield str(found[int(label) - 1])


def _item(found: Any, step: Item) -> Any:
    """Return the item of a list that a step leads to."""
    if not is_list(found):
        return None
    for each in found:
        if is_map(each) and str(step) == str(each.get("name")):
            return each
    return found[int(str(step))] if str(step).isdigit() and int(str(step)) < len(found) else None
