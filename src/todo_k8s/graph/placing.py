"""How high the places of each column are: near what they are connected with, none on another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from todo_k8s.graph.places import Place

_SWEEPS = 160
_STRAIGHT = 8.0
"""How much more a line weighs that goes through columns: so that long ones are straight."""


def placed(columns: Sequence[Sequence[Place]], gap: Callable[[Place, Place], float]) -> None:
    """Set the height of each place, in the order that its column has.

    Args:
        columns: The places, column by column.
        gap: Returns how far apart two neighbours in a column are at least.
    """
    for column in columns:
        _spread(column, [0.0] * len(column), [1.0] * len(column), gap)
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            wanted = [_wanted(place) for place in column]
            _spread(column, [y for y, _ in wanted], [weight for _, weight in wanted], gap)


def _wanted(place: Place) -> tuple[float, float]:
    """Return the height at which the lines of a place are the straightest, and its weight."""
    total = heavy = 0.0
    for other, here, there in place.links:
        weight = _STRAIGHT if not place.is_box and not other.is_box else 1.0
        total += weight * (other.y + there - here)
        heavy += weight
    return (total / heavy, heavy) if heavy else (place.y, 0.01)


def _spread(
    column: Sequence[Place],
    wanted: Sequence[float],
    weights: Sequence[float],
    gap: Callable[[Place, Place], float],
) -> None:
    """Set the heights that are nearest to what is wanted, with a gap between neighbours.

    That is a regression with an order: neighbours that want to be too near become one block, which
    is where its members want to be on average.
    """
    offsets, offset = list[float](), 0.0
    for number, place in enumerate(column):
        if number:
            before = column[number - 1]
            offset += (before.height + place.height) / 2 + gap(before, place)
        offsets.append(offset)
    blocks = list[tuple[float, float, int]]()
    for y, weight, own in zip(wanted, weights, offsets, strict=True):
        block = ((y - own) * weight, weight, 1)
        while blocks and blocks[-1][0] / blocks[-1][1] > block[0] / block[1]:
            last = blocks.pop()
            block = (last[0] + block[0], last[1] + block[1], last[2] + block[2])
        blocks.append(block)
    heights = [total / weight for total, weight, count in blocks for _ in range(count)]
    for place, height, own in zip(column, heights, offsets, strict=True):
        place.y = height + own
