"""The upgrade law: what the last released chart took, this one takes, or says what to change.

Values are drawn from the schema of the released chart, whose archive is kept, and rendered by Helm
with that archive. Values that it accepts are rewritten by `todo_k8s.migrating`; then this chart
renders them, or refuses them with the field and what to do. What changes in the manifests is
nothing that an upgrade is refused for.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from releasing.released import NAME, files_of, last_release
from tests.cases.files import ACCEPTED
from tests.generated.bases import MODES, switched_on
from tests.generated.batches import in_batches
from tests.generated.from_schema import Drawn
from tests.generated.strategies import apply_edits
from tests.upgrade.forbidden import forbidden
from todo_k8s import Release, TodoChatbot, TodoChatbotValues
from todo_k8s.helm.reading import read_values
from todo_k8s.migrating import migrated
from todo_k8s.testing.verdicts import Renderer, Verdict, by_tree
from todo_k8s.todo_chatbot.compiled import compiled_chart

VERSION = TodoChatbot.metadata.version
LAST = last_release(VERSION)
RELEASED = files_of(LAST)
EXAMPLES = 200
TODO = Release("todo", "todo")
VALUES = st.builds(
    apply_edits,
    st.lists(Drawn(json.loads(RELEASED["values.schema.json"])).edits, max_size=3),
    st.sampled_from([{}, *map(switched_on, MODES)]),
)
_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
SETTINGS = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=_SLOW, database=None
)
_FAULT = re.compile(r"\w.*?: .{10,}", re.DOTALL)
"""A fault: the field, whose keys may be any that an operator wrote, and what must hold."""


@pytest.fixture(scope="module")
def released() -> Iterator[Renderer]:
    """A renderer with Helm 4 of the chart that was released last."""
    with in_batches(NAME, RELEASED) as renderer:
        yield renderer


def renewed(values: dict[str, Any]) -> Verdict:
    """Render values by the chart of the source, after they were rewritten for it."""
    text = migrated(yaml.safe_dump(values), TodoChatbotValues).text
    return by_tree(compiled_chart(), read_values(text), TODO)


def hold(before: Verdict, values: dict[str, Any]) -> str:
    """Fail unless an upgrade goes well, or is refused in words that help; say which."""
    if before.manifests is None:
        return "refused before"
    after = renewed(values)
    if after.manifests is None:
        check_words(after.message)
        return "refused now"
    check_manifests(before.manifests, after.manifests)
    return "upgraded"


def check_words(message: str) -> None:
    """Fail unless each line of a refusal names a field, and what to do."""
    faults = message.split("\n")
    assert faults
    assert [line for line in faults if not _FAULT.fullmatch(line)] == []


def check_manifests(before: list[str], after: list[str]) -> None:
    """Fail if an upgrade would be refused for what changes."""
    assert forbidden(*([json.loads(each) for each in side] for side in (before, after))) == []


def test_a_release_is_kept() -> None:
    """There is a chart to upgrade from, with the files of a chart."""
    assert {"Chart.yaml", "values.yaml", "values.schema.json"} <= set(RELEASED)
    version = yaml.safe_load(RELEASED["Chart.yaml"])["version"]
    assert LAST.name == f"{NAME}-{version}.tgz"


@pytest.mark.helm
def test_values_of_the_last_release_are_taken(released: Renderer) -> None:
    """Whatever the released chart deployed, an upgrade to this one works, or says why not."""
    seen = Counter[str]()

    @SETTINGS
    @given(values=VALUES)
    def upgrade(values: dict[str, Any]) -> None:
        before = released(values, TODO)
        note(f"values: {values}\nbefore: {before.message}")
        seen[hold(before, values)] += 1

    upgrade()
    assert seen["upgraded"] > EXAMPLES // 10, seen


@pytest.mark.helm
@pytest.mark.parametrize("name", ACCEPTED)
def test_cases_of_the_last_release_are_taken(released: Renderer, name: str) -> None:
    """Each case that the released chart knows can be upgraded."""
    values = ACCEPTED[name].values
    hold(released(values, TODO), values)


def test_an_upgrade_that_would_fail_is_noticed(released: Renderer) -> None:
    """The law is no empty one: other selectors, and a refusal without a field, break it."""
    manifests = released({}, TODO).manifests or []
    others = [text.replace('"app.kubernetes.io/name"', '"app"') for text in manifests]
    assert others != manifests
    with pytest.raises(AssertionError, match=r"spec\.selector must not change"):
        check_manifests(manifests, others)
    with pytest.raises(AssertionError):
        check_words("Error")
