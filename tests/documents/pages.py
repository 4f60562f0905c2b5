"""The pages, and what their fenced blocks mean.

| block | what it means |
|---|---|
| ``python``, ``python FILE`` | runs, the page from top to bottom; FILE is written first |
| ``yaml`` without a kind | values: Helm 3, Helm 4 and Python give the same manifests |
| ``yaml refused`` | a values file that all three refuse, in the words of the next ``text`` |
| ``yaml FILE`` | either of these, and the file FILE of later commands; not in ``chart-export/`` |
| ``yaml`` with kinds | manifests: Kubernetes takes them, or a definition of `nox -s definitions` |
| ``sh``, ``sh fails`` | run where no cluster is needed, else checked: see `commands` |
| ``text`` | what the commands, or the refusal, before it print |
| ``mermaid`` | a picture, which GitHub draws |
| others with FILE | lines of that file of the repository |
"""

from __future__ import annotations

from pathlib import Path

from docs_site.markdown import Block, blocks
from docs_site.staging import ROOT, pages

PAGES = [page for page in pages() if page not in ("CHANGELOG.md", "chart-export/README.md")]
PAGES.append("src/todo_k8s/todo_chatbot/texts/chart-readme.md")
"""Every page that is written by hand, or by a program in the repository."""

WHOLE = {"docs/tutorial.md", "docs/testing.md"}
"""Pages whose every block is done as it says, by tests/examples/test_tutorial.py."""

QUOTING = {"docs/architecture.md"}
"""Pages whose blocks quote files of the repository, and whose tests compare them."""

WRITTEN = {"docs/mistakes.md"}
"""Pages whose refused values and texts tests/mistakes/ writes; their other values are fixes."""

LANGUAGES = {"sh", "python", "yaml", "text", "json", "mermaid"}


def read(page: str) -> str:
    """Return the text of a page."""
    return Path(ROOT, page).read_text(encoding="utf-8")


def blocks_of(page: str) -> list[Block]:
    """Return the fenced blocks of a page."""
    return [*blocks(read(page))]


GUIDES = [page for page in PAGES if page not in WHOLE | QUOTING | WRITTEN and blocks_of(page)]
"""The pages whose blocks mean what the table above says."""
