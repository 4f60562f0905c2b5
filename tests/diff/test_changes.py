"""What changes, field by field."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diff.pairs import BASES
from tests.judges.renderings import VALUES_FILES, as_installed
from todo_k8s.diff import compared
from todo_k8s.diff.changes import FieldChange, field_changes, path_text
from todo_k8s.diff.matching import Item
from todo_k8s.helm.plain.shapes import is_list, is_map

ADDED = ("added env[C].name", "added env[C].value")
CASES: dict[str, tuple[Any, Any, list[str]]] = {
    "scalar": ({"a": 1}, {"a": 2}, ["changed a"]),
    "same number": ({"a": 1}, {"a": 1.0}, []),
    "true is not one": ({"a": 1}, {"a": True}, ["changed a"]),
    "null is a value": ({}, {"a": None}, ["added a", "removed "]),
    "text and number": ({"a": "1"}, {"a": 1}, ["changed a"]),
    "added map": ({"a": 1}, {"a": 1, "b": {"c": {"d": 2}, "e": []}}, ["added b.c.d", "added b.e"]),
    "map in place of a scalar": ({"a": 1}, {"a": {"b": 2}}, ["removed a", "added a.b"]),
    "emptied map": ({"a": {"b": 1}}, {"a": {}}, ["added a", "removed a.b"]),
    "quoted key": ({"a/b": {"c.d": 1}}, {"a/b": {"c.d": 2}}, ['changed ["a/b"]["c.d"]']),
    "variables by name": (
        {"env": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]},
        {"env": [{"name": "B", "value": "3"}, {"name": "C", "value": "4"}]},
        ["removed env[A].name", "removed env[A].value", "changed env[B].value", *ADDED],
    ),
    "ports by number and protocol": (
        {"ports": [{"containerPort": 53}, {"containerPort": 53, "protocol": "UDP", "name": "a"}]},
        {"ports": [{"containerPort": 53, "protocol": "UDP", "name": "b"}, {"containerPort": 53}]},
        ["moved ports", "changed ports[53/UDP].name"],
    ),
    "mounts by path": (
        {"volumeMounts": [{"mountPath": "/a", "name": "x"}]},
        {"volumeMounts": [{"mountPath": "/a", "name": "y"}]},
        ["changed volumeMounts[/a].name"],
    ),
    "two of one name": (
        {"env": [{"name": "A", "value": "1"}, {"name": "A", "value": "2"}]},
        {"env": [{"name": "A", "value": "1"}, {"name": "A", "value": "3"}]},
        ["changed env[1].value"],
    ),
    "item put in": (["a", "b", "c"], ["a", "x", "b", "c"], ["added [1]"]),
    "item taken out": (["a", "b", "c"], ["a", "c"], ["removed [1]"]),
    "items in another order": (["a", "b"], ["b", "a"], ["moved "]),
}


@pytest.mark.parametrize("case", CASES)
def test_changes_are_told_by_their_paths(case: str) -> None:
    """Items of lists by what identifies them to the API server."""
    old, new, wanted = CASES[case]
    found = [f"{change.what} {path_text(change.path)}" for change in field_changes(old, new)]
    assert sorted(found) == sorted(wanted)


SCALARS = st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["", "a", "b"])
KEYS = st.sampled_from(["name", "env", "ports", "a", "b/c", "value", "containerPort"])
CONTENT = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(CONTENT)
def test_nothing_changes_to_itself(content: Any) -> None:
    """Whatever it is, and however often it is copied."""
    assert [*field_changes(content, copy.deepcopy(content))] == []


def mirrored(change: FieldChange) -> tuple[Any, ...]:
    """Return a change as seen from the other side."""
    steps = (step.mirrored() if isinstance(step, Item) else step for step in change.path)
    return tuple(steps), repr(change.new), repr(change.old), change.is_order


def seen(change: FieldChange) -> tuple[Any, ...]:
    """Return a change in a form that can be compared."""
    return change.path, repr(change.old), repr(change.new), change.is_order


@given(CONTENT, CONTENT)
def test_the_way_back_is_the_mirror(one: Any, other: Any) -> None:
    """What is added one way is removed the other way; a change there is a change back."""
    there, back = ([*field_changes(*pair)] for pair in ((one, other), (other, one)))
    assert sorted(map(str, map(mirrored, there))) == sorted(map(str, map(seen, back)))
    assert bool(there) is (repr_of(one) != repr_of(other))


def repr_of(content: Any) -> str:
    """Return content with its keys in order; 1 is 1.0, and is not true."""
    if is_map(content):
        return f"map {sorted((key, repr_of(value)) for key, value in content.items())}"
    return str([*map(repr_of, content)]) if is_list(content) else repr(content)


@pytest.mark.parametrize("rendering", VALUES_FILES)
def test_a_chart_does_not_change_to_itself(rendering: str) -> None:
    """For all renderings that there are."""
    diff = compared(as_installed(rendering), as_installed(rendering), "todo")
    assert (diff.objects, diff.effects) == ((), ())
    assert diff.unchanged >= 13


def test_objects_are_added_removed_and_changed() -> None:
    """Each by its kind, namespace and name."""
    old, new = as_installed("default"), as_installed("all-switches")
    there, back = compared(old, new, "todo"), compared(new, old, "todo")
    swapped = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(each.identity, swapped[each.what]) for each in there.objects} == {
        (each.identity, each.what) for each in back.objects
    }
    assert {each.what for each in there.objects} == {"added", "changed"}


def test_lists_of_objects_are_taken_apart() -> None:
    """A ``List`` has the objects that its items are."""
    objects = [BASES["Service"], BASES["ConfigMap"]]
    listed = {"apiVersion": "v1", "kind": "List", "items": objects}
    assert compared([listed], objects).unchanged == 2


def test_namespace_of_the_release_is_the_default() -> None:
    """An object that names it is the same as one that names none."""
    named = copy.deepcopy(BASES["ConfigMap"])
    named["metadata"]["namespace"] = "shop"
    (changed,) = compared([BASES["ConfigMap"]], [named], "shop").objects
    assert [path_text(each.path) for each in changed.changes] == ["metadata.namespace"]
    assert len(compared([BASES["ConfigMap"]], [named], "other").objects) == 2


def test_object_of_a_newer_api_is_the_same_object() -> None:
    """A version of one group, and the groups that ``extensions`` was split into."""
    base = BASES["Deployment"]
    for version in ("apps/v1beta2", "extensions/v1beta1"):
        diff = compared([{**base, "apiVersion": version}], [base])
        assert [[path_text(each.path) for each in diff.objects[0].changes]] == [["apiVersion"]]
        assert not diff.effects
    assert len(compared([{**base, "apiVersion": "example.com/v1"}], [base]).objects) == 2
