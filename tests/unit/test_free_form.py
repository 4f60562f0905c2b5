"""What is the operator's own: checked at any depth, and named by the path as it is written."""

from __future__ import annotations

from typing import Any

import pytest

from todo_k8s import TodoChatbotValues
from todo_k8s.errors import MOST_FAULTS, ValuesError


def thing(**more: Any) -> dict[str, Any]:
    """Return values with an object of the operator's own."""
    return {"extraObjects": [{"apiVersion": "v1", "kind": "X", "metadata": {"name": "a"}, **more}]}


REFUSED: dict[str, tuple[Any, list[str]]] = {
    "not a number": (thing(v=float("nan")), ["extraObjects[0].v: must be a finite number"]),
    "infinity": ({"global": {"x": float("-inf")}}, ["global.x: must be a finite number"]),
    "no JSON": ({"global": {"x": {1}}}, ["global.x: must be a string, a number"]),
    "a number as key": ({"global": {"x": {1: 2}}}, ["global.x.1: is no key: it must be a string"]),
    "a list for a map": ({"global": []}, ["global: must be a map"]),
    "an item that is no map": ({"extraObjects": ["a"]}, ["extraObjects[0]: must be a map"]),
    "null within": (thing(a=[{"b": None}]), ["extraObjects[0].a[0].b: must not be null"]),
    "several": (
        thing(a=None, b={"<<": 1, "c": 2**53}),
        ["extraObjects[0].a: must", "extraObjects[0].b.<<: is no", "extraObjects[0].b.c: must"],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_fault_has_the_path_as_written(case: str) -> None:
    """No type of pydantic's stands in the path."""
    values, wanted = REFUSED[case]
    with pytest.raises(ValuesError) as caught:
        TodoChatbotValues.from_mapping(values)
    assert len(caught.value.faults) == len(wanted)
    for fault, start in zip(caught.value.faults, wanted, strict=True):
        assert fault.startswith(start)


def nested(levels: int) -> Any:
    """Return maps within maps."""
    deep: Any = 1
    for _ in range(levels):
        deep = {"a": deep}
    return deep


def test_depth_has_no_bound() -> None:
    """Neither of ``global`` nor of an object; the object comes back whole."""
    given = {"global": nested(3000), **thing(spec=nested(3000))}
    found: Any = TodoChatbotValues.from_mapping(given).to_mapping()
    inner = found["extraObjects"][0]["spec"]
    for _ in range(3000):
        inner = inner["a"]
    assert inner == 1


@pytest.mark.parametrize("where", ["global", "extraObjects", "backend", ""])
def test_thousands_of_faults_are_told_in_few(where: str) -> None:
    """A message of bounded size, whatever is in a values file."""
    many: dict[str, Any] = {f"k{number}\x1b": {1: 1} for number in range(5000)}
    values = {"extraObjects": [many]} if where == "extraObjects" else {where: many}
    with pytest.raises(ValuesError) as caught:
        TodoChatbotValues.from_mapping(values if where else many)
    assert len(caught.value.faults) <= MOST_FAULTS + 2
    assert "\x1b" not in str(caught.value)
