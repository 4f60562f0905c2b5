"""Prints how many calls of jsii things take."""

import json
from collections.abc import Callable

import cdk8s
from constructs import Construct

from tests.house.jsii import alike_by_hand, counted
from todo_k8s import BackendService, TodoChatbot
from todo_k8s.helm import chart_files, render
from todo_k8s.values import BackendValues


def of_chart(build: Callable[[Construct], object]) -> int:
    """Return the calls of a plain cdk8s chart with one service."""
    with counted() as calls:
        chart = cdk8s.Chart(cdk8s.App(), "c")
        build(chart)
        assert len(chart.to_json()) == 4
    return calls.total()


def of(action: Callable[[], object]) -> int:
    """Return the calls of something, the second time."""
    action()
    with counted() as calls:
        action()
    return calls.total()


def service(scope: Construct) -> None:
    """Make a BackendService."""
    BackendService(scope, "backend", values=BackendValues())


if __name__ == "__main__":
    found = {
        "calls of a BackendService": of_chart(service),
        "calls by hand": of_chart(alike_by_hand),
        "calls of a rendering": of(lambda: render(TodoChatbot, {})),
        "calls of an export": of(lambda: chart_files(TodoChatbot)),
    }
    print(json.dumps(found))
