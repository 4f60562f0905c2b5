"""The pages in one folder: those of the repository, what they link to, and those of the code."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from docs_site import reference, sources
from docs_site.markdown import links, rewritten

ROOT = Path(__file__).parents[1]
STAGED = ROOT / "build" / "docs"
ELSEWHERE = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "chart-export/README.md": "chart.md",
}
"""Pages outside of ``docs/``, and where they are on the site."""

_FILES = ("*.svg", "*.css", "*.js")
_OUTSIDE = re.compile(r"^([a-z]+:|#)")


def pages() -> list[str]:
    """Return the paths of the pages in the repository."""
    found = sorted((ROOT / "docs").rglob("*.md"))
    return [*ELSEWHERE, *(path.relative_to(ROOT).as_posix() for path in found)]


def stage() -> None:
    """Write every page, and each file that one links to, into ``build/docs``."""
    shutil.rmtree(STAGED, ignore_errors=True)
    linked = set[str]()
    for page in pages():
        text = (ROOT / page).read_text(encoding="utf-8")
        _write(on_site(page), staged(page, text))
        linked |= {path for path in linked_files(page, text) if on_site(path) != path}
    for path in sorted(linked - {*pages()}):
        if on_site(path).startswith(f"{sources.FOLDER}/"):
            _write(on_site(path), sources.page(ROOT, path))
    for path, text in reference.pages(ROOT):
        _write(path, text)
    for pattern in _FILES:
        for file in (ROOT / "docs").rglob(pattern):
            _copy(file)


def staged(page: str, text: str) -> str:
    """Return a page of the repository as it is on the site."""
    return rewritten(text, lambda target: moved(page, target), _titled)


def linked_files(page: str, text: str) -> Iterator[str]:
    """Yield the paths of the files and folders of the repository that a page links to."""
    for _, target in links(text):
        if not _OUTSIDE.match(target):
            yield resolved(page, target)


def resolved(page: str, target: str) -> str:
    """Return the path in the repository that a link of a page leads to, without its anchor."""
    path = PurePosixPath(page).parent / target.partition("#")[0]
    return os.path.normpath(path)


def on_site(path: str) -> str:
    """Return where a file of the repository is on the site."""
    if path in ELSEWHERE:
        return ELSEWHERE[path]
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    return sources.place(ROOT, path)


def moved(page: str, target: str) -> str:
    """Return a link of a page as it must be on the site."""
    if _OUTSIDE.match(target):
        return target
    _, hash_, anchor = target.partition("#")
    here = PurePosixPath(on_site(page)).parent
    return f"{os.path.relpath(on_site(resolved(page, target)), here)}{hash_}{anchor}"


def _titled(info: str) -> str:
    """Return the words after a fence as Zensical reads them: a file's name is a title."""
    language, _, label = info.partition(" ")
    return f'{language} title="{label}"' if "." in label else language


def _write(path: str, text: str) -> None:
    file = STAGED / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _copy(file: Path) -> None:
    to = STAGED / file.relative_to(ROOT / "docs")
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, to)
