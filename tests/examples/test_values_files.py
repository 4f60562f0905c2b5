"""Each values file of the examples deploys todo-chatbot, the same by Helm and by Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cases.files import ACCEPTED
from tests.examples.rendering import MAJORS
from tests.exported import exported_to
from todo_k8s import Release, TodoChatbotValues, render
from todo_k8s.helm.reading import read_values, read_values_file
from todo_k8s.helm.write.schema import values_schema
from todo_k8s.testing.printed import canonical

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted([*EXAMPLES.glob("values/*.yaml"), *EXAMPLES.glob("applications/*.yaml")])
RELEASE = Release(name="todo", namespace="production")


def partial_files() -> list[Any]:
    """Return the texts of these files, and of all that the cases accept."""
    texts = {file.stem: file.read_text(encoding="utf-8") for file in FILES}
    for name, case in ACCEPTED.items():
        texts |= {f"{name}-{number}": text for number, text in enumerate(case.documents)}
    return [pytest.param(text, id=name) for name, text in texts.items()]


@pytest.fixture(scope="module")
def chart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of todo-chatbot as exported."""
    return exported_to(tmp_path_factory.mktemp("chart") / "todo-chatbot")


@pytest.mark.helm
@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_values_file_renders_alike(file: Path, major: str, chart: Path) -> None:
    """What Helm renders for the file is what `render` gives for it."""
    wanted = render(read_values_file(file), RELEASE)
    assert canonical(MAJORS[major](chart, file, RELEASE)) == canonical(wanted)


@pytest.mark.parametrize("document", partial_files())
def test_values_file_is_valid_by_the_schema(document: str) -> None:
    """An editor and CI take it for what it is: a values file need not have every key."""
    validator: Any = jsonschema.Draft7Validator(values_schema(TodoChatbotValues))
    assert [error.message for error in validator.iter_errors(read_values(document))] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_values_file_changes_the_defaults(file: Path) -> None:
    """Each file is there for something: it gives other manifests than the defaults."""
    assert canonical(render(read_values_file(file))) != canonical(render({}))
