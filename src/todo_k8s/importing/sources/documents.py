"""Reads files of YAML documents; JSON is YAML too."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from todo_k8s.errors import TodoK8sError, printable
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.reading import read_document
from todo_k8s.manifests.objects import at, unlisted

MOST_BYTES = 20 * 2**20
"""A file of more is refused."""

MOST_LEVELS = 100
"""A document that is nested deeper is refused: no object of Kubernetes is."""

_MARK = re.compile(rb"^---(?=[ \t\r]|$)[ \t]*", re.MULTILINE)
_END = re.compile(rb"^\.\.\.[ \t\r]*$", re.MULTILINE)

_WORD = re.compile(r"(?:y|n|yes|no|on|off)\b", re.IGNORECASE)


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
    """Return a document; words such as ``no`` are texts in a variable of a compose service.

    Compose reads YAML 1.2, which has no other truth values than ``true`` and ``false``.
    """
    found = read_document(part, file)
    if _is_deep(found.values):
        raise SourceError(f"{printable(file)}: is nested more than {MOST_LEVELS} levels deep")
    lines = found.text.splitlines()
    services = at(found.values, "services")
    for name, service in services.items():
        environment = at(service, "environment")
        for key in environment:
            if isinstance(environment[key], bool):
                place = found.places["services"].parts[name].parts["environment"].parts[key]
                line = "".join(lines[place.line - 1 : place.line])
                word = _WORD.match(line, place.column - 1)
                environment[key] = word[0] if word else environment[key]
    return found.values


def _is_deep(content: dict[str, Any]) -> bool:
    """Tell whether a document is nested too deep, level by level: it may be deeper than a stack."""
    level: list[Any] = [content]
    for _ in range(MOST_LEVELS):
        inner = [[*each.values()] if is_map(each) else each for each in level]
        level = [item for items in inner for item in items if is_map(item) or is_list(item)]
    return bool(level)


def _says_anything(part: bytes) -> bool:
    return any(line.strip() and not line.strip().startswith(b"#") for line in part.splitlines())
