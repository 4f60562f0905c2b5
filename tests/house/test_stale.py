"""The chart that is committed is the one that the source makes."""

from __future__ import annotations

import pytest

from tests.house.source import ROOT
from todo_k8s import TodoChatbot
from todo_k8s.helm import chart_files
from todo_k8s.helm.folder.ownership import LIST, list_of

FOLDER = ROOT / "chart-export"
FILES = chart_files(TodoChatbot)
FILES[LIST] = list_of(FILES)
REMEDY = "chart-export/ is stale; run: nox -s package-chart"


def test_committed_chart_has_the_files_of_the_source() -> None:
    """No file is missing, and none is left over."""
    found = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert found == set(FILES), REMEDY


@pytest.mark.parametrize("name", sorted(FILES))
def test_committed_file_is_what_the_source_makes(name: str) -> None:
    """Each file is the same, byte for byte."""
    path = FOLDER / name
    assert path.exists(), REMEDY
    assert path.read_bytes() == FILES[name].encode(), REMEDY
