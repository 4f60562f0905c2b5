"""A graph as a Mermaid flowchart, which GitHub, GitLab and many others draw.

References:
    https://mermaid.js.org/syntax/flowchart.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from todo_k8s.errors import printable
from todo_k8s.graph.model import EdgeKind, Graph, Node, NodeKind

_SHAPES: dict[NodeKind, tuple[str, str]] = {
    "outside": ("([", "])"),
    "route": ("{{", "}}"),
    "service": ("(", ")"),
    "workload": ("[", "]"),
    "job": ("[[", "]]"),
    "secret": ("[/", "/]"),
    "config": ("[/", "/]"),
    "claim": ("[(", ")]"),
    "external": ("([", "])"),
}
_ARROWS: dict[EdgeKind, str] = {
    "route": "==>",
    "selects": "-->",
    "allowed": "-->",
    "blocked": "-.-x",
    "reads": "-.->",
}
_GREY = "#64748b"
_COLOURS: dict[NodeKind, str] = {
    "route": "#7c3aed",
    "service": "#0284c7",
    "workload": "#2563eb",
    "job": "#0d9488",
    "secret": "#d97706",
    "config": "#65a30d",
    "claim": "#db2777",
}
"""The colours of borders, which show on light and on dark pages."""

_SPECIAL = re.compile(r"[^\w ./:,*=→–…-]")
_MOST_LABELS = 6


def mermaid_of(graph: Graph) -> str:
    """Return a graph as the text of a Mermaid flowchart, to be put into a code block."""
    return "\n".join([*_lines(graph), ""])


def _lines(graph: Graph) -> Iterator[str]:
    if graph.title:
        yield from ("---", f'title: "{_title(graph.title)}"', "---")
    yield "flowchart LR"
    numbers = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    for node in graph.nodes:
        yield f"    {numbers[node.id]}{_node(node)}:::{node.kind}"
    for edge in graph.edges:
        label = _label(edge.labels)
        middle = f'|"{label}"|' if label else ""
        arrow = _ARROWS[edge.kind]
        yield f"    {numbers[edge.source]} {arrow}{middle} {numbers[edge.target]}"
    kinds: list[NodeKind] = [node.kind for node in graph.nodes]
    for kind in dict.fromkeys(kinds):
        colour = _COLOURS.get(kind, _GREY)
        yield f"    classDef {kind} stroke:{colour},stroke-width:2px"
    for note in graph.notes:
        yield f"    %% {note}"


def _node(node: Node) -> str:
    start, end = _SHAPES[node.kind]
    lines = [node.title, f"<b>{_escaped(node.name)}</b>", *map(_escaped, node.details)]
    return f'{start}"{"<br>".join(lines)}"{end}'


def _label(labels: tuple[str, ...]) -> str:
    shown = [*map(_escaped, labels[:_MOST_LABELS])]
    more = len(labels) - len(shown)
    return "<br>".join([*shown, *([f"and {more} more"] if more else [])])


def _escaped(text: str) -> str:
    """Return a text for a string of Mermaid: what could end it or mean something is a number."""
    return _SPECIAL.sub(lambda match: f"#{ord(match[0])};", printable(text))


def _title(text: str) -> str:
    """Return a text for a string of YAML that Mermaid reads."""
    return printable(text).replace("\\", "\\\\").replace('"', '\\"')
