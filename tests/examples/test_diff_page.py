"""The picture on the page of diff and graph is what the command draws."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs_site.staging import ROOT
from tests.documents.pages import blocks_of
from todo_k8s.cli import main


def test_picture_is_what_the_command_draws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the first values file on the page."""
    (values,) = (each for each in blocks_of("docs/diff-and-graph.md") if each.label == "old.yaml")
    (tmp_path / "old.yaml").write_text(values.text)
    monkeypatch.chdir(tmp_path)
    assert main(["graph", "-f", "old.yaml"]) == 0
    assert capsys.readouterr().out == Path(ROOT, "docs/graph.svg").read_text()
