"""The ways of rendering todo-chatbot, or another chart, that must agree."""

from __future__ import annotations

from typing import Any

from todo_k8s import Release, TodoChatbot
from todo_k8s.helm import HelmChart
from todo_k8s.testing.verdicts import Verdict, by_constructs, by_tree, compiled


def by_python(
    values: dict[str, Any], release: Release, chart: type[HelmChart] = TodoChatbot
) -> Verdict:
    """Render with the typed constructs."""
    return by_constructs(chart, values, release)


def by_evaluation(
    values: dict[str, Any], release: Release, chart: type[HelmChart] = TodoChatbot
) -> Verdict:
    """Render by evaluating the compiled chart, without constructs and Helm."""
    return by_tree(compiled(chart), values, release)
