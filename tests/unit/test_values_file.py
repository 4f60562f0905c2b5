"""values.yaml: what an operator reads, and the way any values file is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import helm_python
import pytest
from yamllint import linter
from yamllint.config import YamlLintConfig

from todo_k8s import TodoChatbotValues
from todo_k8s.errors import ValuesError
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.descriptions import descriptions
from todo_k8s.helm.reading import merge_mappings, read_values, read_values_file
from todo_k8s.helm.symbolic.stand_in import plain_type
from todo_k8s.helm.write.values_file import values_text

ROOT = Path(__file__).parents[2]
TEXT = values_text(TodoChatbotValues, "Values of the chart.")

AWKWARD = [
    *("", "yes", "no", "y", "N", "on", "~", "null", "1e3", "0o14", "0x1F", "1_000", "1:30", "."),
    *("2001-01-01", ".5", "1.", "+1", "-", "- a", "a: b", "x # c", "{{ x }}", '"', "'", "\\"),
    *("línea", "日本", "\U0001f600", " a ", "a\nb", "\t", "=", "<<", "!x", "&x", "*x", "%", "@"),
]


class Awkward(ChartValues):
    """What could be read as something else."""

    strings: list[str] = AWKWARD
    """Strings as items; one with a colon: here, a 'quote', and a # sign."""

    entries: dict[str, str] = {text: text for text in AWKWARD if text[:1] != "<"}
    """Strings as keys and values, in a description that is longer than one line can be, so that it
    is wrapped where a word ends and no line of the file is longer than a hundred characters."""

    numbers: dict[str, int] = {"big": 2**53 - 1, "small": -1, "n": 0}
    """Numbers."""

    nothing: str | None = None
    """Nothing."""

    empty: dict[str, str] = {}
    """An empty map."""


def complaints(text: str) -> list[str]:
    """Return what yamllint says of a text, by the project's own rules."""
    config = YamlLintConfig(file=str(ROOT / ".yamllint.yaml"))
    return [str(problem) for problem in cast("Any", linter).run(text, config)]


@pytest.mark.parametrize("text", [TEXT, values_text(Awkward, "Awkward.")], ids=["chart", "awkward"])
def test_values_text_is_clean(text: str) -> None:
    """yamllint has nothing to say; lines end in one line end, none is longer than 100."""
    assert complaints(text) == []
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert max(map(len, comments)) <= 100


def test_values_text_starts_with_the_language_server_line() -> None:
    """An editor finds the schema by the first line."""
    assert TEXT.startswith("# yaml-language-server: $schema=values.schema.json\n# Values of the ")


@pytest.mark.parametrize("model", [TodoChatbotValues, Awkward])
def test_values_text_reads_back_as_the_defaults(model: type[ChartValues]) -> None:
    """Python and Helm read the same values.yaml as the same values, each of its type."""
    text = values_text(model, "x")
    assert read_values(text) == model().to_mapping()
    assert helm_python.values_from_yaml(text) == model().to_mapping()


def field_paths(model: type[ChartValues]) -> list[tuple[int, str, str]]:
    """Return depth, key and description of every field, in order."""
    found: list[tuple[int, str, str]] = []
    for name, field in model.model_fields.items():
        if field.exclude:  # a name that is only refused
            continue
        text = descriptions(model).get(name, "")
        found.append((0, field.alias or name, " ".join(text.split())))
        kind = plain_type(field.annotation)
        if isinstance(kind, type) and issubclass(kind, ChartValues):
            found += [(depth + 1, key, text) for depth, key, text in field_paths(kind)]
    return found


def documented(text: str) -> list[tuple[int, str, str]]:
    """Return depth, key and comment of every commented key of a values.yaml, in order."""
    found: list[tuple[int, str, str]] = []
    comment: list[str] = []
    for line in text.splitlines()[3:]:
        words = line.strip()
        if words.startswith("#"):
            comment.append(words.removeprefix("# "))
        elif comment:
            depth = (len(line) - len(line.lstrip())) // 2
            found.append((depth, words.split(":")[0], " ".join(comment).removeprefix("-- ")))
            comment = []
    return found


def test_every_field_has_its_description_above() -> None:
    """Comments are in the style of helm-docs, ``# -- text``, one for each field, in order."""
    fields = field_paths(TodoChatbotValues)
    assert documented(TEXT) == fields
    assert len(fields) > 150


def test_refuses_a_file_that_is_not_yaml(tmp_path: Path) -> None:
    """The error names the file and the line, and shows nothing of what is in it."""
    path = tmp_path / "mine.yaml"
    path.write_text("a: 1\nb: [canary\n", encoding="utf-8")
    where = r"^mine.yaml: is not YAML .*\(line 3, column 1\)"
    with pytest.raises(ValuesError, match=where) as caught:
        read_values_file(path)
    assert "canary" not in str(caught.value)
    assert caught.value.__context__ is None


@pytest.mark.parametrize("text", ["- a\n", "a\n", "1\n"], ids=["list", "string", "number"])
def test_refuses_a_file_that_is_no_map(text: str) -> None:
    """Values are a map."""
    with pytest.raises(ValuesError, match="must be a map at the top"):
        read_values(text)


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n"])
def test_empty_file_has_no_values(text: str) -> None:
    """A file with comments only sets nothing."""
    assert read_values(text) == {}


def test_files_are_laid_over_one_another() -> None:
    """The last file wins, maps merge, and null is kept, as it may take a default away."""
    first: dict[str, Any] = {"a": {"b": 1, "c": 2}, "d": [1], "e": 1}
    second: dict[str, Any] = {"a": {"c": None, "x": 3}, "d": [2], "e": {"f": 1}}
    assert merge_mappings(first, second) == {
        "a": {"b": 1, "c": None, "x": 3},
        "d": [2],
        "e": {"f": 1},
    }
    assert first["a"] == {"b": 1, "c": 2}
    assert merge_mappings() == {}
