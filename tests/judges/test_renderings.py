"""What judges that need no network say of the renderings, by Helm and by Python."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import helm_python
import kubernetes_validate
import pytest
from yamllint import linter
from yamllint.config import YamlLintConfig

from tests.exported import exported_to
from tests.judges.renderings import RELEASE, ROOT, VALUES_FILES, as_installed, values_of
from todo_k8s.testing.helm_programs import HELM

KUBERNETES = [f"1.{minor}" for minor in range(30, 38)]
CUSTOM = {"ExternalSecret", "HTTPRoute", "PrometheusRule", "ServiceMonitor", "Probe"}
"""Kinds of the chart that Kubernetes has no schema of: their operators bring them."""

OF_EXAMPLES = {"Cluster", "Route", "ScaledObject"}
"""Such kinds that values files of applications bring with ``extraObjects``."""

EVERY_KIND = CUSTOM - {"ExternalSecret"} | {
    *(
        "ConfigMap",
        "CronJob",
        "Deployment",
        "PersistentVolumeClaim",
        "HorizontalPodAutoscaler",
        "Ingress",
        "Job",
        "NetworkPolicy",
    ),
    *("Pod", "PodDisruptionBudget", "Secret", "Service", "ServiceAccount"),
}
"""What all switches give; an ExternalSecret excludes a Secret, and is in production."""


@pytest.fixture(scope="module")
def chart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of todo-chatbot as exported."""
    return exported_to(tmp_path_factory.mktemp("judges") / "todo-chatbot")


def test_all_switches_give_every_kind() -> None:
    """The renderings leave nothing out that the chart can make."""
    assert {manifest["kind"] for manifest in as_installed("all-switches")} == EVERY_KIND
    assert "ExternalSecret" in {manifest["kind"] for manifest in as_installed("production")}


@pytest.mark.parametrize("version", KUBERNETES)
@pytest.mark.parametrize("rendering", VALUES_FILES)
def test_kubernetes_takes_every_object(rendering: str, version: str) -> None:
    """Each object is right by the strict schema of each Kubernetes version."""
    checked = 0
    for manifest in as_installed(rendering):
        if manifest["kind"] not in CUSTOM | OF_EXAMPLES:
            kubernetes_validate.validate(manifest, version, strict=True)
            checked += 1
    assert checked >= 12


def test_kubernetes_refuses_an_unknown_field() -> None:
    """The schemas are strict: a misspelt field is no field."""
    (manifest, *_) = as_installed("default")
    manifest["spec"]["replica"] = 1
    with pytest.raises(kubernetes_validate.ValidationError, match="replica"):
        kubernetes_validate.validate(manifest, KUBERNETES[-1], strict=True)


def _options(rendering: str) -> list[str]:
    path = VALUES_FILES[rendering]
    return ["--namespace", RELEASE.namespace, *(["--values", str(path)] if path else [])]


@pytest.mark.helm
@pytest.mark.parametrize("rendering", VALUES_FILES)
def test_helm_3_lints_strictly(rendering: str, chart: Path) -> None:
    """`helm lint --strict` has nothing to say."""
    command = [str(HELM), "lint", "--strict", "--quiet", str(chart), *_options(rendering)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


@pytest.mark.helm
@pytest.mark.parametrize("rendering", VALUES_FILES)
def test_helm_4_lints_strictly(rendering: str, chart: Path) -> None:
    """Nor has that of Helm 4."""
    report = helm_python.lint(chart, values_of(rendering), strict=True, kube_version="v1.34.0")
    assert report["total_charts_linted"] == 1
    assert [message for message in report["messages"] if message["severity"] > 1] == []
    assert report["errors"] == []


def test_helm_lint_notices(chart: Path) -> None:
    """Both find a number that is none; what rules refuse, as an unknown key, they only print."""
    command = [str(HELM), "lint", "--strict", str(chart), "--set", "backend.replicaCount=two"]
    assert subprocess.run(command, check=False, capture_output=True).returncode
    assert helm_python.lint(chart, {"backend": {"replicaCount": "two"}}, strict=True)["errors"]


RENDERED = f"""
extends: {ROOT / ".yamllint.yaml"}
ignore: []
rules:
  indentation: {{spaces: 2, indent-sequences: whatever}}
"""
"""Helm's toYaml puts lists level with their key, a careful person's templates deeper."""


def _problems(text: str, config: YamlLintConfig) -> list[str]:
    lint: Any = linter
    return [str(problem) for problem in lint.run(text, config)]


@pytest.mark.helm
@pytest.mark.parametrize("rendering", VALUES_FILES)
def test_rendered_yaml_is_clean(rendering: str, chart: Path) -> None:
    """What Helm prints is what a linter takes: no doubled key, no trailing space."""
    command = [str(HELM), "template", RELEASE.name, str(chart), *_options(rendering)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    config = YamlLintConfig(RENDERED)
    assert _problems(text, config) == []
    assert _problems(f"{text}kind: again\n", config)


@pytest.mark.parametrize("name", ["Chart.yaml", "values.yaml"])
def test_files_of_the_chart_are_clean(name: str, chart: Path) -> None:
    """And so are the files of the chart that are YAML as they are."""
    config = YamlLintConfig(file=str(ROOT / ".yamllint.yaml"))
    assert _problems((chart / name).read_text(encoding="utf-8"), config) == []
