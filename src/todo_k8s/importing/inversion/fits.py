"""What inversion finds: settings of values, and how much of a manifest they leave unexplained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from todo_k8s.helm.plain.shapes import is_list, is_map

Steps: TypeAlias = tuple[str | int, ...]
"""Keys and indices that lead to a value; the first is ``Values``, ``Release`` or a variable."""


class Unknown:
    """What is not known yet: `UNKNOWN` is the only one."""


UNKNOWN = Unknown()
"""The worth of an expression that something unknown is in."""

ABSENT = Unknown()
"""What a manifest does not have."""


class Added(NamedTuple):
    """An item that a list should have, besides those that it has."""

    item: Any


class Setting(NamedTuple):
    """A value that would explain a part of a manifest."""

    path: Steps
    value: Any


class Fit(NamedTuple):
    """How content can give a manifest.

    Args:
        settings: What must be set for it.
        misses: How many leaves of the manifest nothing explains, and how many are too many.
    """

    settings: tuple[Setting, ...] = ()
    misses: int = 0

    def and_(self, *others: Fit) -> Fit:
        """Return this fit and others of other parts."""
        every = (self, *others)
        return Fit(
            tuple(one for fit in every for one in fit.settings), sum(fit.misses for fit in every)
        )


def together(fits: Iterable[Fit]) -> Fit:
    """Return the fits of several parts as one."""
    return Fit().and_(*fits)


def best(fits: Iterable[Fit | None]) -> Fit | None:
    """Return the fit with the fewest misses, then settings; None if there is none."""
    found = [fit for fit in fits if fit is not None]
    return min(found, key=lambda fit: (fit.misses, len(fit.settings)), default=None)


@dataclass(frozen=True)
class Bound:
    """What a variable of a loop stands for.

    Args:
        value: Its value, or `UNKNOWN`.
        path: Where settings of it go; None where it is what it is.
    """

    value: Any
    path: Steps | None = None


Scope: TypeAlias = Mapping[str, Bound]
Solve: TypeAlias = Callable[[Any, Any, Scope], Fit]


def leaves(value: Any) -> int:
    """Return how many scalars a value has; an empty map or list counts as one."""
    if is_map(value):
        return sum(map(leaves, value.values())) or 1
    if is_list(value):
        return sum(map(leaves, value)) or 1
    return 0 if value is ABSENT else 1


def assembled(settings: Iterable[Setting]) -> Any:
    """Return the value that settings make, whose paths are relative; ABSENT without any."""
    made: Any = ABSENT
    for path, value in settings:
        if not path:
            made = value if made is ABSENT or not is_map(made) else {**made, **_map(value)}
            continue
        made = made if is_map(made) else {}
        if value is None:
            continue
        place = made
        for step in path[:-1]:
            inner = place.get(step)
            place[step] = inner = inner if is_map(inner) else {}
            place = inner
        if isinstance(value, Added):
            old = place.get(path[-1])
            place[path[-1]] = [*(old if is_list(old) else []), value.item]
        else:
            place.setdefault(path[-1], value)
    return made


def _map(value: Any) -> dict[Any, Any]:
    return value if is_map(value) else {}
