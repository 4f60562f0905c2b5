"""Python that uses the library, in an editor: types and descriptions where the mouse rests."""

from __future__ import annotations

from itertools import count

import pytest

from tests.editors.server import LanguageServer

_names = (f"program_{number}.py" for number in count())
PROGRAM = """\
import cdk8s
from todo_k8s import AppSecrets, BackendService, Release, TodoChatbotValues, render
from todo_k8s.helm import export_chart, rule
from todo_k8s.values import BackendValues

values = TodoChatbotValues(backend=BackendValues(replica_count=3))
pods = values.backend.replica_count
manifests = render(values, Release(name="todo", namespace="todo"))
chart = cdk8s.Chart(cdk8s.App(), "shop")
secrets = AppSecrets.from_existing(chart, "secrets", name="shop-credentials")
"""


def shown(editor: LanguageServer, word: str, text: str = PROGRAM) -> str:
    """Return what an editor shows at the last place of a word in a program."""
    before = text[: text.rindex(word)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    found = editor.hover(editor.open(next(_names), text), line, column + 1)
    return " ".join(found.replace("&nbsp;", " ").split())


@pytest.mark.parametrize(
    ("word", "signature", "description"),
    [
        ("replica_count", "replica_count: CountOrZero", "Number of pods"),
        ("TodoChatbotValues(", "class TodoChatbotValues", ""),
        ("render(", "-> list[dict[str, Any]]", "Return the manifests of todo-chatbot"),
        ("Release(", "class Release", "release"),
        ("from_existing", "def from_existing", "Secret"),
        ("manifests", "manifests: list[dict[str, Any]]", ""),
        ("export_chart", "-> Path", "Write the Helm chart of a typed chart into a folder"),
        ("BackendService", "class BackendService", ""),
    ],
)
def test_hover_shows_type_and_description(
    python_editor: LanguageServer, word: str, signature: str, description: str
) -> None:
    """Resting on a name of the library shows its type and what it does."""
    found = shown(python_editor, word)
    assert signature in found
    assert description in found
    assert "Unknown" not in found


def test_program_has_no_faults(python_editor: LanguageServer) -> None:
    """A program that is right shows nothing, so the types of the library hold."""
    assert python_editor.diagnostics(python_editor.open(next(_names), PROGRAM)) == []


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("replica_count=3", 'replica_count="3"', "is not assignable to"),
        ("replica_count=3", "replicas=3", 'No parameter named "replicas"'),
        ('namespace="todo"', "namespace=1", "is not assignable to"),
    ],
)
def test_mistakes_show_while_typing(
    python_editor: LanguageServer, right: str, wrong: str, message: str
) -> None:
    """A value of a wrong type and an argument that is not there are underlined."""
    text = PROGRAM.replace(right, wrong)
    found = python_editor.diagnostics(python_editor.open(next(_names), text))
    assert [message in line for line in found] == [True], found


def test_fields_are_offered_as_arguments(python_editor: LanguageServer) -> None:
    """Inside of the call of a values class an editor offers its fields."""
    text = "from todo_k8s.values import BackendValues\nvalues = BackendValues()\n"
    uri = python_editor.open(next(_names), text)
    offered = {str(each["label"]) for each in python_editor.completions(uri, 2, 24)}
    assert {"replica_count=", "port=", "autoscaling=", "env="} <= offered
