"""What Helm reads in a text, in this process and as a program."""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path
from typing import Any

import helm_python

from todo_k8s.errors import ValuesError
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.reading import read_document

REFUSED = "refused"


def by_python(text: str) -> Any:
    """Return the values in a text, or `REFUSED`."""
    try:
        return comparable(read_document(text).values)
    except ValuesError:
        return REFUSED


def by_helm_4(text: str) -> Any:
    """Return what Helm 4 reads in the first document of a text, in this process."""
    try:
        return comparable(helm_python.values_from_yaml(text))
    except helm_python.HelmError:
        return REFUSED


def by_program(helm: Path, text: str, folder: Path) -> Any:
    """Return what a program of Helm reads in a file given by -f; it may leave nulls out."""
    chart, values = folder / "reader", folder / "values.yaml"
    if not chart.exists():
        (chart / "templates").mkdir(parents=True)
        (chart / "Chart.yaml").write_text("apiVersion: v2\nname: reader\nversion: 1.0.0\n")
        (chart / "templates" / "all.yaml").write_text("read: {{ .Values | toJson | b64enc }}\n")
    values.write_bytes(text.encode())
    command = [str(helm), "template", "x", str(chart), "--values", str(values)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        return REFUSED
    return comparable(json.loads(base64.b64decode(done.stdout.split("read: ")[1])))


def comparable(value: Any) -> Any:
    """Return a value as lists that compare as JSON does: 1 is 1.0 and not true."""
    if is_map(value):
        return {key: comparable(item) for key, item in value.items()}
    if is_list(value):
        return [comparable(item) for item in value]
    return f"number {value + 0.0!r}" if type(value) in {int, float} else value


def without_nulls(value: Any) -> Any:
    """Return a value without the nulls in its maps, which Helm drops when it merges them."""
    if is_map(value):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if is_list(value) else value
