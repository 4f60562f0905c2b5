"""What several sequences have in common: parts that stand in all of them one after another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

_K = TypeVar("_K", bound=Hashable)


@dataclass(frozen=True)
class Run(Generic[_K]):
    """A part that some sequences have in common.

    Args:
        starts: The sequences, each with where it starts in them.
        length: How many items it has.
    """

    starts: tuple[tuple[_K, int], ...]
    length: int

    @property
    def users(self) -> tuple[_K, ...]:
        """The sequences that have it."""
        return tuple(user for user, _ in self.starts)

    def within(self, user: _K) -> slice:
        """Return where it is in a sequence."""
        start = dict(self.starts)[user]
        return slice(start, start + self.length)


def runs(sequences: Mapping[_K, Sequence[Hashable]]) -> dict[_K, list[Run[_K]]]:
    """Return the runs that each sequence is made of, as long as they can be.

    Items are told apart by how often they stand before in a sequence: the second of one is alike to
    the second of another.
    """
    numbered = {user: _numbered(items) for user, items in sequences.items()}
    places: dict[Hashable, dict[_K, int]] = {}
    for user, items in numbered.items():
        for place, item in enumerate(items):
            places.setdefault(item, {})[user] = place
    return {user: _runs([places[item] for item in items]) for user, items in numbered.items()}


def _numbered(items: Sequence[Hashable]) -> list[Hashable]:
    seen = Counter[Hashable]()
    numbered: list[Hashable] = []
    for item in items:
        numbered.append((item, seen[item]))
        seen[item] += 1
    return numbered


def _runs(places: Sequence[dict[_K, int]]) -> list[Run[_K]]:
    """Join items where all sequences that have the one have the other next."""
    found: list[Run[_K]] = []
    for place in places:
        last = found[-1] if found else None
        if last and place == {user: start + last.length for user, start in last.starts}:
            found[-1] = Run(last.starts, last.length + 1)
        else:
            found.append(Run(tuple(place.items()), 1))
    return found
