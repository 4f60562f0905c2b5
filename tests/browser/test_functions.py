"""Every function gives on the page what it gives in Python."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.browser.engine import Engine, encoded
from todo_k8s.browser.bundle import computed_functions
from todo_k8s.browser.patterns import for_javascript
from todo_k8s.helm.functions.declaration import FUNCTIONS, Function
from todo_k8s.helm.plain.numbers import as_written
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.nodes import Splice

whole = st.integers(-(2**53) + 1, 2**53 - 1) | st.sampled_from([0, 1, -1, 2**62, -(2**63)])
fraction = st.floats(-(2.0**53), 2.0**53, allow_subnormal=False) | st.sampled_from([0.1, -0.0])
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ascii_text = st.text(st.characters(max_codepoint=127), max_size=8)
scalar = text | whole.filter(lambda number: abs(number) < 2**53)
data = st.recursive(
    scalar | fraction | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
)
ARGUMENTS: dict[str, st.SearchStrategy[Any]] = {
    "int": whole,
    "float": fraction,
    "N": whole,
    "bool": st.booleans(),
    "str": text,
    "Ascii": ascii_text,
    "Length": st.integers(0, 9),
    "int | str": scalar,
    "S": scalar,
    "T": scalar,
    "T | None": scalar,
    "object": data,
    "Any": data,
    "Mapping[str, S]": st.dictionaries(text, text, max_size=4),
    "Object": st.dictionaries(text, data, max_size=4),
    "Mapping[str, Any]": st.dictionaries(text, data, max_size=4),
    "Mapping[str, str]": st.dictionaries(text, text, max_size=4),
    "Mapping[str, int]": st.dictionaries(text, whole, max_size=4),
    "Mapping[str, int] | Sequence[int]": st.dictionaries(text, whole, max_size=4)
    | st.lists(whole, max_size=4),
    "Mapping[str, Mapping[str, S]]": st.dictionaries(text, st.dictionaries(text, text), max_size=3),
    "Mapping[str, Data] | Sequence[Data]": st.dictionaries(text, data, max_size=4),
    "Mapping[str, Data] | Sequence[Data] | str | int | bool": st.dictionaries(
        text, data, max_size=4
    )
    | text
    | whole
    | st.booleans(),
    "Mapping[str, Any] | Sequence[Any]": st.dictionaries(text, data, max_size=4),
    "Sequence[str]": st.lists(text, max_size=4),
    "Sequence[S]": st.lists(text, max_size=4) | st.lists(whole, max_size=3),
    "Duration": st.from_regex(r"\A([0-9]{1,5}(ms|s|m|h)){0,5}\Z"),
    "Quantity": st.from_regex(r"\A[0-9]{0,20}\.?[0-9]{0,3}(m|k|M|G|[KMGTPE]i|x)?\Z"),
}
KNOWN_LATE = {"matches", "replace_pattern", "kube_at_least"}
"""Functions with an argument that is known at export, of which the examples are tried."""
IN_PAIRS = {"mapping", "object"}


def plain(value: Any) -> Any:
    """Return what the page prints as JSON: whole numbers without a point, no Splice."""
    if is_map(value):
        return {key: plain(item) for key, item in value.items()}
    if is_list(value):
        assert not isinstance(value, Splice)
        return [plain(item) for item in value]
    return as_written(value) if isinstance(value, float) and abs(value) < 1e21 else value


def on_page(engine: Engine, function: Function, arguments: list[Any]) -> Any:
    """Return what a function gives on the page."""
    found = engine.ask("compute", name=function.name, args=encoded(arguments))
    return json.loads(found)


def test_page_has_every_function(page_engine: Engine) -> None:
    """And no other; it asks the same ones for ASCII."""
    found = page_engine.ask("functions")
    where = "write it in browser/assets/functions.js and export it in helm/functions/__init__.py"
    assert set(found["names"]) == FUNCTIONS.keys() == computed_functions(), where
    wanted = {name: each.of_ascii for name, each in FUNCTIONS.items() if each.of_ascii}
    assert found["ascii"] == wanted


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_gives_the_same_for_its_examples(page_engine: Engine, name: str) -> None:
    """Those of its declaration, as Helm is tried with."""
    function = FUNCTIONS[name]
    patterns = [example[1] for example in function.examples] if name in KNOWN_LATE else []
    if name != "kube_at_least":
        page_engine.ask("patterns", table={each: for_javascript(each) for each in patterns})
    for example in function.examples:
        if any(not str(example[place]).isascii() for place in function.of_ascii):
            continue
        arguments = ["" if each is None else each for each in example]
        if name == "is_none":
            arguments = list(example)
        given = plain(function.compute(*arguments))
        assert on_page(page_engine, function, arguments) == given, example


@pytest.mark.parametrize("name", sorted(FUNCTIONS.keys() - KNOWN_LATE))
def test_function_gives_the_same_for_drawn_arguments(page_engine: Engine, name: str) -> None:
    """Of the types that its parameters take."""
    function = FUNCTIONS[name]
    parameters = [*function.signature.parameters.values()]
    kinds = [ARGUMENTS[each.annotation] for each in parameters]
    if name in IN_PAIRS:
        drawn: Any = st.dictionaries(text, data, max_size=3).map(
            lambda made: [part for pair in made.items() for part in pair]
        )
    elif parameters[-1].kind is parameters[-1].VAR_POSITIONAL:
        drawn = st.tuples(*kinds[:-1], st.lists(kinds[-1], min_size=1, max_size=3)).map(
            lambda made: [*made[:-1], *made[-1]]
        )
    else:
        drawn = st.tuples(*kinds).map(list)

    @settings(max_examples=25, deadline=None, derandomize=True, database=None)
    @given(arguments=drawn)
    def law(arguments: list[Any]) -> None:
        if name in ("equals", "same") and type(arguments[0]) is not type(arguments[1]):
            arguments[1] = arguments[0]
        given = plain(function.compute(*arguments))
        assert on_page(page_engine, function, arguments) == given

    law()
