"""Kinds of value: numbers or percentages, sets, maps with keys of the chart's own."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import Field, ValidationError

from tests.generated.strategies import leaves
from todo_k8s import TodoChatbotValues
from todo_k8s.errors import ExpressionError, ValuesError
from todo_k8s.helm.fields.types import Distinct, IntOrPercent, ReservedKeys
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.symbolic.resolve import resolve
from todo_k8s.helm.symbolic.stand_in import plain_type, symbolic
from todo_k8s.helm.symbolic.tokens import ScalarToken
from todo_k8s.helm.write.schema import values_schema


class Values(ChartValues):
    """A field of each kind."""

    part: IntOrPercent = "25%"
    hosts: Annotated[Distinct[str], Field(max_length=2)] = []
    marks: Annotated[dict[str, str], ReservedKeys("^own/")] = {}


def faults(given: dict[str, Any]) -> list[str]:
    """Return what is said of values."""
    with pytest.raises(ValuesError) as refused:
        Values.from_mapping(given)
    return str(refused.value).splitlines()


@pytest.mark.parametrize(
    ("given", "read"), [(0, 0), (2.0, 2), (1000, 1000), ("0%", "0%"), ("100%", "100%")]
)
def test_a_number_or_a_percentage_is_kept_as_it_is(given: object, read: object) -> None:
    """A whole number counts whatever its form, as in a JSON schema."""
    part = Values.from_mapping({"part": given}).part
    assert (part, type(part)) == (read, type(read))


@pytest.mark.parametrize("given", [-1, 1001, 1.5, True, "1", "25", "025%", "101%", "25%\n", [1]])
def test_anything_else_is_refused(given: object) -> None:
    """The message says what is wanted, and not what was given."""
    message = "must be a whole number from 0 to 1000, or a percentage such as 25%"
    assert faults({"part": given}) == [f"part: {message}"]


def test_a_number_or_a_percentage_cannot_be_computed_with() -> None:
    """Which of them it is shows only at install; only its text can be had."""
    part: Any = symbolic(Values).part
    assert isinstance(part, ScalarToken)
    assert resolve({"a": part})
    for compute in ("__bool__", "__len__"):
        with pytest.raises(ExpressionError):
            getattr(part, compute)()
    assert isinstance(f"{part}", str)


def test_a_set_holds_nothing_twice() -> None:
    """The items are told by their places; the schema says the same."""
    assert faults({"hosts": ["a", "a"]}) == ["hosts: items 0 and 1 are the same; remove one"]
    schema = values_schema(Values)["properties"]["hosts"]
    assert (schema["uniqueItems"], schema["maxItems"]) == (True, 2)


def test_reserved_keys_are_refused_wherever_the_type_stands() -> None:
    """The type of the map says it, so that no rule has to name the map."""
    assert faults({"marks": {"own/a": "", "a": "", "own/b": ""}}) == [
        "marks.own/a: is set by the chart itself; remove it",
        "marks.own/b: is set by the chart itself; remove it",
    ]
    with pytest.raises(ValidationError, match="marks"):
        Values(marks={"own/a": ""})


def test_each_map_of_labels_or_annotations_has_reserved_keys() -> None:
    """Of todo-chatbot, at every depth; `nodeSelector` is of labels that others set."""
    maps = [
        leaf for leaf in leaves(TodoChatbotValues) if "LabelKey" in str(leaf) or is_labels(leaf)
    ]
    assert len(maps) > 8
    for leaf in maps:
        assert any(isinstance(mark, ReservedKeys) for mark in leaf.field.metadata), leaf.path


def is_labels(leaf: Any) -> bool:
    """Tell whether a field's name says that it holds labels or annotations."""
    named = leaf.path[-1].lower().endswith(("labels", "annotations"))
    return named and "dict" in str(plain_type(leaf.field.annotation))
