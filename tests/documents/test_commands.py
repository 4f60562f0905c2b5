"""The commands of the pages: their flags are there, and what needs no cluster runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from docs_site.staging import ROOT
from tests.documents.commands import (
    SETTING,
    VALUES,
    before_flags,
    faults,
    is_ours,
    namespace,
    of_page,
    options,
)
from tests.documents.pages import GUIDES, PAGES, blocks_of, read
from tests.documents.shell import Command, commands
from tests.judges.renderings import as_installed
from todo_k8s import Release, render
from todo_k8s.errors import ValuesError
from todo_k8s.helm.reading import merge_mappings, read_values, read_values_file
from todo_k8s.testing.helm_programs import HELM
from todo_k8s.testing.printed import canonical, documents

OFFLINE = {"todo-k8s", "cat", "python", "echo"}
WITHOUT_A_CLUSTER = {"template", "lint", "show"}
RENDERINGS = ("default", "all-switches")
_NAME = re.compile(r"\btodo-todo-chatbot-[a-z-]*[a-z]")
_CHART = re.compile(r"[\w./]+:[A-Z]\w+")
BY_HELM = pytest.mark.helm


@pytest.mark.parametrize("page", PAGES)
def test_commands_have_their_flags(page: str) -> None:
    """Every command of a page is one of its program, with flags that it has."""
    found = [f"{page}:{line}: {fault}" for line, each in of_page(page) for fault in faults(each)]
    assert found == []


def test_a_wrong_flag_is_found() -> None:
    """The check can fail: on a flag, a command and a program."""
    (flag,) = commands("helm install todo chart-export --no-such-flag\n")
    assert [*faults(flag)] == ["helm install has no flag --no-such-flag"]
    (command,) = commands("kubectl fetch pods\n")
    assert [*faults(command)] == ["kubectl has no command 'fetch pods'"]
    (program,) = commands("no-such-program --flag\n")
    with pytest.raises(LookupError, match="no-such-program"):
        next(faults(program))


@pytest.mark.parametrize("page", GUIDES)
def test_names_of_objects_are_those_of_the_chart(page: str) -> None:
    """A page that names an object of the release `todo` uses the name that is rendered."""
    values = [block.text for block in blocks_of(page) if block.language == "yaml"]
    given = [read_values(text) for text in values if accepted(text)]
    release = Release(name="todo", namespace="todo")
    names = names_of(chain(*(render(each, release) for each in given)))
    assert {*_NAME.findall(read(page))} <= names | usual_names()


def names_of(manifests: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the names of manifests."""
    return {manifest["metadata"].get("name", "") for manifest in manifests}


@cache
def usual_names() -> set[str]:
    """Return the names that are rendered by default, and with every switch on."""
    return names_of(chain(*(as_installed(name) for name in RENDERINGS)))


def accepted(text: str) -> bool:
    """Tell whether a text is a values file that gives manifests."""
    try:
        return bool(render(read_values(text)))
    except ValuesError:
        return False


def prepared(page: str, folder: Path) -> None:
    """Write the files of a page, and what the repository has, into a folder."""
    for name in ("chart-export", "examples"):
        Path(folder, name).symlink_to(ROOT / name)
    for alias in ("chart", "CHART"):
        Path(folder, alias).symlink_to(ROOT / "chart-export")
    for block in blocks_of(page):
        if block.label and block.language in ("yaml", "python") and block.label != "refused":
            Path(folder, block.label).write_text(block.text, encoding="utf-8")
        elif block.language == "sh":
            for command in commands(block.text):
                if command.program == "cat" and command.to:
                    Path(folder, command.to).write_text(command.input, encoding="utf-8")


@BY_HELM
@pytest.mark.parametrize("page", [page for page in GUIDES if [*of_page(page)]])
def test_helm_and_python_take_the_same_values(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each release that a page installs is rendered, by Helm and by Python, and they agree."""
    monkeypatch.chdir(tmp_path)
    prepared(page, tmp_path)
    failing = {block.line for block in blocks_of(page) if block.label == "fails"}
    for line, command in of_page(page):
        if is_ours(command) and line not in failing:
            release = Release(name=before_flags(command)[1], namespace=namespace(command))
            assert canonical(by_helm(command, release)) == canonical(by_python(command, release))


def by_helm(command: Command, release: Release) -> list[Any]:
    """Return what Helm renders for the values of a command."""
    flags = [f"--values={file}" for file in options(command, VALUES)]
    for name in SETTING:
        flags += [f"{name}={value}" for value in options(command, (name,))]
    chart = before_flags(command)[2]
    done = subprocess.run(
        [HELM, "template", release.name, chart, f"--namespace={release.namespace}", *flags],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return documents(done.stdout)


def by_python(command: Command, release: Release) -> list[Any]:
    """Return what Python renders for the values of a command."""
    given = [read_values_file(Path(file)) for file in options(command, VALUES)]
    given += [as_set(value, typed=True) for value in options(command, SETTING[:1])]
    given += [as_set(value, typed=False) for value in options(command, SETTING[1:])]
    return render(merge_mappings(*given), release)


def as_set(text: str, *, typed: bool) -> dict[str, Any]:
    """Return what ``--set`` or ``--set-string`` means, of one plain value."""
    path, _, value = text.partition("=")
    assert not {*"{}[],\\"} & {*text}, f"{text}: too much for a page"
    *outer, last = path.split(".")
    made: dict[str, Any] = {last: yaml.safe_load(value) if typed else value}
    for key in reversed(outer):
        made = {key: made}
    return made


@BY_HELM
@pytest.mark.parametrize("page", GUIDES)
def test_what_needs_no_cluster_prints_what_is_shown(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A block of commands that need no cluster runs, and prints the text after it, if any."""
    monkeypatch.chdir(tmp_path)
    prepared(page, tmp_path)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    printed = ""
    for block in blocks_of(page):
        if block.language == "sh":
            printed = ""
            if all(map(runs, commands(block.text))):
                printed = ran(block.text, path, fails=block.label == "fails")
        elif block.language == "text" and printed:
            assert block.text in printed, f"{page}:{block.line}: {printed}"


def runs(command: Command) -> bool:
    """Tell whether a command runs without a cluster, in the folder of a page's files."""
    if command.program == "helm":
        return before_flags(command)[0] in WITHOUT_A_CLUSTER
    charts = (word.partition(":")[0] for word in command.words if _CHART.fullmatch(word))
    return command.words[0] in OFFLINE and all(Path(chart).exists() for chart in charts)


def ran(text: str, path: str, *, fails: bool) -> str:
    """Run a block of the shell; of one that fails, each line does."""
    printed = ""
    for part in text.splitlines(keepends=True) if fails else [text]:
        done = subprocess.run(
            ["/bin/sh", "-euc", part],
            env={**os.environ, "PATH": path, "PYTHONPATH": "."},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode != 0) == fails, done.stdout
        printed += done.stdout
    return printed
