"""Small charts in memory, rendered by both majors of Helm, for tests of the template writer."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import helm_python

from todo_k8s.helm.folder.archive import archive_bytes
from todo_k8s.helm.reading import read_values
from todo_k8s.helm.symbolic.expressions import Expr
from todo_k8s.helm.write.template import TemplateWriter
from todo_k8s.testing.helm_programs import HELM, RefusedError, values_json

MAJORS = ("Helm 3", "Helm 4")
CHART_YAML = 'apiVersion: v2\nname: small\nversion: 1.2.3\nappVersion: "4.5"\n'


def render_files(
    major: str, folder: Path, files: Mapping[str, str], values: Mapping[str, Any] | None = None
) -> str:
    """Return what a major of Helm prints for a chart with these templates, as one YAML stream."""
    data = archive_bytes("small", {"Chart.yaml": CHART_YAML, **files})
    return _helm3(folder, data, values) if major == "Helm 3" else _helm4(data, values)


def _helm3(folder: Path, data: bytes, values: Mapping[str, Any] | None) -> str:
    archive, given = folder / "small.tgz", folder / "values.json"
    archive.write_bytes(data)
    given.write_text(values_json(values or {}), encoding="utf-8")
    done = subprocess.run(
        [HELM, "template", "todo", archive, "--namespace=ns", "--values", given],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise RefusedError(done.stderr)
    return done.stdout


def _helm4(data: bytes, values: Mapping[str, Any] | None) -> str:
    try:
        with helm_python.Chart.load_archive(data) as chart:
            printed = chart.render(dict(values or {}), name="todo", namespace="ns")
    except helm_python.HelmError as error:
        raise RefusedError(str(error)) from error
    return "\n---\n".join(text for name, text in printed.items() if name.endswith(".yaml"))


def evaluate(
    major: str, folder: Path, exprs: Mapping[str, Expr], values: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return what expressions are worth at install, by the names given; empties are left out."""
    writer = TemplateWriter("small")
    files = {
        "templates/all.yaml": writer.document(dict(exprs)),
        "templates/_helpers.tpl": writer.helpers(),
    }
    return read_values(render_files(major, folder, files, values))
