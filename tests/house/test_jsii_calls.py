"""A jsii call costs half a millisecond, so their number is kept low."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import cdk8s
import cdk8s_plus_27 as kplus
import pytest

from tests.house.jsii import Calls, alike_by_hand, counted
from todo_k8s import BackendService, TodoChatbot, TodoChatbotValues, render
from todo_k8s.helm import chart_files
from todo_k8s.helm import render as render_chart
from todo_k8s.values import BackendValues

APP = 14
"""Calls of an app and its chart: to make them, to validate, to order the objects."""


@pytest.fixture
def calls() -> Iterator[Calls]:
    """Count the requests to jsii's kernel, by their kind."""
    with counted() as calls:
        yield calls


def small_by_hand(chart: cdk8s.Chart) -> None:
    """Write a small Deployment with its Service in plain cdk8s-plus."""
    container = kplus.ContainerProps(
        image="todo-backend:latest",
        port_number=8000,
        liveness=kplus.Probe.from_http_get("/health"),
        env_variables={"A": kplus.EnvValue.from_value("b")},
    )
    kplus.Deployment(chart, "backend", containers=[container]).expose_via_service()


def count(calls: Calls, build: Callable[[cdk8s.Chart], object]) -> tuple[int, int]:
    """Return how many calls it takes to synthesize what `build` makes, and how many objects."""
    calls.clear()
    chart = cdk8s.Chart(cdk8s.App(), "c")
    build(chart)
    objects = len(chart.to_json())
    print(f"{build.__name__}: {calls.total()} calls for {objects} objects, {dict(calls)}")
    return calls.total(), objects


def backend_service(chart: cdk8s.Chart) -> None:
    """Make a BackendService."""
    BackendService(chart, "backend", values=BackendValues())


def test_small_deployment_by_hand_is_the_measure(calls: Calls) -> None:
    """What cdk8s-plus takes for a small Deployment and its Service, app and chart included."""
    made, objects = count(calls, small_by_hand)
    assert objects == 2
    assert made in range(5, 11)


def test_backend_service_takes_fewer_calls_than_by_hand(calls: Calls) -> None:
    """The same four objects with the same content take more calls in plain cdk8s-plus."""
    ours, our_objects = count(calls, backend_service)
    theirs, their_objects = count(calls, alike_by_hand)
    assert our_objects == their_objects == 4
    assert ours < theirs


def test_constructs_make_few_calls_an_object(calls: Calls) -> None:
    """An object costs one call, and so does the construct or the condition that it is in."""
    render_chart(TodoChatbot, {})
    calls.clear()
    manifests = render_chart(TodoChatbot, {})
    print(f"render: {calls.total()} calls for {len(manifests)} objects, {dict(calls)}")
    assert len(manifests) >= 11
    assert calls.total() <= 2.2 * len(manifests) + APP


def test_compiled_chart_makes_no_call(calls: Calls) -> None:
    """`todo_k8s.render` evaluates it."""
    render({})
    calls.clear()
    assert len(render(TodoChatbotValues())) >= 11
    assert calls.total() == 0


def test_export_makes_few_calls(calls: Calls) -> None:
    """All that an export builds, for the two compilations and for what it tries."""
    files = chart_files(TodoChatbot)
    calls.clear()
    assert chart_files(TodoChatbot) == files
    print(f"export: {calls.total()} calls, {dict(calls)}")
    assert calls.total() <= 540


def test_calls_do_not_grow_with_the_content(calls: Calls) -> None:
    """Twenty variables cost what none cost."""
    render_chart(TodoChatbot, {})
    calls.clear()
    render_chart(TodoChatbot, {})
    plain = calls.total()
    calls.clear()
    render_chart(TodoChatbot, {"backend": {"env": {f"V{number}": "x" for number in range(20)}}})
    assert calls.total() == plain
