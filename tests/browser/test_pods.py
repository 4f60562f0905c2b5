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
    overview = Overview((), found, tuple(variables(manifests)), ())
    plain = overview.as_json(Layers())
    return {
        "budgets": plain["workloads"],
        "rows": [[list(row) for row in budget_rows(each)] for each in found],
        "variables": [
            {key: item for key, item in each.items() if key != "from"} | {"path": [*found.path]}
            for each, found in zip(plain["variables"], overview.variables, strict=True)
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


def sparse() -> Manifests:
    """Return objects that leave most to the defaults, or say it in another form."""
    probed: dict[str, Any] = {"name": "main", "livenessProbe": {}, "startupProbe": {}}
    labelled = {"metadata": {"labels": {"app": "x"}}, "spec": {"containers": [probed]}}
    rolling = {"rollingUpdate": {"maxSurge": "30%", "maxUnavailable": "40%"}}
    selector = {"matchLabels": {"app": "x"}}
    target = {"kind": "Deployment", "name": "scaled"}
    return [
        made("Deployment", "plain", template=labelled),
        made("Deployment", "rolling", template=labelled, replicas=7, strategy=rolling),
        made("Deployment", "again", template=labelled, strategy={"type": "Recreate"}, replicas=3),
        made("Deployment", "scaled", template=labelled, minReadySeconds=5),
        made("HorizontalPodAutoscaler", "scaler", scaleTargetRef=target, maxReplicas=5),
        made("StatefulSet", "state", template=labelled, replicas=2),
        made("DaemonSet", "each", template=labelled),
        made("CronJob", "often", jobTemplate={"spec": {"template": labelled, "parallelism": 2}}),
        made("Job", "once", template={"spec": reading()}),
        made("Pod", "bare", containers=[{"name": "c"}], terminationGracePeriodSeconds=7),
        made("Deployment", "none", template={"spec": {"containers": []}}),
        made("PodDisruptionBudget", "kept", selector=selector, minAvailable="50%"),
    ]


def made(kind: str, name: str, **spec: Any) -> dict[str, Any]:
    """Return an object of a kind."""
    return {"kind": kind, "metadata": {"name": name}, "spec": spec}


def reading() -> dict[str, Any]:
    """Return a pod that takes variables and files in each way."""
    keys = [
        {"secretKeyRef": {"name": "s", "key": "k"}},
        {"configMapKeyRef": {"name": "c", "key": "k"}},
        {"fieldRef": {"fieldPath": "metadata.name"}},
        {"resourceFieldRef": {"resource": "limits.cpu"}},
    ]
    whole = [{"prefix": "P_", "secretRef": {"name": "s"}}, {"configMapRef": {"name": "c"}}]
    mounts = [{"name": name, "mountPath": f"/{name}"} for name in ("own", "several")]
    items = {"name": "b", "items": [{"key": "one"}, {"key": "two"}]}
    return {
        "initContainers": [{"name": "first", "envFrom": whole}],
        "containers": [
            {
                "name": "main",
                "env": [{"name": f"V{at}", "valueFrom": key} for at, key in enumerate(keys)],
                "volumeMounts": mounts,
            }
        ],
        "volumes": [
            {"name": "own", "secret": {"secretName": "a"}},
            {"name": "several", "projected": {"sources": [{"secret": items}, {"configMap": {}}]}},
        ],
    }


@pytest.mark.parametrize("budget", [{"minAvailable": 1}, {"maxUnavailable": "30%"}, {}])
def test_pods_of_sparse_objects_come_to_the_same(
    page_engine: Engine, budget: dict[str, Any]
) -> None:
    """What is not said has the default of Kubernetes on both sides."""
    kept = made("PodDisruptionBudget", "kept", selector={"matchLabels": {"app": "x"}}, **budget)
    several = [sparse(), [*sparse()[:-1], kept]]
    assert differing(page_engine, several) == []
    found = pods_by_python(several[0])
    assert len(found["budgets"]) == 9
    assert len(found["variables"]) == 8
