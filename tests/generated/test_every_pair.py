"""The law on every pair of switches: each of two fields with each of their values."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.generated.bases import MODES, SWITCHES, rows, switched_on
from tests.generated.renderers import by_python
from tests.generated.strategies import apply_edits
from tests.house.source import ROOT
from todo_k8s import Release
from todo_k8s.testing.verdicts import Renderer


def test_rows_hold_every_pair() -> None:
    """Each value of each switch stands beside each value of every other one."""
    seen = {pair for row in rows() for pair in combinations(enumerate(row), 2)}
    sizes = list(map(len, SWITCHES.values()))
    assert len(seen) == sum(one * other for one, other in combinations(sizes, 2))
    assert len(seen) > 4000
    law = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")
    assert f"each of {len(SWITCHES)} switches" in law


@pytest.mark.parametrize("mode", MODES)
def test_helm_and_python_agree_on_every_pair(helm_4: Renderer, mode: str) -> None:
    """Both accept the values, and give the same manifests."""
    for row in rows():
        values = apply_edits(list(zip(SWITCHES, row, strict=True)), switched_on(mode))
        ours, theirs = (
            by_python(values, Release("todo", "todo")),
            helm_4(values, Release("todo", "todo")),
        )
        assert ours.manifests, ours.message
        assert ours.manifests == theirs.manifests, row
