"""Tokens refuse to act as known values, and come back unharmed from wherever they were put."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import cdk8s
import cdk8s_plus_27 as kplus
import pytest

from todo_k8s.errors import ExpressionError, TodoK8sError
from todo_k8s.helm.symbolic.as_expressions import as_token, expression, is_symbolic
from todo_k8s.helm.symbolic.decoding import decode_str
from todo_k8s.helm.symbolic.expressions import Call, Const, Ref
from todo_k8s.helm.symbolic.ranges import Range
from todo_k8s.helm.symbolic.tokens import token
from todo_k8s.helm.symbolic.types import Kind, Type
from todo_k8s.helm.write.gotext import GoText


def stand_for(kind: Kind) -> Any:
    """Return a token for the value ``.Values.it``."""
    return token(Ref(kind, ("Values", "it")))


def go(value: object) -> str:
    """Return the template text of what a value stands for."""
    return GoText("c", lambda _named: None).pipeline(expression(value), ".")


STR, BOOL = stand_for("str"), stand_for("bool")
INT: Any = token(Ref("int", ("Values", "it"), typed=Type("int", bounds=Range(0, 1000))))
MAP, LIST = stand_for("map"), stand_for("list")
OTHER: Any = token(Ref("str", ("Values", "other")))

REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "if of a string": (lambda: bool(STR), r"only_if\(\) or choose\(\)"),
    "if of a number": (lambda: bool(INT), r"only_if\(\) or choose\(\)"),
    "if of a boolean": (lambda: not BOOL, r"only_if\(\) or choose\(\)"),
    "if of a map": (lambda: bool(MAP), r"only_if\(\) or choose\(\)"),
    "and": (lambda: BOOL and BOOL, r"all_of\(\), any_of\(\) and not_\(\) for and, or and not"),
    "== of strings": (lambda: STR == "a", r"equals\(\)"),
    "== of numbers": (lambda: INT == 1, r"equals\(\)"),
    "== on the right": (lambda: STR == OTHER, r"equals\(\)"),
    "!= of strings": (lambda: STR != "a", r"not_\(equals\(\)\)"),
    "len of a string": (lambda: len(STR), r"is_set\(\)"),
    "len of a list": (lambda: len(LIST), r"is_set\(\)"),
    "loop over a map": (lambda: list(MAP), r"each\(\)"),
    "loop over a list": (lambda: list(LIST), r"each\(\)"),
    "loop over a string": (lambda: list(STR), r"each\(\)"),
    "items of a map": (MAP.items, r"each\(\)"),
    "a map unpacked": (lambda: {**MAP}, r"each\(\)"),
    "get of a map": (lambda: MAP.get("a"), r"get\(\)"),
    "in a map": (lambda: "a" in MAP, r"use has_key\(\) in place"),
    "in a string": (lambda: "a" in STR, r"use contains\(\) in place"),
    "in a list": (lambda: "a" in LIST, r"use includes\(\) in place"),
    "an entry": (lambda: MAP["a"], r"get\(\)"),
    "an item": (lambda: LIST[0], r"first\(\) or last\(\)"),
    "a list in a list": (lambda: ["a", *LIST], r"spread\(\)"),
    "maps beside one another": (lambda: MAP | {"a": "b"}, r"merge\(\), or with_entries\(\)"),
    "a slice": (lambda: STR[:3], r"truncate\(\)"),
    "lower": (STR.lower, r"lower\(\)"),
    "upper": (STR.upper, r"upper\(\)"),
    "removesuffix": (lambda: STR.removesuffix("a"), r"trim_suffix\(\)"),
    "startswith": (lambda: STR.startswith("a"), r"matches\(\)"),
    "isdigit": (STR.isdigit, "use the functions of"),
    "split": (lambda: STR.split(","), r"split\(\)"),
    "replace": (lambda: STR.replace("a", "b"), r"replace\(\)"),
    "order of strings": (lambda: STR < "a", "only whole numbers have an order"),
    "format of a string": (lambda: f"{STR:>10}", "no format specification"),
    "format of a number": (lambda: f"{INT:03}", "no format specification"),
    "max": (lambda: max(INT, 3), r"maximum\(\)"),
    "//": (lambda: INT // 2, r"quotient\(\)"),
    "/ on the right": (lambda: 2 / INT, r"\+ - \*"),
    "%": (lambda: INT % 2, r"\+ - \*"),
    "minus sign": (lambda: -INT, r"\+ - \*"),
    "round": (lambda: round(INT), r"\+ - \*"),
    "float": (lambda: float(INT), r"\+ - \*"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses_a_token_as_a_known_value(case: str) -> None:
    """What would silently compute with a stand-in raises, names the value and says what to use."""
    act, remedy = REFUSED[case]
    with pytest.raises(ExpressionError, match=remedy) as caught:
        act()
    named = r"<token .*\.Values\.it.*> (is known only at install time|takes no format)"
    assert re.match(named, str(caught.value))
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, TodoK8sError)


@pytest.mark.parametrize("value", [1e300, None, b"a", {1}], ids=repr)
def test_refuses_what_has_no_place_in_an_expression(value: object) -> None:
    """Only strings, numbers within 2^53, booleans, maps and lists can be part of an expression."""
    with pytest.raises(ExpressionError, match="cannot be part of a Helm expression"):
        expression(value)


def test_refuses_a_token_cut_inside_a_string() -> None:
    """A string with half a marker in it is an error, not a broken manifest."""
    with pytest.raises(ExpressionError, match="was cut or changed inside a string"):
        expression(f"{STR}-suffix"[:5])


JOINED: dict[str, tuple[str, str]] = {
    "alone": (STR, ".Values.it"),
    "f-string": (f"{STR}", ".Values.it"),
    "f-string of str": (f"{STR!s}", ".Values.it"),
    "+": (STR + "-a", 'printf "%s-a" .Values.it'),
    "+ on the right": ("a-" + STR, 'printf "a-%s" .Values.it'),
    "per cent": (f"100% {STR}:{INT}", 'printf "100%% %s:%d" .Values.it (int64 .Values.it)'),
    "two": (f"{STR}/{OTHER}", 'printf "%s/%s" .Values.it .Values.other'),
    "number": (f"{INT}", "(int64 .Values.it) | toString"),
    "join": ("-".join([STR, "x", OTHER]), 'printf "%s-x-%s" .Values.it .Values.other'),  # noqa: FLY002  # join() is tried
    "plain": ("plain {{ text", '"plain {{ text"'),
}


@pytest.mark.parametrize("case", JOINED)
def test_token_in_a_string_is_found_again(case: str) -> None:
    """f-strings, ``+`` and ``join`` keep each token; the template joins them by printf."""
    value, text = JOINED[case]
    assert go(value) == text


COMPUTED: dict[str, tuple[object, str]] = {
    "+": (INT + 1, "add (int64 .Values.it) 1"),
    "+ on the right": (1 + INT, "add 1 (int64 .Values.it)"),
    "-": (INT - 2, "sub (int64 .Values.it) 2"),
    "- on the right": (10 - INT, "sub 10 (int64 .Values.it)"),
    "*": (3 * INT, "mul 3 (int64 .Values.it)"),
    "nested": ((INT - 1) * INT, "mul (sub (int64 .Values.it) 1) (int64 .Values.it)"),
    "<": (INT < 1, "lt (int64 .Values.it) 1"),
    "<=": (INT <= INT + 1, "le (int64 .Values.it) (add (int64 .Values.it) 1)"),
    ">": (INT > 1, "gt (int64 .Values.it) 1"),
    ">=": (INT >= 7, "ge (int64 .Values.it) 7"),
}


@pytest.mark.parametrize("case", COMPUTED)
def test_arithmetic_of_tokens_becomes_a_call(case: str) -> None:
    """Sums, products and comparisons of numbers are computed at install, as int64."""
    value, text = COMPUTED[case]
    assert go(value) == text


def test_number_inside_a_string_is_found_again() -> None:
    """A library that prints a number with its unit prints the reserved one; it is decoded."""
    printed = int(float.__add__(INT + 1, 0.0))
    assert decode_str(f"{printed}m") == Call(
        "str",
        "concat",
        (
            Call("str", "string", (Call("int", "add", (INT.expr, Const("int", 1))),)),
            Const("str", "m"),
        ),
    )


def test_equal_expressions_share_a_token() -> None:
    """One expression is one marker, so that equal content looks equal to cdk8s too."""
    again: Any = stand_for("str")
    assert str.__eq__(STR, again)
    assert STR.expr == again.expr
    assert not str.__eq__(STR, OTHER)


HOLDERS: dict[str, object] = {
    "string": STR,
    "number": INT,
    "boolean": BOOL,
    "map": MAP,
    "list": LIST,
    "part of a string": f"a{STR}",
    "in a map": {"a": [STR]},
    "in a list": [{"b": INT}],
}


@pytest.mark.parametrize("case", HOLDERS)
def test_symbolic_is_seen_at_any_depth(case: str) -> None:
    """What holds a token is symbolic."""
    assert is_symbolic(HOLDERS[case])


@pytest.mark.parametrize("value", ["", "a", 0, 2**53 - 1, True, None, {}, {"a": [1]}], ids=repr)
def test_plain_values_are_not_symbolic(value: object) -> None:
    """No plain value looks like a token, however odd."""
    assert not is_symbolic(value)
    assert as_token(value) is None


def test_tokens_survive_cdk8s_plus() -> None:
    """Strings, numbers and numbers with units come out of L2 constructs as what was put in."""
    chart = cdk8s.Testing.chart()
    deployment = kplus.Deployment(
        chart, "web", replicas=INT, min_ready=cdk8s.Duration.seconds(0), select=False
    )
    deployment.metadata.add_label("tier", STR)
    deployment.add_container(
        image=f"{STR}:{OTHER}",
        port_number=INT,
        env_variables={"A": kplus.EnvValue.from_value(STR)},
        resources=kplus.ContainerResources(
            cpu=kplus.CpuResources(request=kplus.Cpu.millis(INT), limit=kplus.Cpu.units(INT))
        ),
        liveness=kplus.Probe.from_http_get(STR, period_seconds=cdk8s.Duration.seconds(INT)),
    )
    manifest = cdk8s.Testing.synth(chart)[0]
    container = manifest["spec"]["template"]["spec"]["containers"][0]
    assert go(manifest["metadata"]["labels"]["tier"]) == ".Values.it"
    assert go(manifest["spec"]["replicas"]) == ".Values.it"
    assert go(container["image"]) == 'printf "%s:%s" .Values.it .Values.other'
    assert go(container["ports"][0]["containerPort"]) == ".Values.it"
    assert go(container["env"][0]["value"]) == ".Values.it"
    assert go(container["resources"]["requests"]["cpu"]) == 'printf "%dm" (int64 .Values.it)'
    assert go(container["livenessProbe"]["httpGet"]["path"]) == ".Values.it"
    assert go(container["livenessProbe"]["periodSeconds"]) == ".Values.it"
