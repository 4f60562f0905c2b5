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
from dataclasses import dataclass, field
from itertools import pairwise

from todo_k8s.graph.ordering import ordered
from todo_k8s.graph.placing import placed

_BETWEEN_COLUMNS = 34.0
_BETWEEN_ROWS = 26.0
_BETWEEN_LINES = 12.0
_ROW = 1000.0
"""So wide a row of boxes without lines may be, even if the rest is not."""


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
    back = _turned(boxes, links)
    ends = [
        (link.target, link.source) if turned else (link.source, link.target)
        for link, turned in zip(links, back, strict=True)
    ]
    column = _columns(boxes, ends)
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


def _turned(boxes: Mapping[str, Box], links: Sequence[Link]) -> list[bool]:
    """Return for each line whether it goes back to where one came from."""
    after: dict[str, list[int]] = {name: [] for name in boxes}
    for number, link in enumerate(links):
        after[link.source].append(number)
    state, turned = dict[str, int](), [False] * len(links)
    inward = {link.target for link in links}
    for root in [*(name for name in boxes if name not in inward), *boxes]:
        _walk(root, links, after, state, turned)
    return turned


def _walk(
    root: str,
    links: Sequence[Link],
    after: Mapping[str, list[int]],
    state: dict[str, int],
    turned: list[bool],
) -> None:
    """Go through what can be reached, depth first; a line to what is under way goes back."""
    if root in state:
        return
    state[root] = 1
    stack = [(root, iter(after[root]))]
    while stack:
        name, rest = stack[-1]
        number = next(rest, None)
        if number is None:
            state[name] = 2
            stack.pop()
            continue
        target = links[number].target
        if state.get(target) == 1:
            turned[number] = True
        elif target not in state:
            state[target] = 1
            stack.append((target, iter(after[target])))


def _columns(boxes: Mapping[str, Box], ends: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Return the column of each box: as far left as what leads to it lets, in steps of two.

    What nothing leads to stands right before what it leads to.
    """
    before: dict[str, set[str]] = {name: set() for name in boxes}
    after: dict[str, set[str]] = {name: set() for name in boxes}
    for source, target in ends:
        before[target].add(source)
        after[source].add(target)
    column = dict.fromkeys(boxes, 0)
    waiting = {name: len(each) for name, each in before.items()}
    free = [name for name, count in waiting.items() if not count]
    for name in free:  # which grows
        for target in sorted(after[name], key=[*boxes].index):
            column[target] = max(column[target], column[name] + 2)
            waiting[target] -= 1
            if not waiting[target]:
                free.append(target)
    for name in boxes:
        if not before[name] and after[name]:
            column[name] = min(column[each] for each in after[name]) - 2
    return column


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
