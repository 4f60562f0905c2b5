"""Measures the exported chart in Helm, against the chart that ``helm create`` writes."""

from __future__ import annotations

import base64
import gzip
import json
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import helm_python
import yaml

from benchmarks.measuring import HELM, ROOT, Run, interleaved, process, run
from benchmarks.results import Results
from todo_k8s.helm.export import read_folder
from todo_k8s.helm.folder.archive import archive_bytes

CHART = ROOT / "chart-export"
SCHEMA = "values.schema.json"


def measure(results: Results, *, quick: bool) -> None:
    """Measure both charts with Helm 3 as a process and with Helm 4 in this process."""
    with tempfile.TemporaryDirectory() as folder:
        run(HELM, "create", f"{folder}/starter")
        charts = {"chart": CHART, "starter": Path(folder, "starter")}
        for name, chart in charts.items():
            manifest = run(HELM, "template", "todo", chart).output
            results.counts[f"documents of the {name}"] = manifest.count("\nkind: ")
            results.counts[f"release Secret of the {name}"] = release_secret(chart, manifest)
        results.counts["archive"] = len(archive_bytes("todo-chatbot", read_folder(CHART)))
        runs = [
            process(f"Helm 3, {name}", [HELM, "template", "todo", chart])
            for name, chart in charts.items()
        ]
        in_process = [helm_4(f"Helm 4, {name}", read_folder(path)) for name, path in charts.items()]
        in_process.append(helm_4("Helm 4, chart without schema", without_schema()))
        interleaved(results, 2 if quick else 11, [*runs, *in_process])


def without_schema() -> dict[str, str]:
    """Return the files of the exported chart without the schema, which Helm reads each time."""
    return {name: text for name, text in read_folder(CHART).items() if name != SCHEMA}


def helm_4(name: str, files: Mapping[str, str], times: int = 5) -> Run:
    """Return what measures a rendering by Helm 4, the chart loaded already."""
    chart = helm_python.Chart.load_archive(archive_bytes("chart", files))

    def measured() -> dict[str, float]:
        start = time.process_time()
        for _ in range(times):
            chart.render({}, name="todo", namespace="todo")
        return {name: (time.process_time() - start) / times}

    return measured


def release_secret(folder: Path, manifest: str) -> int:
    """Return about how many bytes Helm stores of a release, in its Secret's ``data.release``.

    Helm writes the release as JSON (the chart with its templates, values, schema and other files,
    the values given, the manifests and hooks), gzips it at level 9 and encodes it in base64. The
    API's own base64 around it does not count, as in the limit of 1 MiB.
    """
    files = read_folder(folder)
    parsed = {name: yaml.safe_load(files[f"{name}.yaml"]) for name in ("Chart", "values")}
    templates = {name: text for name, text in files.items() if name.startswith("templates/")}
    own = {"Chart.yaml", "values.yaml", SCHEMA}
    others = {name: text for name, text in files.items() if name not in {*templates, *own}}
    now = datetime.now(UTC).isoformat()
    release = {
        "name": "todo",
        "info": {"first_deployed": now, "last_deployed": now, "status": "deployed"},
        "chart": {
            "metadata": parsed["Chart"],
            "lock": None,
            "templates": _listed(templates),
            "values": parsed["values"],
            "schema": _base64(files.get(SCHEMA, "")),
            "files": _listed(others),
        },
        "config": {},
        "manifest": manifest,
        "version": 1,
        "namespace": "todo",
    }
    data = json.dumps(release, separators=(",", ":")).encode()
    return len(base64.b64encode(gzip.compress(data, 9)))


def _listed(files: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"name": name, "data": _base64(text)} for name, text in files.items()]


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
