"""Where cards and lines go: in columns from left to right, with as few crossings as is easy.

The steps are those of Sugiyama: lines that go back are turned around, each card gets a column,
a line through further columns gets a place in each, the places are ordered by the middle of their
neighbours, and moved up and down towards them. Labels have columns of their own, between those of
the cards, so that none lies on a card or on another one. The same input gives the same picture.

References:
    https://doi.org/10.1109/TSMC.1981.4308636
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from todo_k8s.graph.layering import columns_of, turned_of
from todo_k8s.graph.ordering import ordered
from todo_k8s.graph.places import Box, Link, Picture, Place, Route
from todo_k8s.graph.placing import placed

_BETWEEN_COLUMNS = 34.0
_BETWEEN_ROWS = 26.0
_BETWEEN_LINES = 12.0
_ROW = 1000.0
"""So wide a row of boxes without lines may be, even if the rest is not."""


def laid_out(boxes: Mapping[str, Box], links: Sequence[Link]) -> Picture:
    """Return where boxes and the lines between them go.

    Args:
        boxes: The boxes, by what they are called.
        links: The lines between them; none leads to the box that it starts from.
    """
    linked = {end for link in links for end in (link.source, link.target)}
    picture = _linked({name: box for name, box in boxes.items() if name in linked}, links)
    loose = {name: box for name, box in boxes.items() if name not in linked}
    return _with_loose(picture, loose) if loose else picture


def _with_loose(picture: Picture, loose: Mapping[str, Box]) -> Picture:
    """Return a picture with the boxes below it that no line leads to, in rows."""
    widest = max(picture.width, _ROW)
    x, top, bottom, right = 0.0, picture.height, picture.height, picture.width
    top += _BETWEEN_ROWS * 1.5 if picture.corners else 0
    corners = dict(picture.corners)
    for name, box in loose.items():
        if x and x + box.width > widest:
            x, top = 0.0, bottom + _BETWEEN_ROWS
        corners[name] = x, top
        bottom, right = max(bottom, top + box.height), max(right, x + box.width)
        x += box.width + _BETWEEN_ROWS
    return Picture(corners, picture.routes, right, bottom)


def _linked(boxes: Mapping[str, Box], links: Sequence[Link]) -> Picture:
    """Return where boxes go that lines lead to or from, and the lines."""
    back = turned_of(boxes, links)
    ends = [
        (link.target, link.source) if turned else (link.source, link.target)
        for link, turned in zip(links, back, strict=True)
    ]
    column = columns_of(boxes, ends)
    places = {
        name: Place(name, column[name], box.width, box.height, is_box=True)
        for name, box in boxes.items()
    }
    chains = [
        _chain(number, link, turned, places)
        for number, (link, turned) in enumerate(zip(links, back, strict=True))
    ]
    everything = [*places.values(), *(place for chain in chains for place in chain[1:-1])]
    columns = ordered(_by_column(everything))
    placed(columns, _gap)
    lefts = _lefts(columns)
    return _picture(places, links, chains, back, columns, lefts)


def _gap(one: Place, other: Place) -> float:
    return _BETWEEN_ROWS if one.is_box or other.is_box else _BETWEEN_LINES


def _chain(number: int, link: Link, turned: bool, places: Mapping[str, Place]) -> list[Place]:
    """Return the places of a line, from left to right, and tell each its neighbours."""
    first, last = places[link.source], places[link.target]
    start, end = link.start - first.height / 2, link.end - last.height / 2
    if turned:
        first, last, start, end = last, first, end, start
    middle = (first.column + last.column) // 2 | 1
    chain = [first]
    for column in range(first.column + 1, last.column):
        size = link.label if column == middle and link.label else Box(0, 0)
        chain.append(Place(f"{number}/{column}", column, size.width, size.height))
    chain.append(last)
    for one, other in pairwise(chain):
        here, there = start if one is first else 0.0, end if other is last else 0.0
        one.links.append((other, here, there))
        other.links.append((one, there, here))
    return chain


def _by_column(places: Sequence[Place]) -> list[list[Place]]:
    columns: list[list[Place]] = [[] for _ in range(1 + max((p.column for p in places), default=0))]
    for place in places:
        columns[place.column].append(place)
    return columns


def _lefts(columns: Sequence[Sequence[Place]]) -> list[tuple[float, float]]:
    """Return where each column starts, and how wide it is."""
    lefts, left = list[tuple[float, float]](), 0.0
    for column in columns:
        width = max((place.width for place in column), default=0.0)
        lefts.append((left, width))
        left += width + _BETWEEN_COLUMNS
    return lefts


def _picture(
    places: Mapping[str, Place],
    links: Sequence[Link],
    chains: Sequence[list[Place]],
    back: Sequence[bool],
    columns: Sequence[Sequence[Place]],
    lefts: Sequence[tuple[float, float]],
) -> Picture:
    top = min((place.y - place.height / 2 for each in columns for place in each), default=0.0)
    bottom = max((place.y + place.height / 2 for each in columns for place in each), default=0.0)
    for column in columns:
        for place in column:
            place.y -= top
    corners = {
        name: (_box_left(place, lefts), place.y - place.height / 2)
        for name, place in places.items()
    }
    routes = tuple(
        _route(link, chain, lefts, turned)
        for link, chain, turned in zip(links, chains, back, strict=True)
    )
    width = lefts[-1][0] + lefts[-1][1] if lefts else 0.0
    return Picture(corners, routes, width, bottom - top)


def _box_left(place: Place, lefts: Sequence[tuple[float, float]]) -> float:
    left, width = lefts[place.column]
    return left + (width - place.width) / 2


def _route(
    link: Link,
    chain: list[Place],
    lefts: Sequence[tuple[float, float]],
    turned: bool,
) -> Route:
    first, last = chain[0], chain[-1]
    start, end = (link.end, link.start) if turned else (link.start, link.end)
    y = first.y - first.height / 2 + start
    left, width = lefts[first.column]
    points = [(_box_left(first, lefts) + first.width, y), (left + width, y)]
    label = None
    for place in chain[1:-1]:
        left, width = lefts[place.column]
        points += [(left, place.y), (left + width, place.y)]
        if place.width:
            label = left + width / 2, place.y
    y = last.y - last.height / 2 + end
    points += [(lefts[last.column][0], y), (_box_left(last, lefts), y)]
    return Route(tuple(reversed(points) if turned else points), label)
