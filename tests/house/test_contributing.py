"""CONTRIBUTING.md is true: what it names is there, and its lists have five steps."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.source import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
LISTS = dict(re.findall(r"(?ms)^## To add (an? \w+)\n\n(1\. .*?)\n\n(?=[A-Z#])", TEXT))
CODE = re.compile(r"`([^`\n]+)`")
NAMED = sorted({word for steps in LISTS.values() for word in CODE.findall(steps)})
PATHS = [word for word in NAMED if "/" in word and " " not in word]
_PLACEHOLDER = re.compile(r"<\w+>")


def sessions() -> dict[str, str]:
    """Return the sessions of the noxfile, each with its docstring, by the name to call."""
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        for decorator in map(ast.unparse, node.decorator_list):
            if decorator.startswith("nox.session"):
                name = re.search(r"name='([^']+)'", decorator)
                found[name[1] if name else node.name] = ast.get_docstring(node) or ""
    return found


def test_there_is_a_list_for_each_thing() -> None:
    """Whoever adds something finds how."""
    assert set(LISTS) == {"a value", "a function", "a construct", "a preset", "a rule"}


@pytest.mark.parametrize("name", LISTS)
def test_list_has_five_steps(name: str) -> None:
    """Nothing takes more than five steps, and none is too large to be one."""
    steps = re.findall(r"(?m)^(\d)\. (.*(?:\n   .*)*)", LISTS[name])
    assert [number for number, _ in steps] == list("12345")
    assert all(len(text) < 400 for _, text in steps)


@pytest.mark.parametrize("path", PATHS)
def test_paths_in_lists_are_there(path: str) -> None:
    """Each file and folder that a step names is there; ``<noun>`` stands for any."""
    assert any(ROOT.glob(_PLACEHOLDER.sub("*", path).rstrip("/"))), path


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("PresetName", "src/todo_k8s/services/workload/presets.py"),
        ("PRESETS", "src/todo_k8s/services/workload/presets.py"),
        ("preset", "src/todo_k8s/services/workload/pod_values.py"),
        ("def function", "src/todo_k8s/helm/functions/declaration.py"),
        ("_renamed", "src/todo_k8s/helm/model/model.py"),
        ("_removed", "src/todo_k8s/helm/model/model.py"),
        ("class Check", "src/todo_k8s/helm/model/rules.py"),
    ],
)
def test_names_in_lists_are_defined(name: str, file: str) -> None:
    """What a step says to use is where it says."""
    assert name.removeprefix("def ").removeprefix("class ") in TEXT
    assert re.search(rf"(?m)^ *{name}\b", (ROOT / file).read_text(encoding="utf-8"))


def test_steps_that_refer_to_other_steps_find_them() -> None:
    """ "Do steps 4 and 5 of a value" names a list, and steps that it has."""
    references = re.findall(r"Do steps? (\d)[^.]*?(\d)? of (an? \w+)", TEXT)
    assert references
    assert all(name in LISTS and {*numbers} <= {*"12345", ""} for *numbers, name in references)


def test_every_session_is_explained() -> None:
    """The table has each session of the noxfile, and no other."""
    table = TEXT.partition("## Sessions")[2].partition("\n## ")[0]
    rows = re.findall(r"(?m)^\| (`.*?) \|", table)
    told = {name.partition("(")[0] for row in rows for name in CODE.findall(row)}
    assert told == set(sessions())
    assert all(sessions().values())


def test_the_picture_shows_the_folders_of_the_library() -> None:
    """Each folder and module with a slash in the picture is there."""
    picture = TEXT.partition("```mermaid")[2].partition("```")[0]
    folders = set(re.findall(r"([\w-]+)/", picture))
    there = {path.name for path in (ROOT / "src/todo_k8s").rglob("*") if path.is_dir()}
    assert folders - there == {"chart-export", "tests"}
    assert {"cli", "todo_chatbot", "services", "helm"} <= folders


def test_every_folder_of_the_tests_is_explained() -> None:
    """tests/README.md has a row for each folder, with a file to start with that is there."""
    tests = ROOT / "tests"
    text = (tests / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"(?m)^\| `(\w+)/` \| .+ \| `([\w/.]+)` \|$", text))
    folders = {path.parent.relative_to(tests).parts[0] for path in tests.glob("*/*.py")}
    assert set(rows) == folders
    assert [file for file in rows.values() if not (tests / file).exists()] == []
