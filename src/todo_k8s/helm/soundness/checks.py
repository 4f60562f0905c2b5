"""Refuses a chart whose templates would not give what its constructs give.

Tokens refuse what they can. What they cannot see is found here, in three ways. A chart is compiled
twice with its tokens spelled differently: what differs was computed from a spelling. The second
time its code is watched, so that it reads no value that is known only at install. And the tree is
evaluated with a few values and compared with what the constructs give for them: what differs was
decided while compiling, by an `isinstance`, or by code that has no source to watch.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.errors import ExpressionError, TemplateError, TodoK8sError, ValuesError
from todo_k8s.helm.chart import Capabilities, HelmChart, Release
from todo_k8s.helm.chart.capabilities import DEFAULT
from todo_k8s.helm.chart.existing import Alike
from todo_k8s.helm.chart.rendering import rendered
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.compiled.evaluation import Evaluation, flat
from todo_k8s.helm.compiled.remedies import told
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.soundness.again import REMEDY, check_again, on_its_line
from todo_k8s.helm.soundness.clusters import clusters
from todo_k8s.helm.soundness.dependencies import check_dependencies
from todo_k8s.helm.soundness.directed import Directed
from todo_k8s.helm.soundness.late_texts import check_late_texts
from todo_k8s.helm.soundness.ran import Ran, recording
from todo_k8s.helm.soundness.reached import reached
from todo_k8s.helm.soundness.ruled_content import check_filled, claims_in
from todo_k8s.helm.soundness.ruled_keys import check_ruled_keys
from todo_k8s.helm.soundness.trials import trials
from todo_k8s.helm.soundness.valid_parts import Refused, Trial
from todo_k8s.helm.soundness.words import words_of

_RELEASES = (
    Release(),
    Release(name="a.release-of-fifty-three-characters.that-has-dots-too", namespace="other"),
    Release(name="r", namespace="n"),
)


def sound_chart(chart: type[HelmChart], values: type[ChartValues] | None = None) -> CompiledChart:
    """Return a chart compiled, after it was tried.

    Raises:
        ExpressionError: If a value known only at install is used as if it were known.
        TemplateError: If something has no template form, or not the same meaning in it.
    """
    try:
        return _tried(chart, values)
    except RecursionError:
        raise TemplateError(
            f"{chart.__qualname__}: its code calls itself more than {sys.getrecursionlimit()} "
            "times, or a library does for what is nested too deep; write a loop, or nest it less"
        ) from None


def _tried(chart: type[HelmChart], values: type[ChartValues] | None) -> CompiledChart:
    with recording() as ran:
        compiled = _compiled_or_refused(chart, values)
    if not isinstance(compiled, CompiledChart):
        raise on_its_line(_code(ran, chart), chart, values, compiled) from compiled
    check_dependencies(compiled.metadata, compiled.model)
    code = _code(ran, chart, compiled.model)
    check_again(code, chart, values, compiled)
    directed = Directed(compiled)
    check_late_texts(compiled, directed)
    claims = [*claims_in(compiled)]
    check_ruled_keys(compiled, claims, directed)
    check_filled(compiled, claims, directed)
    words = words_of(code, compiled, with_contents=ran.uses_plus)
    asked = clusters(compiled)
    for number, trial in enumerate(trials(compiled.model, words)):
        for cluster in asked if number == 0 else [asked[number % len(asked)]]:
            _check_trial(chart, compiled, trial, _RELEASES[number % len(_RELEASES)], cluster)
    return compiled


def _compiled_or_refused(
    chart: type[HelmChart], values: type[ChartValues] | None
) -> CompiledChart | ExpressionError | TemplateError:
    try:
        return compile_chart(chart, values)
    except (ExpressionError, TemplateError) as error:
        return error


def _code(ran: Ran, *roots: Any) -> list[Any]:
    """Return the code that a chart leads to, and what ran without being led to."""
    code = [*reached(*roots)]
    more = ran.functions(code)
    return [*reached(*roots, *more)] if more else code


def _check_trial(
    chart: type[HelmChart],
    compiled: CompiledChart,
    trial: Trial,
    release: Release,
    cluster: Capabilities,
) -> None:
    evaluation = Evaluation(compiled, trial.values, release, cluster, Alike())
    try:
        expected, notes = rendered(chart, trial.values, release, cluster, Alike())
    except ValuesError as error:
        is_default = not trial.changed and cluster == DEFAULT
        if not is_default and set(error.faults) <= set(evaluation.faults()):
            return  # what `HelmChart.require` refuses, in Helm too
        raise _unbuilt(chart, trial, error) from error
    except Exception as error:
        raise _unbuilt(chart, trial, error) from error
    if faults := evaluation.faults():
        raise TemplateError(f"a rule holds in Python and not in Helm: {faults[0]}; {REMEDY}")
    for refused in trial.refused:
        _check_rules(compiled, refused, release)
    evaluated = {"NOTES.txt": evaluation.lines(), **_by_identity(evaluation.manifests())}
    found = _difference({"NOTES.txt": flat(notes), **_by_identity(expected)}, evaluated, "")
    if found is not None:
        raise TemplateError(
            f"{found.path}: the template gives something else than the constructs, with "
            f"{_values_of(trial)}; {found.remedy()}"
        )


def _unbuilt(chart: type[HelmChart], trial: Trial, error: Exception) -> TemplateError:
    """Say why a chart cannot be built with values that its model accepts."""
    remedy = "make a rule that refuses them" if trial.changed else "fix it, or change the defaults"
    ours = isinstance(error, TodoK8sError) and not isinstance(error, ValuesError)
    why = str(error) if ours else told(error, str(error), remedy)
    return TemplateError(f"{chart.__qualname__} cannot be built with {_values_of(trial)}: {why}")


def _check_rules(compiled: CompiledChart, refused: Refused, release: Release) -> None:
    """See that the tree refuses what the rules of the model refuse, in the same words."""
    told = set(Evaluation(compiled, refused.values, release, valid=False).faults())
    if lost := next((line for line in refused.faults if line not in told), None):
        raise TemplateError(f"a rule holds in Python and not in Helm: {lost[:200]}; {REMEDY}")


def _values_of(trial: Trial) -> str:
    """Say which values a chart was tried with."""
    if not trial.changed:
        return "its default values"
    shown = ", ".join(trial.changed[:8])
    return f"other valid values than the defaults for {shown}{', …' * (len(trial.changed) > 8)}"


def _by_identity(manifests: Sequence[Any]) -> dict[str, Any]:
    """Return manifests by what they are called, so that each is compared with its like."""
    found: dict[str, Any] = {}
    for manifest in manifests:
        name = "a manifest"
        if is_map(manifest):
            metadata = manifest.get("metadata")
            called = metadata.get("name") if is_map(metadata) else None
            name = f"{manifest.get('kind')} {called}"
        while name in found:
            name += "'"
        found[name] = manifest
    return found


_NOTHING = object()
"""What stands for what is not there."""


@dataclass(frozen=True)
class _Difference:
    """Where the constructs and the tree differ, and what each of them has there."""

    path: str
    constructs: Any
    tree: Any

    def remedy(self) -> str:
        """Return what to do about it."""
        if self.constructs is _NOTHING and self.tree in ("", 0, False):
            return (
                "cdk8s leaves out what is empty there; keep it from being empty, by min_length=1 "
                "or a rule, or use a Manifest"
            )
        if self.tree is _NOTHING and is_map(self.constructs) and "kind" in self.constructs:
            return f"what an else makes needs a when() of its own, with not_(); or {REMEDY}"
        return REMEDY


@any_depth
def _difference(left: Any, right: Any, path: str) -> _Difference | None:
    """Return the first difference, or None if there is none."""
    if is_map(left) and is_map(right):
        names: list[Any] = [*left, *(key for key in right if key not in left)]
        parts = [(f"{path}.{name}" if path else str(name), name) for name in names]
    elif is_list(left) and is_list(right) and len(left) == len(right):
        parts = [(f"{path}[{index}]", index) for index in range(len(left))]
        left, right = dict(enumerate(left)), dict(enumerate(right))
    else:
        return None if _same(left, right) else _Difference(path, left, right)
    for where, name in parts:
        one, other = left.get(name, _NOTHING), right.get(name, _NOTHING)
        if _NOTHING in (one, other):
            return _Difference(where, one, other)
        if (found := _difference(one, other, where)) is not None:
            return found
    return None


def _same(left: Any, right: Any) -> bool:
    """Tell whether two values are one as JSON: 1 is not true, and 1.0 is 1."""
    if type(left) is str is type(right):
        return bool(left == right)
    return isinstance(left, bool) == isinstance(right, bool) and bool(
        json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True) or left == right
    )
