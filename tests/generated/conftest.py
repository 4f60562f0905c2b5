"""The chart to render, and how many examples to try."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import helm_python
import pytest
from hypothesis import HealthCheck, settings

from tests.generated.renderers import Renderer, by_helm_4
from todo_k8s import TodoChatbot
from todo_k8s.helm import export_chart

# `nox -s law -- --examples 20000` sets the variable.
settings.register_profile(
    "law",
    max_examples=int(os.environ.get("LAW_EXAMPLES", "300")),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("law")


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of todo-chatbot as exported."""
    return export_chart(TodoChatbot, to=tmp_path_factory.mktemp("chart") / "todo-chatbot")


@pytest.fixture(scope="session")
def helm_4(exported: Path) -> Iterator[Renderer]:
    """A renderer with Helm 4."""
    with helm_python.Chart.load(exported) as chart:
        yield by_helm_4(chart)


@pytest.fixture(scope="session")
def helm_4_without_schema(exported: Path) -> Iterator[Renderer]:
    """A renderer with Helm 4 that looks at no schema, as with --skip-schema-validation."""
    (exported / "values.schema.json").rename(exported.parent / "schema")
    try:
        chart = helm_python.Chart.load(exported)
    finally:
        (exported.parent / "schema").rename(exported / "values.schema.json")
    with chart:
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
