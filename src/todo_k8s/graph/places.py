"""What a layout is given, and what it gives: boxes, lines between them, and their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Box:
    """Something to be placed: its size, in pixels."""

    width: float
    height: float


@dataclass(frozen=True)
class Link:
    """A line to be drawn.

    Args:
        source: The box that it starts from.
        target: The box that it leads to.
        start: Where it starts, from the top of the box.
        end: Where it ends, from the top of the other box.
        label: The size of its label; None if it has none.
    """

    source: str
    target: str
    start: float
    end: float
    label: Box | None = None


@dataclass(frozen=True)
class Route:
    """Where a line goes.

    Args:
        points: Its points, in pixels; pairs of them with one height are straight.
        label: The middle of its label.
    """

    points: tuple[tuple[float, float], ...]
    label: tuple[float, float] | None


@dataclass(frozen=True)
class Picture:
    """Where everything goes: the left top corners of boxes, the lines, and the size of all."""

    corners: Mapping[str, tuple[float, float]]
    routes: tuple[Route, ...]
    width: float
    height: float


@dataclass
class Place:
    """A place in a column: of a box, or of a line that goes through the column."""

    id: str
    column: int
    width: float
    height: float
    links: list[tuple[Place, float, float]] = field(
        default_factory=list["tuple[Place, float, float]"]
    )
    """The places beside it, where a line to it starts, and where it ends, from the middles."""
    is_box: bool = False
    y: float = 0.0
    """Its middle."""
