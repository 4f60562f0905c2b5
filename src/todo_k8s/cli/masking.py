"""Lines of a values file as they may be shown: its keys, and no value that may be a secret.

A values file can hold a secret anywhere, by mistake too, and what a command prints ends up in the
logs of CI. So only numbers, booleans and words of a choice are shown, where a field takes such; any
other scalar is a ``…``, and comments are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from todo_k8s.helm.model.field_at import field_at
from todo_k8s.helm.reading.lexer import ScanError
from todo_k8s.helm.reading.nodes import ALIAS, LIST, MAP, SCALAR, Node, first_document
from todo_k8s.helm.reading.scalars import WrongTagError, resolve

_MASK = "…"
_PLAIN = {"bool": (bool,), "int": (int,), "float": (int, float)}
"""The types that are shown, by the base of a field's kind."""

Steps = tuple[str | int, ...]
Masked = tuple[int, int, int, int]
"""From where to where a text is masked: line and column, from 1, of its start and of its end."""


def masked_lines(text: str, model: type[BaseModel]) -> list[str]:
    """Return the lines of a values file for a reader.

    Args:
        text: The file, which may be one that Helm does not read: then no line is shown.
        model: The model of its values.
    """
    try:
        root = first_document(text)
    except ScanError:
        return []
    lines = text.split("\n")
    if root is None:
        return lines
    for start, first, end, last in sorted(_masks(root, (), model), reverse=True):
        _mask(lines, (start, first, end, last))
    return [_uncommented(line) for line in lines]


def _masks(root: Node, steps: Steps, model: type[BaseModel]) -> Iterator[Masked]:
    """Yield the places of scalars that may not be shown."""
    waiting: list[tuple[Node, Steps]] = [(root, steps)]
    while waiting:
        node, path = waiting.pop()
        if node.kind == SCALAR and not _is_shown(node, path, model):
            yield node.line, node.column, *node.end
        elif node.kind == LIST:
            waiting += [(part, (*path, index)) for index, part in enumerate(node.parts)]
        elif node.kind == MAP:
            pairs = zip(node.parts[::2], node.parts[1::2], strict=True)
            waiting += [(value, (*path, key.text)) for key, value in pairs]
        elif node.kind == ALIAS:
            continue  # its name is not a value


def _is_shown(node: Node, steps: Steps, model: type[BaseModel]) -> bool:
    if node.line != node.end[0] or (found := field_at(model, steps)) is None:
        return False
    try:
        value = resolve(node.tag, node.text, plain=node.plain)
    except WrongTagError:
        return False
    return value in found.kind.choices or type(value) in _PLAIN.get(found.kind.base, ())


def _mask(lines: list[str], where: Masked) -> None:
    """Put a mark in place of a text, which may span lines; the last of them stay, and are empty."""
    start, first, end, last = where
    if start == end:
        line = lines[start - 1]
        masked = _MASK if line[first - 1 : last - 1] else ""
        lines[start - 1] = line[: first - 1] + masked + line[last - 1 :]
        return
    lines[start - 1] = lines[start - 1][: first - 1] + _MASK
    for number in range(start, min(end - 1, len(lines))):
        lines[number] = ""
    if end <= len(lines):
        lines[end - 1] = " " * (last - 1) + lines[end - 1][last - 1 :]


def _uncommented(line: str) -> str:
    """Return a line without its comment; a key with `` #`` in it is cut too."""
    if line.lstrip().startswith("#"):
        return ""
    return line.partition(" #")[0].rstrip()
