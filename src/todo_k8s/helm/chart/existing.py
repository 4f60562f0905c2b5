"""The Secrets that a cluster has already, of which what was generated once is kept."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
import string
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from todo_k8s.errors import ValuesError
from todo_k8s.helm.plain.shapes import is_list, is_map

Keys = Iterable[tuple[str, int]]
"""Keys of a Secret, and how long what is generated for each is."""

_LETTERS = string.ascii_letters + string.digits
"""What `randAlphaNum` of Helm takes."""


class Existing:
    """The Secrets that exist; whatever is not among them is generated anew.

    Args:
        manifests: Secrets as ``kubectl get`` prints them, or lists of such. What is no Secret is
            ignored. One without a namespace is in that of the release.

    Raises:
        ValuesError: If one is no manifest, or has data that is no base64; none is shown.
    """

    def __init__(self, manifests: Sequence[Mapping[str, Any]] = ()) -> None:
        given: Any = manifests
        if not isinstance(given, list | tuple):
            raise ValuesError(f"existing: {_FORM}")
        self._kept: dict[tuple[str, str], Mapping[str, str]] = {}
        faults = list[str]()
        for where, manifest in _flat(manifests):
            faults += self._read(manifest, where)
        if faults:
            raise ValuesError(*faults)

    def _read(self, manifest: Any, where: str) -> Iterator[str]:
        """Keep what is in a manifest; yield what is wrong with it."""
        if not is_map(manifest):
            yield f"{where}: {_FORM}"
        elif (manifest.get("apiVersion"), manifest.get("kind")) == ("v1", "Secret"):
            faults = [*_faults(manifest, where)]
            if not faults:
                metadata = manifest["metadata"]
                place = metadata.get("namespace") or "", metadata["name"]
                texts: dict[str, str] = manifest.get("stringData") or {}
                given = {key: _encoded(text) for key, text in texts.items()}
                self._kept[place] = {**(manifest.get("data") or {}), **given}
            yield from faults

    def data(self, namespace: str, name: str, keys: Keys) -> dict[str, str]:
        """Return the data of a Secret in base64: what it has, and what is generated for the rest.

        Args:
            namespace: The Secret's namespace.
            name: Its name.
            keys: Its keys; one that is empty counts as missing.
        """
        kept = self._kept.get((namespace, name)) or self._kept.get(("", name)) or {}
        return {key: kept.get(key) or _generated(length) for key, length in keys}

    def __repr__(self) -> str:
        return "<the Secrets that exist>"


_FORM = "must be a list of manifests, such as kubectl get secrets -o json prints"


def _flat(manifests: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Yield manifests and those in lists of such, however deep, with where each is."""
    waiting = [(f"existing[{number}]", each) for number, each in enumerate(manifests)][::-1]
    while waiting:
        where, found = waiting.pop()
        if is_map(found) and is_list(items := found.get("items")):
            inner = [(f"{where}.items[{number}]", each) for number, each in enumerate(items)]
            waiting += inner[::-1]
        else:
            yield where, found


def _faults(secret: Mapping[str, Any], where: str) -> Iterator[str]:
    """Yield what is wrong with a Secret."""
    metadata = secret.get("metadata")
    if not is_map(metadata) or not isinstance(metadata.get("name"), str):
        yield f"{where}.metadata.name: must be a text"
    elif not isinstance(metadata.get("namespace", ""), str):
        yield f"{where}.metadata.namespace: must be a text, or left out"
    texts: Any = secret.get("stringData") or {}
    if not is_map(texts) or not all(map(_is_text, texts.values())):
        yield f"{where}.stringData: must be a map of texts in UTF-8"
    data: Any = secret.get("data") or {}
    if not is_map(data) or not all(map(_is_data, data.values())):
        yield f"{where}.data: must be a map of texts in base64"


def _is_text(text: object) -> bool:
    """Tell whether something is a text that UTF-8 has a form for."""
    return isinstance(text, str) and not re.search("[\ud800-\udfff]", text)


def _is_data(text: object) -> bool:
    """Tell whether a Secret could have a text; one of `Alike` stands for such a one."""
    is_alike = isinstance(text, str) and text.startswith(ALIKE)
    return is_alike or _decoded(text) is not None


def _decoded(text: object) -> bytes | None:
    """Return what is in base64, or None if it is something else."""
    if not isinstance(text, str) or not text.isascii():
        return None
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return None


def _generated(length: int) -> str:
    return _encoded("".join(secrets.choice(_LETTERS) for _ in range(length)))


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


class Alike(Existing):
    """What is the same each time, in place of what is generated; it says where it belongs."""

    def data(self, namespace: str, name: str, keys: Keys) -> dict[str, str]:
        """Return a text for each key that no Secret can hold, as it is no base64."""
        place = f"{namespace}/{name}"
        return {key: f"{ALIKE}{place}/{key}: {length} characters" for key, length in keys}


ALIKE = "generated for "
"""How such a text starts."""


def could_be(text: object, alike: str) -> bool:
    """Tell whether a text in base64 is one that could be generated where `Alike` has another."""
    found = (_decoded(text) or b"").decode("latin-1")
    length = alike.rpartition(": ")[2].partition(" ")[0]
    return f"{len(found)}" == length and set(found) <= set(_LETTERS)


current_existing: ContextVar[Existing | None] = ContextVar("existing", default=None)
"""What charts are built with that are given nothing else."""


@contextmanager
def nothing_random() -> Generator[None]:
    """Render charts with texts of `Alike` in place of what would be generated."""
    reset = current_existing.set(Alike())
    try:
        yield
    finally:
        current_existing.reset(reset)
