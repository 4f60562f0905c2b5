"""The graph on the page has the nodes and edges of Python's, and nothing in it lies on another."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from itertools import combinations, pairwise
from types import ModuleType
from typing import Any

import pytest

from tests.browser.engine import Engine, encoded
from tests.browser.test_pods import TODO, Manifests, manifests_of, todo_manifests
from tests.charts.test_charts import MODULES
from tests.graph.objects import policy
from tests.graph.test_graph import EXPRESSIONS, FLOWS, PORT, reading, routed
from todo_k8s.graph import graph_of
from todo_k8s.graph.data import as_data
from todo_k8s.graph.model import EDGES
from todo_k8s.helm.compiled.compiler import compile_chart

Json = dict[str, Any]
Point = tuple[float, float]
STEPS = [step / 20 for step in range(21)]


def by_python(manifests: Manifests) -> Json:
    """Return the graph of manifests, as JSON has it."""
    data = as_data(graph_of(manifests, "todo", "a title"))
    found: Json = json.loads(json.dumps(data))
    return found


def differing(engine: Engine, several: Iterable[Manifests]) -> list[Any]:
    """Return the graphs of manifests that the page makes otherwise than Python."""
    found: list[Any] = []
    for manifests in several:
        asked = {"manifests": encoded(manifests), "namespace": "todo", "title": "a title"}
        ours, theirs = by_python(manifests), engine.ask("graph", **asked)
        if ours != theirs:
            found.append((ours, theirs))
    return found


def expressed() -> Iterable[Manifests]:
    """Yield policies that select by expressions, for pods and for peers."""
    flow, _ = FLOWS["by a rule of the target"]
    for expression, _, _ in EXPRESSIONS.values():
        selector = {"matchExpressions": [expression]}
        rule = {"from": [{"podSelector": selector, "namespaceSelector": selector}], "ports": PORT}
        yield [*flow, policy("web", podSelector=selector, ingress=[rule])]


@cache
def awkward() -> list[Manifests]:
    """Return manifests with all that graphs tell apart."""
    return [*(objects for objects, _ in FLOWS.values()), routed(), reading(), *expressed()]


def of_chart(module: ModuleType) -> list[Manifests]:
    """Return what a chart gives for its cases."""
    chart = compile_chart(module.CHART)
    return [manifests_of(chart, values, TODO) for values in module.CASES]


def test_graph_is_the_same_in_each_case(page_engine: Engine) -> None:
    """Its nodes, edges and notes."""
    assert differing(page_engine, todo_manifests()) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_graph_is_the_same_of_other_charts(page_engine: Engine, module: ModuleType) -> None:
    """For their cases; nothing lies on something else."""
    several = of_chart(module)
    assert differing(page_engine, several) == []
    assert [fault for each in several for fault in overlaps(page_engine, by_python(each))] == []


def test_graph_is_the_same_of_awkward_objects(page_engine: Engine) -> None:
    """Edges of each kind are among them."""
    assert differing(page_engine, awkward()) == []
    kinds = {edge["kind"] for each in awkward() for edge in by_python(each)["edges"]}
    assert kinds == EDGES.keys()


def overlaps(engine: Engine, graph: Json) -> list[str]:
    """Return what lies on something else in the picture of a graph."""
    found = engine.ask("layout", graph=graph)
    boxes, lines = found["boxes"], found["lines"]
    assert {box["node"]["id"] for box in boxes if "node" in box} == {
        node["id"] for node in graph["nodes"]
    }
    assert [line["edge"] for line in lines] == graph["edges"]
    assert sum(box["kind"] == "label" for box in boxes) == sum(
        bool(edge["labels"]) for edge in graph["edges"]
    )
    told = [
        f"{one['text']} on {other['text']}"
        for one, other in combinations(boxes, 2)
        if meet(one, other)
    ]
    for line in lines:
        labels, points = line["edge"]["labels"], [*along(line["points"])]
        told += [
            f"{line['edge']} on {box['text']}"
            for box in boxes
            if box.get("labels") != labels and any(is_in(point, box) for point in points)
        ]
    return told


def meet(one: Json, other: Json) -> bool:
    """Tell whether two boxes have a place in common."""
    return all(one[low] < high(other) and other[low] < high(one) for low, high in SIDES)


def is_in(point: Point, box: Json) -> bool:
    """Tell whether a point is inside of a box, and not at its edge."""
    return all(
        box[low] + EDGE < at < high(box) - EDGE
        for at, (low, high) in zip(point, SIDES, strict=True)
    )


def right(box: Json) -> float:
    """Return where a box ends at its right."""
    return float(box["x"] + box["width"])


def bottom(box: Json) -> float:
    """Return where a box ends below."""
    return float(box["y"] + box["height"])


EDGE = 0.01
SIDES = (("x", right), ("y", bottom))


def along(points: list[Point]) -> Iterable[Point]:
    """Yield points of a line as it is drawn: curves that leave and arrive upright."""
    for (x, y), (to_x, to_y) in pairwise(points):
        for part in STEPS:
            eased = part * part * (3 - 2 * part)
            left = 1 - part
            middle = (y + to_y) / 2
            down = left**3 * y + 3 * left * part * middle + part**3 * to_y
            yield x + (to_x - x) * eased, down


def test_nothing_lies_on_something_else(page_engine: Engine) -> None:
    """Cards, labels and lines, in each case and where lines go in circles."""
    graphs = [by_python(each) for each in (*todo_manifests(), *awkward())]
    assert [fault for each in graphs for fault in overlaps(page_engine, each)] == []
    names = "abcdefg"
    circles = [(one, other) for one in names for other in names if one != other]
    whole = {
        "nodes": [_node(name) for name in (*names, "single", "alone")],
        "edges": [
            {"source": one, "target": other, "kind": "allowed", "labels": [f"{one} to {other}"]}
            for one, other in circles
        ],
    }
    assert overlaps(page_engine, whole) == []


def _node(name: str) -> Json:
    details = [f"{name * 30}"] * 3
    return {"id": name, "kind": "workload", "title": "Deployment", "name": name, "details": details}


def test_lines_start_and_end_at_their_cards(page_engine: Engine) -> None:
    """In the direction of their edges, also where they go up."""
    for each in awkward():
        found = page_engine.ask("layout", graph=by_python(each))
        cards = {box["node"]["id"]: box for box in found["boxes"] if "node" in box}
        for line in found["lines"]:
            for end, (x, y) in (("source", line["points"][0]), ("target", line["points"][-1])):
                card = cards[line["edge"][end]]
                assert card["x"] < x < card["x"] + card["width"]
                assert y in (card["y"], card["y"] + card["height"])
