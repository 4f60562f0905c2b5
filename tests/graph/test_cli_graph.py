"""``todo-k8s graph``: its formats and its inputs."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.graph.objects import pods, service
from todo_k8s.cli import main

Output = pytest.CaptureFixture[str]


def told(capsys: Output, *arguments: str) -> str:
    """Return what the command prints."""
    assert main(["graph", *arguments]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def test_formats(tmp_path: Path, capsys: Output) -> None:
    """SVG by default, Mermaid, and JSON; of values as they are given."""
    file = tmp_path / "values.yaml"
    file.write_text("gateway: {enabled: true, parentRefs: [{name: public}]}\n")
    root = ET.fromstring(told(capsys, "-f", str(file), "--release", "shop", "-n", "prod"))
    texts = [each.text or "" for each in root.iter()]
    assert "HTTPROUTE" in texts
    assert any("release shop in prod" in text for text in texts)
    assert "flowchart LR\n" in told(capsys, "-o", "mermaid")
    assert {"nodes", "edges", "notes", "title"} == set(json.loads(told(capsys, "-o", "json")))


def test_theme_and_title(capsys: Output) -> None:
    """As they are asked for."""
    text = told(capsys, "--theme", "dark", "--title", "My <chart>")
    assert "prefers-color-scheme" not in text
    assert "<title>My &lt;chart&gt;</title>" in text


def test_any_manifests(tmp_path: Path, capsys: Output) -> None:
    """A file or a folder, of whatever chart."""
    (tmp_path / "a.json").write_text(json.dumps(pods("web")))
    (tmp_path / "b.json").write_text(json.dumps(service("web")))
    found = json.loads(told(capsys, "--manifests", str(tmp_path), "-o", "json"))
    assert [edge["kind"] for edge in found["edges"]] == ["selects"]
    with pytest.raises(SystemExit):
        main(["graph", "--manifests", "x", "-f", "y"])
    assert "in place of a chart" in capsys.readouterr().err
