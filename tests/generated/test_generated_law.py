"""The law on generated values: see docs/law.md."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import assume, given, note

from tests.generated.mutations import mutations
from tests.generated.renderers import Renderer, by_python
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
CHANGES = st.lists(edits(TodoChatbotValues), max_size=8)


@given(changes=CHANGES, release=RELEASES)
def test_helm_and_python_agree(helm_4: Renderer, changes: list[Edit], release: Release) -> None:
    """Both give the same manifests, or both refuse the values and name a field in common."""
    values = apply_edits(changes)
    note(f"values: {values}")
    ours, theirs = by_python(values, release), helm_4(values, release)
    note(f"python: {ours.message}\nhelm: {theirs.message}")
    assert ours.manifests == theirs.manifests
    if ours.manifests is None:
        assert ours.refused & theirs.refused


@given(
    changes=st.lists(edits(TodoChatbotValues), max_size=2), mutation=mutations(TodoChatbotValues)
)
def test_helm_and_python_refuse_the_same_fault(
    helm_4: Renderer, changes: list[Edit], mutation: Edit
) -> None:
    """A fault put into values is refused by both, and both name its field."""
    values = apply_edits([*changes, mutation])
    note(f"values: {values}")
    ours, theirs = by_python(values, Release()), helm_4(values, Release())
    note(f"python: {ours.message}\nhelm: {theirs.message}")
    assert ours.manifests is None
    assert theirs.manifests is None
    assert ours.refused & theirs.refused


@given(changes=CHANGES)
def test_rules_hold_without_the_schema(
    helm_4: Renderer, helm_4_without_schema: Renderer, changes: list[Edit]
) -> None:
    """With --skip-schema-validation Helm still refuses what a rule refuses, in the same words."""
    values = apply_edits(changes)
    assume("schema" not in helm_4(values, Release()).message)
    note(f"values: {values}")
    ours, theirs = by_python(values, Release()), helm_4_without_schema(values, Release())
    note(f"python: {ours.message}\nhelm: {theirs.message}")
    assert ours.manifests == theirs.manifests
    for line in ours.message.splitlines():
        assert line in theirs.message
