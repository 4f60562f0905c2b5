"""The order of the places in each column: so that lines cross as little as is easy to have."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from todo_k8s.graph.places import Place

_SWEEPS = 24
_MOST_PLACES = 600
"""Of a larger picture, the first order that is found is taken."""

Columns = list[list["Place"]]


def ordered(columns: Columns) -> Columns:
    """Return columns with their places in a good order."""
    _by_depth(columns)
    best, fewest = [[*column] for column in columns], crossings(columns)
    sweeps = _SWEEPS if sum(map(len, columns)) <= _MOST_PLACES else 2
    for sweep in range(sweeps):
        to_right = sweep % 2 == 0
        numbers = range(1, len(columns)) if to_right else range(len(columns) - 2, -1, -1)
        for number in numbers:
            beside = number - 1 if to_right else number + 1
            _by_middle(columns[number], columns[beside])
        _swapped(columns)
        found = crossings(columns)
        if found < fewest:
            best, fewest = [[*column] for column in columns], found
        if not fewest:
            break
    return best


def _by_depth(columns: Columns) -> None:
    """Order the places as they are met, going along the lines: what belongs together is near."""
    seen = dict[str, int]()
    for column in columns:
        for root in column:
            stack = [root]
            while stack:
                place = stack.pop()
                if place.id not in seen:
                    seen[place.id] = len(seen)
                    stack += [each for each, _, _ in reversed(place.links)]
    for column in columns:
        column.sort(key=lambda place: seen[place.id])


def _by_middle(column: list[Place], beside: Sequence[Place]) -> None:
    """Order a column by the middle of the neighbours in the one beside it.

    A place without such neighbours stays where it is.
    """
    number = _numbers(beside)
    middles = dict[str, float]()
    for here, place in enumerate(column):
        found = [
            number[each.id] + there / 1e4 for each, _, there in place.links if each.id in number
        ]
        middles[place.id] = sum(found) / len(found) if found else _share(here, column, beside)
    column.sort(key=lambda place: middles[place.id])


def _share(here: int, column: Sequence[Place], beside: Sequence[Place]) -> float:
    return here * max(len(beside), 1) / len(column)


def _numbers(column: Sequence[Place]) -> dict[str, float]:
    return {place.id: float(number) for number, place in enumerate(column)}


def _swapped(columns: Columns) -> None:
    """Exchange neighbours in a column as long as that takes crossings away."""
    for number, column in enumerate(columns):
        beside = [_numbers(each) for each in columns[max(number - 1, 0) : number + 2]]
        better = True
        rounds = 0
        while better and rounds < len(column):
            better, rounds = False, rounds + 1
            for here in range(len(column) - 1):
                one, other = column[here], column[here + 1]
                if _between(other, one, beside) < _between(one, other, beside):
                    column[here], column[here + 1] = other, one
                    better = True


def _between(above: Place, below: Place, beside: Sequence[dict[str, float]]) -> int:
    """Return how many lines of two neighbours in a column cross."""
    return sum(
        one > other
        for number in beside
        for one in _ends(above, number)
        for other in _ends(below, number)
    )


def _ends(place: Place, number: dict[str, float]) -> list[float]:
    """Return where the lines of a place end in a column: by the place there, and where at it."""
    return [number[each.id] + there / 1e5 for each, _, there in place.links if each.id in number]


def crossings(columns: Columns) -> int:
    """Return how many pairs of lines cross."""
    return sum(_crossing(*pair) for pair in pairwise(columns))


def _crossing(left: Sequence[Place], right: Sequence[Place]) -> int:
    number = _numbers(right)
    lines = sorted(
        (here + start / 1e5, number[each.id] + end / 1e5)
        for here, place in enumerate(left)
        for each, start, end in place.links
        if each.id in number
    )
    return sum(
        one[1] > other[1]
        for place, one in enumerate(lines)
        for other in lines[place + 1 :]
        if one[0] < other[0]
    )
