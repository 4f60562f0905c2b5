"""What a second rendering and a second reading of values do not do again."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import Any

import pytest

from todo_k8s import TodoChatbotValues, render

MOST_CALLS = {"from_mapping": 7_500, "render": 30_000}
"""Calls of Python functions, some more than there are."""


def calls(act: Callable[[], Any]) -> int:
    """Return how many Python functions are called, those aside that end what others have left."""
    counted = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal counted
        counted += event == "call"

    before = sys.getprofile()
    gc.disable()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
        gc.enable()
    return counted


def test_calls_of_the_garbage_collector_are_not_counted() -> None:
    """What earlier tests have left may be collected at any time, with functions that are called."""

    class Left:
        """An object in a circle, which only the collector ends."""

        def __init__(self) -> None:
            self.own: Any = self

        def __del__(self) -> None:
            self.own = None

    for _ in range(1000):
        Left()
    assert calls(lambda: [[] for _ in range(100_000)]) == 2


@pytest.mark.parametrize("name", MOST_CALLS)
def test_warm_calls_are_bounded(name: str) -> None:
    """Time is noisy, and the number of calls is the same everywhere."""
    acts: dict[str, Callable[[dict[str, Any]], Any]] = {
        "from_mapping": TodoChatbotValues.from_mapping,
        "render": render,
    }
    acts[name]({})
    found = calls(lambda: acts[name]({}))
    assert found <= MOST_CALLS[name], found


def test_values_share_no_map_or_list() -> None:
    """A section at its default is read once, and what is in it is each reader's own."""
    first = TodoChatbotValues.from_mapping({})
    first.backend.env["ADDED"] = "by one"
    first.backend.affinity["podAffinity"] = {}
    again = TodoChatbotValues.from_mapping({})
    assert "ADDED" not in again.backend.env
    assert "podAffinity" not in again.backend.affinity


def test_rendered_manifests_share_nothing() -> None:
    """Who changes a manifest changes no other one, and no later rendering."""
    wanted, first = render({}), render({})
    for manifest in first:
        manifest["metadata"].clear()
    assert render({}) == wanted
