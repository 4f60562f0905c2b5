"""Each function that construct code computes with means the same in Python and in both Helms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.unit import drawn_patterns
from tests.unit.helms import MAJORS, evaluate
from todo_k8s.helm.functions import select
from todo_k8s.helm.functions.declaration import FUNCTIONS, KNOWN
from todo_k8s.helm.functions.signatures import Wanted
from todo_k8s.helm.plain.numbers import float_text
from todo_k8s.helm.plain.printable import PRINTABLE
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.as_expressions import expression
from todo_k8s.helm.symbolic.expressions import Call, Expr, Ref
from todo_k8s.helm.symbolic.number_tokens import as_float
from todo_k8s.helm.symbolic.ranges import Range
from todo_k8s.helm.symbolic.resolve import resolve
from todo_k8s.helm.symbolic.tokens import token
from todo_k8s.helm.symbolic.types import NUMBERS, Kind, Type, joined, of_literal

BIG = 2**53 - 1  # the largest number in values
TEXTS = ["", "a", "todo-chatbot", 'a "b" \\ c', "{{ .Values }}", "1e3", "yes", "a: b # c", "línea"]
AWKWARD = ["%d%s", " x\ty\n", "日本", "\U0001f600", "<&>", "\0\b\f\x1b", "null", "}}", "'"]
STRINGS = {"": "", "a": "b", "yes": "no", "1e3": "{{ x }}", 'q"': "línea\n", "Z": "<>"}
PATTERNS = [r"\A\s|\s\z", r"\A\S{4,}\z", r"\A(?s:.){6,}\z", "^[a-z]", r"\d", r"\w"]
UNITS = ["", "m", *"kMGTPE", *(f"{unit}i" for unit in "KMGTPE")]

MARKS = {"\ue000", "\ue001"}  # no literal in construct code may have them, as tokens do
text = st.sampled_from(TEXTS + AWKWARD) | st.from_regex(PRINTABLE, fullmatch=True).filter(
    lambda text: len(text) < 30 and MARKS.isdisjoint(text)
)
ascii_text = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=80)
fraction = st.sampled_from([0.1, 0.0, 1.0, 1e-7, -2.5, 5e-324]) | st.floats(-BIG, BIG)
number = st.sampled_from([0, 1, -1, 1_209_600, BIG, -BIG]) | st.integers(-BIG, BIG)
strings = st.just(STRINGS) | st.dictionaries(text, text, max_size=4)
numbers = st.dictionaries(text, number, max_size=3)
texts = st.lists(text, max_size=4)
objects = st.dictionaries(
    text,
    st.recursive(
        text | st.integers(-1000, 1000) | st.booleans(),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=2).map(Raw)
        ),
        max_leaves=6,
    ),
    max_size=3,
).map(Raw)
quantity = st.builds(
    "{}{}".format,
    st.from_regex(r"[0-9]{1,15}(\.[0-9]{1,9})?", fullmatch=True),
    st.sampled_from(UNITS),
)
duration = st.lists(
    st.builds("{}{}".format, st.integers(0, 200_000), st.sampled_from(["ms", "s", "m", "h", "d"])),
    min_size=1,
    max_size=5,
).map("".join)
kube_version = st.builds(
    "{}{}.{}.{}{}".format,
    st.sampled_from(["", "v"]),
    st.integers(0, 3),
    st.integers(0, 40),
    st.integers(0, 20),
    st.sampled_from(["", "-0", "-alpha.1", "-gke.1234", "+k3s1", "-eks-a1b2+c"]),
)

ARGUMENTS: dict[str, st.SearchStrategy[Any]] = {
    "str": text,
    "Ascii": ascii_text,
    "Quantity": quantity | text,
    "Duration": duration | text,
    "Pattern": st.sampled_from(PATTERNS),
    "Replaceable": st.integers(0, 10**6).map(lambda seed: drawn_patterns.replaceable(Random(seed))),
    "KubeVersion": kube_version,
    "LowerBound": st.builds(">={}.{}-0".format, st.integers(0, 3), st.integers(0, 40)),
    "Length": st.integers(0, 100),
    "int": number,
    "float": fraction,
    "N": number | fraction,
    "int | str": number | st.integers(-1, 110).map("{}%".format) | text,
    "bool": st.booleans(),
    "S": text | number | fraction | st.booleans(),
    "object": text | number | strings | texts,
    "Any": text,
    "T": text | number | fraction | st.booleans(),
    "T | None": text | number | st.booleans(),
    "Mapping[str, str]": strings,
    "Mapping[str, S]": strings | numbers | st.dictionaries(text, st.booleans(), max_size=3),
    "Mapping[str, int]": numbers,
    "Mapping[str, int] | Sequence[int]": numbers | st.lists(number, max_size=3),
    "Mapping[str, Mapping[str, S]]": st.dictionaries(text, strings, max_size=3)
    | st.dictionaries(text, numbers, max_size=3),
    "Object": objects,
    "Mapping[str, Any]": strings,
    "Mapping[str, Any] | Sequence[Any]": strings | texts | numbers,
    "Mapping[str, Data] | Sequence[Data]": strings | texts | numbers,
    "Mapping[str, Data] | Sequence[Data] | str | int | bool": (
        strings | texts | numbers | text | number | st.booleans()
    ),
    "Sequence[str]": texts,
    "Sequence[S]": texts | st.lists(number, max_size=3) | st.lists(st.booleans(), max_size=3),
}
"""What is drawn for a parameter, by its annotation."""


APART = {"Length", "KubeVersion", "Replaceable"}
"""Annotations of what has nothing to do with the argument beside it."""


class Use(NamedTuple):
    """A function with arguments."""

    name: str
    args: tuple[Any, ...]


@st.composite
def uses_of(draw: st.DrawFn, name: str) -> Use:
    """Draw arguments for a function, half of the time such as have to do with one another."""
    annotations: list[str] = []
    for parameter in FUNCTIONS[name].signature.parameters.values():
        several = draw(st.sampled_from([2, 4])) if parameter.kind is parameter.VAR_POSITIONAL else 1
        annotations += [parameter.annotation] * several
    args = [draw(ARGUMENTS[annotation]) for annotation in annotations]
    first, *others = [i for i, each in enumerate(annotations) if Wanted(each).variable] or [0]
    for index in others:
        args[index] = draw(like(args[first]))
    if len(args) > 1 and APART.isdisjoint(annotations) and draw(st.booleans()):
        args = related(draw, args)
    return Use(name, tuple(args))


def like(value: Any) -> st.SearchStrategy[Any]:
    """Return values of the type of one."""
    if is_map(value):
        return st.dictionaries(text, like(next(iter(value.values()), "")), max_size=3)
    if is_list(value):  # beside which is an item
        return like(next(iter(value), ""))
    return ARGUMENTS[KIND_OF[type(value)]]


def related(draw: st.DrawFn, args: list[Any]) -> list[Any]:
    """Return arguments of which the second is a part of the first, an entry of it, or the same."""
    first, second, *rest = args
    if isinstance(first, str) and isinstance(second, str):
        return [first + second + draw(st.sampled_from(["", first])), second, *rest]
    if isinstance(second, str) and is_map(first) | is_list(first) and first:
        return [first, draw(st.sampled_from([x for x in first if isinstance(x, str)])), *rest]
    return [first, first, *rest] if type(first) is type(second) else args


drawn = st.sampled_from(sorted(FUNCTIONS)).flatmap(uses_of)


@pytest.mark.parametrize("major", MAJORS)
def test_functions_agree_on_their_examples(major: str, tmp_path: Path) -> None:
    """With arguments from values, and with arguments in the template, Helm computes the same."""
    uses = [Use(name, args) for name, each in FUNCTIONS.items() for args in each.examples]
    assert len(uses) > 100
    assert disagreements(major, tmp_path, uses) == []


@settings(phases=[Phase.generate], derandomize=True, deadline=None, max_examples=1)
@given(data=st.data())
@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_arguments_can_be_drawn_for_every_function(name: str, data: st.DataObject) -> None:
    """A parameter of a new type needs a line in `ARGUMENTS`."""
    assert data.draw(uses_of(name)).args


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
        exprs[f"value{index}"] = shown(by_reference(index, use))
        values[f"use{index}"] = {f"arg{i}": arg for i, arg in enumerate(use.args)}
        if not any(map(only_in_values, use.args)):
            exprs[f"literal{index}"] = shown(by_literal(use, by_reference(index, use).kind))
    printed = evaluate(major, folder, exprs, values)
    return [
        (use, key, wanted(use, exprs[f"value{index}"]), printed.get(key))
        for index, use in enumerate(uses)
        for key in (f"value{index}", f"literal{index}")
        if key in exprs and printed.get(key) != wanted(use, exprs[f"value{index}"])
    ]


def shown(expr: Expr) -> Expr:
    """Return an expression, or its text if content might not take the number: too large."""
    return Call("str", "decimal", (expr,)) if expr.kind in ("float", "amount") else expr


def only_in_values(argument: Any) -> bool:
    """Tell whether an argument has no literal form: null, and numbers that stand for tokens."""
    parts = list(argument.values()) if is_map(argument) else [argument]
    return any(part is None or (type(part) is int and part >= 2**52) for part in parts)


def wanted(use: Use, expr: Expr) -> Any:
    """Return what Python computes, as content has it: without an empty map or list."""
    computed: Any = FUNCTIONS[use.name].compute(*use.args)
    if expr.kind == "str" and isinstance(computed, int | float):
        return float_text(computed)
    if isinstance(computed, Raw) and not computed:
        return None
    return computed if only_in_values(computed) else resolve(computed)


def by_reference(index: int, use: Use) -> Expr:
    """Return the call with its arguments read from the values."""
    declared = FUNCTIONS[use.name]
    parameters = list(declared.signature.parameters.values())
    kinds: list[Any] = [kind_of(arg) or kind_of(use.args[-1]) or "str" for arg in use.args]
    args = [
        expression(arg)
        if parameters[min(i, len(parameters) - 1)].annotation in KNOWN
        else Ref(kind, ("Values", f"use{index}", f"arg{i}"), typed=type_of(arg))
        for i, (arg, kind) in enumerate(zip(use.args, kinds, strict=True))
    ]
    return declared.call(*map(token, args))


def by_literal(use: Use, kind: Kind) -> Expr:
    """Return the call with every argument written in the template."""
    args = tuple(map(expression, use.args))
    if any(arg.kind == "float" for arg in args):  # beside which a whole number is one too
        args = tuple(as_float(arg) if arg.kind in NUMBERS else arg for arg in args)
    return Call(kind, use.name, args)


KIND_OF: dict[type, str] = {
    str: "str",
    int: "int",
    float: "float",
    bool: "bool",
    dict: "map",
    list: "list",
}


def type_of(value: Any) -> Type | None:
    """Return the type of a number, or of a map or list, all of whose items are of one type."""
    if type(value) is int:
        return Type("int", bounds=Range(value, value))
    if isinstance(value, Raw):
        return of_literal("map", (), raw=True)
    if not (is_map(value) or is_list(value)):
        return None
    items: list[Any] = [*value.values()] if is_map(value) else [*value]
    inner = joined(type_of(item) or Type(kind_of(item)) for item in items)
    return Type("map" if is_map(value) else "list", inner)


def kind_of(value: object) -> Any:
    """Return the kind of a plain value."""
    return KIND_OF.get(type(value))


@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("value", ["a", "b", "c", "other", ""])
def test_select_takes_the_last_case_for_any_other(major: str, value: str, tmp_path: Path) -> None:
    """`select` is built from choices, and total: the last case stands for what has none."""
    cases = {"a": 1, "b": 2, "c": 3}
    chosen: Any = select(token(Ref("str", ("Values", "v"))), cases)
    assert select(value, cases) == cases.get(value, 3)
    other: Any = select(token(Ref("str", ("Values", "v"))), cases, 4)
    assert select(value, cases, 4) == cases.get(value, 4)
    exprs = {"chosen": chosen.expr, "other": other.expr}
    printed = evaluate(major, tmp_path, exprs, {"v": value})
    assert printed == {"chosen": cases.get(value, 3), "other": cases.get(value, 4)}
