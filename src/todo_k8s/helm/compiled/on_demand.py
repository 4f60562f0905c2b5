"""A compiled chart, for constructs that ask what it refuses: `todo_k8s.helm.chart.shared_keys`."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from todo_k8s.helm.chart import HelmChart
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.model import ChartValues


def faults_of(chart: HelmChart[Any]) -> list[str]:
    """Return why a chart, built with values, refuses them.

    Raises:
        TodoK8sError: If the chart cannot be compiled.
    """
    values: ChartValues = chart.values
    compiled = _compiled(type(chart), type(values))
    given = (values, chart.release, chart.capabilities, chart.existing)
    return Evaluation(compiled, *given).unmet()


@lru_cache(maxsize=4)
def _compiled(chart: type[HelmChart], model: type[ChartValues]) -> CompiledChart:
    return compile_chart(chart, model)
