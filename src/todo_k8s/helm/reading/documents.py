"""Values files, read as every Helm reads them, or refused where one Helm reads another thing.

Helm 3 takes the first document of a file. Helm 4 cuts a file at each line that starts with ``---``
and lays all documents over one another. What both make the same of is accepted.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from todo_k8s.errors import DuplicateKeyWarning, ValuesError, printable
from todo_k8s.helm.plain.shapes import is_list, is_map, overlaid
from todo_k8s.helm.reading.decoding import Decoder, Place
from todo_k8s.helm.reading.lexer import ScanError
from todo_k8s.helm.reading.nodes import first_document


class Notice(NamedTuple):
    """What is said of a place in a values file."""

    source: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        return f"{self.source}: line {self.line}, column {self.column}: {self.text}"


class NotYamlError(ValuesError):
    """A values file is not YAML as Helm reads it."""

    def __init__(self, notice: Notice) -> None:
        where = f"(line {notice.line}, column {notice.column})"
        super().__init__(f"{notice.source}: is not YAML that Helm reads {where}: {notice.text}")
        self.notice = notice


@dataclass(frozen=True, slots=True)
class ValuesFile:
    """What is in a values file."""

    name: str
    values: dict[str, Any]
    """The values, each of the type that Helm gives it."""
    places: dict[str | int, Place] = field(default_factory=dict[str | int, Place])
    """Where each value is written, by key; see `Place`."""
    warnings: tuple[Notice, ...] = ()
    """The keys that are written twice."""
    text: str = field(default="", repr=False)
    """The file as it is written, which may hold secrets."""


def read_document(data: str | bytes, name: str = "values") -> ValuesFile:
    """Return what a values file holds.

    Args:
        data: The text, or the bytes of the file.
        name: What errors and warnings call it.

    Raises:
        ValuesError: If it is not YAML as Helm reads it, or not a map; with line and column.
    """
    try:
        return _read(data, name)
    except ScanError as error:
        notice = Notice(name, error.line, error.column, error.problem)
    raise NotYamlError(notice)  # out here, as the context of an error quotes the file


def read_values(text: str, name: str = "values") -> dict[str, Any]:
    """Return the mapping a values file holds, each scalar of the type that Helm gives it.

    A key that is written twice is a `DuplicateKeyWarning`; the last one counts, as in Helm.

    Raises:
        ValuesError: If the text is not YAML as Helm reads it, or not a map.
    """
    return _warned(read_document(text, name))


def read_values_file(path: Path) -> dict[str, Any]:
    """Return the mapping in a values file; see `read_values`."""
    return _warned(read_document(path.read_bytes(), path.name))


def _warned(file: ValuesFile) -> dict[str, Any]:
    for notice in file.warnings:
        warnings.warn(str(notice), DuplicateKeyWarning, stacklevel=3)
    return file.values


def merge_mappings(*mappings: dict[str, Any]) -> dict[str, Any]:
    """Lay the mappings of several ``-f`` files over one another, the last one on top.

    A ``null`` is kept, as it may take away a default of the chart.
    """
    merged: dict[str, Any] = {}
    for mapping in mappings:
        merged = overlaid(merged, mapping)
    return merged


def _read(data: str | bytes, name: str) -> ValuesFile:
    text = data if isinstance(data, str) else _decoded(data)
    documents = _documents(text)
    file = _document(text, 0, name)
    if [part for _line, part in documents] == [text]:
        return file
    merged: dict[str, Any] = {}
    for line, part in documents:
        merged = merge_mappings(merged, _document(part, line, name).values)
    if same(file.values, merged):
        return file
    if len(documents) > 1:
        line = documents[1][0]
        raise ScanError("Helm 3 reads the first document only; use one document", line, 1)
    raise ScanError("Helm 3 and 4 read the end differently; end it with a line end", 1, 1)


def _decoded(data: bytes) -> str:
    """Return the text of a file. UTF-16 is refused: Helm 4 reads next to none of it."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line, start = data.count(b"\n", 0, error.start), data.rfind(b"\n", 0, error.start)
        column = error.start - start
    raise ScanError("the file is not UTF-8; save it as that", line + 1, column)


def _documents(text: str) -> list[tuple[int, str]]:
    """Cut a text as Helm 4 does; return the line that each document starts after, and it."""
    found: list[tuple[int, str]] = []
    start, lines = 0, list[str]()
    whole = text.split("\n")
    for number, line in enumerate(whole[:-1] if whole[-1] == "" else whole):
        bare = line.removesuffix("\r")
        if bare.startswith("---"):
            if bare[3:].strip()[:1] not in {"", "#"}:
                raise ScanError("Helm 4 takes nothing but a comment after ---", number + 1, 4)
            if lines:
                found.append((start, "\n".join([*lines, ""])))
                start, lines = number + 1, []
                continue
        lines.append(bare)
    if lines:
        found.append((start, "\n".join([*lines, ""])))
    return found


def _document(text: str, before: int, name: str) -> ValuesFile:
    """Return what the first document of a text holds; `before` is the number of lines above."""
    try:
        root = first_document(text)
        decoder = Decoder()
        value, place = decoder.decode(root) if root else (None, None)
    except ScanError as error:
        raise ScanError(error.problem, error.line + before, error.column) from None
    if value is not None and not is_map(value):
        raise ValuesError(f"{name}: must be a map at the top")
    notices = (
        Notice(
            name,
            again.node.line + before,
            again.node.column,
            printable(f"{again.key} is set again, and replaces line {again.first.line + before}"),
        )
        for again in decoder.again
    )
    again = tuple(dict.fromkeys(notices))
    return ValuesFile(name, value or {}, place.parts if place else {}, again, text)


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are the same in JSON; 1 and true are not."""
    pairs = [(one, other)]
    while pairs:
        left, right = pairs.pop()
        if is_map(left) and is_map(right):
            if left.keys() != right.keys():
                return False
            pairs += [(left[key], right[key]) for key in left]
        elif is_list(left) and is_list(right):
            if len(left) != len(right):
                return False
            pairs += zip(left, right, strict=True)
        elif isinstance(left, bool) is not isinstance(right, bool) or left != right:
            return False
    return True
