"""Where variables come from is the same on the page as in Python."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from tests.browser.engine import Engine
from tests.cases.files import ACCEPTED
from tests.charts.test_charts import MODULES
from todo_k8s import Release
from todo_k8s.explained.overview import Overview, told_origins
from todo_k8s.explained.variables import variables
from todo_k8s.helm.chart.capabilities import DEFAULT
from todo_k8s.helm.chart.existing import Alike
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.compiled.origins import Tracing
from todo_k8s.helm.reading.layers import Layers, layers_of
from todo_k8s.todo_chatbot.compiled import compiled_chart

PLACE = re.compile(r" \(--set-json .*\)$")
"""What Python says besides: the page has no files."""


def by_python(chart: CompiledChart, values: Mapping[str, Any], release: Release) -> list[list[Any]]:
    """Return the workload, container and name of each variable, and where it comes from."""
    model = chart.model.from_mapping(values)
    traced = Tracing(chart, model, release, DEFAULT, Alike()).traced()
    found = variables([each.manifest for each in traced])
    overview = Overview((), (), tuple(found), tuple(traced))
    return [
        [each.workload, each.container, each.name, _without_places(overview, each, layers(values))]
        for each in overview.variables
    ]


def layers(values: Mapping[str, Any]) -> Layers:
    """Return values as flags give them."""
    flags = (f"{key}={json.dumps(value)}" for key, value in values.items())
    return layers_of([], {"--set-json": flags})


def _without_places(overview: Overview, variable: Any, given: Layers) -> list[str]:
    return [PLACE.sub("", text) for text in told_origins(overview.origins_of(variable), given)]


def differing(engine: Engine, chart: CompiledChart, several: Any) -> list[Any]:
    """Return what the page says otherwise than Python, for values and releases."""
    engine.take(chart)
    pairs = [
        (by_python(chart, values, release), engine.origins(values, release))
        for values, release in several
    ]
    return [pair for pair in pairs if pair[0] != pair[1]]


def test_variables_of_todo_chatbot_come_from_the_same_values(page_engine: Engine) -> None:
    """For every fifth case that is accepted."""
    cases = [(case.values, case.release) for case in [*ACCEPTED.values()][::5]]
    assert differing(page_engine, compiled_chart(), cases) == []
    assert len(cases) > 60


def test_variables_of_other_charts_come_from_the_same_values(page_engine: Engine) -> None:
    """For their defaults."""
    for module in MODULES:
        assert differing(page_engine, compile_chart(module.CHART), [({}, Release())]) == []
