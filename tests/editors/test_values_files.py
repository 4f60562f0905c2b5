"""Values files in an editor: completed, explained and checked by the schema of the chart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.cases.files import ACCEPTED
from tests.editors.server import LanguageServer
from todo_k8s import TodoChatbotValues
from todo_k8s.helm.model.descriptions import descriptions
from todo_k8s.services.workload.values import WorkloadValues

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/*.yaml"))
NUMBERS_OF_YAML_1_1 = {  # which Helm reads; editors read YAML 1.2
    "yaml-number-forms": [
        "6:11 Incorrect type. Expected one of integer, null.",
        '10:27 Incorrect type. Expected "integer".',
    ],
}
_names = (f"{number}.values.yaml" for number in count())


def opened(editor: LanguageServer, text: str) -> str:
    """Open a text as a values file of the chart."""
    return editor.open(next(_names), text)


def labels(editor: LanguageServer, text: str, line: int, column: int) -> set[str]:
    """Return what is offered at a place of a values file."""
    found = editor.completions(opened(editor, text), line, column)
    return {str(each["label"]) for each in found}


def keys(model: type[TodoChatbotValues | WorkloadValues]) -> set[str]:
    """Return the keys of a section that a values file may hold."""
    fields = model.model_fields.items()
    return {field.alias or name for name, field in fields if not field.exclude}


def test_every_section_is_offered_at_the_top(editor: LanguageServer) -> None:
    """In an empty file an editor offers the sections, and the switch that a parent chart has."""
    assert labels(editor, "", 1, 1) == keys(TodoChatbotValues) | {"enabled"}


def test_keys_of_a_section_are_offered_in_it(editor: LanguageServer) -> None:
    """Below ``backend`` an editor offers the keys of a service that are not there yet."""
    offered = labels(editor, "backend:\n  port: 8000\n  \n", 3, 3)
    assert keys(WorkloadValues) - {"port"} <= offered
    assert "port" not in offered


def test_keys_of_a_further_service_are_offered(editor: LanguageServer) -> None:
    """An entry of a map is completed as a section is."""
    assert keys(WorkloadValues) <= labels(editor, "services:\n  worker:\n    \n", 3, 5)


def test_words_of_a_field_are_offered(editor: LanguageServer) -> None:
    """After the colon an editor offers the values that the field takes."""
    assert labels(editor, "secrets:\n  mode: \n", 2, 9) == {"existing", "values", "external"}


def test_booleans_are_offered(editor: LanguageServer) -> None:
    """A switch is completed to on or off."""
    assert {"true", "false"} <= labels(editor, "ingress:\n  enabled: \n", 2, 12)


def test_completion_says_what_a_key_does(editor: LanguageServer) -> None:
    """What is offered comes with the description of the field."""
    uri = opened(editor, "backend:\n  \n")
    offered = {each["label"]: each for each in editor.completions(uri, 2, 3)}
    text = " ".join(str(offered["replicaCount"]["documentation"]).split())
    assert text == " ".join(descriptions(WorkloadValues)["replica_count"].split())


def test_hover_shows_the_description(editor: LanguageServer) -> None:
    """Resting on a key shows what it does, in the words of the model."""
    uri = opened(editor, "backend:\n  replicaCount: 3\n")
    shown = " ".join(editor.hover(uri, 2, 6).split())
    assert " ".join(descriptions(WorkloadValues)["replica_count"].split()) in shown


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("backend: {replicaCount: two}\n", "1:25", 'Incorrect type. Expected "integer"'),
        ("backend: {replicaCount: 2000}\n", "1:25", "Value is above the maximum of 1000"),
        ("backend: {replicaCount: -1}\n", "1:25", "Value is below the minimum of 0"),
        ("backend: []\n", "1:10", "Incorrect type. Expected"),
        ("secrets: {mode: vault}\n", "1:17", "Value is not accepted. Valid values"),
        ("backend: {replicas: 2}\n", "1:11", "unknown key; check the spelling"),
        ("backnd: {}\n", "1:1", "unknown key; check the spelling"),
        ("services: {a: {image: {repository: a, tagg: b}}}\n", "1:39", "unknown key; check"),
    ],
)
def test_what_is_wrong_is_underlined(
    editor: LanguageServer, text: str, place: str, message: str
) -> None:
    """A wrong type, a number out of bounds, a wrong word and an unknown key show while typing."""
    found = editor.diagnostics(opened(editor, text))
    assert [line.startswith(f"{place} {message}") for line in found] == [True], found


def texts() -> Iterator[tuple[str, str]]:
    """Yield the documents of the accepted cases, and the examples, with their names."""
    for name, case in ACCEPTED.items():
        for number, document in enumerate(case.documents):
            yield f"{name}-{number}" if number else name, document
    for path in EXAMPLES:
        yield path.stem, path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "text"), [*texts()], ids=[name for name, _ in texts()])
def test_nothing_is_underlined_in_accepted_values(
    editor: LanguageServer, name: str, text: str
) -> None:
    """What the chart accepts, an editor accepts, but for numbers that YAML 1.2 lacks."""
    uri = opened(editor, text)
    assert editor.diagnostics(uri) == NUMBERS_OF_YAML_1_1.get(name, [])
    editor.forget(uri)


def test_values_file_of_the_chart_names_its_schema(editor: LanguageServer) -> None:
    """values.yaml says itself by what it is checked; an editor without settings finds it."""
    name = "chart-export/values.yaml"
    text = (ROOT / name).read_text(encoding="utf-8")
    assert editor.diagnostics(editor.open(name, text)) == []
    wrong = text.replace("replicaCount: 2", "replicaCount: two", 1)
    (found,) = editor.diagnostics(editor.open("chart-export/wrong.yaml", wrong))
    assert found.endswith('Incorrect type. Expected "integer".')
