"""A timeline: rows of bars over seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docs_site.pictures.drawing import Drawing

_LEFT, _TOP, _ROW, _BAR = 130, 62, 42, 26
_WIDTH = 860


@dataclass(frozen=True)
class Bar:
    """A stretch of time in a row.

    Args:
        start: Its first second.
        end: Its last second.
        words: What happens then.
        kind: How it looks: ``good``, ``warn``, ``bad``, ``main`` or ``box``.
    """

    start: float
    end: float
    words: str
    kind: str


@dataclass(frozen=True)
class Mark:
    """A moment, as a line through all rows with words above it."""

    second: float
    words: str


def timeline(
    title: str,
    rows: Sequence[tuple[str, Sequence[Bar]]],
    marks: Sequence[Mark],
    last: float,
    note: str,
) -> str:
    """Return a picture of rows of bars, from second 0 to `last`, with a note below."""
    bottom = _TOP + _ROW * len(rows)
    drawing = Drawing(_WIDTH, bottom + 62, title)
    drawing.text(16, 26, title, "strong", "start")
    scale = (_WIDTH - _LEFT - 30) / last
    for second in range(0, int(last) + 1, 5):
        x = _LEFT + second * scale
        drawing.line([(x, _TOP - 6), (x, bottom)])
        drawing.text(x, bottom + 16, f"{second} s", "small")
    for number, (name, bars) in enumerate(rows):
        y = _TOP + _ROW * number + (_ROW - _BAR) / 2
        drawing.text(_LEFT - 12, y + _BAR / 2 + 4, name, "", "end")
        for bar in bars:
            _bar(drawing, bar, y, scale)
    for mark in marks:
        x = _LEFT + mark.second * scale
        drawing.line([(x, _TOP - 8), (x, bottom)], "line dashed")
        drawing.text(x, _TOP - 14, mark.words, "small")
    drawing.text(16, bottom + 44, note, "small", "start")
    return drawing.svg()


def _bar(drawing: Drawing, bar: Bar, y: float, scale: float) -> None:
    x, width = _LEFT + bar.start * scale, (bar.end - bar.start) * scale
    drawing.rectangle(x, y, width, _BAR, bar.kind)
    drawing.text(x + width / 2, y + _BAR / 2 + 4, bar.words, "small")
