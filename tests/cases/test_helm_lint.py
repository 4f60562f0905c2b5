"""`helm lint --strict` of both majors has nothing to say, whatever the values."""

from __future__ import annotations

import subprocess
from pathlib import Path

import helm_python
import pytest

from tests.cases.files import ACCEPTED
from todo_k8s.testing.helm_programs import HELM

pytestmark = pytest.mark.helm
SOME = (
    "defaults",
    "app-in-production",
    "autoscaling-backend",
    "awkward-annotations",
    "awkward-variables",
    "ingress-with-all",
    "migrations-with-a-direct-url",
    "preset-nginx",
    "secrets-values",
    "several-files",
)
"""Some of everything, as Helm 3 is a program and takes its time."""


@pytest.mark.parametrize("name", SOME)
def test_helm_3_lints_strictly(name: str, chart: Path, tmp_path: Path) -> None:
    """No error, no warning, no hint."""
    command = [str(HELM), "lint", "--strict", "--quiet", str(chart)]
    given = ACCEPTED[name].arguments(tmp_path)
    done = subprocess.run([*command, *given], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


@pytest.mark.parametrize("name", ACCEPTED)
def test_helm_4_lints_strictly(name: str, chart: Path) -> None:
    """No error and no warning."""
    report = helm_python.lint(chart, ACCEPTED[name].values, strict=True, kube_version="v1.34.0")
    assert report["total_charts_linted"] == 1
    assert [message for message in report["messages"] if message["severity"] > 1] == []
    assert report["errors"] == []
