"""Values that are tried: what the chart renders for them, and which of them its faults blame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from todo_k8s.errors import TodoK8sError, ValuesError
from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.evaluation import evaluated
from todo_k8s.importing.comparing import Difference, differences
from todo_k8s.importing.inversion.fits import Setting, Steps
from todo_k8s.importing.overlays import laid, without_item, without_part

Cost = Callable[[list[Difference]], float]
"""How far a rendering is from what is wanted."""

_ROUNDS = 8
_CONTAINERS = ("initContainers", "sidecars")


@dataclass(frozen=True)
class State:
    """Values and release, and what they give.

    Args:
        values: What differs from the defaults.
        release: The release.
        manifests: What the chart gives; None if it refuses the values.
        faults: What is wrong with the values.
        cost: How far the manifests are from what is wanted.
    """

    values: dict[str, Any]
    release: Release
    manifests: list[dict[str, Any]] | None = None
    faults: tuple[str, ...] = ()
    cost: float = float("inf")

    @property
    def is_complete(self) -> bool:
        """Whether nothing that is wanted is missing; there may be more."""
        return self.cost < 1


@dataclass
class Trials:
    """The chart, and what it should render.

    Args:
        chart: The chart.
        wanted: The manifests that it should give.
        cost: How far a rendering is from them; by default how many leaves differ.
        remedies: What a line of a fault can be answered with, such as a limit to be raised.
    """

    chart: CompiledChart
    wanted: Sequence[dict[str, Any]]
    cost: Cost = len
    remedies: Callable[[str], Setting | None] = lambda _: None
    _defaults: dict[str, Any] = field(init=False, repr=False)
    _known: dict[str, State] = field(default_factory=dict[str, State], repr=False)

    def __post_init__(self) -> None:
        self._defaults = self.chart.model().to_mapping()

    def tried(self, values: dict[str, Any], release: Release) -> State:
        """Return what values give."""
        key = repr((values, release.name, release.namespace))
        if key not in self._known:
            self._known[key] = self._rendered(State(values, release))
        return self._known[key]

    def _rendered(self, state: State) -> State:
        values, release = state.values, state.release
        try:
            read = self.chart.model.from_mapping(values)
            manifests = evaluated(self.chart, read, release)
        except ValuesError as error:
            return replace(state, faults=error.faults)
        except TodoK8sError as error:
            return replace(state, faults=(str(error),))
        cost = self.cost(differences(manifests, self.wanted))
        return replace(state, manifests=manifests, cost=cost)

    def counted(self, state: State) -> State:
        """Return a state with its cost anew, as what counts has changed; forget all others."""
        self._known.clear()
        return self.tried(state.values, state.release)

    def accepted(self, state: State, proposals: Sequence[Setting]) -> State:
        """Return a state with all proposals but those that are refused."""
        left = [*proposals]
        while left:
            found = self.changed(state, left)
            if found.manifests is not None:
                return found
            kept = without_blamed(left, found.faults)
            if kept == left:
                break
            left = kept
        return state

    def changed(self, state: State, settings: Sequence[Setting]) -> State:
        """Return a state with settings laid over its values, and over its release."""
        values = [Setting(one.path[1:], one.value) for one in settings if one.path[0] == "Values"]
        named = {one.path[1]: one.value for one in settings[::-1] if one.path[0] == "Release"}
        overlay = laid(state.values, values, self._defaults)
        try:
            release = Release(
                name=named.get("Name", state.release.name),
                namespace=named.get("Namespace", state.release.namespace),
            )
        except (TodoK8sError, ValueError):
            release = state.release
        return self.remedied(self.tried(overlay, release))

    def remedied(self, state: State) -> State:
        """Return a state whose values obey rules about what no manifest shows."""
        for _ in range(_ROUNDS):
            answers = [one for one in map(self.remedies, state.faults) if one is not None]
            if not answers:
                break
            overlay = laid(state.values, answers, self._defaults)
            state = self.tried(overlay, state.release)
        return state


def path_of(fault: str) -> tuple[str, ...]:
    """Return the keys of the path that a line of a fault starts with."""
    return tuple(fault.partition(": ")[0].replace("[", ".").replace("]", "").split("."))


def without_blamed(settings: Sequence[Setting], faults: Sequence[str]) -> list[Setting]:
    """Return the settings without what faults are about.

    Of a list or map only the item or entry that is blamed goes, and of a container only the part.
    The section of what is missing is blamed too.
    """
    kept: list[Setting] = [*settings]
    last_first = sorted({*map(path_of, faults)}, key=_in_order, reverse=True)  # indexes stay right
    for blamed in last_first:
        for length in range(len(blamed), 0, -1):
            left = [each for one in kept for each in _spared(one, blamed, length)]
            if left != kept:
                kept = left
                break
    return kept


def _in_order(path: tuple[str, ...]) -> list[str]:
    return [step.zfill(6) for step in path]


def _spared(setting: Setting, blamed: tuple[str, ...], length: int) -> list[Setting]:
    """Return what is left of a setting, if anything is."""
    if not touches(setting.path, blamed[:length]):
        return [setting]
    inner = blamed[len(setting.path) - 1 : length]
    removed = without_part if setting.path[-1] in _CONTAINERS else without_item
    left = removed(setting.value, inner) if inner else None
    return [Setting(setting.path, left)] if left else []


def touches(setting: Steps, blamed: tuple[str, ...]) -> bool:
    """Tell whether a setting is of a part of values, or of what that part is in."""
    own = tuple(map(str, setting[1:]))
    length = min(len(own), len(blamed))
    return own[:length] == blamed[:length]
