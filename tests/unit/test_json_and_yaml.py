"""The YAML of data is read back as the data, by Python and by Helm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.helms import MAJORS, evaluate
from todo_k8s.helm.functions.json_and_yaml import yaml_text
from todo_k8s.helm.plain.printable import OBJECT_KEY, PRINTABLE
from todo_k8s.helm.symbolic.expressions import Call, Expr, Ref

BIG = 2**53 - 1
WORDS = ["on", "y", "No", "null", "a.b/c-d", "1", "~", "é", "a: b", "- a", "#", "{{ x }}", ""]
text = st.sampled_from(WORDS) | st.from_regex(PRINTABLE, fullmatch=True)
key = st.sampled_from(WORDS[:-1]) | st.from_regex(OBJECT_KEY, fullmatch=True)
scalar = text | st.integers(-BIG, BIG) | st.floats(-BIG, BIG) | st.booleans() | st.none()
data = st.dictionaries(
    key,
    st.recursive(
        scalar, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(key, inner, max_size=3)
    ),
    max_size=4,
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(data=data)
def test_yaml_is_read_back(data: dict[str, Any]) -> None:
    """Whatever values can hold, readers of YAML 1.1 find it again."""
    assert yaml.safe_load(yaml_text(data)) == data


def test_reads_well() -> None:
    """Each entry has a line, and only strings have quotes."""
    data: dict[str, Any] = {
        "replicas": 3,
        "hosts": [{"name": "a", "paths": ["/"]}],
        "on": True,
        "tls": {},
    }
    assert yaml_text(data) == (
        'hosts:\n  - name: "a"\n    paths:\n      - "/"\n"on": true\nreplicas: 3\ntls: {}\n'
    )


@pytest.mark.parametrize("major", MAJORS)
def test_levels_without_an_end(major: str, tmp_path: Path) -> None:
    """Helm gives what Python gives however deep the data are."""
    deep: Any = {"a": 1}
    for level in range(300):
        deep = {"a": [deep]} if level % 2 else {"é": deep, "b": []}
    expr: Expr = Call("str", "to_yaml", (Ref("map", ("Values", "deep")),))
    assert evaluate(major, tmp_path, {"it": expr}, {"deep": deep}) == {"it": yaml_text(deep)}
