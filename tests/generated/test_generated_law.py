"""The law on generated values: see docs/law.md."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, note, settings

from tests.generated.claims import name_all, speak_alike
from tests.generated.drawn import (
    AT_BORDERS,
    BY_SCHEMA,
    FEW,
    MANY,
    REFUSED,
    RELEASES,
    Border,
    Many,
    Refused,
)
from tests.generated.renderers import by_evaluation, by_python
from todo_k8s import Release
from todo_k8s.testing.verdicts import Renderer, Verdict

EXAMPLES = int(os.environ.get("LAW_EXAMPLES", "1000"))  # set by `nox -s law -- --examples`
COMPARED = Counter[str]()


@pytest.fixture(autouse=True)
def counted(record_property: Callable[[str, object], None]) -> Iterator[None]:
    """Count the values files that a test compares."""
    COMPARED.clear()
    yield
    for verdict, count in COMPARED.items():
        record_property(verdict, count)


def share(percent: int, each: int = 1) -> settings:
    """Return how often to draw, for a share of the values files, when each draw has so many."""
    return settings(max_examples=max(1, EXAMPLES * percent // (100 * each)))


def compare(values: dict[str, Any], release: Release, ours: Verdict, theirs: Verdict) -> None:
    """Fail unless both give the same manifests, or both refuse and name a field in common.

    What both accept, the evaluation of the compiled chart renders the same.
    """
    COMPARED["refused" if ours.manifests is None else "accepted"] += 1
    note(f"values: {values}\npython: {ours.message}\nhelm: {theirs.message}")
    assert ours.manifests == theirs.manifests  # shows what differs
    assert ours.agrees_with(theirs)
    if ours.manifests is not None:
        assert by_evaluation(values, release).manifests == ours.manifests


def compare_words(
    with_schema: Renderer, without: Renderer, values: dict[str, Any], release: Release
) -> None:
    """Compare, and also without the schema: Helm must say then what Python says."""
    ours, theirs = by_python(values, release), with_schema(values, release)
    compare(values, release, ours, theirs)
    if "schema" not in theirs.message:
        theirs = without(values, release)
        note(f"helm without schema: {theirs.message}")
        assert speak_alike(ours, theirs)


@share(30)
@given(values=FEW, release=RELEASES)
def test_helm_and_python_agree(helm_4: Renderer, values: dict[str, Any], release: Release) -> None:
    """Both give the same manifests, or both refuse the values and name a field in common."""
    compare(values, release, by_python(values, release), helm_4(values, release))


@share(20, each=4)
@given(many=MANY, release=RELEASES)
def test_helm_and_python_agree_on_many_fields(
    helm_4: Renderer, helm_4_without_schema: Renderer, many: Many, release: Release
) -> None:
    """Both accept what no rule refuses, and give the same manifests; the rest both refuse.

    A name that an object of this release has is refused for this release only.
    """
    ours, theirs = by_python(many.accepted, release), helm_4(many.accepted, release)
    compare(many.accepted, release, ours, theirs)
    assert ours.manifests or by_python(many.accepted, Release("none-is-so-called")).manifests
    for values in many.refused:
        compare_words(helm_4, helm_4_without_schema, values, release)


@share(20, each=10)
@given(border=AT_BORDERS)
def test_helm_and_python_agree_at_the_border(
    helm_4: Renderer, helm_4_without_schema: Renderer, border: Border
) -> None:
    """Both take the last number that the bounds and the rules allow, and refuse the next one."""
    assert by_python(border.accepted, Release("todo", "todo")).manifests
    for values in (border.accepted, *border.refused):
        compare_words(helm_4, helm_4_without_schema, values, Release("todo", "todo"))
    assert not any(
        by_python(values, Release("todo", "todo")).manifests for values in border.refused
    )


@share(5)
@given(refused=REFUSED)
def test_helm_and_python_refuse_the_same_faults(helm_4: Renderer, refused: Refused) -> None:
    """Each fault put into values is refused by both, and both name its field."""
    ours, theirs = (
        by_python(refused.values, Release("todo", "todo")),
        helm_4(refused.values, Release("todo", "todo")),
    )
    compare(refused.values, Release("todo", "todo"), ours, theirs)
    assert name_all(refused.faults, ours, theirs)


@share(5)
@given(values=FEW)
def test_rules_hold_without_the_schema(
    helm_4: Renderer, helm_4_without_schema: Renderer, values: dict[str, Any]
) -> None:
    """With --skip-schema-validation Helm still refuses what a rule refuses, in the same words."""
    compare_words(helm_4, helm_4_without_schema, values, Release("todo", "todo"))


@share(10)
@given(values=BY_SCHEMA)
def test_helm_and_python_agree_on_what_the_schema_takes(
    helm_4: Renderer, helm_4_without_schema: Renderer, values: dict[str, Any]
) -> None:
    """What the schema takes, both render, or a rule refuses it in both, in the same words."""
    assert "schema" not in helm_4(values, Release("todo", "todo")).message
    compare_words(helm_4, helm_4_without_schema, values, Release("todo", "todo"))


@share(10)
@given(values=FEW, release=RELEASES, shared=st.dictionaries(st.just("a"), st.text(max_size=3)))
def test_helm_and_python_agree_on_a_subchart(
    helm_4_of_parent: Renderer, values: dict[str, Any], release: Release, shared: dict[str, str]
) -> None:
    """As a dependency of another chart, and with values that are global there, it is the same."""
    below = {**values, "global": {**values.get("global", {}), **shared}}
    above = {"todo-chatbot": values, "global": shared}
    compare(below, release, by_python(below, release), helm_4_of_parent(above, release))
