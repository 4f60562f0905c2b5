"""Keys that a map's own entries share with an operator's: noted while a chart is built with values.

Which of them refuse the values, the compiled chart decides, as it does in Helm.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import NamedTuple


class Noted(NamedTuple):
    """How often keys were shared so far, and the last one of them."""

    times: int
    key: str


_NOTHING = Noted(0, "")
_noted: ContextVar[Noted] = ContextVar("shared_keys", default=_NOTHING)


def note(key: str) -> None:
    """Note that a key is shared."""
    _noted.set(Noted(_noted.get().times + 1, key))


def noted() -> Noted:
    """Return what was noted so far."""
    return _noted.get()


def set_twice(key: str) -> str:
    """Return what is said of a key that the chart itself sets twice."""
    return f"{key} is set twice; give it one value, or use merge()"
