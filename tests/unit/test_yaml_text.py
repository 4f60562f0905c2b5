"""YAML as `todo-k8s render` prints it is read back the same, by Helm and by any reader."""

from __future__ import annotations

from typing import Any

import helm_python
import hypothesis.strategies as st
import yaml
from hypothesis import given, settings

from tests.reading.answers import comparable
from tests.reading.snippets import GROUPS
from todo_k8s.helm.plain.yaml_text import ascii_text, yaml_text
from todo_k8s.helm.reading import read_values

TEXTS = list(dict.fromkeys(text for name in GROUPS for text in GROUPS[name]))
AWKWARD = [
    *TEXTS,
    *(chr(code) for code in range(1, 0x100)),
    *(
        "\u2028",
        "\u2029",
        "\ufeff",
        "\ufffe",
        "\uffff",
        "\U0001f600",
        "k" * 2000,
        "é" * 1020,
        "é" * 102,
    ),
    *("1e3", "y", "0o14", "=", "<<", "on", "1_000", "0b1", "2001-01-01", "1:30", "~", ".inf"),
]


def read_back(value: Any) -> None:
    """Check that all readers read a value in its text, and in the text for a poor terminal."""
    text = yaml_text(value)
    for each in (text, ascii_text(text)):
        assert comparable(helm_python.values_from_yaml(each)) == comparable(value)
        assert comparable(read_values(each)) == comparable(value)


def test_awkward_strings_stay_strings() -> None:
    """As values, as keys, in lists and in lists of lists."""
    read_back(
        {"values": AWKWARD, "keys": dict.fromkeys(AWKWARD, "x"), "lists": [[t] for t in TEXTS]}
    )
    read_back({text: {text: [text, {text: [text]}]} for text in AWKWARD})


def test_other_readers_agree() -> None:
    """PyYAML resolves plain scalars by other rules, and reads the same strings."""
    for text in TEXTS:
        value = {"a": text, text: ["b"]}
        assert yaml.safe_load(yaml_text(value)) == value


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
    | st.sampled_from(TEXTS),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
            | st.sampled_from(TEXTS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None, database=None)
@given(value=JSON)
def test_any_json_is_read_back(value: Any) -> None:
    """Of any shape."""
    read_back({"a": value})


def test_is_read_back_at_any_depth() -> None:
    """Nine hundred levels of maps and lists, one in the other."""
    deep: Any = 1
    for _ in range(450):
        deep = {"a": [deep]}
    found: Any = read_values(yaml_text(deep))
    for _ in range(450):
        found = found["a"][0]
    assert found == 1
