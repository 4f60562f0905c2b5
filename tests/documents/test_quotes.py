"""What the pages say of the repository is so: lines that they quote, pictures, the two commands."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from docs_site.markdown import links
from docs_site.pictures import FOLDER, pictures
from docs_site.staging import pages, resolved
from tests.documents.pages import PAGES, QUOTING, blocks_of, read
from tests.documents.programs import ORDINARY, RECORDED
from tests.documents.shell import commands


@pytest.mark.parametrize("page", sorted(QUOTING))
def test_quoted_lines_are_in_their_files(page: str) -> None:
    """Each line that a page quotes from a file is in that file."""
    quoted = [block for block in blocks_of(page) if block.label]
    assert quoted
    for block in quoted:
        lines = {line.strip() for line in read(block.label).splitlines()}
        missing = [
            line for line in block.text.splitlines() if line.strip() not in {*lines, "", "…"}
        ]
        assert not missing, block.label


OF_OTHERS = {"Annotated", "Literal", "None", "SecretStr", "StrEnum", "Cache"}
"""Names in the types of fields that are of Python and of pydantic, and the class of an example."""


def test_types_of_fields_can_be_imported_as_the_page_says() -> None:
    """From the module that the row names, or from the one above the table."""
    above, _, table = read("docs/dialect.md").partition("\n|---|---|---|\n")
    (usual,) = re.findall(r"are imported from `([\w.]+)`", above)
    found: dict[str, str] = {}
    for row in table.partition("\n\n")[0].splitlines():
        (annotation,) = re.findall(r"^\| (.*?) \| ", row)
        module = re.findall(r"` of `([\w.]+)`", annotation)
        names = {*re.findall(r"\b[A-Z]\w+", annotation)} - OF_OTHERS
        found |= dict.fromkeys(names, module[0] if module else usual)
    assert found["Duration"] != found["TextOrScalar"]
    assert {"ReservedKeys", "Distinct", "KubernetesManifest", "ChartValues"} < {*found}
    missing = [name for name, module in found.items() if name not in import_module(module).__all__]
    assert missing == []


@pytest.mark.parametrize("name", sorted(pictures()))
def test_picture_is_drawn_from_the_chart(name: str) -> None:
    """The seconds, numbers and ports of a picture are those of the chart as it is."""
    file = FOLDER / name
    assert file.read_text(encoding="utf-8") == pictures()[name], "python -m docs_site.pictures"


def test_every_picture_is_shown() -> None:
    """No picture is left over."""
    shown = {resolved(page, target) for page in pages() for _, target in links(read(page))}
    found = {f"docs/pictures/{file.name}" for file in FOLDER.glob("*.svg")}
    assert found <= shown
    assert len(found) > len(pictures())  # those of the benchmarks, too


def test_pictures_fetch_nothing() -> None:
    """A picture is whole by itself, and has colours for dark pages."""
    for file in FOLDER.glob("*.svg"):
        text = file.read_text(encoding="utf-8")
        assert text.count("http") == text.count("http://www.w3.org/2000/svg") == 1
        assert "prefers-color-scheme: dark" in text


def test_readme_sets_up_as_ci_does() -> None:
    """The two commands of the README are lines of .ci/run."""
    run = read(".ci/run").splitlines()
    setup = next(block.text for block in blocks_of("README.md") if block.language == "sh")
    assert len(setup.splitlines()) == 2
    assert all(line in run for line in setup.splitlines())


def test_readme_is_short() -> None:
    """A stranger reads it to the end."""
    assert len(read("README.md").splitlines()) <= 110


def test_programs_are_known_that_the_pages_use() -> None:
    """No program is listed that no page runs."""
    blocks = [block for page in PAGES for block in blocks_of(page) if block.language == "sh"]
    used = {command.program for block in blocks for command in commands(block.text)}
    assert used >= {*ORDINARY, *RECORDED}
