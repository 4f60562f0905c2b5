"""The types of Kubernetes' own objects are those of its schemas."""

from __future__ import annotations

import pytest

from tests.versions.kubernetes_types import BOUNDS, FILE, WORDS, text, types
from todo_k8s.helm.fields.kubernetes_types import examples
from todo_k8s.helm.fields.kubernetes_types import types as known


def test_file_is_as_the_schemas_have_it() -> None:
    """Else run ``python -m tests.versions.kubernetes_types``."""
    assert FILE.read_text(encoding="utf-8") == text()
    assert known() == types()


@pytest.mark.parametrize(("said", "sign"), [(WORDS, "="), (BOUNDS, "int ")])
def test_all_that_is_said_of_fields_counts(said: dict[str, object], sign: str) -> None:
    """What words and bounds are said of is a field, and has them."""
    for where in said:
        name, _, field = where.partition(".")
        assert sign in known()[name][field], where


def test_there_is_an_example_of_each_field() -> None:
    """A type of which nothing could be tried would prove nothing."""
    for name, fields in known().items():
        assert {field for each in examples(name) for field in each} == fields.keys()
