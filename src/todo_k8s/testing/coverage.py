"""Whether cases cover a chart: each branch both ways, each rule broken, each field's effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from todo_k8s.helm import Capabilities, ChartValues, HelmChart, Release
from todo_k8s.testing.branches import Branches, Watched
from todo_k8s.testing.effects import Effects, names_of
from todo_k8s.testing.given import as_cases, as_given, over_defaults
from todo_k8s.testing.verdicts import compiled as compiled_once


@dataclass(frozen=True)
class Covered:
    """What `assert_covered` found to be covered.

    Args:
        branches: How many places there are where values decide.
        fields: How many fields the values have, those of items too.
    """

    branches: int
    fields: int


def assert_covered(
    chart: type[HelmChart],
    cases: Iterable[Mapping[str, Any] | ChartValues],
    *,
    beyond: Mapping[str, str] | None = None,
    release: Release | None = None,
    clusters: Iterable[Capabilities] = (Capabilities(),),
) -> Covered:
    """Fail unless cases go through every branch of a chart, and show an effect of every field.

    A branch is a condition (true and false), a loop (with entries and empty), and a rule (kept and
    broken) of the compiled chart: its objects, helpers, rules and NOTES.txt. A field has an effect
    if a case sets it, and another value in that case gives other manifests or notes, or is refused
    by a rule. Neither Helm nor the constructs take part, so that it takes little time.

    Args:
        chart: The chart's class.
        cases: Values files as mappings, or values of the model; also ones that rules refuse.
        beyond: The start of a line of the report → why no case can cover it. One that excuses
            nothing is reported as well.
        release: The release; by default the chart's own default.
        clusters: What the chart may ask of the cluster; each case is evaluated for each of them.

    Returns:
        What is covered.

    Raises:
        AssertionError: With a line for each branch and field that is not covered.
        TodoK8sError: If the chart has no template form.
        TypeError: If `cases` are no list of values files.
    """
    __tracebackhide__ = True
    compiled = compiled_once(chart)
    known = release or chart.default_release
    defaults = compiled.model.from_mapping({}).to_mapping()
    given = [
        over_defaults(as_given(each), defaults) if isinstance(each, ChartValues) else dict(each)
        for each in as_cases(cases, "cases")
    ]
    asked = list(clusters)
    branches, seen = Branches(compiled), set[tuple[int, bool]]()
    for values in given:
        read, faults = compiled.model.judged(values)
        if read is None:
            continue
        for cluster in asked:
            Watched(compiled, read, known, cluster, valid=not faults, seen=seen).go()
    effects = Effects(compiled, known)
    lines = dict.fromkeys([*branches.unseen(seen), *effects.without_effect(given)])
    uncovered = _beside(list(lines), beyond or {})
    if uncovered:
        raise AssertionError("\n".join([f"{chart.__qualname__} is not covered:", *uncovered]))
    return Covered(len(branches), len(list(names_of(compiled.model))))


def _beside(lines: list[str], beyond: Mapping[str, str]) -> list[str]:
    """Return the lines that nothing excuses, and the excuses of nothing."""
    stale = [head for head in beyond if not any(line.startswith(head) for line in lines)]
    return [
        *(line for line in lines if not line.startswith(tuple(beyond))),
        *(f"{head}: covered, so remove it from beyond" for head in stale),
    ]
