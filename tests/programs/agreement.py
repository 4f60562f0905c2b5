"""What becomes of a program: refused when it is exported, or three renderings that agree."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any

import helm_python

from tests.generated.batches import schema_of
from todo_k8s.errors import ValuesError
from todo_k8s.helm import Capabilities, ChartValues, HelmChart, Release, chart_files, render
from todo_k8s.helm.chart.existing import nothing_random
from todo_k8s.helm.chart.rendering import values_class
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.folder.archive import archive_bytes
from todo_k8s.helm.soundness.clusters import clusters
from todo_k8s.helm.soundness.trials import trials
from todo_k8s.testing.generated import settled
from todo_k8s.testing.given import as_given, over_defaults
from todo_k8s.testing.helm_programs import HELM, without_schema
from todo_k8s.testing.printed import canonical, documents

RELEASE = Release("todo", "ns")


def disagreement(chart: type[HelmChart], rounds: int = 20) -> str | None:
    """Return how Helm and the constructs differ on values of a chart, or None if they agree.

    Raises:
        TodoK8sError: If the chart is refused.
    """
    files = chart_files(chart)
    defaults = values_class(chart)().to_mapping()
    bare = archive_bytes("program", without_schema(files))
    with helm_python.Chart.load_archive(bare) as loaded, schema_of("program", files) as schema:
        for trial in trials(values_class(chart), rounds=rounds):
            given = over_defaults(as_given(trial.values), defaults)
            schema.ask_later(loaded.merge_values(given))
            if (found := _difference(chart, loaded, trial.values, given)) is not None:
                return f"{found}\n{files}"
    if any(".Capabilities" in text for text in files.values()):
        return _told_difference(chart, bare)
    return None


def _told_difference(chart: type[HelmChart], archive: bytes) -> str | None:
    """Return how Helm 3 and the constructs differ on clusters that both are told of."""
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder) / "program.tgz"
        packed.write_bytes(archive)
        for cluster in clusters(compile_chart(chart)):
            try:
                with nothing_random():
                    wanted = canonical(render(chart, {}, RELEASE, cluster))
            except ValuesError as error:  # what the chart requires of the cluster
                wanted = [*error.faults]
            try:
                made = settled(canonical(documents(told(HELM, packed, cluster))), wanted)
            except subprocess.CalledProcessError as error:
                made = [fault for fault in wanted if fault in error.stderr]
            if made != wanted:
                return f"{cluster}:\n{made}\n{wanted}"
    return None


def told(helm: Path, chart: Path, cluster: Capabilities) -> str:
    """Return what a program of Helm prints for a cluster that it is told of."""
    command = [str(helm), "template", RELEASE.name, str(chart)]
    command += ["--namespace", RELEASE.namespace]
    command += ["--kube-version", cluster.kube_version]
    command += [f"--api-versions={api}" for api in cluster.api_versions]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def _difference(
    chart: type[HelmChart], loaded: helm_python.Chart, values: ChartValues, given: dict[str, Any]
) -> str | None:
    """Return how Helm and the constructs differ on values that the schema takes."""
    faults: tuple[str, ...] = ()
    wanted: list[str] = []
    try:
        with nothing_random():
            wanted = canonical(render(chart, values, RELEASE))
    except ValuesError as error:  # what the chart requires of values and release
        faults = error.faults
    try:
        printed = loaded.render(given, name=RELEASE.name, namespace=RELEASE.namespace)
    except helm_python.HelmError as error:
        if faults and any(fault in str(error) for fault in faults):
            return None
        return f"Helm refuses {given}: {error}\nthe constructs refuse: {faults}"
    made = settled(canonical(manifests_in(printed)), wanted)
    if faults or made != wanted:
        return f"{given}:\n{made}\n{wanted}\n{faults}"
    return None


def manifests_in(printed: dict[str, str]) -> list[Any]:
    """Return the manifests that Helm printed."""
    texts = (text for name, text in printed.items() if name.endswith(".yaml"))
    return [found for text in texts for found in documents(text)]
