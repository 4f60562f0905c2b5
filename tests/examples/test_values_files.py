"""Each file in examples/values/ deploys todo-chatbot, the same by Helm and by Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples.rendering import MAJORS, canonical
from todo_k8s import Release, TodoChatbot, render
from todo_k8s.helm import export_chart
from todo_k8s.helm.reading import read_values_file

FILES = sorted(Path(__file__).parents[2].glob("examples/values/*.yaml"))
RELEASE = Release(name="todo", namespace="production")


@pytest.fixture(scope="module")
def chart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of todo-chatbot as exported."""
    return export_chart(TodoChatbot, to=tmp_path_factory.mktemp("chart") / "todo-chatbot")


@pytest.mark.helm
@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_values_file_renders_alike(file: Path, major: str, chart: Path) -> None:
    """What Helm renders for the file is what `render` gives for it."""
    wanted = render(read_values_file(file), RELEASE)
    assert canonical(MAJORS[major](chart, file, RELEASE)) == canonical(wanted)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_values_file_changes_the_defaults(file: Path) -> None:
    """Each file is there for something: it gives other manifests than the defaults."""
    assert canonical(render(read_values_file(file))) != canonical(render({}))
