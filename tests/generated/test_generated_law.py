"""The law on generated values: see docs/law.md."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
from hypothesis import assume, given, note, settings

from tests.generated.bases import MODES, switched_on
from tests.generated.mutations import mutations
from tests.generated.renderers import Renderer, Verdict, by_python
from tests.generated.strategies import Edit, apply_edits, edits
from todo_k8s import Release, TodoChatbotValues

RELEASES = st.builds(
    Release,
    name=st.one_of(
        st.sampled_from(["todo", "todo-chatbot", "a", "a.b", "x" * 53, "x" * 52 + "y", "1"]),
        st.from_regex(r"[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?", fullmatch=True),
    ),
    namespace=st.sampled_from(["todo", "default", "n" * 63]),
)
BASES = st.sampled_from([{}, {}, *map(switched_on, MODES)])
CHANGES = st.lists(edits(TodoChatbotValues), max_size=8)
VALUES = st.builds(apply_edits, CHANGES, BASES)
A_QUARTER = settings(max_examples=settings().max_examples // 4)


def compare(values: dict[str, Any], ours: Verdict, theirs: Verdict) -> None:
    """Fail unless both give the same manifests, or both refuse and name a field in common."""
    note(f"values: {values}\npython: {ours.message}\nhelm: {theirs.message}")
    assert ours.manifests == theirs.manifests
    assert ours.manifests is not None or ours.refused & theirs.refused


@given(values=VALUES, release=RELEASES)
def test_helm_and_python_agree(helm_4: Renderer, values: dict[str, Any], release: Release) -> None:
    """Both give the same manifests, or both refuse the values and name a field in common."""
    compare(values, by_python(values, release), helm_4(values, release))


@A_QUARTER
@given(changes=st.lists(edits(TodoChatbotValues), max_size=2), fault=mutations(TodoChatbotValues))
def test_helm_and_python_refuse_the_same_fault(
    helm_4: Renderer, changes: list[Edit], fault: Edit
) -> None:
    """A fault put into values is refused by both, and both name its field."""
    values = apply_edits([*changes, fault])
    ours, theirs = by_python(values, Release()), helm_4(values, Release())
    compare(values, ours, theirs)
    assert ours.manifests is None


@A_QUARTER
@given(values=VALUES)
def test_rules_hold_without_the_schema(
    helm_4: Renderer, helm_4_without_schema: Renderer, values: dict[str, Any]
) -> None:
    """With --skip-schema-validation Helm still refuses what a rule refuses, in the same words."""
    assume("schema" not in helm_4(values, Release()).message)
    ours, theirs = by_python(values, Release()), helm_4_without_schema(values, Release())
    compare(values, ours, theirs)
    for line in ours.message.splitlines():
        assert line in theirs.message


@A_QUARTER
@given(values=VALUES, release=RELEASES, shared=st.dictionaries(st.just("a"), st.text(max_size=3)))
def test_helm_and_python_agree_on_a_subchart(
    helm_4_of_parent: Renderer, values: dict[str, Any], release: Release, shared: dict[str, str]
) -> None:
    """As a dependency of another chart, and with values that are global there, it is the same."""
    below = {**values, "global": {**values.get("global", {}), **shared}}
    above = {"todo-chatbot": values, "global": shared}
    compare(values, by_python(below, release), helm_4_of_parent(above, release))
