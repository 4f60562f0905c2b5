"""The law on drawn values and on the cases, and the first of them on which it fails.

Hypothesis draws the same as long as the source stays the same, as it draws constants of the source
too. What draws meet by luck only, the cases hold on purpose; so one of them follows each draw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from typing import Any, TypeVar

import pytest
import yaml
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.cases.files import ACCEPTED, Case
from tests.cases.files import REFUSED as REFUSED_CASES
from tests.exported import exported_files
from tests.faults.faults import Fault, Files
from tests.generated.claims import name_all, speak_alike
from tests.generated.drawn import AT_BORDERS, FEW, MANY, REFUSED, RELEASES, generated
from tests.generated.renderers import by_python
from todo_k8s import Release, TodoChatbot
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.write.files import GUARDS, KEYS, SHARED_RULES, written
from todo_k8s.testing.helm_library import by_helm_4, loaded
from todo_k8s.testing.helm_programs import without_schema
from todo_k8s.testing.verdicts import Renderer, Verdict

T = TypeVar("T")
_RULES = {"templates/rules.yaml", GUARDS, KEYS, SHARED_RULES}


@dataclass(frozen=True, eq=False)
class Try:
    """Values, and what the law claims of the two verdicts on them."""

    holds: Callable[[Verdict, Verdict], bool]
    values: dict[str, Any]
    release: Release = Release("todo", "todo")  # noqa: RUF009  # frozen
    schema: bool = True


Rendering = Callable[[Try], Verdict]


class Helm:
    """Renders with Helm 4, from the files of a chart, with its schema and without.

    Args:
        files: The chart.
        with_schema: What renders it with its schema, if another way than Helm's own is wanted.
    """

    def __init__(self, files: Files, with_schema: Renderer | None = None) -> None:
        self._with_schema = with_schema or by_helm_4(loaded(files))
        self._without_schema = by_helm_4(loaded(without_schema(files)))

    def __call__(self, one: Try) -> Verdict:
        run = self._with_schema if one.schema else self._without_schema
        try:
            return run(one.values, one.release)
        except yaml.YAMLError:
            return Verdict(None, message="not YAML")


def python(one: Try) -> Verdict:
    """Render with the typed constructs."""
    return by_python(one.values, one.release)


class Law:
    """The law on drawn values and all cases, and what the sound renderings say of them.

    Args:
        rounds: How often to draw; each round gives some tries of each kind.
        with_schema: Renders the sound chart with its schema.
    """

    def __init__(self, rounds: int, with_schema: Renderer) -> None:
        self.files = {**exported_files()}
        self.python: Rendering = _once(python)
        self.helm: Rendering = _once(Helm(self.files, with_schema))
        draws = [one for one in _tries(rounds) if one.schema or self._breaks_a_rule(one)]
        cases = [
            *(Try(Verdict.agrees_with, case.values, case.release) for case in ACCEPTED.values()),
            *(_refused(case) for case in REFUSED_CASES.values() if not case.flags),
        ]
        pairs = zip_longest(draws, cases)
        self.tries: list[Try] = [one for pair in pairs for one in pair if one is not None]
        for one in self.tries:
            self.python(one)  # before any fault, as it is remembered

    def _breaks_a_rule(self, one: Try) -> bool:
        refused = self.python(one).manifests is None
        return refused and "schema" not in self.helm(replace(one, schema=True)).message

    def first_failure(self, ours: Rendering, theirs: Rendering) -> int | None:
        """Return how many tries it takes until the law fails, if it does."""
        numbered = enumerate(self.tries, 1)
        return next((n for n, one in numbered if not one.holds(ours(one), theirs(one))), None)

    def _first_noticing(self, ours: Rendering, theirs: Rendering) -> int | None:
        """Return as `first_failure` does; what has noticed one fault is tried first from then on.

        Most faults are noticed by a few of the tries.
        """
        number = self.first_failure(ours, theirs)
        if number is not None:
            self.tries.insert(0, self.tries.pop(number - 1))
        return number

    def told(self, number: int) -> str:
        """Return the values of a try, and what differs in what the sound renderings say of them."""
        one = self.tries[number - 1]
        ours, theirs = self.python(one), self.helm(one)
        only = [m for m in ours.manifests or () if m not in (theirs.manifests or ())]
        not_ours = [m for m in theirs.manifests or () if m not in (ours.manifests or ())]
        return f"{one}\npython: {only} {ours.message}\nhelm: {not_ours} {theirs.message}"

    def notice(self, fault: Fault) -> int | None:
        """Return how many tries it takes to notice a fault, if it is noticed."""
        if fault.side == "python":
            with pytest.MonkeyPatch.context() as patch:
                fault.apply(patch)
                return self._first_noticing(python, self._sound)
        files = self._broken(fault)
        assert files != self.files, "the fault changes nothing in the chart"
        return self._first_noticing(self.python, self._with_files(files))

    def _broken(self, fault: Fault) -> Files:
        """Return the files of the chart as a fault leaves them."""
        files = dict(self.files)
        if fault.side == "chart":
            fault.apply(files)
            return files
        with pytest.MonkeyPatch.context() as patch:
            fault.apply(patch)
            return written(compile_chart(TodoChatbot))  # an export would refuse some itself

    def _sound(self, one: Try) -> Verdict:
        """Return what sound Helm says: where Python accepts the same, as the law holds there."""
        ours = self.python(one)
        return self.helm(one) if ours.manifests is None else ours

    def _with_files(self, files: Files) -> Rendering:
        """Return what renders a broken chart, which asks nothing that the fault cannot change."""
        helm = Helm(files)
        changed = {name for name in files if files[name] != self.files.get(name)}
        if changed & {"values.schema.json", "values.yaml"}:
            return helm

        def render(one: Try) -> Verdict:
            refused = self.python(one).manifests is None
            if refused and (not changed & _RULES or "schema" in self.helm(one).message):
                return self._sound(one)
            return helm(replace(one, schema=False))

        return render


def _refused(case: Case) -> Try:
    """Return the try of a case whose fields both must name, but for keys that are empty."""
    names = by_python(case.values, case.release).refused & case.names
    return Try(partial(name_all, names), case.values, case.release)


def _tries(rounds: int) -> Iterator[Try]:
    """Draw values, and say what the law claims of each."""
    releases = drawn(st.tuples(RELEASES, RELEASES, RELEASES), rounds)
    kinds = (drawn(values, rounds) for values in (FEW, MANY, AT_BORDERS, REFUSED))
    for names, few, many, border, refused in zip(releases, *kinds, strict=True):
        yield Try(Verdict.agrees_with, many.accepted, names[0])
        yield Try(Verdict.agrees_with, border.accepted, names[1])
        yield Try(partial(name_all, refused.faults), refused.values)
        yield from _by_rules(few, names[2])
        for values in (*many.refused, *border.refused[:4]):
            yield from _by_rules(values, Release("todo", "todo"))


def _by_rules(values: dict[str, Any], release: Release) -> Iterator[Try]:
    yield Try(Verdict.agrees_with, values, release)
    yield Try(speak_alike, values, release, schema=False)


def drawn(strategy: SearchStrategy[T], count: int) -> list[T]:
    """Return values that Hypothesis draws, the same for the same source.

    From the tenth example on, Hypothesis varies what it has drawn, five times each. Values that
    have nothing in common notice more, so that each start gives nine; the first is the simplest.
    """
    found: list[T] = []
    while len(found) < count:
        found += generated(strategy, 10, len(found))[1:]
    return found[:count]


def _once(rendering: Rendering) -> Rendering:
    """Return a rendering that is asked once about each try."""
    verdicts: dict[Try, Verdict] = {}

    def ask(one: Try) -> Verdict:
        if one not in verdicts:
            verdicts[one] = rendering(one)
        return verdicts[one]

    return ask
