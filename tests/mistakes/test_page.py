"""`docs/mistakes.md` says what is said, and what it tells people to write works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs_site.markdown import blocks
from tests.mistakes.charts import RIGHT, WRONG, raised_by, right_chart
from tests.mistakes.page import PAGE, names, written
from todo_k8s.testing import assert_law

TEXT = PAGE.read_text(encoding="utf-8")
AUTHORS = [name for name in names(TEXT) if name.endswith(".py")]
OPERATORS = [name for name in names(TEXT) if name not in AUTHORS]


@pytest.mark.helm
def test_page_says_what_is_said() -> None:
    """Word for word; ``python -m tests.mistakes`` writes it anew."""
    assert written(TEXT) == TEXT


@pytest.mark.helm
def test_an_old_word_is_found() -> None:
    """The check can fail: on the words of each of the four."""
    for told in (
        "error: backend.image.tag",
        "Expected: string, given",
        "got number",
        "ValuesError",
    ):
        assert written(TEXT.replace(told, "something else")) == TEXT


def test_thirty_mistakes_are_numbered() -> None:
    """Twenty of operators and ten of authors, each once."""
    numbers = [int(number) for number in re.findall(r"^### (\d+)\. ", TEXT, re.MULTILINE)]
    assert numbers == [*range(1, 31)]
    assert (len({*OPERATORS}), len({*AUTHORS})) == (20, 10)
    assert {Path(name).stem for name in AUTHORS} == {*WRONG} == {*RIGHT}


def test_every_mistake_of_an_operator_has_a_fix() -> None:
    """Values that tests/documents/ renders by both Helms and Python."""
    labels = [block.label for block in blocks(TEXT) if block.language == "yaml"]
    assert labels == ["refused", ""] * len(OPERATORS)


@pytest.mark.parametrize("name", WRONG)
def test_nothing_is_exported_of_a_mistake(name: str, tmp_path: Path) -> None:
    """Helm never sees a chart that is refused."""
    assert raised_by(name, tmp_path / "chart").args
    assert not [*tmp_path.iterdir()]


@pytest.mark.helm
@pytest.mark.parametrize("name", RIGHT)
def test_what_to_write_instead_keeps_the_law(name: str) -> None:
    """Both Helms and Python give the same for the chart without the mistake."""
    compared = assert_law(right_chart(name), examples=5, trial_rounds=5, wrong=5, helm="required")
    assert compared.accepted
