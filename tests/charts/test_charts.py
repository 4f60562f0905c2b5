"""Charts unlike todo-chatbot, as people write them: each keeps the law and deploys what it says."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from kubernetes_validate import utils

from tests.charts import (
    awkward,
    celery,
    crds,
    crons,
    flags,
    hosts,
    ported,
    settings,
    tenants,
    umbrella,
    workers,
)
from tests.dependency.umbrella import Parent
from tests.generated.renderers import by_evaluation
from tests.programs.agreement import disagreement
from tests.unit.helms import MAJORS
from todo_k8s.errors import ValuesError
from todo_k8s.helm import HelmChart, Release, chart_files, render
from todo_k8s.testing.helm_programs import RefusedError
from todo_k8s.testing.messages import comparable, named_fields, refused_paths
from todo_k8s.testing.printed import canonical

MODULES: list[ModuleType] = [
    *(awkward, celery, crds, crons, flags, hosts, ported, settings, tenants, umbrella, workers),
]
CASES = [
    pytest.param(module, values, id=f"{_name}-{number}")
    for module in MODULES
    if (_name := module.__name__.rpartition(".")[2])
    for number, values in enumerate(module.CASES)
]
RELEASE = Release("todo", "todo")
pytestmark = pytest.mark.helm


@cache
def files_of(chart: type[HelmChart]) -> dict[str, str]:
    """Return the exported chart."""
    return chart_files(chart)


def charts_in(module: ModuleType) -> dict[str, dict[str, str]]:
    """Return the charts that one depends on, which Helm wants to be there."""
    if module is not umbrella:
        return {}
    store = {"Chart.yaml": "apiVersion: v2\nname: store\nversion: 2.0.0\n"}
    return {"flags": files_of(flags.CHART), "store": store}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_chart_keeps_the_law(module: ModuleType) -> None:
    """Constructs and Helm agree on values that turn every switch."""
    assert disagreement(module.CHART) is None


@pytest.mark.parametrize(("module", "values"), CASES)
def test_all_renderings_agree(module: ModuleType, values: dict[str, Any], tmp_path: Path) -> None:
    """Constructs, compiled chart and both majors of Helm give the same for the cases."""
    wanted = canonical(render(module.CHART, values, RELEASE))
    assert by_evaluation(values, RELEASE, module.CHART).manifests == wanted
    parent = Parent(tmp_path, files_of(module.CHART), charts_in(module))
    for major in MAJORS:
        assert canonical(parent.render(major, values).get("", [])) == wanted, major


@pytest.mark.parametrize("version", ["1.30", "1.37"])
def test_kubernetes_takes_every_object(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The strict schemas take what the cases deploy; kinds of one's own have none."""
    monkeypatch.setattr(utils, "schema_contents", cache(utils.schema_contents))
    made = [
        each for module in MODULES for values in module.CASES for each in _objects(module, values)
    ]
    for manifest in made:
        utils.validate(manifest, version, strict=True)
    assert len(made) > 60


def _objects(module: ModuleType, values: dict[str, Any]) -> list[dict[str, Any]]:
    made = render(module.CHART, values, RELEASE)
    return [each for each in made if not each["apiVersion"].startswith("example.com/")]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_wrong_values_are_refused(module: ModuleType, tmp_path: Path) -> None:
    """By all, with the field that is wrong."""
    ((field, values),) = module.REFUSED.items()
    with pytest.raises(ValuesError) as refused:
        render(module.CHART, values, RELEASE)
    assert field in [fault.partition(": ")[0] for fault in refused.value.faults]
    parent = Parent(tmp_path, files_of(module.CHART), charts_in(module))
    for major, read in zip(MAJORS, (named_fields, refused_paths), strict=True):
        with pytest.raises(RefusedError) as by_helm:
            parent.render(major, values)
        assert comparable(field) in {comparable(path) for path in read(str(by_helm.value))}, major
