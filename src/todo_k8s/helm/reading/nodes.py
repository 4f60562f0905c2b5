"""The nodes of the first document in a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.reader import ReaderError

from todo_k8s.helm.plain.deep import MAX_LEVELS
from todo_k8s.helm.reading.lexer import ScanError
from todo_k8s.helm.reading.scanner import HelmEvents

SCALAR, LIST, MAP, ALIAS = "scalar", "list", "map", "alias"


@dataclass(slots=True, eq=False)
class Node:
    """A scalar, list, map or alias, and where it starts: line and column, from 1."""

    kind: str
    line: int
    column: int
    tag: str = ""
    text: str = ""
    plain: bool = False
    target: Node | None = None
    """What an alias stands for."""
    parts: list[Node] = field(default_factory=list["Node"])
    """The items of a list; keys and values of a map, in turn."""
    end: tuple[int, int] = (0, 0)
    """The line and column behind a scalar."""

    def fail(self, problem: str) -> ScanError:
        """Return the error that says what is wrong here."""
        return ScanError(problem, self.line, self.column)


def first_document(text: str) -> Node | None:
    """Return the first document; what comes after it is not read.

    Raises:
        ScanError: If the text is not YAML as Helm reads it.
    """
    try:
        return _composed(_events(text))
    except ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        problem = "control characters are not allowed; in double quotes, write an escape"
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        line, column = mark.line, mark.column
        problem = "check the indentation and quotes"
    raise ScanError(problem, line + 1, column + 1)  # out here, as a context quotes the text


def _events(text: str) -> Iterator[Any]:
    events: Any = HelmEvents(text)
    while (event := events.get_event()) is not None:
        yield event
        if isinstance(event, yaml.DocumentEndEvent):
            return


def _composed(events: Iterator[Any]) -> Node | None:
    root = Node(LIST, 1, 1)
    open_nodes = [root]
    anchors: dict[str, Node] = {}
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            open_nodes.pop()
        elif isinstance(event, yaml.NodeEvent):
            node = _node(event, anchors)
            open_nodes[-1].parts.append(node)
            if node.kind in {LIST, MAP}:
                open_nodes.append(node)
            if len(open_nodes) > MAX_LEVELS + 1:
                raise node.fail(f"more than {MAX_LEVELS} levels of maps and lists")
    return root.parts[0] if root.parts else None


def _node(event: Any, anchors: dict[str, Node]) -> Node:
    line, column = event.start_mark.line + 1, event.start_mark.column + 1
    if isinstance(event, yaml.AliasEvent):
        target = anchors.get(event.anchor or "")
        node = Node(ALIAS, line, column, target=target)
        if target is None:
            raise node.fail("this alias has no anchor before it")
        return node
    if isinstance(event, yaml.ScalarEvent):
        plain = event.implicit[0]
        node = Node(SCALAR, line, column, event.tag or "", event.value, plain)
        mark: Any = event.end_mark
        node.end = (mark.line + 1, mark.column + 1)
    else:
        kind = MAP if isinstance(event, yaml.MappingStartEvent) else LIST
        node = Node(kind, line, column, event.tag or "")
    if event.anchor is not None:
        anchors[event.anchor] = node
    return node
