"""Edits of a YAML text, by the places of its keys: all else stays as it is written.

An edit may go wrong where YAML is unusual; whoever asks for one reads the result back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.resolver import Resolver

from todo_k8s.helm.reading.lexer import ScanError
from todo_k8s.helm.reading.scanner import HelmEvents
from todo_k8s.migrating.changes import Path

INDENT = "  "


class NoEditError(Exception):
    """The text is written in a way that is not edited."""


class _Nodes(HelmEvents, Composer, Resolver):  # pyright: ignore[reportIncompatibleMethodOverride]  # PyYAML's are alike
    """Nodes with the places where they start and end, read as Helm reads them."""

    def __init__(self, text: str) -> None:
        HelmEvents.__init__(self, text)
        Composer.__init__(self)
        Resolver.__init__(self)


@dataclass(frozen=True)
class _Entry:
    """An entry of a map in a text, and the entries beside it."""

    text: str
    parent: MappingNode
    index: int

    @property
    def key(self) -> Node:
        key: Node = self.parent.value[self.index][0]
        return key

    @property
    def start(self) -> int:
        """Where its key starts."""
        return self.key.start_mark.index

    @property
    def line(self) -> int:
        """Where the line of its key starts."""
        return self.text.rfind("\n", 0, self.start) + 1

    @property
    def column(self) -> int:
        return self.start - self.line

    @property
    def end(self) -> int:
        """Where its value ends; in block style, with the comment behind it."""
        end = _end(self.parent.value[self.index][1])
        if self.parent.flow_style:
            return end
        last = len(self.text[:end].rstrip())  # a text of several lines ends in the next
        return len(self.text) if (found := self.text.find("\n", last)) < 0 else found + 1

    @property
    def alone_in_line(self) -> bool:
        """Whether nothing is before the key, such as the dash of a list."""
        return not self.text[self.line : self.start].strip()

    def comments(self) -> int:
        """Return where the comments above the key start that stand directly over it."""
        start = self.line
        while (above := self.text.rfind("\n", 0, start - 1) + 1) < start:
            shown = self.text[above:start]
            if not shown.startswith(f"{' ' * self.column}#"):
                break
            start = above
        is_header = start == 0 and self.index == 0
        return self.line if is_header else start


def edited(text: str, old: Path, new: Path | None) -> str:
    """Return a text in which a key is elsewhere, or gone.

    Args:
        text: The YAML text.
        old: The key.
        new: Where it goes; nowhere if it is removed.

    Raises:
        NoEditError: If it cannot be edited.
    """
    entry = _entry(text, old)
    if new is not None and new[:-1] == old[:-1]:
        return text[: entry.start] + str(new[-1]) + text[entry.key.end_mark.index :]
    without = _removed(text, old)
    return without if new is None else _inserted(without, new, entry)


def _root(text: str) -> MappingNode:
    try:
        root: Any = _Nodes(text).get_single_node()
    except (yaml.YAMLError, ScanError):
        raise NoEditError from None
    if not isinstance(root, MappingNode):
        raise NoEditError
    return root


def _entry(text: str, path: Path) -> _Entry:
    *above, key = path
    node: Any = _root(text)
    for step in above:
        node = _child(node, step)
    if isinstance(node, MappingNode):
        for index, (name, _value) in enumerate(node.value):
            if isinstance(name, ScalarNode) and name.value == key:
                return _Entry(text, node, index)
    raise NoEditError


def _child(node: Any, step: str | int) -> Any:
    """Return what is at a key or an index, as it is written there; nothing if nothing is."""
    if isinstance(node, SequenceNode) and isinstance(step, int):
        return node.value[step]
    pairs: list[tuple[Any, Any]] = node.value if isinstance(node, MappingNode) else []
    return next((value for key, value in pairs if key.value == step), None)


def _end(node: Node) -> int:
    """Return where a node ends, without the empty lines and comments behind it."""
    if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
        last: Any = node.value[-1]
        inner = _end(last[1] if isinstance(node, MappingNode) else last)
        return max(inner, node.start_mark.index)
    return node.end_mark.index


def _removed(text: str, path: Path) -> str:
    """Return a text without an entry; a map that would be empty is removed too."""
    entry = _entry(text, path)
    pairs = entry.parent.value
    if len(pairs) == 1:
        if len(path) > 1 and isinstance(path[-2], str):
            return _removed(text, path[:-1])
        if entry.parent.flow_style:
            return text[: entry.start] + text[entry.end :]
        if len(path) > 1:  # an item of a list
            return f"{text[: entry.start]}{{}}{text[entry.end - 1 :]}"
        if not entry.alone_in_line:
            raise NoEditError
    last = entry.index == len(pairs) - 1
    if entry.parent.flow_style:
        if last:
            start = _end(pairs[entry.index - 1][1])
            return text[:start] + text[entry.end :]
        return text[: entry.start] + text[pairs[entry.index + 1][0].start_mark.index :]
    if not entry.alone_in_line:  # the first of a list's item: the next one takes its place
        return text[: entry.start] + text[pairs[entry.index + 1][0].start_mark.index :]
    return text[: entry.comments()] + text[entry.end :]


def _inserted(text: str, path: Path, entry: _Entry) -> str:
    """Return a text with an entry of the old text at a new place, with its comments."""
    value = entry.text[entry.key.end_mark.index : entry.end].rstrip("\n")
    comments = "" if entry.parent.flow_style else entry.text[entry.comments() : entry.line]
    node, depth = _deepest(text, path[:-1])
    names = [str(step) for step in path[depth:]]
    if node is None:  # the text has no map any more
        line_end = "" if text.endswith("\n") or not text else "\n"
        return f"{text}{line_end}{_block(names, 0, value, comments, entry)}"
    if node.flow_style or not node.value:
        return _into_flow(text, node, names, value)
    after = _Entry(text, node, len(node.value) - 1)
    line_end = "" if text[: after.end].endswith("\n") else "\n"
    column = _Entry(text, node, 0).column
    written = _block(names, column, value, comments, entry)
    return f"{text[: after.end]}{line_end}{written}{text[after.end :]}"


def _deepest(text: str, path: Path) -> tuple[MappingNode | None, int]:
    """Return the innermost map on a path, and how many steps lead to it."""
    if not text.strip() or all(line.lstrip()[:1] in {"", "#"} for line in text.splitlines()):
        return None, 0
    node: Any = _root(text)
    for depth, step in enumerate(path):
        inner = _child(node, step)
        if inner is None:
            return node, depth
        if not isinstance(inner, MappingNode):
            raise NoEditError
        node = inner
    return node, len(path)


def _into_flow(text: str, node: MappingNode, names: list[str], value: str) -> str:
    if "\n" in value or "#" in value:
        raise NoEditError
    *above, key = names
    entry = "".join(f"{name}: {{" for name in above) + f"{key}{value}" + "}" * len(above)
    start = text.index("{", node.start_mark.index) + 1
    return f"{text[:start]}{entry}{', ' if node.value else ''}{text[start:]}"


def _block(names: list[str], column: int, value: str, comments: str, entry: _Entry) -> str:
    """Return the lines of an entry in block style, below the keys that lead to it."""
    *above, key = names
    lines = [f"{' ' * column}{INDENT * depth}{name}:" for depth, name in enumerate(above)]
    indent = " " * column + INDENT * len(above)
    lines += [f"{indent}{comment.strip()}" for comment in comments.splitlines()]
    first, *rest = f"{indent}{key}{value}".split("\n")
    shift = len(indent) - entry.column
    lines += [first, *(_shifted(line, shift) for line in rest)]
    return "\n".join([*lines, ""])


def _shifted(line: str, by: int) -> str:
    """Return a line that is indented by more, or by less."""
    if by >= 0:
        return f"{' ' * by}{line}" if line.strip() else line
    return re.sub(f"^ {{0,{-by}}}", "", line)
