"""Every public function of `todo_k8s.helm.functions` has a law test, be it one of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from tests.unit import test_functions
from tests.unit.helms import MAJORS, evaluate, render_files
from tests.unit.test_functions import number, once, strings, text
from todo_k8s.helm import functions
from todo_k8s.helm.compiled.faults import fault
from todo_k8s.helm.functions import (
    at_most,
    concat,
    if_none,
    let,
    named,
    not_,
    revealed,
    sub,
    without,
)
from todo_k8s.helm.functions.declaration import FUNCTIONS
from todo_k8s.helm.model import Check
from todo_k8s.helm.symbolic.as_expressions import expression
from todo_k8s.helm.symbolic.expressions import Ref
from todo_k8s.helm.symbolic.tokens import token
from todo_k8s.helm.symbolic.types import Kind, Type
from todo_k8s.helm.write.template import TemplateWriter
from todo_k8s.testing.helm_programs import RefusedError

few = settings(once, max_examples=10)
Folders = pytest.TempPathFactory


def value(kind: Kind) -> Any:
    """Return a token for the value ``v``."""
    return token(Ref(kind, ("Values", "v")))


def computed(major: str, folder: Path, result: Any, there: Any) -> Any:
    """Return what Helm makes of a token, where `there` is the value ``v``."""
    return evaluate(major, folder, {"x": expression(result)}, {"v": there}).get("x")


@pytest.mark.parametrize("major", MAJORS)
@few
@given(plain=text, amount=number, condition=st.booleans())
def test_a_name_changes_nothing(
    major: str, tmp_path_factory: Folders, plain: str, amount: int, condition: bool
) -> None:
    """A helper gives what stands in it: a string, a number, a boolean."""
    folder = tmp_path_factory.mktemp("named")
    laws: list[tuple[Kind, Any, Callable[[Any], Any]]] = [
        ("str", plain, lambda v: concat(v, "-")),
        ("int", amount, lambda v: sub(v, 7)),
        ("bool", condition, not_),
    ]
    for kind, there, compute in laws:
        assert named(kind, compute(there)) == compute(there)
        assert computed(major, folder, named(kind, compute(value(kind))), there) == compute(there)


@pytest.mark.parametrize("major", MAJORS)
@few
@given(amount=number)
def test_a_step_of_a_rule_is_its_number(major: str, tmp_path_factory: Folders, amount: int) -> None:
    """Both in what the rule asks and in what it says."""
    step = let("step", sub(value("int"), 7))
    rules = TemplateWriter("small").rules.text(
        [fault(Check(at_most(step, 100), f"is {step}", "v"), "")]
    )
    files = {"templates/rules.yaml": rules}
    told = let("step", sub(amount, 7))
    folder = tmp_path_factory.mktemp("let")
    if told <= 100:
        render_files(major, folder, files, {"v": amount})
        return
    with pytest.raises(RefusedError, match=rf"(?m)^v: is {told}$"):
        render_files(major, folder, files, {"v": amount})


@pytest.mark.parametrize("major", MAJORS)
@few
@given(secrets=strings)
def test_revealed_secrets_are_the_given_ones(
    major: str, tmp_path_factory: Folders, secrets: dict[str, str]
) -> None:
    """To the last byte; an empty map is left out, as of all content."""
    folder = tmp_path_factory.mktemp("revealed")
    assert revealed({key: SecretStr(secret) for key, secret in secrets.items()}) == secrets
    held: Any = token(Ref("map", ("Values", "v"), typed=Type("map", Type("secret"))))
    assert (computed(major, folder, revealed(held), secrets) or {}) == secrets


@pytest.mark.parametrize("major", MAJORS)
@few
@given(plain=st.none() | text, amount=st.none() | number, condition=st.none() | st.booleans())
def test_only_null_is_replaced(
    major: str,
    tmp_path_factory: Folders,
    plain: str | None,
    amount: int | None,
    condition: bool | None,
) -> None:
    """Zero, false and an empty text stay."""
    folder = tmp_path_factory.mktemp("null")
    cases: list[tuple[Kind, Any, Any]] = [
        ("str", plain, "other"),
        ("int", amount, 7),
        ("bool", condition, True),
    ]
    for kind, there, fallback in cases:
        held = token(Ref(kind, ("Values", "v"), nullable=True))
        wanted = fallback if there is None else there
        assert if_none(there, fallback) == wanted
        assert computed(major, folder, if_none(held, fallback), there) == wanted


@pytest.mark.parametrize("major", MAJORS)
@few
@given(entries=strings, more=strings)
def test_a_map_without_some_keys(
    major: str, tmp_path_factory: Folders, entries: dict[str, str], more: dict[str, str]
) -> None:
    """What it does not have is no loss; an empty map is left out, as of all content."""
    folder = tmp_path_factory.mktemp("without")
    held: Any = token(Ref("map", ("Values", "v"), typed=Type("map", Type("str"))))
    keys = [*more, *entries][: len(more) + len(entries) // 2]
    wanted = {key: item for key, item in entries.items() if key not in keys}
    assert without(entries, keys) == wanted
    assert (computed(major, folder, without(held, keys), entries) or {}) == wanted


APART = {
    "if_none": test_only_null_is_replaced,
    "let": test_a_step_of_a_rule_is_its_number,
    "named": test_a_name_changes_nothing,
    "revealed": test_revealed_secrets_are_the_given_ones,
    "select": test_functions.test_select_takes_the_last_case_for_any_other,
    "without": test_a_map_without_some_keys,
}
"""Functions that are no single call of Helm, and their laws."""


def test_every_function_has_a_law() -> None:
    """A new function is declared, as its law is derived from that, or has a law of its own."""
    written_out = {"mapping", "listing", "object", "same", "text", "decimal", "float64"}
    written_out |= {"milliseconds_of_one_unit"}  # what a ServiceMonitor asks
    written_out |= {"omit"}  # what is added through a handle leaves it out
    written_out |= {"kube_at_least"}  # HelmChart.capabilities asks it
    written_out |= {"addf", "subf", "mulf", "maxf", "minf"}
    called = {name.rstrip("_") for name in functions.__all__}
    where = "export it in helm/functions/__init__.py"
    assert called == FUNCTIONS.keys() - written_out | APART.keys(), where
    assert len(called) > 40
