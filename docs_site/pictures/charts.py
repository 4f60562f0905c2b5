"""Charts of numbers: bars beside their names, and lines over a count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docs_site.pictures.drawing import Drawing

_WIDTH, _NAMES, _ROW, _TOP = 860, 170, 24, 54


def bars(title: str, percents: Mapping[str, int], most: int) -> str:
    """Return a chart with a bar of each percentage, a line at 100, and the end at `most`."""
    bottom = _TOP + _ROW * len(percents)
    drawing = Drawing(_WIDTH, bottom + 34, title)
    drawing.text(16, 26, title, "strong", "start")
    scale = (_WIDTH - _NAMES - 60) / most
    for percent in range(0, most + 1, 50):
        x = _NAMES + percent * scale
        drawing.line([(x, _TOP - 4), (x, bottom)], "line dashed" if percent == 100 else "grid")
        drawing.text(x, bottom + 18, f"{percent} %", "small")
    for number, (name, percent) in enumerate(percents.items()):
        y = _TOP + _ROW * number
        drawing.text(_NAMES - 10, y + 15, name, "", "end")
        shown = min(percent, most)
        kind = "good" if percent <= 100 else "warn"
        drawing.rectangle(_NAMES, y + 3, max(1, shown * scale), _ROW - 7, kind)
        drawing.text(_NAMES + shown * scale + 6, y + 15, f"{percent} %", "small", "start")
    return drawing.svg()


def lines(title: str, counts: Sequence[int], ways: Mapping[str, Sequence[float]]) -> str:
    """Return a chart with a line per way over the counts, in seconds, named at its end."""
    drawing = Drawing(_WIDTH, 340, title)
    drawing.text(16, 26, title, "strong", "start")
    left, right, top, bottom = 60, 560, 50, 296
    highest = max(max(line) for line in ways.values()) * 1.1
    across, up = (right - left) / max(counts), (bottom - top) / highest
    for second in range(int(highest * 2) + 1):
        y = bottom - second / 2 * up
        drawing.line([(left, y), (right, y)])
        drawing.text(left - 8, y + 4, f"{second / 2:g} s", "small", "end")
    for count in counts:
        drawing.text(left + count * across, bottom + 18, str(count), "small")
    drawing.text((left + right) / 2, bottom + 36, "services", "small")
    ends = _apart({way: bottom - line[-1] * up for way, line in ways.items()})
    for way, line in ways.items():
        points = [(left + n * across, bottom - s * up) for n, s in zip(counts, line, strict=True)]
        drawing.line(points, "line")
        drawing.text(right + 10, ends[way] + 4, f"{way} ({line[-1]:.2f} s)", "small", "start")
    return drawing.svg()


def _apart(heights: Mapping[str, float], least: float = 15) -> dict[str, float]:
    """Return heights of labels, moved so far apart that each can be read."""
    made, last = dict[str, float](), float("-inf")
    for name in sorted(heights, key=lambda name: heights[name]):
        last = max(heights[name], last + least)
        made[name] = last
    return made
