"""The chart to render, exported once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import helm_python
import pytest

from tests.exported import exported_to
from todo_k8s.testing.helm_library import by_helm_4
from todo_k8s.testing.verdicts import Renderer


@pytest.fixture(scope="session")
def chart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of todo-chatbot as exported."""
    return exported_to(tmp_path_factory.mktemp("cases") / "todo-chatbot")


@pytest.fixture(scope="session")
def helm_4(chart: Path) -> Iterator[Renderer]:
    """A renderer with Helm 4, in this process."""
    with helm_python.Chart.load(chart) as loaded:
        yield by_helm_4(loaded)
