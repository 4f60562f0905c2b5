"""The law on the page: for all values what Python gives, or the same faults in the same words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.browser.awkward_fields import CHART, drawn_values
from tests.browser.engine import Engine, by_python
from tests.cases.files import ACCEPTED, REFUSED, Case
from tests.charts.test_charts import MODULES
from tests.programs.drawn import programs
from tests.programs.drawn_objects import looped_objects
from tests.programs.drawn_parts import Drawn
from tests.programs.test_generated import chart_with, is_built
from todo_k8s import Release, TodoChatbotValues
from todo_k8s.errors import TodoK8sError
from todo_k8s.helm import Capabilities
from todo_k8s.helm.chart.capabilities import DEFAULT
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.soundness.clusters import clusters
from todo_k8s.helm.soundness.trials import trials
from todo_k8s.testing.given import as_given, over_defaults
from todo_k8s.testing.values import generated, wrong_values
from todo_k8s.todo_chatbot.compiled import compiled_chart

TODO = Release("todo", "todo")


def differences(
    engine: Engine,
    chart: CompiledChart,
    values: Iterable[Mapping[str, Any]],
    cluster: Capabilities = DEFAULT,
) -> list[str]:
    """Return values of which the page makes something else than Python."""
    engine.take(chart)
    found: list[str] = []
    for each in values:
        ours, theirs = by_python(chart, each, TODO, cluster), engine.judge(each, TODO, cluster)
        if ours != theirs:
            found.append(f"{each}:\n{ours}\n{theirs}")
    return found


@pytest.mark.parametrize("cases", [ACCEPTED, REFUSED], ids=["accepted", "refused"])
def test_page_agrees_on_each_case(page_engine: Engine, cases: dict[str, Case]) -> None:
    """On manifests, notes, and on the words of faults."""
    chart = compiled_chart()
    page_engine.take(chart)
    differ = [
        name
        for name, case in cases.items()
        if page_engine.judge(case.values, case.release)
        != by_python(chart, case.values, case.release)
    ]
    assert differ == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_page_agrees_on_other_charts(page_engine: Engine, module: ModuleType) -> None:
    """On their cases, on generated values, and on values with one fault."""
    chart = compile_chart(module.CHART)
    cases = [*module.CASES, *module.REFUSED.values()]
    made = [*generated(chart.model, 10), *wrong_values(chart.model, 60)]
    assert differences(page_engine, chart, [*cases, *made]) == []


def test_page_agrees_on_generated_values(page_engine: Engine) -> None:
    """Of todo-chatbot."""
    values = [*generated(TodoChatbotValues, 15), *wrong_values(TodoChatbotValues, 100)]
    assert differences(page_engine, compiled_chart(), values) == []


def test_page_agrees_on_awkward_values(page_engine: Engine) -> None:
    """For fields of each kind, with values of any type in their places."""
    chart = compile_chart(CHART)
    values = list(islice(drawn_values(), 1500))
    assert differences(page_engine, chart, values) == []
    outcomes = [by_python(chart, each, TODO) for each in values]
    assert sum(isinstance(outcome, tuple) for outcome in outcomes) > 50
    assert len({line for each in outcomes if isinstance(each, list) for line in each}) > 300


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    derandomize=True,
)
@given(part=programs() | looped_objects())
def test_page_agrees_on_random_programs(page_engine: Engine, part: Drawn) -> None:
    """With the values that an export tries, and on the clusters that they ask for."""
    if not is_built(part):
        return
    try:
        chart = compile_chart(chart_with({0: part}))
    except TodoK8sError:
        return
    defaults = chart.model().to_mapping()
    values = [
        over_defaults(as_given(each.values), defaults) for each in trials(chart.model, rounds=8)
    ]
    assert differences(page_engine, chart, values) == []
    for cluster in clusters(chart):
        assert differences(page_engine, chart, [{}], cluster) == []


@cache
def flags() -> CompiledChart:
    """Return a small chart."""
    module = next(each for each in MODULES if each.__name__.endswith("flags"))
    return compile_chart(module.CHART)


@pytest.mark.parametrize("name", ["", "A", "a" * 54, "a..b", "-a", "a_b"])
def test_page_refuses_a_release_as_python_does(page_engine: Engine, name: str) -> None:
    """In the same words."""
    with pytest.raises(TodoK8sError) as refused:
        Release(name, name)
    page_engine.take(flags())
    asked = {"name": name, "namespace": name}
    cluster: dict[str, Any] = {"kubeVersion": "1.36.0", "apiVersions": []}
    found = page_engine.ask("judge", values={"": []}, release=asked, cluster=cluster)
    assert found["faults"] == str(refused.value).splitlines()


@pytest.mark.parametrize("version", ["1.29.9", "v1.28.0-gke.1"])
def test_page_refuses_an_old_cluster_as_python_does(page_engine: Engine, version: str) -> None:
    """By the range of Chart.yaml."""
    cluster = Capabilities(kube_version=version)
    assert differences(page_engine, compiled_chart(), [{}], cluster) == []
    assert isinstance(by_python(compiled_chart(), {}, TODO, cluster), list)
