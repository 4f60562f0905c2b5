"""A small drawing: boxes, arrows, bars and text, as SVG for light and dark pages."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_STYLE = """\
svg { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
.page { fill: #ffffff; }
text { fill: #1f2430; }
.small { font-size: 11px; fill: #5a6272; }
.strong { font-weight: 600; }
.box { fill: #f3f5f9; stroke: #a9b2c3; }
.main { fill: #e3ebff; stroke: #4a6cf0; }
.good { fill: #dcf3e4; stroke: #2f9e5b; }
.warn { fill: #fdeccf; stroke: #c98716; }
.bad { fill: #fbdcdc; stroke: #cc4b4b; }
.frame { fill: none; stroke: #a9b2c3; stroke-dasharray: 5 4; }
.line { fill: none; stroke: #5a6272; stroke-width: 1.4; }
.dashed { stroke-dasharray: 4 4; }
.grid { stroke: #dde1ea; }
.head { fill: #5a6272; }
@media (prefers-color-scheme: dark) {
  .page { fill: #10131a; }
  text { fill: #e6e9f0; }
  .small { fill: #9aa3b5; }
  .box { fill: #1c212c; stroke: #4b5568; }
  .main { fill: #1d2a55; stroke: #7d98ff; }
  .good { fill: #12351f; stroke: #4fbf7c; }
  .warn { fill: #40300d; stroke: #dda23a; }
  .bad { fill: #431a1a; stroke: #e07474; }
  .frame { stroke: #4b5568; }
  .line { stroke: #9aa3b5; }
  .grid { stroke: #2a303d; }
  .head { fill: #9aa3b5; }
}
"""
Point = tuple[float, float]


class Drawing:
    """A picture that is drawn part by part.

    Args:
        width: In pixels.
        height: In pixels.
        title: What it shows, for those who do not see it.
    """

    def __init__(self, width: int, height: int, title: str) -> None:
        self._head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" aria-label="{escape(title)}">\n'
            f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n<defs>"
            '<marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
            'markerHeight="8" orient="auto-start-reverse"><path class="head" d="M0 0L8 4L0 8z"/>'
            "</marker></defs>\n"
            f'<rect class="page" width="{width}" height="{height}" rx="8"/>\n'
        )
        self._parts = list[str]()

    def text(self, x: float, y: float, words: str, kind: str = "", anchor: str = "middle") -> None:
        """Write words at a point; `anchor` is ``start``, ``middle`` or ``end``."""
        self._parts.append(
            f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">'
            f"{escape(words)}</text>"
        )

    def rectangle(self, x: float, y: float, width: float, height: float, kind: str) -> None:
        """Draw a rectangle with round corners."""
        self._parts.append(
            f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" '
            'rx="5"/>'
        )

    def box(
        self, place: tuple[float, float, float, float], lines: Sequence[str], kind: str = "box"
    ) -> None:
        """Draw a box at (x, y, width, height) with lines of text; the first is strong."""
        x, y, width, height = place
        self.rectangle(x, y, width, height, kind)
        top = y + height / 2 - 8 * (len(lines) - 1) + 4.5
        for number, words in enumerate(lines):
            style = "small" if number else "strong"
            self.text(x + width / 2, top + 16 * number, words, style)

    def arrow(self, points: Sequence[Point], kind: str = "", *, both: bool = False) -> None:
        """Draw an arrow through points."""
        path = "L".join(f"{x:g} {y:g}" for x, y in points)
        start = ' marker-start="url(#head)"' if both else ""
        self._parts.append(
            f'<path class="line {kind}" d="M{path}" marker-end="url(#head)"{start}/>'
        )

    def line(self, points: Sequence[Point], kind: str = "grid") -> None:
        """Draw a line through points."""
        path = "L".join(f"{x:g} {y:g}" for x, y in points)
        self._parts.append(f'<path class="{kind}" fill="none" d="M{path}"/>')

    def svg(self) -> str:
        """Return the picture's text."""
        return "".join([self._head, *(f"{part}\n" for part in self._parts), "</svg>\n"])
