"""What is worked out from manifests is the same on the page as in Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

import pytest

from tests.browser.engine import Engine, encoded
from tests.cases.files import ACCEPTED
from tests.charts.test_charts import MODULES
from todo_k8s import Release
from todo_k8s.cli.explanations import budget_rows
from todo_k8s.explained.budgets import budgets
from todo_k8s.explained.overview import Overview
from todo_k8s.explained.variables import variables
from todo_k8s.helm.chart.existing import Alike
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.reading.layers import Layers
from todo_k8s.todo_chatbot.compiled import compiled_chart

Manifests = list[dict[str, Any]]
TODO = Release("todo", "todo")

LIMITS = [
    *("0", "1", "100m", "125m", "0.0005", "0.0015", "2500m", "1.2345", "3k", "none"),
    *("1Ki", "1280Mi", "1331Mi", "1.25Gi", "1.75Gi", "1.35Gi", "500M", "5E", "1024Pi", "900"),
]


def manifests_of(chart: CompiledChart, values: Mapping[str, Any], release: Release) -> Manifests:
    """Return what a chart gives for values."""
    return Evaluation(
        chart, chart.model.from_mapping(values), release, existing=Alike()
    ).manifests()


def rounded(value: Any) -> Any:
    """Return data without the last digits of fractions, which depend on how they are summed."""
    if is_map(value):
        return {key: rounded(item) for key, item in value.items()}
    if is_list(value):
        return [rounded(item) for item in value]
    return float(f"{value:.12g}") if isinstance(value, int | float) else value


def pods_by_python(manifests: Manifests) -> dict[str, Any]:
    """Return what Python says of pods."""
    found = tuple(budgets(manifests))
    plain = Overview((), found, tuple(variables(manifests)), ()).as_json(Layers())
    return {
        "budgets": plain["workloads"],
        "rows": [[list(row) for row in budget_rows(each)] for each in found],
        "variables": [
            {key: item for key, item in each.items() if key != "from"}
            for each in plain["variables"]
        ],
    }


def differing(engine: Engine, several: Iterable[Manifests]) -> list[Any]:
    """Return what the page says otherwise than Python of the pods of manifests."""
    found: list[Any] = []
    for manifests in several:
        ours = rounded(pods_by_python(manifests))
        theirs = rounded(engine.ask("pods", manifests=encoded(manifests)))
        if ours != theirs:
            found.append((ours, theirs))
    return found


def todo_manifests() -> list[Manifests]:
    """Return what todo-chatbot gives for each case that is accepted."""
    chart = compiled_chart()
    return [manifests_of(chart, case.values, case.release) for case in ACCEPTED.values()]


def test_pods_come_to_the_same_in_each_case(page_engine: Engine) -> None:
    """Their times, resources, words and variables."""
    several = todo_manifests()
    assert differing(page_engine, several) == []
    said = {row[0] for each in several for rows in pods_by_python(each)["rows"] for row in rows}
    assert said == {"pods", "asks for", "may use", "restart", "rollout", "end", "drain"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_pods_come_to_the_same_in_other_charts(page_engine: Engine, module: ModuleType) -> None:
    """On their cases."""
    chart = compile_chart(module.CHART)
    several = [manifests_of(chart, values, TODO) for values in module.CASES]
    assert several
    assert differing(page_engine, several) == []


def test_amounts_are_told_in_the_same_words(page_engine: Engine) -> None:
    """Where a digit lies just between two others too."""
    assert differing(page_engine, [[pod_with(each)] for each in LIMITS]) == []


def pod_with(amount: str) -> dict[str, Any]:
    """Return a Deployment whose containers may use an amount."""
    limits = {"limits": {"cpu": amount, "memory": amount}}
    first = {"name": "first", "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}
    sidecar = {"name": "side", "restartPolicy": "Always", "resources": limits}
    pod = {
        "initContainers": [first, sidecar],
        "containers": [{"name": "main", "resources": limits}],
    }
    spec = {"replicas": 3, "template": {"spec": pod}}
    return {"kind": "Deployment", "metadata": {"name": "some"}, "spec": spec}
