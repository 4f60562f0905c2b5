"""The engine of the page in Node.js, asked line by line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from todo_k8s import Release
from todo_k8s._node.finding import program
from todo_k8s.browser.bundle import ENGINE, as_part, script
from todo_k8s.browser.page import chart_data
from todo_k8s.errors import ValuesError
from todo_k8s.helm.chart.capabilities import DEFAULT, Capabilities
from todo_k8s.helm.chart.existing import Alike
from todo_k8s.helm.chart.given import check_kube_version
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.testing.printed import canonical

HARNESS = Path(__file__).with_name("harness.js")
SAFE = 2**53 - 1


class Engine:
    """A process of Node.js that has the engine of the page."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, what: str, **question: Any) -> Any:
        """Return the answer to a question."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"ask": what, **question}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert not (is_map(answer) and "error" in answer), answer["error"]
        return answer

    def take(self, chart: CompiledChart) -> None:
        """Compute this chart from now on."""
        self.ask("chart", data=chart_data(chart))

    def judge(
        self, values: Mapping[str, Any], release: Release, cluster: Capabilities = DEFAULT
    ) -> Outcome:
        """Return what the page makes of values."""
        found = self.ask("judge", **_install(values, release, cluster))
        if found["faults"]:
            return sorted(found["faults"])
        return canonical(map(json.loads, found["manifests"])), found["notes"], found["warnings"]

    def origins(self, values: Mapping[str, Any], release: Release) -> list[list[Any]]:
        """Return the workload, container and name of each variable, and where it comes from."""
        found: list[list[Any]] = self.ask("origins", **_install(values, release, DEFAULT))
        return found


def _install(values: Mapping[str, Any], release: Release, cluster: Capabilities) -> dict[str, Any]:
    """Return what a chart is judged with, as the harness reads it."""
    return {
        "values": encoded(values),
        "release": {"name": release.name, "namespace": release.namespace},
        "cluster": {
            "kubeVersion": cluster.kube_version,
            "apiVersions": sorted(cluster.api_versions),
        },
    }


Outcome = list[str] | tuple[list[str], list[str], list[str]]
"""The lines of faults, in order; or manifests as canonical JSON, the lines of notes, warnings."""


def encoded(value: Any) -> Any:
    """Return a value as the harness reads it: maps with their order, large numbers as texts."""
    if is_map(value):
        return {"": [[key, encoded(item)] for key, item in value.items()]}
    if is_list(value):
        return [encoded(item) for item in value]
    return {"int": str(value)} if type(value) is int and abs(value) > SAFE else value


def by_python(
    chart: CompiledChart,
    values: Mapping[str, Any],
    release: Release,
    cluster: Capabilities = DEFAULT,
) -> Outcome:
    """Return what Python makes of values, by evaluating the compiled chart."""
    try:
        read = chart.model.from_mapping(values)
        check_kube_version(chart.metadata, cluster)
    except ValuesError as error:
        return sorted(error.faults)
    evaluation = Evaluation(chart, read, release, cluster, Alike())
    if faults := evaluation.faults():
        return sorted(ValuesError(*faults).faults)
    return canonical(evaluation.manifests()), evaluation.lines(), evaluation.warnings()


@contextmanager
def engine() -> Generator[Engine]:
    """Start the engine, of the very script that a page has."""
    harness = as_part("harness", HARNESS.read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder:
        path = Path(folder, "engine.mjs")  # it is longer than an argument may be
        path.write_text(f"{script(*ENGINE)}\n{harness}", encoding="utf-8")
        pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen([program(), path], **pipes, text=True, encoding="utf-8") as process:
            try:
                yield Engine(process)
            finally:
                process.kill()
