"""The chart that others depend on, exported once."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from todo_k8s import TodoChatbot
from todo_k8s.helm import chart_files


@pytest.fixture(scope="session")
def files() -> Mapping[str, str]:
    """The files of todo-chatbot."""
    return chart_files(TodoChatbot)
