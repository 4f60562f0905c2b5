"""The law on generated values: see docs/law.md."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
from hypothesis import given, note, settings

from tests.generated.drawn import AT_BORDERS, FEW, MANY, REFUSED, RELEASES, Border, Many, Refused
from tests.generated.renderers import Renderer, Verdict, by_python
from todo_k8s import Release

A_QUARTER = settings(max_examples=settings().max_examples // 4)


def compare(values: dict[str, Any], ours: Verdict, theirs: Verdict) -> None:
    """Fail unless both give the same manifests, or both refuse and name a field in common."""
    note(f"values: {values}\npython: {ours.message}\nhelm: {theirs.message}")
    assert ours.manifests == theirs.manifests
    assert ours.manifests is not None or ours.refused & theirs.refused


def compare_words(
    with_schema: Renderer, without: Renderer, values: dict[str, Any], release: Release
) -> None:
    """Compare, and also without the schema: Helm must say then what Python says."""
    ours, theirs = by_python(values, release), with_schema(values, release)
    compare(values, ours, theirs)
    if "schema" in theirs.message:
        return
    theirs = without(values, release)
    compare(values, ours, theirs)
    said = theirs.message.splitlines()
    for line in ours.message.splitlines():
        assert line in said


@given(values=FEW, release=RELEASES)
def test_helm_and_python_agree(helm_4: Renderer, values: dict[str, Any], release: Release) -> None:
    """Both give the same manifests, or both refuse the values and name a field in common."""
    compare(values, by_python(values, release), helm_4(values, release))


@A_QUARTER
@given(many=MANY, release=RELEASES)
def test_helm_and_python_agree_on_many_fields(
    helm_4: Renderer, helm_4_without_schema: Renderer, many: Many, release: Release
) -> None:
    """Both accept what no rule refuses, and give the same manifests; the rest both refuse."""
    ours, theirs = by_python(many.accepted, release), helm_4(many.accepted, release)
    compare(many.accepted, ours, theirs)
    assert ours.manifests
    for values in many.refused:
        compare_words(helm_4, helm_4_without_schema, values, release)


@A_QUARTER
@given(border=AT_BORDERS)
def test_helm_and_python_agree_at_the_border(
    helm_4: Renderer, helm_4_without_schema: Renderer, border: Border
) -> None:
    """Both take the last number that the bounds and the rules allow, and refuse the next one."""
    for values in (border.accepted, *border.refused):
        compare_words(helm_4, helm_4_without_schema, values, Release())


@A_QUARTER
@given(refused=REFUSED)
def test_helm_and_python_refuse_the_same_faults(helm_4: Renderer, refused: Refused) -> None:
    """Each fault put into values is refused by both, and both name its field."""
    ours, theirs = by_python(refused.values, Release()), helm_4(refused.values, Release())
    compare(refused.values, ours, theirs)
    assert refused.faults <= ours.refused & theirs.refused


@A_QUARTER
@given(values=FEW)
def test_rules_hold_without_the_schema(
    helm_4: Renderer, helm_4_without_schema: Renderer, values: dict[str, Any]
) -> None:
    """With --skip-schema-validation Helm still refuses what a rule refuses, in the same words."""
    compare_words(helm_4, helm_4_without_schema, values, Release())


@A_QUARTER
@given(values=FEW, release=RELEASES, shared=st.dictionaries(st.just("a"), st.text(max_size=3)))
def test_helm_and_python_agree_on_a_subchart(
    helm_4_of_parent: Renderer, values: dict[str, Any], release: Release, shared: dict[str, str]
) -> None:
    """As a dependency of another chart, and with values that are global there, it is the same."""
    below = {**values, "global": {**values.get("global", {}), **shared}}
    above = {"todo-chatbot": values, "global": shared}
    compare(values, by_python(below, release), helm_4_of_parent(above, release))
