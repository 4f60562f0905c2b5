"""What the chart refuses, and in which words: each refused case of the tests, rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from todo_k8s import render
from todo_k8s.errors import ValuesError
from todo_k8s.helm.reading import merge_mappings, read_values

_HEAD = """\
# Refusals

Values that the chart refuses, with what it says. Each is a case of the tests: Helm 3, Helm 4 and
Python refuse it and name the same fields.
"""
_COMMENTS = re.compile(r"^# .*\n", re.MULTILINE)
_BETWEEN = re.compile(r"^---\n", re.MULTILINE)
_LONGEST = 1500
"""Characters of a values file, beyond which it is no example for people."""


def page(folder: Path) -> str:
    """Return the page: the cases of a folder by the first word of their names."""
    files = sorted(folder.glob("*.yaml"))
    parts = groupby(files, key=lambda file: file.stem.split("-")[0])
    return "".join([_HEAD, *(_part(name, [*group]) for name, group in parts)])


def _part(name: str, files: list[Path]) -> str:
    return "".join([f"\n## {name.capitalize()}\n", *(_case(file) for file in files)])


def _case(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    if len(text) > _LONGEST:
        return ""
    why = text.partition("\n")[0].removeprefix("# ")
    said = "\n".join(faults(text))
    values = _COMMENTS.sub("", text).strip()
    title = file.stem.replace("-", " ")
    return f"\n### {title}\n\n{why}\n\n```yaml\n{values}\n```\n\n```text\n{said}\n```\n"


def faults(text: str) -> Iterator[str]:
    """Yield what Python says of a values file, or of several one over the other.

    Raises:
        LookupError: If it is accepted.
    """
    try:
        render(merge_mappings(*map(read_values, _BETWEEN.split(text))))
    except ValuesError as error:
        yield from error.faults
    else:
        raise LookupError(f"not refused: {text}")
