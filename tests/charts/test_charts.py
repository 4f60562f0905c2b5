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
    database,
    flags,
    hosts,
    ported,
    settings,
    tenants,
    umbrella,
    workers,
)
from tests.dependency.umbrella import Parent
from tests.unit.helms import MAJORS
from todo_k8s.errors import ValuesError
from todo_k8s.helm import HelmChart, Release, chart_files, render
from todo_k8s.testing import assert_covered, assert_law
from todo_k8s.testing.helm_programs import RefusedError
from todo_k8s.testing.messages import comparable, named_fields, refused_paths
from todo_k8s.testing.printed import canonical

MODULES: list[ModuleType] = [
    *(awkward, celery, crds, crons, database, flags, hosts, ported, settings, tenants, umbrella),
    workers,
]
COVERED = [crds, flags, hosts, settings]
"""Charts of which the cases show all, but for what each says in BEYOND."""

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
    """Constructs, compiled chart and both majors of Helm agree on the cases, and on values made."""
    cases = [*module.CASES, *module.REFUSED.values()]
    compared = assert_law(module.CHART, values=cases, helm="required")
    assert {name[:6] for name in compared.renderers} == {"tree", *MAJORS}
    assert compared.accepted >= 50
    assert compared.refused >= 15


@pytest.mark.parametrize("module", COVERED, ids=lambda module: module.__name__.rpartition(".")[2])
def test_cases_cover_the_chart(module: ModuleType) -> None:
    """Each branch goes both ways in some case, and each field changes something."""
    assert_covered(module.CHART, [*module.CASES, *module.REFUSED.values()], beyond=module.BEYOND)


@pytest.mark.parametrize("values", umbrella.CASES)
def test_charts_that_it_depends_on_change_nothing(values: dict[str, Any], tmp_path: Path) -> None:
    """With them in place, both majors of Helm print the same objects of the chart's own."""
    wanted = canonical(render(umbrella.CHART, values, RELEASE))
    parent = Parent(tmp_path, files_of(umbrella.CHART), charts_in(umbrella))
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
