"""A graph as SVG: one file for dark and for light pages, with no script and no other file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from todo_k8s.errors import printable
from todo_k8s.graph.cards import PADDING, SIZES, Card, Line, Row, cards_of
from todo_k8s.graph.colours import Theme, style_of
from todo_k8s.graph.layout import laid_out
from todo_k8s.graph.measuring import text_width
from todo_k8s.graph.model import EDGES, EdgeKind, Graph
from todo_k8s.graph.places import Box, Link, Picture, Route

_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_LABEL = 11.0
_MARGIN = 28.0
_TITLE = 40.0
_LEGEND = 20.0
_STRIPE = 4


def svg_of(graph: Graph, theme: Theme = "auto") -> str:
    """Return a graph as the text of an SVG file.

    Args:
        graph: The graph.
        theme: ``auto`` follows what the reader prefers; the others are always the same.
    """
    cards, lines = cards_of(graph)
    picture = _laid_out(cards, lines)
    legend = [*_legend(graph, lines)]
    top = _MARGIN + (_TITLE if graph.title else 0)
    widest = max((text_width(text, 12) + 46 for _, text in legend), default=0.0)
    title = text_width(graph.title, 18, is_bold=True)
    width = max(picture.width, widest, title, 240.0) + 2 * _MARGIN
    height = top + picture.height + _LEGEND * (len(legend) + 1) + _MARGIN
    parts = [
        _opening(_n(width), _n(height)),
        f"<title>{_text(graph.title or 'What is deployed')}</title>",
        f"<style>{style_of(theme)}</style>",
        *_markers(),
        f'<rect class="page" width="{_n(width)}" height="{_n(height)}"/>',
        *_heading(graph.title),
        f'<g transform="translate({_n(_MARGIN)} {_n(top)})">',
        *_lines(lines, picture),
        *(each for card in cards for each in _card(card, *picture.corners[card.id])),
        *_labels(lines, picture),
        "</g>",
        *_legend_parts(legend, top + picture.height + _LEGEND * 1.5),
        "</svg>",
    ]
    return "\n".join([*parts, ""])


def _opening(width: str, height: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" class="todo-k8s" font-family="{_FONT}">'
    )


def _laid_out(cards: Sequence[Card], lines: Sequence[Line]) -> Picture:
    boxes = {card.id: Box(card.width, card.height) for card in cards}
    links = [
        Link(line.source, line.target, line.start, line.end, _label_size(line.label))
        for line in lines
    ]
    return laid_out(boxes, links)


def _label_size(label: str) -> Box | None:
    return Box(text_width(label, _LABEL) + 10, 18) if label else None


def _n(number: float) -> str:
    """Return a number in as few characters as it needs, the same on every machine."""
    return f"{number:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    return escape(printable(text), {'"': "&quot;", "'": "&#39;"})


def _markers() -> Iterator[str]:
    yield "<defs>"
    for kind in EDGES:
        yield (
            f'<marker id="m-{kind}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" '
            'markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">'
            f'<path class="m-{kind}" d="M0 0L8 4L0 8z"/></marker>'
        )
    yield "</defs>"


def _heading(title: str) -> Iterator[str]:
    if title:
        x, y = _n(_MARGIN), _n(_MARGIN + 14)
        yield f'<text class="t b" x="{x}" y="{y}" font-size="18">{_text(title)}</text>'


def _card(card: Card, left: float, top: float) -> Iterator[str]:
    width, height = _n(card.width), _n(card.height)
    yield f'<g transform="translate({_n(left)} {_n(top)})">'
    yield f'<rect class="card" width="{width}" height="{height}" rx="6"/>'
    yield (
        f'<rect class="f-{card.kind}" width="{_STRIPE}" height="{_n(card.height - 12)}" y="6" '
        'x="0" rx="2"/>'
    )
    for number, row in enumerate(card.rows):
        of_service = number > 0 and card.rows[number - 1].of == "service"
        if number and (row.style == "source" or (row.style == "kind" and of_service)):
            y, end = _n(row.top + 2), _n(card.width - PADDING)
            yield f'<path class="rule" d="M{PADDING} {y}H{end}"/>'
        yield _row(row)
    yield "</g>"


def _row(row: Row) -> str:
    size = SIZES[row.style][0]
    lower = 3 if row.style in ("source", "kind") else 0  # below the rule
    x, y = _n(PADDING + row.indent), _n(row.middle + size * 0.36 + lower)
    classes = _CLASSES[row.style].format(kind=row.of)
    return (
        f'<text class="{classes}" x="{x}" y="{y}" font-size="{_n(size)}">{_text(row.text)}</text>'
    )


_CLASSES = {
    "kind": "k f-{kind}",
    "name": "t b",
    "detail": "s",
    "service": "b f-{kind}",
    "source": "b f-{kind}",
    "key": "s",
}


def _lines(lines: Sequence[Line], picture: Picture) -> Iterator[str]:
    for line, route in zip(lines, picture.routes, strict=True):
        yield (
            f'<path class="line l-{line.kind}" d="{_curve(route)}" '
            f'marker-end="url(#m-{line.kind})"/>'
        )


def _curve(route: Route) -> str:
    """Return the path of a line: straight at one height, and curved between two."""
    (x, y), *rest = route.points
    parts = [f"M{_n(x)} {_n(y)}"]
    for next_x, next_y in rest:
        if abs(next_y - y) < 0.05:
            parts.append(f"H{_n(next_x)}")
        else:
            middle = _n((x + next_x) / 2)
            parts.append(f"C{middle} {_n(y)} {middle} {_n(next_y)} {_n(next_x)} {_n(next_y)}")
        x, y = next_x, next_y
    return "".join(parts)


def _labels(lines: Sequence[Line], picture: Picture) -> Iterator[str]:
    for line, route in zip(lines, picture.routes, strict=True):
        size = _label_size(line.label)
        if size and route.label:
            x, y = route.label
            yield (
                f'<rect class="halo" x="{_n(x - size.width / 2)}" y="{_n(y - 9)}" '
                f'width="{_n(size.width)}" height="18" rx="3"/>'
            )
            yield (
                f'<text class="s" x="{_n(x)}" y="{_n(y + 4)}" font-size="{_n(_LABEL)}" '
                f'text-anchor="middle">{_text(line.label)}</text>'
            )


def _legend(graph: Graph, lines: Sequence[Line]) -> Iterator[tuple[EdgeKind | None, str]]:
    """Yield what the kinds of lines mean that are there, and what is true of all of it."""
    there = {line.kind for line in lines}
    for kind, text in EDGES.items():
        if kind in there:
            yield kind, text
    for note in graph.notes:
        yield None, note


def _legend_parts(legend: Sequence[tuple[EdgeKind | None, str]], top: float) -> Iterator[str]:
    for number, (kind, text) in enumerate(legend):
        y = top + number * _LEGEND
        if kind:
            end = _n(_MARGIN + 30)
            yield (
                f'<path class="line l-{kind}" d="M{_n(_MARGIN)} {_n(y - 4)}H{end}" '
                f'marker-end="url(#m-{kind})"/>'
            )
        x = _n(_MARGIN + (40 if kind else 0))
        yield f'<text class="s" x="{x}" y="{_n(y)}" font-size="12">{_text(text)}</text>'
