"""Reads files of YAML documents; JSON is YAML too."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from todo_k8s.errors import TodoK8sError, printable
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.reading import read_document
from todo_k8s.helm.reading.decoding import Place
from todo_k8s.importing.sources.tags import with_tags
from todo_k8s.manifests.objects import at, unlisted

MOST_BYTES = 20 * 2**20
"""A file of more is refused."""

MOST_LEVELS = 100
"""A document that is nested deeper is refused: no object of Kubernetes is."""

_MARK = re.compile(rb"^---(?=[ \t\r]|$)[ \t]*", re.MULTILINE)
_END = re.compile(rb"^\.\.\.[ \t\r]*$", re.MULTILINE)

_WORD = re.compile(r"(?:y|n|yes|no|on|off)\b", re.IGNORECASE)
_OF_TEXTS = frozenset(
    {"annotations", "command", "entrypoint", "environment", "extends", "labels", "source", "test"}
)
"""The fields of compose that hold texts, at any depth."""


class SourceError(TodoK8sError, ValueError):
    """A file cannot be imported; the message names it, and never holds a value of it."""


class Document(NamedTuple):
    """A document of a file.

    Args:
        file: The file's name.
        content: What is in it.
        is_composed: Whether it is made from a compose file.
    """

    file: str
    content: dict[str, Any]
    is_composed: bool = False


def documents_in(data: bytes, file: str) -> list[Document]:
    """Return the documents of a file, those in a ``kind: List`` each for itself.

    Raises:
        SourceError: If it is larger than 20 MiB, holds no document, or one is nested too deep.
        ValuesError: If it is no YAML that Helm reads, or a document is no map.
    """
    if len(data) > MOST_BYTES:
        raise SourceError(f"{printable(file)}: is larger than {MOST_BYTES // 2**20} MiB")
    found = [
        Document(file, item)
        for part in _MARK.split(_END.sub(b"", data.removeprefix(b"\xef\xbb\xbf")))
        if _says_anything(part)
        for item in unlisted([_read(part.lstrip(b"\r\n"), file)])
    ]
    if not found:
        raise SourceError(f"{printable(file)}: holds nothing; name a file of manifests or compose")
    return found


def _read(part: bytes, file: str) -> dict[str, Any]:
    """Return a document; in a compose file, words such as ``no`` are texts."""
    found = read_document(part, file)
    if _is_deep(found.values):
        raise SourceError(f"{printable(file)}: is nested more than {MOST_LEVELS} levels deep")
    if not at(found.values, "services") or "kind" in found.values:
        return found.values
    words = _Words(found.text)
    for notice in found.warnings:
        if word := words.written(notice.line, notice.column):
            where = f"{printable(file)}: line {notice.line}, column {notice.column}"
            raise SourceError(f"{where}: {word} reads the same as another key; quote one of them")
    return with_tags(words.in_map(found.values, found.places), found.text)


class _Words:
    """Words such as ``no`` in a compose file: which are texts, by how they are written.

    Compose reads YAML 1.2, which has no other truth values than ``true`` and ``false``. It takes
    such a word for one all the same where it needs one: ``tty: yes``.
    """

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()

    def written(self, line: int, column: int) -> str:
        """Return the word at a place; none where ``true`` or ``false`` is, or an alias."""
        found = _WORD.match("".join(self._lines[line - 1 : line]), column - 1)
        return found[0] if found else ""

    def in_map(self, given: Any, places: Any, *, texts: bool = False) -> dict[str, Any]:
        """Return a map with its keys as they are written; `texts` are all of its values."""
        return {
            self._key(key, places[key]): self._in(
                value, places[key], texts=texts or key in _OF_TEXTS
            )
            for key, value in given.items()
        }

    def _in(self, value: Any, place: Place, *, texts: bool) -> Any:
        if is_map(value):
            return self.in_map(value, place.parts, texts=texts)
        if is_list(value):  # no list of Compose has truth values
            return [
                self._in(item, place.parts[index], texts=texts or not is_map(item))
                for index, item in enumerate(value)
            ]
        if texts and isinstance(value, bool):
            return self.written(place.line, place.column) or value
        return value

    def _key(self, key: str, place: Place) -> str:
        is_word = key in {"true", "false"}
        return (is_word and self.written(place.key_line, place.key_column)) or key


def _is_deep(content: dict[str, Any]) -> bool:
    """Tell whether a document is nested too deep, level by level: it may be deeper than a stack."""
    level: list[Any] = [content]
    for _ in range(MOST_LEVELS):
        inner = [[*each.values()] if is_map(each) else each for each in level]
        level = [item for items in inner for item in items if is_map(item) or is_list(item)]
    return bool(level)


def _says_anything(part: bytes) -> bool:
    return any(line.strip() and not line.strip().startswith(b"#") for line in part.splitlines())
