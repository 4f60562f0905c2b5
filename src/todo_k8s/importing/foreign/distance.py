"""How far a rendering is from what is wanted of a chart that adds things of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from todo_k8s.importing.comparing import Difference, Object, differences, object_of
from todo_k8s.importing.inversion.fits import ABSENT, Steps
from todo_k8s.importing.reporting import is_safer
from todo_k8s.importing.trials import State, Trials

_ADDED = 0.001
"""What a field costs that nobody wanted: of two ways to win another one, it decides."""


class Distance:
    """The distance of renderings.

    A rendering may have more than what is wanted, as the chart adds what is safe. But no value may
    add an object that nobody wanted, such as a volume, to win a field of another one.

    Args:
        wanted: The manifests that the chart should render.
    """

    def __init__(self, wanted: Sequence[dict[str, Any]]) -> None:
        self._wanted: set[Object] = {object_of(each) for each in wanted}
        self._known: set[Object] = set()
        self._first: dict[tuple[Object, Steps], Any] = {}

    def counted_from(self, trials: Trials, state: State) -> State:
        """Count what a state adds as free; return that state with its distance."""
        found = differences(state.manifests or [], trials.wanted)
        self._first = {
            (each.object, each.path): each.left for each in found if each.right is ABSENT
        }
        self._known = self._wanted | {each.object for each in found}
        return trials.counted(state)

    def of(self, found: Sequence[Difference]) -> float:
        """Return the distance of a rendering (left) from what is wanted (right)."""
        return sum(1 if each.right is not ABSENT else self._of_more(each) for each in found)

    def _of_more(self, each: Difference) -> float:
        """Return what a field costs that only the rendering has."""
        if each.object in self._wanted and _matters(each.path):
            return 1
        if self._first.get((each.object, each.path), ABSENT) == each.left or not self._known:
            return 0
        return _ADDED if each.object in self._known or is_safer(each) else 1


def _matters(path: Steps) -> bool:
    """Tell whether a field that only the rendering has could keep a pod from working."""
    return any(step in {"command", "args", "envFrom"} for step in path) or (
        "env" in path and "valueFrom" in path
    )
