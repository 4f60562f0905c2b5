"""What `check`, both Helms and Python say of a values file with a mistake."""

from __future__ import annotations

import contextlib
import io
import itertools
import os
import re
import tempfile
import traceback
from collections.abc import Generator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest import mock

import helm_python

from docs_site.staging import ROOT
from tests.cases.test_mistakes import MISTAKES, RELEASE
from tests.versions.programs import template
from todo_k8s import render
from todo_k8s.cli import main
from todo_k8s.errors import ValuesError
from todo_k8s.helm.reading import read_values_file
from todo_k8s.testing.helm_library import by_helm_4
from todo_k8s.testing.helm_programs import HELM

CHART = ROOT / "chart-export"
_FILE = Path("values.yaml")
_LINE_OF_TEMPLATE = re.compile(r"(?<=\.yaml):\d+:\d+(?=\))")
_NOISE = re.compile(r"$|Use --debug flag|[\w.]+:\d+: warning: ")


@dataclass(frozen=True)
class Said:
    """What is said of values.

    Args:
        check: The faults that `todo-k8s check` prints, each with its place.
        helm_3: What Helm 3 prints, without the lines that are the same for all mistakes.
        helm_4: The same of Helm 4; None of what is no YAML, as its library takes no text.
        python: The error, as at the end of a traceback.
    """

    check: str
    helm_3: str
    helm_4: str | None
    python: str


def snippet(name: str) -> str:
    """Return a file of mistakes without the comments at its top."""
    lines = MISTAKES[name].read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#"))


@cache
def said_of_values(name: str) -> Said:
    """Return what is said of a file of mistakes, called ``values.yaml``."""
    with in_empty_folder():
        _FILE.write_text(snippet(name), encoding="utf-8")
        by_helm_3 = template(HELM, CHART, RELEASE, [f"--values={_FILE}"]).message
        check = checked(str(_FILE)).rpartition("\n\n")[0]  # the last line counts the faults
        return Said(check, _relevant(by_helm_3), _by_helm_4(), _by_python())


@contextlib.contextmanager
def in_empty_folder() -> Generator[None]:
    """Work in a folder of its own for a while."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        yield


def checked(name: str) -> str:
    """Return what `todo-k8s check` prints of a file or chart that it refuses."""
    printed = io.StringIO()
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        mock.patch.dict(os.environ, {"NO_COLOR": "1"}),
    ):
        status = main(["check", name])
    assert status == 1, f"{name} is not refused"
    return printed.getvalue()


def as_raised(error: Exception) -> str:
    """Return an error as it is at the end of a traceback."""
    return "".join(traceback.format_exception_only(error))


def _by_helm_4() -> str | None:
    try:
        values = read_values_file(_FILE)
    except ValuesError:
        return None
    with helm_python.Chart.load(CHART) as chart:
        return _relevant(by_helm_4(chart)(values, RELEASE).message)


def _by_python() -> str:
    try:
        render(read_values_file(_FILE), RELEASE)
    except ValuesError as error:
        return as_raised(error)
    raise LookupError("the values are not refused")


def _relevant(message: str) -> str:
    """Return what Helm prints without what it prints of every fault, and lines of templates.

    Faults of the schema are sorted: Helm prints those of a map in any order.
    """
    lines = (line.removeprefix("Error: ").rstrip() for line in message.splitlines())
    kept = itertools.groupby((line for line in lines if not _NOISE.match(line)), _depth)
    ordered = (sorted(each) if depth else each for depth, each in kept)
    return _LINE_OF_TEMPLATE.sub("", "\n".join(itertools.chain.from_iterable(ordered)))


def _depth(line: str) -> int:
    """Return how deep a fault of the schema is indented, from 1; 0 for another line."""
    return line.index("- ") + 1 if line.lstrip().startswith("- ") else 0
