"""The compiled chart of todo-chatbot: as JSON, in the wheel's place and in the user's cache."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from todo_k8s import Release, TodoChatbotValues
from todo_k8s.helm.compiled.compiled import CompiledChart, same_tree
from todo_k8s.helm.compiled.evaluation import evaluated
from todo_k8s.helm.compiled.stored import restored, stored
from todo_k8s.helm.write.files import written
from todo_k8s.todo_chatbot import compiled

RELEASE = Release("todo", "todo")


@pytest.fixture(scope="module")
def chart() -> CompiledChart:
    """The chart, compiled by its constructs."""
    return compiled.compile_anew()


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chart: CompiledChart) -> Path:
    """A user's cache of its own; what would compile is counted in ``anew`` beside it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def compile_anew() -> CompiledChart:
        with (tmp_path / "anew").open("a") as file:
            file.write("x")
        return chart

    monkeypatch.setattr(compiled, "compile_anew", compile_anew)
    monkeypatch.setattr(compiled, "PACKAGED", tmp_path / "compiled.json")
    compiled.compiled_chart.cache_clear()
    return tmp_path


def how_often(cache: Path) -> int:
    """Return how often the chart was compiled."""
    compiled.compiled_chart.cache_clear()
    compiled.compiled_chart()
    return len((cache / "anew").read_text()) if (cache / "anew").exists() else 0


def test_json_keeps_all(chart: CompiledChart) -> None:
    """The tree, what it gives for values, and the files that are written from it."""
    again = restored(json.loads(json.dumps(stored(chart))), chart.metadata, chart.model)
    assert same_tree(chart, again)
    assert written(chart) == written(again)
    values = TodoChatbotValues.from_mapping({"backend": {"env": {"A": "b"}, "port": 9000}})
    assert evaluated(chart, values, RELEASE) == evaluated(again, values, RELEASE)


def test_chart_is_compiled_once(cache: Path) -> None:
    """Then it is read."""
    assert [how_often(cache) for _ in range(3)] == [1, 1, 1]


def test_chart_of_the_wheel_is_read(cache: Path, chart: CompiledChart) -> None:
    """It needs no cache."""
    compiled.write(chart, compiled.PACKAGED)
    assert how_often(cache) == 0
    assert not (cache / "cache").exists()


def test_chart_of_other_sources_is_not_read(cache: Path, chart: CompiledChart) -> None:
    """Nor one that is broken."""
    compiled.write(chart, compiled.PACKAGED)
    text = compiled.PACKAGED.read_text()
    compiled.PACKAGED.write_text(text.replace(compiled.sources_key(), "0" * 64))
    assert how_often(cache) == 1
    (kept,) = (cache / "cache").rglob("*.json")
    for broken in (text[:-9], "[]", "{}", "", text.replace('"Ref"', '"Fer"')):
        kept.write_text(broken)
        before = how_often(cache)
        assert json.loads(kept.read_text())["sources"] == compiled.sources_key()
        assert how_often(cache) == before


def test_a_cache_that_cannot_be_written_is_none(cache: Path) -> None:
    """The chart is compiled each time."""
    (cache / "cache").write_text("a file")
    assert [how_often(cache) for _ in range(2)] == [1, 2]


def test_a_cache_does_not_grow(cache: Path) -> None:
    """Of older charts the oldest go; what is not ours stays."""
    how_often(cache)
    folder = next((cache / "cache").rglob("*.json")).parent
    for number in range(12):
        old = folder / f"todo-chatbot-{number:032}.json"
        old.write_text("{}")
        os.utime(old, (number, number))
    (folder / "notes.txt").write_text("mine")
    next(file for file in folder.glob("*.json") if file.stat().st_size > 9).unlink()
    how_often(cache)
    assert len([*folder.glob("todo-chatbot-*.json")]) == 8
    assert (folder / "notes.txt").read_text() == "mine"


def test_every_source_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its name and its text."""
    monkeypatch.setattr(compiled, "_SOURCES", tmp_path)
    keys = {compiled.sources_key()}
    (tmp_path / "inner").mkdir()
    for name, text in (("a.py", ""), ("inner/b.py", ""), ("inner/b.py", "x = 1"), ("c.py", "")):
        (tmp_path / name).write_text(text)
        keys.add(compiled.sources_key())
    assert len(keys) == 5
