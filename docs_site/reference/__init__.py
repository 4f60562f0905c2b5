"""The pages that are made from the code each time the site is built."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docs_site.reference import commands, functions, library, refusals, trying, values


def pages(root: Path) -> Iterator[tuple[str, str]]:
    """Yield each page's place on the site, and its text."""
    yield "reference/values.md", values.page()
    yield "reference/try.md", trying.page()
    yield trying.FILE, trying.html()
    yield "reference/functions.md", functions.page()
    yield "reference/refusals.md", refusals.page(root / "tests" / "cases" / "refused")
    yield "reference/commands.md", commands.page()
    for module in library.MODULES:
        yield f"reference/python/{module}.md", library.page(module)
