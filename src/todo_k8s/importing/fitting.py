"""Finds the values whose rendering is nearest to given manifests: proposed, tried, simplified.

Inversion proposes values. Nothing of it is believed: the chart is rendered with them, and what
brings the rendering no nearer is dropped again. What is left is as short as it can be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from todo_k8s.errors import TodoK8sError, ValuesError
from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.evaluation import Evaluation, evaluated
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.importing.comparing import Difference, differences
from todo_k8s.importing.inversion.fits import Setting, Steps
from todo_k8s.importing.inversion.objects import inverted
from todo_k8s.importing.overlays import at, laid, leaf_paths, with_value, without

Cost = Callable[[list[Difference]], float]
"""How far a rendering is from what is wanted."""

_ROUNDS = 8


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


@dataclass
class Fitting:
    """The search for values.

    Args:
        chart: The chart.
        wanted: The manifests that it should give.
        exact: Whether it should give nothing else.
        cost: How far a rendering is from them; by default how many leaves differ.
        kept: Paths of values that are not dropped even if nothing comes of them.
        avoided: Sections that are not set, and ``Release``.
        remedies: What a line of a fault can be answered with, such as a limit to be raised.
    """

    chart: CompiledChart
    wanted: Sequence[dict[str, Any]]
    exact: bool = True
    cost: Cost = len
    kept: frozenset[Steps] = frozenset()
    avoided: frozenset[str] = frozenset()
    remedies: Callable[[str], Setting | None] = lambda _: None
    _defaults: dict[str, Any] = field(init=False, repr=False)
    _known: dict[str, State] = field(default_factory=dict[str, State], repr=False)

    def __post_init__(self) -> None:
        self._defaults = self.chart.model().to_mapping()

    def found(self, values: dict[str, Any], release: Release) -> State:
        """Return the best values that are found, starting from some.

        Raises:
            ValuesError: If the values to start from are refused.
        """
        state = self.tried(values, release)
        if state.manifests is None:
            raise ValuesError(*state.faults)
        ways: list[State] = []
        for invents in (False, True):
            ways.append(self._climbed(state, invents=invents))
            if not ways[-1].cost:
                break
        best = self.simplified(min(ways, key=lambda way: way.cost))
        further = self._climbed(best, invents=False)  # what is gone may have stood in the way
        return self.simplified(further) if further.cost < best.cost else best

    def seeded(self, values: dict[str, Any], release: Release) -> tuple[State, list[str]]:
        """Return a state with values that are known already, and why some of them are refused."""
        left = [Setting(path, at(values, path)) for path in leaf_paths(values)]
        left = [one for one in left if not is_map(one.value) and _is_field(one.path)]
        refused: list[str] = []
        while True:
            state = self._remedied(self.tried(_laid_out(left), release))
            if state.manifests is not None or not left:
                return state, refused
            kept = _without_blamed([Setting(("Values", *p), v) for p, v in left], state.faults)
            refused += [line for line in state.faults if line not in refused]
            kept = [Setting(path[1:], value) for path, value in kept]
            left = kept if len(kept) < len(left) else left[: len(left) // 2]

    def _climbed(self, state: State, *, invents: bool) -> State:
        for _ in range(_ROUNDS):
            after = self._improved(state, invents=invents) if state.cost else state
            if after.cost >= state.cost:
                break
            state = after
        return state

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

    def _improved(self, state: State, *, invents: bool) -> State:
        """Return a state with what is proposed for it, all at once and then one by one."""
        proposals, others = self._proposals(state, invents=invents)
        found = self._accepted(state, proposals)
        best = found if found.cost < state.cost else state
        return self._one_by_one(best, [*proposals, *others]) if best.cost else best

    def _proposals(
        self, state: State, *, invents: bool = False
    ) -> tuple[list[Setting], list[Setting]]:
        evaluation = Evaluation(self.chart, self._read(state), state.release)
        proposed, others = inverted(evaluation, self.wanted, exact=self.exact, invents=invents)
        return _ranked(self._allowed(proposed)), _ranked(self._allowed(others))

    def _allowed(self, proposed: Sequence[Setting]) -> list[Setting]:
        return [one for one in proposed if not {*one.path[:2]} & self.avoided]

    def refusals(self, state: State) -> list[str]:
        """Return why the chart refuses values that would bring its rendering nearer."""
        found: dict[str, None] = {}
        for one in self._proposals(state)[0] if state.cost else ():
            tried = self._with(state, [one])
            if tried.manifests is None and len(one.path) > 2:
                blamed = [line for line in tried.faults if _touches(one.path, _path_of(line))]
                found.update(dict.fromkeys(blamed))
        return [*found]

    def _read(self, state: State) -> ChartValues:
        return self.chart.model.from_mapping(state.values)

    def _accepted(self, state: State, proposals: Sequence[Setting]) -> State:
        """Return a state with all proposals but those that are refused."""
        left = [*proposals]
        while left:
            found = self._with(state, left)
            if found.manifests is not None:
                return found
            kept = _without_blamed(left, found.faults)
            if len(kept) == len(left):
                break
            left = kept
        return state

    def _with(self, state: State, settings: Sequence[Setting]) -> State:
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
        return self._remedied(self.tried(overlay, release))

    def _remedied(self, state: State) -> State:
        """Return a state whose values obey rules about what no manifest shows."""
        for _ in range(_ROUNDS):
            answers = [one for one in map(self.remedies, state.faults) if one is not None]
            if not answers:
                break
            overlay = laid(state.values, answers, self._defaults)
            state = self.tried(overlay, state.release)
        return state

    def _one_by_one(self, state: State, proposals: Sequence[Setting]) -> State:
        """Return a state with what helps of the proposals, by section and then each alone."""
        for depth in (2, 3, 4, 99):
            groups: dict[Steps, list[Setting]] = {}
            for one in proposals:
                groups.setdefault(one.path[:depth], []).append(one)
            for group in groups.values():
                for some in [group] if depth < 99 else [[one] for one in group]:
                    found = self._accepted(state, some)
                    state = found if found.cost < state.cost else state
        return state

    def simplified(self, state: State) -> State:
        """Return a state without values that make no difference, sections first."""
        changed = True
        while changed:
            changed = False
            for path in sorted(leaf_paths(state.values), key=len, reverse=True):
                if any(path == kept[: len(path)] for kept in self.kept):
                    continue
                found = self.tried(without(state.values, path), state.release)
                if found.cost <= state.cost and found.values != state.values:
                    state, changed = found, True
        return state


def _is_field(path: Steps) -> bool:
    """Tell whether a path is of a field, and of no item of a list."""
    return all(isinstance(step, str) for step in path)


def _laid_out(settings: Sequence[Setting]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for path, value in settings:
        values = with_value(values, path, value)
    return values


def _path_of(fault: str) -> tuple[str, ...]:
    """Return the keys of the path that a line of a fault starts with."""
    return tuple(fault.partition(": ")[0].replace("[", ".").replace("]", "").split("."))


def _ranked(proposed: Sequence[Setting]) -> list[Setting]:
    """Return proposals once each, and what is proposed most often first."""
    counts = Counter((one.path, repr(one.value)) for one in proposed)
    unique = {(one.path, repr(one.value)): one for one in proposed}
    return [unique[key] for key, _ in counts.most_common()]


def _without_blamed(settings: Sequence[Setting], faults: Sequence[str]) -> list[Setting]:
    """Return the settings that no fault is about; the section of what is missing is blamed too."""
    kept: list[Setting] = [*settings]
    for blamed in map(_path_of, faults):
        for length in range(len(blamed), 0, -1):
            left = [one for one in kept if not _touches(one.path, blamed[:length])]
            if len(left) < len(kept):
                kept = left
                break
    return kept


def _touches(setting: Steps, blamed: tuple[str, ...]) -> bool:
    """Tell whether a setting is of a part of values, or of what that part is in."""
    own = tuple(map(str, setting[1:]))
    length = min(len(own), len(blamed))
    return own[:length] == blamed[:length]
