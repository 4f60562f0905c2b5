"""Without the schema a text stays in the place of the value that it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import helm_python
import pytest
import yaml

from tests.exported import exported_files
from tests.generated.bases import switched_on
from tests.generated.strategies import Leaf, apply_edits, leaves
from todo_k8s import TodoChatbotValues
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.testing.helm_library import loaded
from todo_k8s.testing.helm_programs import without_schema

KEY = "outOfPlace"
DEPTHS = range(0, 18, 2)
"""Templates are indented by twos."""
LEAVES = list(leaves(TodoChatbotValues))


@pytest.fixture(scope="module")
def chart() -> Iterator[helm_python.Chart]:
    """The chart without its schema, loaded once."""
    with loaded(without_schema(exported_files())) as found:
        yield found


@pytest.mark.helm
@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: ".".join(leaf.path))
def test_no_text_leaves_its_place(chart: helm_python.Chart, leaf: Leaf) -> None:
    """A text with a line end is refused, or is still one value: it never becomes a key."""
    assert not becomes_a_key(chart, leaf)


def test_a_text_that_leaves_its_place_is_noticed() -> None:
    """A template that prints a boolean as it is would let it out."""
    files = exported_files()
    name = "templates/backend-deployment.yaml"
    bare = files[name].replace("readOnlyRootFilesystem | toJson", "readOnlyRootFilesystem")
    leaf = next(each for each in LEAVES if each.path[-1] == "readOnlyRootFilesystem")
    with loaded(without_schema({**files, name: bare})) as broken:
        assert becomes_a_key(broken, leaf)


def becomes_a_key(chart: helm_python.Chart, leaf: Leaf) -> bool:
    """Tell whether the second line of a field's text can become a key of a manifest.

    It is tried at every depth if it is printed on a line of its own at all.
    """
    texts = rendered(chart, leaf, 0)
    if not any(re.search(rf"^ *{KEY}:", text, re.MULTILINE) for text in texts):
        return False
    return any(has_key(text) for depth in DEPTHS for text in rendered(chart, leaf, depth))


def rendered(chart: helm_python.Chart, leaf: Leaf, depth: int) -> list[str]:
    """Return what the templates give where a field is a text with a line of that depth."""
    text = f"true\n{' ' * depth}{KEY}: true"
    values = apply_edits([(leaf.path, text)], switched_on("existing"))
    try:
        files = chart.render(values, name="todo", namespace="todo")
    except helm_python.HelmError:
        return []
    return [text for name, text in files.items() if name.endswith(".yaml")]


def has_key(text: str) -> bool:
    """Tell whether the key is in a text that is YAML; Helm refuses what is none."""
    if KEY not in text:
        return False
    try:
        return KEY in keys(list(yaml.safe_load_all(text)))
    except yaml.YAMLError:
        return False


def keys(node: Any) -> Iterator[str]:
    """Yield the keys of every map in a document."""
    if is_map(node):
        yield from node
    for part in node.values() if is_map(node) else node if is_list(node) else ():
        yield from keys(part)
