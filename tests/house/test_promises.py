"""The page of promises is what the tests on a cluster wrote."""

from __future__ import annotations

from tests.e2e.promises import PROMISES, Figures
from tests.house.source import ROOT

DOCS = ROOT / "docs"


def test_page_is_made_from_the_figures() -> None:
    """The page says what its JSON says, and nothing was written by hand."""
    assert (DOCS / "promises.md").read_text(encoding="utf-8") == Figures.read(DOCS).page()


def test_figures_are_of_promises() -> None:
    """No figure is left of a promise that is no longer made."""
    assert set(Figures.read(DOCS).figures) <= set(PROMISES)
