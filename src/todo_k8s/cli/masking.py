"""Lines of a values file as they may be shown: its keys, and no value that may be a secret.

A values file can hold a secret anywhere, by mistake too, and what a command prints ends up in the
logs of CI. So only keys and what stands between values are shown, and numbers, booleans and words
of a choice where a field takes such. Anything else is a ``…``: other scalars, tags and anchors.
Comments are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydantic import BaseModel

from todo_k8s.helm.model.field_at import field_at
from todo_k8s.helm.reading.lexer import BREAK, ScanError
from todo_k8s.helm.reading.nodes import ALIAS, LIST, MAP, SCALAR, Node, first_document
from todo_k8s.helm.reading.scalars import WrongTagError, resolve

_MASK = "…"
_PLAIN = {"bool": (bool,), "int": (int,), "float": (int, float)}
"""The types that are shown, by the base of a field's kind."""
_LINE_END = re.compile(f"\r\n|[{BREAK}]")
_BETWEEN = re.compile(r"#.*|[^\s\[\]{},:?-]+")
"""What is not shown between scalars: a comment, and all but what makes lists and maps."""

Steps = tuple[str | int, ...]


class _Scalar(NamedTuple):
    """A scalar: from which line and column to which, from 1, and whether it is shown."""

    line: int
    column: int
    end_line: int
    end_column: int
    is_shown: bool


class _Mask(NamedTuple):
    """A part of a line, as a slice, and what is shown in its place."""

    first: int
    last: int
    text: str


class MaskedText(NamedTuple):
    """The lines of a values file for a reader, and what is masked in each."""

    lines: list[str]
    masks: list[list[_Mask]]

    def column(self, line: int, column: int) -> int:
        """Return where a column of the file is in the masked line, from 1."""
        before = [mask for mask in self.masks[line - 1] if mask.last <= column - 1]
        return column + sum(len(text) - (last - first) for first, last, text in before)


def masked_text(text: str, model: type[BaseModel]) -> MaskedText:
    """Return a values file for a reader.

    Args:
        text: The file, which may be one that Helm does not read: then no line is shown.
        model: The model of its values.
    """
    try:
        root = first_document(text)
    except ScanError:
        return MaskedText([], [])
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    scalars = _by_line(sorted(_scalars(root, model)) if root is not None else [])
    masks = [
        [*_masks(number, line, scalars.get(number, ()))] for number, line in enumerate(lines, 1)
    ]
    return MaskedText([_masked(*each) for each in zip(lines, masks, strict=True)], masks)


def _scalars(root: Node, model: type[BaseModel]) -> Iterator[_Scalar]:
    """Yield all keys and values of a document that are no maps and lists."""
    waiting: list[tuple[Node, Steps]] = [(root, ())]
    while waiting:
        node, path = waiting.pop()
        if node.kind == SCALAR:
            yield _Scalar(node.line, node.column, *node.end, _is_shown(node, path, model))
        elif node.kind == LIST:
            waiting += [(part, (*path, index)) for index, part in enumerate(node.parts)]
        elif node.kind == MAP:
            pairs = list(zip(node.parts[::2], node.parts[1::2], strict=True))
            yield from (
                _Scalar(key.line, key.column, *key.end, key.line == key.end[0])
                for key, _ in pairs
                if key.kind == SCALAR
            )
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


def _by_line(scalars: Sequence[_Scalar]) -> dict[int, list[_Scalar]]:
    """Return the scalars of each line, those that go on there included."""
    found: dict[int, list[_Scalar]] = {}
    for each in scalars:
        for number in range(each.line, each.end_line + 1):
            found.setdefault(number, []).append(each)
    return found


def _masks(number: int, line: str, scalars: Sequence[_Scalar]) -> Iterator[_Mask]:
    """Yield what is masked in a line, from its start: scalars, and what stands between them.

    Where a scalar goes on that began on a line before, there are spaces.
    """
    done = 0
    for each in scalars:
        first = each.column - 1 if each.line == number else 0
        last = each.end_column - 1 if each.end_line == number else len(line)
        yield from _between(line, done, first)
        if not each.is_shown and first < last:
            yield _Mask(first, last, _MASK if each.line == number else " " * (last - first))
        done = last
    yield from _between(line, done, len(line))


def _between(line: str, first: int, last: int) -> Iterator[_Mask]:
    for match in _BETWEEN.finditer(line, first, last):
        yield _Mask(*match.span(), "" if match[0].startswith("#") else _MASK)


def _masked(line: str, masks: list[_Mask]) -> str:
    for first, last, text in reversed(masks):
        line = line[:first] + text + line[last:]
    return line.rstrip()
