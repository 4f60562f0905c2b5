"""The page of figures is what the benchmarks wrote."""

from __future__ import annotations

import re

import pytest

from benchmarks.figures import FIGURES, Figure
from benchmarks.page import PAGE, page, plots
from benchmarks.results import FILE, Results


def test_page_is_made_from_the_results() -> None:
    """The page says what its JSON says, and nothing was written by hand."""
    made = page(Results.read())
    assert PAGE.read_text(encoding="utf-8") == made, "run: python -m benchmarks.page"


def test_plots_are_made_from_the_results() -> None:
    """So are its pictures."""
    for file, text in plots(Results.read()).items():
        assert file.read_text(encoding="utf-8") == text, "run: python -m benchmarks.page"


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_figure_was_measured(figure: Figure) -> None:
    """Each figure that is declared has results, and as many of them as its reference."""
    results = Results.read()
    assert figure.is_in(results)
    assert figure.number(results) >= 0
    if figure.against is not None:
        assert len(figure.of(results)) == len(figure.against(results))


def test_names_of_figures_are_different() -> None:
    """The plot has a bar for each."""
    assert len({figure.name for figure in FIGURES}) == len(FIGURES)


def test_results_have_nothing_of_the_machine_but_its_kind() -> None:
    """Neither a path nor a name is in them."""
    assert not re.search(r"hostname|user|\w/\w", FILE.read_text(encoding="utf-8"))
