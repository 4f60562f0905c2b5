"""Finds the values whose rendering is nearest to given manifests: proposed, tried, simplified.

Inversion proposes values. Nothing of it is believed: the chart is rendered with them, and what
brings the rendering no nearer is dropped again. What is left is as short as it can be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.errors import ValuesError
from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.importing.inversion.fits import Setting, Steps
from todo_k8s.importing.inversion.objects import inverted
from todo_k8s.importing.overlays import at, leaf_paths, with_value, without
from todo_k8s.importing.trials import State, Trials, path_of, touches, without_blamed

_ROUNDS = 8
_LIMITS = ("resources", "limits")
"""Where an empty text, of which nothing is rendered, takes off a limit of the chart."""


@dataclass
class Fitting:
    """The search for values.

    Args:
        trials: The chart and what it should give.
        exact: Whether it should give nothing else.
        kept: Paths of values that are not dropped even if nothing comes of them.
        avoided: Sections that are not set, and ``Release``.
    """

    trials: Trials
    exact: bool = True
    kept: frozenset[Steps] = frozenset()
    avoided: frozenset[str] = frozenset()

    def found(self, values: dict[str, Any], release: Release) -> State:
        """Return the best values that are found, starting from some.

        Raises:
            ValuesError: If the values to start from are refused.
        """
        state = self.trials.tried(values, release)
        if state.manifests is None:
            raise ValuesError(*state.faults)
        ways: list[State] = []
        for invents in (False, True):
            ways.append(self._climbed(state, invents=invents))
            if ways[-1].is_complete:
                break
        best = self.simplified(min(ways, key=lambda way: way.cost))
        further = self._climbed(best, invents=False)  # what is gone may have stood in the way
        return self.simplified(further) if further.cost < best.cost else best

    def nearer(self, state: State, **sections: Any) -> State:
        """Return what is found with other values of some sections, if that is nearer."""
        try:
            again = self.found({**state.values, **sections}, state.release)
        except ValuesError:
            return state
        return min(state, again, key=lambda each: each.cost)

    def seeded(self, values: dict[str, Any], release: Release) -> tuple[State, list[str]]:
        """Return a state with values that are known already, and why some of them are refused."""
        left = [Setting(path, at(values, path)) for path in leaf_paths(values)]
        left = [one for one in left if not is_map(one.value) and _is_field(one.path)]
        refused: list[str] = []
        while True:
            state = self.trials.remedied(self.trials.tried(_laid_out(left), release))
            if state.manifests is not None or not left:
                return state, refused
            kept = without_blamed([Setting(("Values", *p), v) for p, v in left], state.faults)
            refused += [line for line in state.faults if line not in refused]
            kept = [Setting(path[1:], value) for path, value in kept]
            left = kept if kept != left else left[: len(left) // 2]

    def _climbed(self, state: State, *, invents: bool) -> State:
        for _ in range(_ROUNDS):
            after = state if state.is_complete else self._improved(state, invents=invents)
            if after.cost >= state.cost:
                break
            state = after
        return state

    def _improved(self, state: State, *, invents: bool) -> State:
        """Return a state with what is proposed for it, all at once and then one by one."""
        proposals, others = self._proposals(state, invents=invents)
        found = self.trials.accepted(state, proposals)
        best = found if found.cost < state.cost else state
        return best if best.is_complete else self._one_by_one(best, [*proposals, *others])

    def _proposals(
        self, state: State, *, invents: bool = False
    ) -> tuple[list[Setting], list[Setting]]:
        evaluation = Evaluation(self.trials.chart, self._read(state), state.release)
        proposed, others = inverted(
            evaluation, self.trials.wanted, exact=self.exact, invents=invents
        )
        return _ranked(self._allowed(proposed)), _ranked(self._allowed(others))

    def _allowed(self, proposed: Sequence[Setting]) -> list[Setting]:
        known = {("Values", *path) for path in self.kept if path[-1] == "preset"}
        maps = {("Values", *path[:-1]) for path in self.kept}  # their entries are known
        known |= {path for path in maps if path[-1] == "writablePaths" or path[-2:] == _LIMITS}
        return [
            one for one in proposed if not {*one.path[:2]} & self.avoided and one.path not in known
        ]

    def refusals(self, state: State) -> list[str]:
        """Return why the chart refuses values that would bring its rendering nearer."""
        found: dict[str, None] = {}
        for one in self._proposals(state)[0] if state.cost else ():
            tried = self.trials.changed(state, [one])
            if tried.manifests is None and len(one.path) > 2:
                blamed = [line for line in tried.faults if touches(one.path, path_of(line))]
                found.update(dict.fromkeys(blamed))
        return [*found]

    def _read(self, state: State) -> ChartValues:
        return self.trials.chart.model.from_mapping(state.values)

    def _one_by_one(self, state: State, proposals: Sequence[Setting]) -> State:
        """Return a state with what helps of the proposals, by section and then each alone."""
        for depth in (2, 3, 4, 99):
            groups: dict[Steps, list[Setting]] = {}
            for one in proposals:
                groups.setdefault(one.path[:depth], []).append(one)
            for group in groups.values():
                for some in [group] if depth < 99 else [[one] for one in group]:
                    found = self.trials.accepted(state, some)
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
                found = self.trials.tried(without(state.values, path), state.release)
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


def _ranked(proposed: Sequence[Setting]) -> list[Setting]:
    """Return proposals once each, and what is proposed most often first."""
    counts = Counter((one.path, repr(one.value)) for one in proposed)
    unique = {(one.path, repr(one.value)): one for one in proposed}
    return [unique[key] for key, _ in counts.most_common()]
