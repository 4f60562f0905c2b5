"""The manifests of todo-chatbot for given values, without cdk8s."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.compiled.evaluation import evaluated
from todo_k8s.todo_chatbot.compiled import compiled_chart
from todo_k8s.todo_chatbot.metadata import RELEASE
from todo_k8s.todo_chatbot.values import TodoChatbotValues


def render(
    values: TodoChatbotValues | Mapping[str, Any], release: Release | None = None
) -> list[dict[str, Any]]:
    """Return the manifests of todo-chatbot as Helm would render them, hooks included.

    The compiled chart is evaluated, so that no Node.js runs. What the constructs give for the same
    values is ``todo_k8s.helm.render(TodoChatbot, values, release)``; both agree for all values.

    Args:
        values: The values, or a mapping as in a values.yaml (camelCase) laid over the defaults.
        release: The release's name and namespace; by default both are ``todo``.

    Raises:
        ValuesError: If the values break the model; one line a fault, with the field's path.
    """
    if not isinstance(values, TodoChatbotValues):
        values = TodoChatbotValues.from_mapping(values)
    return evaluated(compiled_chart(), values, release or RELEASE)
