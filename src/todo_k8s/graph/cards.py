"""The cards of a picture: a workload with its Services and all it reads is one card.

What is read is a row of the card, so that no line has to be drawn for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from todo_k8s.errors import printable
from todo_k8s.graph.measuring import cut, text_width
from todo_k8s.graph.model import Edge, EdgeKind, Graph, Node

Style = Literal["kind", "name", "detail", "service", "source", "key"]

SIZES: dict[Style, tuple[float, float]] = {
    "kind": (10.5, 19),
    "name": (14, 20),
    "detail": (12, 17),
    "service": (12, 22),
    "source": (12, 24),
    "key": (11, 17),
}
"""The size of the text of each kind of row, and how high the row is, in pixels."""

PADDING = 14
_LONGEST = 52
_MOST_KEYS = 8
_MOST_LINES = 3
"""A place outside that more workloads reach than this is a row of their cards, and no card."""

_WHOLE = ("all keys",)
_INDENT = {"key": 14.0}
_BOLD = {"kind", "name", "service", "source"}


@dataclass(frozen=True)
class Row:
    """A row of a card.

    Args:
        text: What it says.
        style: How it is drawn.
        of: The kind of node that it is about.
        top: Where it starts, in pixels from the top of the card.
    """

    text: str
    style: Style
    of: str
    top: float = 0

    @property
    def middle(self) -> float:
        """Where lines that lead to it end, from the top of the card."""
        return self.top + SIZES[self.style][1] / 2

    @property
    def indent(self) -> float:
        """How far its text is from the left side, beyond the padding."""
        return _INDENT.get(self.style, 0)


@dataclass(frozen=True)
class Card:
    """A card.

    Args:
        id: The node that it is.
        kind: The kind of that node.
        rows: Its rows, from the top.
        anchors: Where lines to each node in it end, in pixels from its top.
    """

    id: str
    kind: str
    rows: tuple[Row, ...]
    anchors: dict[str, float]

    @property
    def width(self) -> float:
        """How wide it is, in pixels."""
        widths = (
            text_width(row.text, SIZES[row.style][0], is_bold=row.style in _BOLD) + row.indent
            for row in self.rows
        )
        return round(max(widths) + 2 * PADDING, 1)

    @property
    def height(self) -> float:
        """How high it is, in pixels."""
        last = self.rows[-1]
        return last.top + SIZES[last.style][1] + PADDING / 2


@dataclass(frozen=True)
class Line:
    """A line from a card to another one.

    Args:
        source: The card that it starts from.
        target: The card that it leads to.
        start: Where it starts, from the top of the card.
        end: Where it ends, from the top of the other card.
        kind: The kind of the edge.
        label: What it says.
    """

    source: str
    target: str
    start: float
    end: float
    kind: EdgeKind
    label: str


def cards_of(graph: Graph) -> tuple[list[Card], list[Line]]:
    """Return the cards of a graph, and the lines between them."""
    nodes = {node.id: node for node in graph.nodes}
    within = _within(graph, nodes)
    common = _common(graph, nodes)
    cards = [
        _card(_rows(graph, node, nodes, within, common), node)
        for node in graph.nodes
        if node.id not in within and node.id not in common and not _is_only_read(graph, node)
    ]
    home = {inner: card for card in cards for inner in card.anchors}
    lines = [
        _line(edge, home[edge.source], home[edge.target])
        for edge in graph.edges
        if edge.source in home and edge.target in home
        if home[edge.source] is not home[edge.target]
    ]
    return cards, lines


def _within(graph: Graph, nodes: dict[str, Node]) -> dict[str, str]:
    """Return the workload on whose card each Service is: the only one that it selects."""
    behind: dict[str, list[str]] = {}
    for edge in graph.edges:
        if edge.kind == "selects":
            behind.setdefault(edge.source, []).append(edge.target)
    return {
        service: each[0] for service, each in behind.items() if len(each) == 1 and service in nodes
    }


def _is_only_read(graph: Graph, node: Node) -> bool:
    """Tell whether a node is a row of those who read it, and needs no card."""
    return node.kind in ("secret", "config", "claim") and any(
        edge.source == node.id for edge in graph.edges
    )


def _common(graph: Graph, nodes: dict[str, Node]) -> set[str]:
    """Return the places outside that so many workloads reach that lines to them would hide all."""
    reached = Counter(edge.target for edge in graph.edges)
    return {
        each
        for each, count in reached.items()
        if count > _MOST_LINES and nodes[each].kind == "external"
    }


def _card(rows: Iterable[tuple[Row, str]], node: Node) -> Card:
    """Return a card with its rows one below the other."""
    placed, anchors, top = list[Row](), dict[str, float](), PADDING / 2
    for row, about in rows:
        placed.append(Row(cut(printable(row.text), _LONGEST), row.style, row.of, top))
        if about:
            anchors[about] = placed[-1].middle
        top += SIZES[row.style][1]
    return Card(node.id, node.kind, tuple(placed), anchors)


def _rows(
    graph: Graph, node: Node, nodes: dict[str, Node], within: dict[str, str], common: set[str]
) -> Iterator[tuple[Row, str]]:
    """Yield the rows of a card, each with the node that lines end at there."""
    for each in (inner for inner, outer in within.items() if outer == node.id):
        service = nodes[each]
        yield Row(f"Service {service.name}", "service", "service"), each
        if service.details:
            yield Row(", ".join(service.details), "key", "service"), ""
    yield Row(node.title.upper(), "kind", node.kind), ""
    yield Row(node.name, "name", node.kind), node.id
    for detail in node.details:
        yield Row(detail, "detail", node.kind), ""
    for edge in graph.edges:
        if edge.source == node.id and edge.target in common:
            where = f"→ {nodes[edge.target].name}: {', '.join(edge.labels)}"
            yield Row(where, "detail", "external"), ""
    for edge in graph.edges:
        if edge.kind == "reads" and edge.target == node.id:
            yield from _source(nodes[edge.source], edge)


def _source(source: Node, edge: Edge) -> Iterator[tuple[Row, str]]:
    titles = {"PersistentVolumeClaim": "Volume"}
    about = f"{titles.get(source.title, source.title)} {source.name}"
    if (*source.details, *edge.labels) == _WHOLE:
        yield Row(f"{about} ({_WHOLE[0]})", "source", source.kind), ""
        return
    yield Row(about, "source", source.kind), ""
    for label in (*source.details, *edge.labels[:_MOST_KEYS]):
        yield Row(label, "key", source.kind), ""
    if len(edge.labels) > _MOST_KEYS:
        yield Row(f"and {len(edge.labels) - _MOST_KEYS} more", "key", source.kind), ""


def _line(edge: Edge, source: Card, target: Card) -> Line:
    label = cut(printable(", ".join(edge.labels)), _LONGEST)
    start, end = source.anchors[edge.source], target.anchors[edge.target]
    return Line(source.id, target.id, start, end, edge.kind, label)
