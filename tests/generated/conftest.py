"""The chart to render, and how many values files were tried."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import helm_python
import pytest
from hypothesis import HealthCheck, settings

from tests.exported import exported_files, exported_to
from tests.generated.batches import in_batches
from todo_k8s.helm.export import read_folder
from todo_k8s.testing.helm_library import by_helm_4, loaded
from todo_k8s.testing.helm_programs import without_schema
from todo_k8s.testing.verdicts import Renderer

settings.register_profile(
    "law", deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile("law")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many values files were compared."""
    ends: list[pytest.TestReport] = terminalreporter.stats.get("", [])  # set-ups and tear-downs
    counts = Counter[str]()
    for report in ends:
        if report.when == "teardown":
            counts.update(dict(report.user_properties))
    told = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
    terminalreporter.write_line(f"values files compared: {told or 'none'}")


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of todo-chatbot as exported."""
    return exported_to(tmp_path_factory.mktemp("chart") / "todo-chatbot")


@pytest.fixture(scope="session")
def helm_4(exported: Path) -> Iterator[Renderer]:
    """A renderer with Helm 4."""
    with in_batches("todo-chatbot", read_folder(exported)) as renderer:
        yield renderer


@pytest.fixture(scope="session")
def helm_4_without_schema() -> Iterator[Renderer]:
    """A renderer with Helm 4 that looks at no schema, as with --skip-schema-validation."""
    with loaded(without_schema(exported_files())) as chart:
        yield by_helm_4(chart)


@pytest.fixture(scope="session")
def helm_4_of_parent(
    exported: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Renderer]:
    """A renderer with Helm 4 of a chart that depends on todo-chatbot and has nothing else."""
    parent = tmp_path_factory.mktemp("parent")
    (parent / "Chart.yaml").write_text("apiVersion: v2\nname: parent\nversion: 1.0.0\n")
    shutil.copytree(exported, parent / "charts" / exported.name)
    with helm_python.Chart.load(parent) as chart:
        yield by_helm_4(chart)
