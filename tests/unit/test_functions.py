"""Each function that construct code computes with means the same in Python and in both Helms."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.unit.helms import MAJORS, evaluate
from todo_k8s.helm import functions
from todo_k8s.helm.dual import PYTHON
from todo_k8s.helm.expressions import Call, Expr, Kind, Ref
from todo_k8s.helm.functions import select
from todo_k8s.helm.nodes import resolve
from todo_k8s.helm.printable import PRINTABLE
from todo_k8s.helm.shapes import is_map
from todo_k8s.helm.tokens import expression, token

BIG = 2**53 - 1  # the largest number in values
TEXTS = ["", "a", "todo-chatbot", 'a "b" \\ c', "{{ .Values }}", "1e3", "yes", "a: b # c", "línea"]
AWKWARD = ["%d%s", " x\ty\n", "日本", "\U0001f600", "<&>", "\0\b\f\x1b", "null", "}}", "'"]
NUMBERS = [0, 1, -1, 7, 1_000_000, 1_209_600, BIG, -BIG]
STRINGS = {"": "", "a": "b", "yes": "no", "1e3": "{{ x }}", 'q"': "línea\n", "Z": "<>"}
PAIRS = [(a, b) for a in NUMBERS for b in (0, 1, -7, BIG)]
FACTORS = [(a, b) for a in (0, 1, -3, 1000, 2**31) for b in (0, 5, -1000, 2**31)]
BOOLS = [(a, b) for a in (True, False) for b in (True, False)]

DURATIONS = ["ms", "s", "m", "h", "d"]
NO_DURATIONS = ["", "s", "ms", "5", "5 s", "5s\n", "5S", "-5s", "x5 s", "1m30s"]

UNITS = ["", "m", *"kMGTPE", *(f"{unit}i" for unit in "KMGTPE")]
QUANTITIES = [
    *("0", "1", "0.5", "500m", "0.1", "100m", "1.5Gi", "1536Mi", "1000Ki", "1M", "2Gi"),
    *(f"1{unit}" for unit in UNITS),
    *("1152921504606846976", "999999999999999.999999999E"),
]
NO_QUANTITIES = [
    *("", "m", "Gi", "1KI", "1 Gi", "-1", "1e3", ".", "1.2.3", "inf", "NaN", "1" * 400),
    *("0x1F", "1_0", ".5", "5.", "1u", "\u0663", "1Gi\n"),
]

CASES: dict[str, Sequence[tuple[Any, ...]]] = {
    "not": [(True,), (False,)],
    "all_of": [*BOOLS, (True, True, True), (True, False, True)],
    "any_of": [*BOOLS, (False, False, False), (False, False, True)],
    "is_set": [("",), ("a",), ("false",), (0,), (1,), (-1,), ({},), ({"a": ""},), ([],), ([""],)],
    "is_none": [(None,), ("",), ("a",), (0,), (1,)],
    "equals": [("a", "a"), ("a", "A"), ("", ""), (1, 1), (BIG, BIG), (BIG, BIG - 1), (0, -1)],
    "choose": [(b, x, y) for b in (True, False) for x, y in (("a", ""), (BIG, 0), (True, False))],
    "default": [("a", "b"), ("", "b"), ("", ""), (None, "b"), (0, 8), (BIG, 8), (None, 8), (0, 0)],
    "add": PAIRS,
    "sub": PAIRS,
    "mul": FACTORS,
    "quotient": PAIRS,
    "hundredths": [
        *(
            (part, whole)
            for part in (0, 1, 7, 1000, "0%", "25%", "100%")
            for whole in (0, 1, 3, 1000)
        ),
        *((part, 7) for part in ("", "%", "1", "007%", "101%", "x", "1e1%", "0x1%", " 5%")),
    ],
    "maximum": PAIRS,
    "minimum": PAIRS,
    "less": [*PAIRS, (1, 1)],
    "at_most": [*PAIRS, (1, 1)],
    "more": [*PAIRS, (1, 1)],
    "at_least": [*PAIRS, (1, 1)],
    "string": [(number,) for number in NUMBERS],
    "concat": [(a, b) for a in TEXTS + AWKWARD for b in ("", "-%s-", "{{")],
    "join": [(["a", "b", "c"], ","), (["a"], ", "), ([], ","), (["", "{{"], '"'), (TEXTS, "\n")],
    "lower": [("",), ("Todo-CHATBOT_1",), ("AZaz09-./",)],
    "truncate": [(text, n) for text in ("", "abc", "a" * 80) for n in (0, 1, 3, 63)],
    "trim_suffix": [("a-", "-"), ("a--", "-"), ("a", "-"), ("", "-"), ("-", "-"), ("ab", "ab")],
    "replace": [("a.b.c", ".", "-"), ("", ".", "-"), ("aaa", "aa", "b"), ("a+b", "+", "_")],
    "contains": [("todo-chatbot", "chat"), ("a", "b"), ("", ""), ("", "a"), ("línea", "í")],
    "matches": [
        *(
            (text, pattern)
            for text in ("", "NEXT_PUBLIC_A", "a b", "key\n", "exec", " x", "Change-Me", "é" * 32)
            for pattern in ("^NEXT_PUBLIC_", r"\A\S{3,}\z", r"(?i)\Achange[-_ ]?me\z", "^exec$")
        ),
        ("\u00a0x", r"\A\s|\s\z"),
        ("x\v", r"\A\s|\s\z"),
        ("x\u3000y", r"\A\S+\z"),
        ("é" * 32, r"\A(?s:.){32,}\z"),
        ("a\nb", r"\A(?s:.){3}\z"),
        ("a\n", r"\Aa\z"),
        ("x٣", r"\A\w\d\z"),
    ],
    "label": [
        ("1.2.3+build7",),
        ("v1@sha256:" + "a" * 64,),
        ("a" * 62 + "..b",),
        ("-._",),
        *((text,) for text in TEXTS + AWKWARD),
    ],
    "image_tag": [
        ("1.2.3+build7",),
        ("v1@sha256:" + "a" * 64,),
        (".a",),
        ("--a",),
        ("a" * 130,),
        *((text,) for text in TEXTS + AWKWARD),
    ],
    "milliseconds": [
        *((f"{n}{unit}",) for n in ("0", "1", "090", "9" * 9, "1" * 12) for unit in DURATIONS),
        *((text,) for text in NO_DURATIONS + TEXTS),
    ],
    "quantity_at_most": [
        *itertools.product(QUANTITIES, QUANTITIES),
        *((text, "1m") for text in [*NO_QUANTITIES, *TEXTS]),
        *(("1m", text) for text in NO_QUANTITIES),
    ],
    "b64encode": [(text,) for text in TEXTS + AWKWARD],
    "merge": [
        ({},),
        (STRINGS, {}),
        ({}, STRINGS),
        ({"a": "1", "b": ""}, {"a": "2", "b": "3", "c": "4"}),
        ({"a": ""}, {"a": ""}),
        ({"A": "1"}, {"a": "2"}, {"B": "3"}),
    ],
    "has_key": [({}, "a"), ({"a": ""}, "a"), (STRINGS, 'q"'), (STRINGS, "b")],
    "get": [({}, "a"), ({"a": ""}, "a"), (STRINGS, 'q"'), (STRINGS, "b")],
    "get_int": [({}, "a"), ({"a": 0}, "a"), ({"a": BIG, "b": 1}, "a")],
    "get_map": [({}, "a"), ({"a": {}}, "a"), ({"a": STRINGS}, "a"), ({"a": STRINGS}, "b")],
    "size": [({},), (STRINGS,), ([],), (["a", "b"],)],
    "checksum": [
        ({},),
        ([],),
        (STRINGS,),
        ({text: text for text in TEXTS + AWKWARD},),
        ({"a": {"b": "c"}, "n": {}},),
        (["a", "<", "é"],),
        ({"n": 1_209_600, "big": BIG},),
    ],
    "includes": [(["a", "b"], "a"), (["a"], "b"), ([], ""), ([""], ""), (["ab"], "a")],
    "sha256": [("",), ("/tmp",), ("línea",)],
    "digest": [("",), ("/tmp",), ("/app/.next/cache",), ("línea",)],
}

MARKS = {"\ue000", "\ue001"}  # no literal in construct code may have them, as tokens do
text = st.from_regex(PRINTABLE, fullmatch=True).filter(
    lambda text: len(text) < 30 and MARKS.isdisjoint(text)
)
ascii_text = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=80)
number = st.integers(-BIG, BIG)
small = st.integers(-(2**31), 2**31)
strings = st.dictionaries(text, text, max_size=4)


def with_a_key(
    mappings: st.SearchStrategy[dict[str, Any]],
) -> st.SearchStrategy[tuple[dict[str, Any], str]]:
    """Return mappings with a key, which half of those that are not empty have."""
    return mappings.flatmap(
        lambda drawn: st.tuples(
            st.just(drawn), st.sampled_from(list(drawn)) | text if drawn else text
        )
    )


def with_a_part(count: int) -> st.SearchStrategy[tuple[str, ...]]:
    """Return texts with other ones, of which the first is at the text's end, in it, or not."""
    more = st.tuples(*[text] * count)
    inside = st.tuples(text, more, text).map(
        lambda drawn: (drawn[0] + drawn[1][0] + drawn[2], *drawn[1])
    )
    at_end = st.tuples(text, more).map(lambda drawn: (drawn[0] + drawn[1][0], *drawn[1]))
    return st.one_of(at_end, inside, st.tuples(text, *[text] * count))


boolean = st.booleans()
quantities = st.builds(
    "{}{}".format,
    st.from_regex(r"[0-9]{1,15}(\.[0-9]{1,9})?", fullmatch=True),
    st.sampled_from(UNITS),
)
PATTERNS = [r"\A\s|\s\z", r"\A\S{4,}\z", r"\A(?s:.){6,}\z", "^[a-z]", r"\d", r"\w"]

GENERATED: dict[str, st.SearchStrategy[tuple[Any, ...]]] = {
    "not": st.tuples(boolean),
    "all_of": st.lists(boolean, min_size=2, max_size=4).map(tuple),
    "any_of": st.lists(boolean, min_size=2, max_size=4).map(tuple),
    "is_set": st.tuples(text | number | strings | st.lists(text, max_size=2)),
    "is_none": st.tuples(text | number),
    "equals": st.tuples(text, text) | st.tuples(number, number),
    "choose": st.tuples(boolean, text, text) | st.tuples(boolean, number, number),
    "default": st.tuples(text, text) | st.tuples(number, number),
    **dict.fromkeys(["add", "sub", "maximum", "minimum"], st.tuples(number, number)),
    **dict.fromkeys(["less", "at_most", "more", "at_least"], st.tuples(number, number)),
    "mul": st.tuples(small, small),
    "quotient": st.tuples(number, number),
    "hundredths": st.tuples(small | st.integers(-1, 110).map("{}%".format) | text, small),
    "string": st.tuples(number),
    "concat": st.lists(text, min_size=2, max_size=4).map(tuple),
    "join": st.tuples(st.lists(text, max_size=4), text),
    "lower": st.tuples(ascii_text),
    "truncate": st.tuples(ascii_text, st.integers(0, 100)),
    **dict.fromkeys(["trim_suffix", "contains"], with_a_part(1)),
    "replace": with_a_part(2),
    "matches": st.tuples(text, st.sampled_from(PATTERNS)),
    "label": st.tuples(text),
    "image_tag": st.tuples(text),
    "milliseconds": st.tuples(st.builds("{}{}".format, number, st.sampled_from(DURATIONS)) | text),
    "quantity_at_most": st.tuples(quantities, quantities | text),
    "b64encode": st.tuples(text),
    "merge": st.lists(strings, min_size=1, max_size=3).map(tuple),
    **dict.fromkeys(["has_key", "get"], with_a_key(strings)),
    "get_int": with_a_key(st.dictionaries(text, number, max_size=3)),
    "get_map": with_a_key(st.dictionaries(text, strings, max_size=3)),
    "size": st.tuples(strings | st.lists(text, max_size=4)),
    "checksum": st.tuples(strings | st.lists(text, max_size=4) | st.dictionaries(text, number)),
    "includes": st.tuples(st.lists(st.sampled_from(["a", "b", ""])), st.sampled_from("abc")),
    "sha256": st.tuples(text),
    "digest": st.tuples(text),
}

LITERAL = {("matches", 1), ("truncate", 1)}  # arguments that construct code writes itself


class Use(NamedTuple):
    """A function with arguments."""

    name: str
    args: tuple[Any, ...]


@pytest.mark.parametrize("name", sorted(PYTHON))
def test_function_has_cases(name: str) -> None:
    """A function without cases here could mean one thing in Python and another in Helm."""
    assert CASES[name]
    assert name in GENERATED


@pytest.mark.parametrize("major", MAJORS)
def test_functions_agree_on_chosen_arguments(major: str, tmp_path: Path) -> None:
    """With arguments from values, and with arguments in the template, Helm computes the same."""
    uses = [Use(name, args) for name, cases in CASES.items() for args in cases]
    assert disagreements(major, tmp_path, uses) == []


drawn = st.one_of([st.builds(Use, st.just(name), args) for name, args in GENERATED.items()])


# Not shrunk: what a failure shows is only the uses that differ.
once = settings(deadline=None, derandomize=True, phases=[Phase.generate])


@settings(once, max_examples=150)
@given(uses=st.lists(drawn, min_size=1, max_size=10))
def test_functions_agree_on_any_arguments_in_helm_4(uses: list[Use]) -> None:
    """Whatever the arguments, Helm 4 computes what Python computes."""
    assert disagreements("Helm 4", Path(), uses) == []


@settings(once, max_examples=8)
@given(uses=st.lists(drawn, min_size=40, max_size=120))
def test_functions_agree_on_any_arguments_in_helm_3(
    uses: list[Use], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever the arguments, Helm 3 computes what Python computes; one chart has many uses."""
    assert disagreements("Helm 3", tmp_path_factory.mktemp("helm3"), uses) == []


def disagreements(major: str, folder: Path, uses: Sequence[Use]) -> list[tuple[Any, ...]]:
    """Return the uses on which Python and Helm differ, with both results."""
    exprs: dict[str, Expr] = {}
    values: dict[str, Any] = {}
    for index, use in enumerate(uses):
        exprs[f"value{index}"] = by_reference(index, use)
        values[f"use{index}"] = {f"arg{i}": arg for i, arg in enumerate(use.args)}
        if not any(map(only_in_values, use.args)):
            exprs[f"literal{index}"] = by_literal(use, exprs[f"value{index}"].kind)
    printed = evaluate(major, folder, exprs, values)
    return [
        (use, key, wanted(use), printed.get(key))
        for index, use in enumerate(uses)
        for key in (f"value{index}", f"literal{index}")
        if key in exprs and printed.get(key) != wanted(use)
    ]


def only_in_values(argument: Any) -> bool:
    """Tell whether an argument has no literal form: null, and numbers that stand for tokens."""
    parts = list(argument.values()) if is_map(argument) else [argument]
    return any(part is None or (type(part) is int and part >= 2**52) for part in parts)


def wanted(use: Use) -> Any:
    """Return what Python computes, as content has it: without an empty map or list."""
    return resolve(PYTHON[use.name](*use.args))


def by_reference(index: int, use: Use) -> Expr:
    """Return the call with its arguments read from the values."""
    kinds: list[Any] = [kind_of(arg) or kind_of(use.args[-1]) or "str" for arg in use.args]
    args = [
        expression(arg)
        if (use.name, i) in LITERAL
        else Ref(kind, ("Values", f"use{index}", f"arg{i}"))
        for i, (arg, kind) in enumerate(zip(use.args, kinds, strict=True))
    ]
    return expression(public(use.name)(*map(token, args)))


def by_literal(use: Use, kind: Kind) -> Expr:
    """Return the call with every argument written in the template."""
    return Call(kind, use.name, tuple(map(expression, use.args)))


def public(name: str) -> Any:
    """Return the function as construct code imports it."""
    return getattr(functions, name, None) or getattr(functions, f"{name}_")


def kind_of(value: object) -> Any:
    """Return the kind of a plain value."""
    kinds: dict[type, str] = {str: "str", int: "int", bool: "bool", dict: "map", list: "list"}
    return kinds.get(type(value))


@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("value", ["a", "b", "c", "other", ""])
def test_select_takes_the_last_case_for_any_other(major: str, value: str, tmp_path: Path) -> None:
    """`select` is built from choices, and total: the last case stands for what has none."""
    cases = {"a": 1, "b": 2, "c": 3}
    chosen: Any = select(token(Ref("str", ("Values", "v"))), cases)
    assert select(value, cases) == cases.get(value, 3)
    printed = evaluate(major, tmp_path, {"chosen": chosen.expr}, {"v": value})
    assert printed == {"chosen": cases.get(value, 3)}
