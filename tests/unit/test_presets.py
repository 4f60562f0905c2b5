"""A preset is known wherever presets are named, so that none is half there."""

from __future__ import annotations

from typing import get_args

import pytest

from docs_site.staging import ROOT
from todo_k8s.helm.model.field_at import field_at
from todo_k8s.importing.initial import PRESETS
from todo_k8s.services.workload.presets import PRESETS as ENTRIES
from todo_k8s.services.workload.presets import PresetName
from todo_k8s.todo_chatbot.values import TodoChatbotValues

NAMES: tuple[str, ...] = get_args(PresetName)
DESCRIBED = [
    "docs/constructs.md",
    "docs/how-to/own-images.md",
    "src/todo_k8s/services/workload/pod_values.py",
    "src/todo_k8s/todo_chatbot/services.py",
    "src/todo_k8s/todo_chatbot/texts/chart-readme.md",
]
"""The files that name each preset."""


def test_each_has_an_entry_and_is_a_choice_of_init() -> None:
    """In `workload/presets.py`, and in `importing/initial.py`."""
    assert {*PRESETS} == {*NAMES}
    assert {*ENTRIES} | {"none"} == {*NAMES}


@pytest.mark.parametrize("file", DESCRIBED)
def test_description_names_each(file: str) -> None:
    """As `uvicorn` or as a word of a list."""
    text = (ROOT / file).read_text(encoding="utf-8")
    assert not [name for name in NAMES if name not in text]


@pytest.mark.parametrize("field", ["backend.preset", "frontend.preset", "services.worker.preset"])
def test_value_says_each(field: str) -> None:
    """In values.yaml, the schema and `todo-k8s explain`."""
    found = field_at(TodoChatbotValues, field.split("."))
    assert found is not None
    assert not [name for name in NAMES if f"`{name}`" not in (found.description or "")]
