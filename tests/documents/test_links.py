"""Links of the pages lead somewhere, and no page is left out of the site."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from docs_site.markdown import anchors, links
from docs_site.staging import ROOT, on_site, pages, resolved
from tests.documents.pages import read
from todo_k8s.helm.plain.shapes import is_map

_OUTSIDE = re.compile(r"https://[\w.-]+\.[a-z]{2,}(/[\w.,:/#?=&%~+-]*)?")
_GENERATED = "reference/"


@pytest.mark.parametrize("page", pages())
def test_links_lead_somewhere(page: str) -> None:
    """A link names a file of the project and a heading in it, or has the form of a URL."""
    assert [f"{page}:{line}: {to}" for line, to in links(read(page)) if not leads(page, to)] == []


def leads(page: str, target: str) -> bool:
    """Tell whether a link leads somewhere."""
    if ":" in target:
        return bool(_OUTSIDE.fullmatch(target))
    path, _, anchor = target.partition("#")
    file = Path(ROOT, resolved(page, path) if path else page)
    if not file.exists():
        return False
    return not anchor or (file.suffix == ".md" and anchor in anchors(file.read_text("utf-8")))


@pytest.mark.parametrize("target", ["missing.md", "law.md#missing", "http://example.com"])
def test_a_wrong_link_is_found(target: str) -> None:
    """The check can fail."""
    assert not leads("docs/architecture.md", target)
    assert leads("docs/architecture.md", "law.md#what-is-claimed")


def places(nav: Any) -> set[str]:
    """Return the pages in a navigation."""
    if isinstance(nav, str):
        return {nav}
    inner = [*nav.values()] if is_map(nav) else nav
    return {place for each in inner for place in places(each)}


def test_every_page_is_in_the_navigation() -> None:
    """Readers find each page without knowing that it is there."""
    config = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))
    found = {each for each in places(config["project"]["nav"]) if not each.startswith(_GENERATED)}
    assert found == {on_site(page) for page in pages()}
