"""Render a chart folder with both majors of Helm, as the typed charts are rendered."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import helm_python
import yaml

from todo_k8s import Release
from todo_k8s.testing.helm_programs import HELM, RefusedError
from todo_k8s.testing.printed import documents

HelmRenderer = Callable[[Path, Path, Release], list[Any]]


def helm_3(chart: Path, values: Path, release: Release) -> list[Any]:
    """Return the manifests that Helm 3 renders, hooks included."""
    place = ["--namespace", release.namespace, "--values", str(values)]
    done = subprocess.run(
        [HELM, "template", release.name, chart, *place],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise RefusedError(done.stderr)
    return documents(done.stdout)


def helm_4(chart: Path, values: Path, release: Release) -> list[Any]:
    """Return the manifests that Helm 4 renders, in this process."""
    given: dict[str, Any] = yaml.safe_load(values.read_text(encoding="utf-8")) or {}
    try:
        with helm_python.Chart.load(chart) as loaded:
            printed = loaded.render(given, name=release.name, namespace=release.namespace)
    except helm_python.HelmError as error:
        raise RefusedError(str(error)) from error
    texts = (text for name, text in printed.items() if name.endswith(".yaml"))
    return [manifest for text in texts for manifest in documents(text)]


MAJORS: dict[str, HelmRenderer] = {"Helm 3": helm_3, "Helm 4": helm_4}
