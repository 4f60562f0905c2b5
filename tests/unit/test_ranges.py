"""Between which whole numbers a value lies, which decides whether ``+ - *`` of tokens is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field

from tests.unit.test_functions import duration
from todo_k8s.errors import ExpressionError
from todo_k8s.helm.fields.types import SAFE_INTEGER, IntOrPercent, IntOrText
from todo_k8s.helm.functions import (
    add,
    choose,
    default,
    get_int,
    hundredths,
    let,
    maximum,
    merge,
    minimum,
    mul,
    named,
    quotient,
    seconds,
    size,
    sub,
    total,
)
from todo_k8s.helm.functions.declaration import FUNCTIONS
from todo_k8s.helm.symbolic.as_expressions import expression
from todo_k8s.helm.symbolic.ranges import INT64, RANGES, Range, wrapped
from todo_k8s.helm.symbolic.stand_in import stand_in

Few = Annotated[int, Field(ge=-3, le=10)]
SAFE = Range(-SAFE_INTEGER, SAFE_INTEGER)
FIELDS: dict[str, tuple[Any, Range]] = {
    "no bounds": (int, SAFE),
    "both": (Few, Range(-3, 10)),
    "the least": (Annotated[int, Field(ge=0)], Range(0, SAFE_INTEGER)),
    "bounds around bounds": (Annotated[Few, Field(ge=-5, le=7)], Range(-3, 7)),
    "null": (Annotated[int | None, Field(ge=-3, le=10)], Range(-3, 10)),
    "choices": (Literal[8, 2, 5], Range(2, 8)),
    "choices beside texts": (Literal[8, "auto"], Range(8, 8)),
    "a number of pods": (IntOrPercent, Range(0, 1000)),
    "a number or text": (IntOrText, SAFE),
    "items": (list[Few], Range(-3, 10)),
    "items of entries": (dict[str, list[Few]], Range(-3, 10)),
    "a text": (str, Range(0, 0)),
}


@pytest.mark.parametrize("case", FIELDS)
def test_field_lies_within_its_bounds(case: str) -> None:
    """Or within what Helm reads without a loss, if it has none."""
    annotation, wanted = FIELDS[case]
    assert expression(stand_in(annotation, ("Values", "it"))).type.range == wanted


COMPUTED: dict[str, tuple[Callable[[Any], Any], Range]] = {
    "+": (lambda few: few + few, Range(-6, 20)),
    "+ of a constant": (lambda few: 5 + few, Range(2, 15)),
    "-": (lambda few: few - few, Range(-13, 13)),
    "- from a constant": (lambda few: 5 - few, Range(-5, 8)),
    "*": (lambda few: few * few, Range(-30, 100)),
    "* of a negative constant": (lambda few: few * -2, Range(-20, 6)),
    "add()": (lambda few: add(few, few), Range(-6, 20)),
    "sub()": (lambda few: sub(few, few), Range(-13, 13)),
    "mul()": (lambda few: mul(few, few), Range(-30, 100)),
    "mul() that wraps": (lambda few: mul(few, 2**62), INT64),
    "maximum()": (lambda few: maximum(few, 4), Range(4, 10)),
    "minimum()": (lambda few: minimum(few, 4), Range(-3, 4)),
    "quotient()": (lambda few: quotient(few, few), Range(-3, 10)),
    "hundredths()": (lambda few: hundredths(few, few), Range(-300, 1000)),
    "hundredths() of a percentage": (lambda few: hundredths("25%", few), Range(-300, 1000)),
    "choose()": (lambda few: choose(few < 1, few, 40), Range(-3, 40)),
    "default()": (lambda few: default(few, -9), Range(-9, 10)),
    "total()": (lambda few: total({"a": few, "b": 20}), Range(-3 * 2**31, 20 * 2**31)),
    "get_int()": (lambda few: get_int({"a": maximum(few, 5)}, "a"), Range(0, 10)),
    "merge()": (lambda few: get_int(merge({"a": few}, {"b": 30}), "a"), Range(-3, 30)),
    "size()": (lambda few: size([few]), Range(0, 2**31)),
    "seconds()": (lambda few: seconds(f"{few}s"), Range(0, 4 * 99_999 * 3600)),
    "named()": (lambda few: named("oneMoreThanFew", few + 1), Range(-2, 11)),
    "let()": (lambda few: let("it", few + 1), Range(-2, 11)),
}


@pytest.mark.parametrize("case", COMPUTED)
def test_result_lies_within_what_its_arguments_allow(case: str) -> None:
    """The range of what a function gives follows from those of its arguments."""
    compute, wanted = COMPUTED[case]
    assert expression(compute(stand_in(Few, ("Values", "few")))).type.range == wanted


@pytest.mark.parametrize("sign", [1, -1])
def test_operator_is_taken_up_to_the_last_number(sign: int) -> None:
    """One more than 64 bits hold is refused, and the function that wraps is named."""
    bit = stand_in(Annotated[int, Field(ge=0, le=1)], ("Values", "bit"))
    last = 2**63 - 1 if sign > 0 else -(2**63)
    assert expression(bit * sign + (last - sign)).type.range.holds(Range(last, last))
    with pytest.raises(ExpressionError, match=r"more than 64 bits.*Field\(ge=…, le=…\).*add\(\)"):
        _ = bit * sign + last


def test_each_whole_number_has_a_range() -> None:
    """No function that computes one is left out, and no name is of another function."""
    whole = {name for name, each in FUNCTIONS.items() if each.signature.return_annotation == "int"}
    assert whole == RANGES.keys()


at_leisure = settings(deadline=None)
near = st.integers(-20, 20) | st.integers(-(2**63), 2**63 - 1)
ranges = st.tuples(near, near).map(lambda ends: Range(min(ends), max(ends)))
OF_TWO = ["add", "sub", "mul", "quotient", "hundredths", "maximum", "minimum"]


@pytest.mark.parametrize("name", OF_TWO)
@at_leisure
@given(data=st.data())
def test_no_result_leaves_its_range(name: str, data: st.DataObject) -> None:
    """Whatever the ranges of the arguments, and the numbers in them."""
    given_ranges = [data.draw(ranges) for _ in range(2)]
    numbers = [data.draw(st.integers(*each)) for each in given_ranges]
    result = FUNCTIONS[name].compute(*numbers)
    assert wrapped(name, *given_ranges).holds(Range(result, result))


@at_leisure
@given(numbers=st.lists(st.integers(-5, 5)), text=duration)
def test_no_result_of_other_arguments_leaves_its_range(numbers: list[int], text: str) -> None:
    """Of maps, of lists and of durations."""
    entries = {str(index): number for index, number in enumerate(numbers)}
    for name, result in _results(entries, numbers, text):
        arguments = [Range(-5, 5)] * (2 if name == "get_int" else 1)
        assert wrapped(name, *arguments).holds(Range(result, result)), name


def _results(entries: dict[str, int], numbers: list[int], text: str) -> Iterator[tuple[str, int]]:
    yield "total", FUNCTIONS["total"].compute(entries)
    yield "size", FUNCTIONS["size"].compute(numbers)
    yield "get_int", FUNCTIONS["get_int"].compute(entries, "0")
    for name in ("seconds", "milliseconds", "milliseconds_of_one_unit"):
        yield name, FUNCTIONS[name].compute(text)


@at_leisure
@given(percent=st.integers(0, 100), whole=ranges)
def test_no_percentage_leaves_its_range(percent: int, whole: Range) -> None:
    """A text alone is no number, and a percentage of one is at most all of it."""
    for number in whole:
        result = FUNCTIONS["hundredths"].compute(f"{percent}%", number)
        assert wrapped("hundredths", Range(0, 0), whole).holds(Range(result, result))
