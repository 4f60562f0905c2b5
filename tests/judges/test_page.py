"""`docs/explanation/scanners.md` has a reason for everything that a scanner finds."""

from __future__ import annotations

from tests.judges.page import JUDGES, PAGE, judges, written

TEXT = PAGE.read_text(encoding="utf-8")


def test_page_says_what_is_accepted() -> None:
    """Word for word; ``python -m tests.judges`` writes it anew."""
    assert written(TEXT) == TEXT
    assert judges(TEXT) == [*JUDGES]


def test_each_check_is_on_the_page() -> None:
    """The check can fail: without a row the page is another."""
    for judge, accepted in JUDGES.items():
        for each in accepted:
            row = f"| `{each.check}` | {each.reason} |\n"
            assert row in TEXT, judge
            assert written(TEXT.replace(row, "")) == TEXT
