"""The law on generated values: see docs/law.md."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
from hypothesis import assume, given, note, settings

from tests.generated.drawn import FEW, MANY, REFUSED, RELEASES
from tests.generated.renderers import Renderer, Verdict, by_python
from todo_k8s import Release

A_QUARTER = settings(max_examples=settings().max_examples // 4)


def compare(values: dict[str, Any], ours: Verdict, theirs: Verdict) -> None:
    """Fail unless both give the same manifests, or both refuse and name a field in common."""
    note(f"values: {values}\npython: {ours.message}\nhelm: {theirs.message}")
    assert ours.manifests == theirs.manifests
    assert ours.manifests is not None or ours.refused & theirs.refused


@given(values=FEW, release=RELEASES)
def test_helm_and_python_agree(helm_4: Renderer, values: dict[str, Any], release: Release) -> None:
    """Both give the same manifests, or both refuse the values and name a field in common."""
    compare(values, by_python(values, release), helm_4(values, release))


@A_QUARTER
@given(values=MANY, release=RELEASES)
def test_helm_and_python_agree_on_many_fields(
    helm_4: Renderer, values: dict[str, Any], release: Release
) -> None:
    """Both accept the values, and give the same manifests."""
    ours, theirs = by_python(values, release), helm_4(values, release)
    compare(values, ours, theirs)
    assert ours.manifests


@A_QUARTER
@given(values=REFUSED)
def test_helm_and_python_refuse_the_same_fault(helm_4: Renderer, values: dict[str, Any]) -> None:
    """A fault put into values is refused by both, and both name its field."""
    ours, theirs = by_python(values, Release()), helm_4(values, Release())
    compare(values, ours, theirs)
    assert ours.manifests is None


@A_QUARTER
@given(values=FEW)
def test_rules_hold_without_the_schema(
    helm_4: Renderer, helm_4_without_schema: Renderer, values: dict[str, Any]
) -> None:
    """With --skip-schema-validation Helm still refuses what a rule refuses, in the same words."""
    assume("schema" not in helm_4(values, Release()).message)
    ours, theirs = by_python(values, Release()), helm_4_without_schema(values, Release())
    compare(values, ours, theirs)
    said = theirs.message.splitlines()
    for line in ours.message.splitlines():
        assert line in said


@A_QUARTER
@given(values=FEW, release=RELEASES, shared=st.dictionaries(st.just("a"), st.text(max_size=3)))
def test_helm_and_python_agree_on_a_subchart(
    helm_4_of_parent: Renderer, values: dict[str, Any], release: Release, shared: dict[str, str]
) -> None:
    """As a dependency of another chart, and with values that are global there, it is the same."""
    below = {**values, "global": {**values.get("global", {}), **shared}}
    above = {"todo-chatbot": values, "global": shared}
    compare(values, by_python(below, release), helm_4_of_parent(above, release))
