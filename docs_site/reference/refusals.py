"""What the chart refuses, and in which words: each refused case of the tests, rendered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from todo_k8s import render
from todo_k8s.errors import ValuesError
from todo_k8s.helm.reading import merge_mappings, read_values

_HEAD = """\
# Refusals

Values that the chart refuses, with what it says. Each is a case of the tests: Helm 3, Helm 4 and
Python refuse it and name the same fields. A case is in the section that its first fault names.
"""
_COMMENTS = re.compile(r"^# .*\n", re.MULTILINE)
_BETWEEN = re.compile(r"^---\n", re.MULTILINE)
_LONGEST = 1500
"""Characters of a values file, beyond which it is no example for people."""


@dataclass(frozen=True)
class Refusal:
    """A values file that is refused.

    Args:
        title: What it is about.
        why: What is wrong with it, in a sentence.
        values: Its text, without comments.
        said: What Python says of it, a line per fault.
    """

    title: str
    why: str
    values: str
    said: tuple[str, ...]

    @property
    def section(self) -> str:
        """The section of the values that the first fault names."""
        return re.split(r"[.\[:]", self.said[0])[0]


def page(folder: Path) -> str:
    """Return the page: the cases of a folder, by the section of the values that they are about."""
    found = sorted(_refusals(folder), key=lambda each: (each.section, each.title))
    parts = groupby(found, key=lambda each: each.section)
    return "".join([_HEAD, *(_part(name, group) for name, group in parts)])


def _refusals(folder: Path) -> Iterator[Refusal]:
    for file in sorted(folder.glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        if len(text) <= _LONGEST:
            why = text.partition("\n")[0].removeprefix("# ")
            title = file.stem.removeprefix("rule-").replace("-", " ").capitalize()
            yield Refusal(title, why, _COMMENTS.sub("", text).strip(), tuple(faults(text)))


def _part(name: str, group: Iterable[Refusal]) -> str:
    return "".join([f"\n## `{name}`\n", *(_shown(each) for each in group)])


def _shown(each: Refusal) -> str:
    said = "\n".join(each.said)
    values = f"```yaml\n{each.values}\n```"
    return f"\n### {each.title}\n\n{each.why}\n\n{values}\n\n```text\n{said}\n```\n"


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
