"""The chart that is committed is the one that the source makes."""

from __future__ import annotations

import pytest

from tests.exported import exported_files
from tests.house.source import ROOT
from todo_k8s.helm.folder.ownership import LIST, list_of

FOLDER = ROOT / "chart-export"
REMEDY = "chart-export/ is stale; run: nox -s package-chart"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """What the source makes, with the list of it."""
    texts = {**exported_files(), LIST: list_of(exported_files())}
    return {name: text.encode() for name, text in texts.items()}


def test_committed_chart_has_the_files_of_the_source(files: dict[str, bytes]) -> None:
    """No file is missing, and none is left over."""
    found = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert found == files.keys(), REMEDY


def test_committed_files_are_what_the_source_makes(files: dict[str, bytes]) -> None:
    """Each is the same, byte for byte."""
    for name, data in files.items():
        path = FOLDER / name
        assert path.exists(), REMEDY
        assert path.read_bytes() == data, REMEDY
