"""What came of rendering values: manifests, or a refusal; by the constructs and by the tree."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from todo_k8s.errors import ValuesError
from todo_k8s.helm import HelmChart, Release, render
from todo_k8s.helm.chart.existing import Alike, nothing_random
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.testing.generated import settled
from todo_k8s.testing.messages import comparable, is_of_field
from todo_k8s.testing.printed import canonical


class Verdict(NamedTuple):
    """What came of rendering.

    Args:
        manifests: The manifests as sorted canonical JSON, or None if the values are refused.
        refused: The paths of what is wrong.
        message: What is said of it.
        whole: What is said of the values as a whole, which is of no path.
    """

    manifests: list[str] | None
    refused: frozenset[str] = frozenset()
    message: str = ""
    whole: frozenset[str] = frozenset()

    def agrees_with(self, other: Verdict) -> bool:
        """Tell whether both are the same manifests, or both refuse for a reason in common.

        That is a field that both name, or what this one says without a field.

        Where this one tells what is generated, the other may have any text of that form.
        """
        if self.manifests is None or other.manifests is None:
            said = any(line in other.message for line in self.whole)
            return self.manifests is other.manifests and (
                said or bool(self.refused & other.refused)
            )
        return self.manifests in (other.manifests, settled(other.manifests, self.manifests))


Renderer = Callable[[dict[str, Any], Release], Verdict]


def refusal(error: ValuesError) -> Verdict:
    """Return the verdict that an error of the values is."""
    whole = frozenset(line.strip() for line in error.faults if not is_of_field(line))
    return Verdict(None, frozenset(map(comparable, error.faults)), str(error), whole)


def by_constructs(chart: type[HelmChart], values: Mapping[str, Any], release: Release) -> Verdict:
    """Render with the typed constructs, and nothing that is random."""
    try:
        with nothing_random():
            return Verdict(canonical(render(chart, values, release)))
    except ValuesError as error:
        return refusal(error)


@functools.cache
def compiled(chart: type[HelmChart]) -> CompiledChart:
    """Return a chart compiled, once."""
    return compile_chart(chart)


def by_tree(chart: CompiledChart, values: Mapping[str, Any], release: Release) -> Verdict:
    """Render by evaluating the compiled chart, without constructs and Helm."""
    try:
        read = chart.model.from_mapping(values)
    except ValuesError as error:
        return refusal(error)
    evaluation = Evaluation(chart, read, release, existing=Alike())
    if faults := evaluation.faults():
        return refusal(ValuesError(*faults))
    return Verdict(canonical(evaluation.manifests()))
