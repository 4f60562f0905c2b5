"""What the chart warns of, for each accepted values file: one that comes or goes is seen."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from tests.cases.files import ACCEPTED
from todo_k8s import TodoChatbotValues
from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.todo_chatbot.compiled import compiled_chart

_BY_DEFAULT = "frontend.service.type: the Service of the frontend is open to its network"


def test_warnings_of_each_case(snapshot: SnapshotAssertion) -> None:
    """Each is told where it holds, and not elsewhere; but for the one of the defaults."""
    told = {
        name: [
            line
            for line in Evaluation(
                compiled_chart(), TodoChatbotValues.from_mapping(case.values), case.release
            ).warnings()
            if not line.startswith(_BY_DEFAULT)
        ]
        for name, case in ACCEPTED.items()
    }
    assert (
        "".join("\n".join([f"{name}:", *lines, "", ""]) for name, lines in told.items() if lines)
        == snapshot
    )
