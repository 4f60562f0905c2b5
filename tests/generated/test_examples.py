"""The law on generated values of the examples, which are charts unlike todo-chatbot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.worker import MailWorker
from tests.examples.test_smallest_chart import Small
from tests.examples.test_worker import GOOD
from tests.generated.drawn import RELEASES
from tests.generated.renderers import by_evaluation, by_python
from tests.generated.strategies import apply_edits, edits
from tests.generated.test_generated_law import share
from todo_k8s import Release
from todo_k8s.helm import HelmChart, chart_files
from todo_k8s.helm.chart.rendering import values_class
from todo_k8s.testing.helm_library import by_helm_4, loaded
from todo_k8s.testing.verdicts import Renderer, Verdict

CHARTS: dict[str, type[HelmChart]] = {"mail-worker": MailWorker, "small": Small}
KNOWN: dict[str, list[dict[str, Any]]] = {
    "mail-worker": list(GOOD.values()),
    "small": [{}, {"api": {"secretEnv": {"A": "a"}}}],
}


@pytest.fixture(scope="module", params=list(CHARTS))
def example(request: pytest.FixtureRequest) -> Iterator[tuple[str, Renderer]]:
    """An example's name, and its exported chart in Helm 4."""
    name = request.param
    with loaded(chart_files(CHARTS[name])) as chart:
        yield name, by_helm_4(chart)


def compare(name: str, values: dict[str, Any], release: Release, helm: Renderer) -> Verdict:
    """Fail unless constructs, evaluation and Helm agree; return what comes of the values."""
    ours, theirs = by_python(values, release, CHARTS[name]), helm(values, release)
    assert ours.manifests == theirs.manifests, f"{values}\n{ours.message}\n{theirs.message}"
    assert ours.agrees_with(theirs), f"{values}\npython: {ours.message}\nhelm: {theirs.message}"
    if ours.manifests is not None:
        assert by_evaluation(values, release, CHARTS[name]).manifests == ours.manifests
    return ours


def test_named_cases_agree(example: tuple[str, Renderer]) -> None:
    """Each case that the examples' own tests try."""
    name, helm = example
    for values in KNOWN[name]:
        ours = compare(name, values, Release("post", "office"), helm)
        assert ours.manifests, ours.message


@share(10)
@given(data=st.data(), release=RELEASES)
def test_generated_values_agree(
    example: tuple[str, Renderer], data: st.DataObject, release: Release
) -> None:
    """One to four fields of the example's model, with any values."""
    name, helm = example
    base = data.draw(st.sampled_from(KNOWN[name]))
    drawn = edits(values_class(CHARTS[name]), [base])
    changes = data.draw(st.lists(drawn, min_size=1, max_size=4))
    compare(name, apply_edits(changes, base), release, helm)
