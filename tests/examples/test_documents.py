"""What the documents say is so: their Python runs, their quotations are real."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from todo_k8s import render
from todo_k8s.cli import main
from todo_k8s.helm.reading import read_values

ROOT = Path(__file__).parents[2]
RUN = ("README.md", "docs/constructs.md")
TUTORIAL, TESTING = "docs/tutorial.md", "docs/testing.md"
CHART_README = "src/todo_k8s/todo_chatbot/texts/chart-readme.md"
DIFF = "docs/diff-and-graph.md"
OTHERS = (
    *("docs/adopting.md", "docs/architecture.md", "docs/compared.md", "docs/performance.md"),
    *("docs/how-to/publish.md", "docs/how-to/verify.md", DIFF),
    *("CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "tests/README.md"),
)
DOCUMENTS = (*RUN, TUTORIAL, TESTING, *OTHERS, CHART_README)
_FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#:\s]+)\)")


def read(document: str) -> str:
    """Return the text of a document."""
    return Path(ROOT, document).read_text(encoding="utf-8")


def blocks(document: str) -> list[tuple[str, str, str]]:
    """Return the language, the file quoted (or nothing) and the text of each block."""
    return [(match[1], match[2] or "", match[3]) for match in _FENCE.finditer(read(document))]


@pytest.mark.parametrize("document", RUN)
def test_python_of_document_runs(
    document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Python in a document runs from top to bottom, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    code = "\n\n".join(text for language, _, text in blocks(document) if language == "python")
    assert code
    Path("document.py").write_text(code, encoding="utf-8")
    runpy.run_path("document.py")


def test_architecture_quotes_what_is_there() -> None:
    """Each line that docs/architecture.md quotes from a file is in that file."""
    quoted = [(file, text) for _, file, text in blocks("docs/architecture.md") if file]
    assert quoted
    for file, text in quoted:
        lines = {line.strip() for line in read(file).splitlines()}
        missing = [line for line in text.splitlines() if line.strip() not in {*lines, "", "…"}]
        assert not missing, file


def test_values_in_chart_readme_are_accepted() -> None:
    """Each values file that the chart's README shows gives manifests."""
    files = [text for language, _, text in blocks(CHART_README) if language == "yaml"]
    assert files
    assert all(render(read_values(text)) for text in files)


def test_output_of_diff_is_real(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page shows what the command prints for the files on the page, and the picture."""
    files = {file: text for _, file, text in blocks(DIFF) if file}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    command, shown = next(
        text for language, _, text in blocks(DIFF) if language == "console"
    ).split("\n", 1)
    assert main(command.removeprefix("$ todo-k8s ").split()) == 0
    assert capsys.readouterr().out == shown
    assert main(["graph", "-f", "old.yaml"]) == 0
    assert capsys.readouterr().out == read("docs/graph.svg")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_of_document_lead_somewhere(document: str) -> None:
    """Every relative link names a file of the project."""
    folder = Path(ROOT, document).parent
    assert [link for link in _LINK.findall(read(document)) if not Path(folder, link).exists()] == []


def test_readme_sets_up_as_ci_does() -> None:
    """The two commands of the README are lines of .ci/run."""
    run = read(".ci/run").splitlines()
    setup = next(text for language, _, text in blocks("README.md") if language == "sh")
    commands = [line for line in setup.splitlines() if line and not line.startswith(("#", "git"))]
    assert len([line for line in commands if not line.startswith("cd ")]) == 2
    assert all(line in run for line in commands if not line.startswith("cd "))
