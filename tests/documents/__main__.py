"""Write what is said of refused values below them: ``python -m tests.documents``."""

from __future__ import annotations

import re
from pathlib import Path

from docs_site.staging import ROOT
from tests.documents.pages import GUIDES
from todo_k8s import render
from todo_k8s.errors import ValuesError
from todo_k8s.helm.reading import read_values

_REFUSED = re.compile(
    r"(?P<head>```yaml refused\n(?P<values>.*?)```\n.*?```text\n).*?(?=```)", re.DOTALL
)


def written(text: str) -> str:
    """Return a page with what Python says of its refused values."""
    return _REFUSED.sub(lambda match: f"{match['head']}{_said(match['values'])}\n", text)


def _said(values: str) -> str:
    try:
        render(read_values(values))
    except ValuesError as error:
        return str(error)
    raise LookupError(f"not refused: {values}")


if __name__ == "__main__":
    for page in GUIDES:
        file = Path(ROOT, page)
        before = file.read_text(encoding="utf-8")
        if (after := written(before)) != before:
            file.write_text(after, encoding="utf-8")
