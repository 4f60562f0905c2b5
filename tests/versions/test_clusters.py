"""Each Helm and Python say the same of a cluster that both are told of."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.programs.agreement import RELEASE, told
from tests.programs.of_cluster import GATEWAY
from tests.programs.programs import Values, chart_of, config_map
from tests.unit.helms import MAJORS, render_files
from tests.versions.programs import HELMS
from todo_k8s.errors import ExpressionError, ValuesError
from todo_k8s.helm import Capabilities, HelmChart, export_chart, render
from todo_k8s.helm.reading import read_values
from todo_k8s.testing.printed import canonical, documents

BOUNDS = ("0.9", "1.9", "1.30", "1.31", "1.32", "2.0")
VERSIONS = ("1.31.0", "v1.31.2-gke.100", "v1.31.0-alpha.1", "1.30.14+k3s1", "v1.9.0", "v2.0.0-0")
NEWER = {
    "1.30.0": True,
    "v1.29.9": False,
    "1.30.0-alpha.1": True,
    "1.31.0+x": True,
    "0.30.0": False,
}
"""Versions, and whether a chart for 1.30 and newer takes them."""
APIS = (GATEWAY, f"{GATEWAY}/HTTPRoute", "example.com/v1beta1")


def _build(chart: HelmChart, _values: object) -> None:
    asked = chart.capabilities
    answers = {bound: asked.kube_version_at_least(bound) for bound in BOUNDS}
    config_map(chart, "thing", {**answers, **{api: asked.has(api) for api in APIS}})


@pytest.mark.helm
@pytest.mark.parametrize("helm", HELMS, ids=str)
@pytest.mark.parametrize("version", VERSIONS)
def test_told_of_a_cluster(helm: Path, version: str, tmp_path: Path) -> None:
    """Versions that clouds change and pre-releases are compared alike, served APIs found."""
    chart = chart_of(_build, Values)
    folder = export_chart(chart, to=tmp_path / "program")
    for apis in ((), APIS[:1], APIS):
        cluster = Capabilities(version, apis)
        made = documents(told(helm, folder, cluster))
        assert canonical(made) == canonical(render(chart, {}, RELEASE, cluster))


@pytest.mark.helm
@pytest.mark.parametrize("helm", HELMS, ids=str)
@pytest.mark.parametrize("version", NEWER)
def test_chart_for_newer_clusters(helm: Path, version: str, tmp_path: Path) -> None:
    """What kubeVersion in Chart.yaml refuses, `render` refuses."""
    chart = chart_of(_build, Values)
    chart.metadata = replace(chart.metadata, kube_version=">=1.30.0-0")
    folder = export_chart(chart, to=tmp_path / "program")
    cluster = Capabilities(version)
    if NEWER[version]:
        assert render(chart, {}, RELEASE, cluster)
        assert told(helm, folder, cluster)
        return
    with pytest.raises(
        ValuesError, match=r"^capabilities\.kube_version: the chart program requires"
    ):
        render(chart, {}, RELEASE, cluster)
    with pytest.raises(subprocess.CalledProcessError) as refused:
        told(helm, folder, cluster)
    assert "requires kubeVersion: >=1.30.0-0" in refused.value.stderr


@pytest.mark.parametrize("major", MAJORS)
def test_what_helm_takes_for_served_may_not_be_asked(major: str, tmp_path: Path) -> None:
    """Its list depends on its version, whatever the cluster."""
    template = {"templates/a.yaml": "apis: {{ .Capabilities.APIVersions | toJson }}"}
    apis = read_values(render_files(major, tmp_path, template))["apis"]
    assert len(apis) > 40
    for api in apis:
        with pytest.raises(ExpressionError):
            Capabilities(api_versions=apis).has(api)


def test_default_is_that_of_helm_4(tmp_path: Path) -> None:
    """Helm 3.17 assumes another one: what is said in the documents."""
    template = {"templates/a.yaml": "v: {{ .Capabilities.KubeVersion.Version | quote }}"}
    found = [read_values(render_files(major, tmp_path, template))["v"] for major in MAJORS]
    assert found == ["v1.32.0", f"v{Capabilities().kube_version}"]
    assert re.search(r"3\.17 1\.32\.0", str(Capabilities.__doc__))


def test_wrong_clusters_are_refused() -> None:
    """All that is wrong is named at once, and nothing of what was given."""
    for version in ("1.35", "latest", "1.35.0-01", "01.35.0", "1.35.0\n", 1.35, None):
        given: Any = version
        with pytest.raises(ValuesError, match=r"^capabilities\.kube_version: must be") as caught:
            Capabilities(given)
        assert str(version).strip() not in str(caught.value)
    others: list[Any] = ["a.b/v1", ["a.b"], ["a.b/v1/C/d"], [1], {"a.b/v1": 1}, None]
    for apis in others:
        with pytest.raises(ValuesError, match=r"^capabilities\.api_versions: must be"):
            Capabilities(api_versions=apis)
    with pytest.raises(ValuesError) as both:
        Capabilities("x", "y")
    assert len(both.value.faults) == 2
