"""Manifests that Kubernetes would refuse break neither diff nor graph: others say what is wrong."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.diff.pairs import BASES
from tests.diff.test_masking import plain
from tests.graph.objects import peer, pods, policy, service
from tests.judges.renderings import as_installed
from todo_k8s.diff import compared
from todo_k8s.diff.data import as_data
from todo_k8s.diff.text import lines
from todo_k8s.graph import graph_of
from todo_k8s.graph.mermaid import mermaid_of
from todo_k8s.graph.svg import svg_of
from todo_k8s.helm.plain.shapes import is_list, is_map

JUNK: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    10**30,
    "",
    "x",
    "80",
    [],
    {},
    [None],
    ["x"],
    [[]],
    {"x": {}},
    {"name": None},
]
OBJECTS: list[Any] = [
    *BASES.values(),
    *as_installed("all-switches"),
    *(pods("web"), service("web"), policy("web", ingress=[{"from": [peer("web")]}])),
]


def places(content: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all values in an object."""
    found = [path] if path else []
    entries = content.items() if is_map(content) else enumerate(content) if is_list(content) else ()
    for key, value in entries:
        found += places(value, (*path, key))
    return found


PLACES = [
    (number, path)
    for number, each in enumerate(OBJECTS)
    for path in places(each)
    if path not in (("kind",), ("metadata",), ("metadata", "name"))
]


def broken(number: int, path: tuple[Any, ...], junk: Any) -> Any:
    """Return an object with junk at a place."""
    made = copy.deepcopy(OBJECTS[number])
    place = made
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = junk
    return made


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(JUNK))
def test_junk_in_manifests_is_told_as_any_other_value(
    place: tuple[int, tuple[Any, ...]], junk: Any
) -> None:
    """Wherever it is: before, after, and among others in a graph."""
    old, new = OBJECTS[place[0]], broken(*place, junk)
    for sides in ((old, new), (new, old), (new, new)):
        diff = compared(sides[:1], sides[1:])
        assert "\n".join(lines(diff, plain))
        assert json.dumps(as_data(diff))
    others = [each for number, each in enumerate(OBJECTS) if number != place[0]]
    for objects in ([new], [*others[-6:], new]):
        graph = graph_of(objects, "todo")
        assert svg_of(graph)
        assert mermaid_of(graph)
