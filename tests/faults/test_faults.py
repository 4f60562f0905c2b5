"""The law can fail: it notices each fault that is put into one of the two renderings."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exported import exported_files
from tests.faults import (
    in_choices,
    in_export,
    in_files,
    in_python,
    in_reading,
    in_templates,
    in_writers,
)
from tests.faults.faults import FAULTS
from tests.faults.law import Law
from tests.generated.batches import in_batches
from todo_k8s import TodoChatbot

MODULES = (in_templates, in_choices, in_files, in_export, in_writers, in_python, in_reading)
LAW = Path(__file__).parents[2] / "docs" / "law.md"
ROUNDS = 8
"""How often values are drawn; see `Law`."""


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Law]:
    """The law on drawn values; at the end Helm is asked about the schema for those it takes.

    It takes minutes to make, so one worker has all tests of this file, see `tests.sharing`.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        (tmp_path_factory.getbasetemp().parent / "law").touch(exist_ok=False)
    with in_batches(TodoChatbot.metadata.name, exported_files()) as with_schema:
        yield Law(ROUNDS, with_schema)


def test_faults_are_many_and_on_every_side() -> None:
    """Each of the modules has registered its faults."""
    sides = Counter(fault.side for fault in FAULTS.values())
    modules = Counter(fault.apply.__module__ for fault in FAULTS.values())
    assert f"{len(FAULTS)} ways to break" in LAW.read_text(encoding="utf-8")
    assert min(sides[side] for side in ("chart", "export", "python")) > 30
    assert set(modules) == {m.__name__ for m in MODULES}


def test_law_holds_on_what_is_sound(law: Law) -> None:
    """On the same values nothing is noticed where there is no fault."""
    failed = law.first_failure(law.python, law.helm)
    assert failed is None, law.told(failed)


@pytest.mark.parametrize("name", FAULTS)
def test_law_notices(law: Law, name: str) -> None:
    """The fault changes something, and on some of the values the two renderings disagree."""
    assert law.notice(FAULTS[name])
