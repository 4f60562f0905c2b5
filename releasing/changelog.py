"""CHANGELOG.md as data: what changed in each version, also as Artifact Hub reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
CHANGELOG = ROOT / "CHANGELOG.md"
CHANGES = ROOT / "src/todo_k8s/todo_chatbot/texts/changes.yaml"
"""The changes of this version, for Chart.yaml: they are in the wheel, the changelog is not."""

KINDS = ("added", "changed", "deprecated", "removed", "fixed", "security")
"""Headings of Keep a Changelog, which are the kinds of changes of Artifact Hub too."""

_VERSION = re.compile(r"^## \[(?P<version>[^\]]+)\](?: - (?P<date>\S+))?$", re.MULTILINE)
_HEADING = re.compile(r"^### (\w+)$", re.MULTILINE)
_SUBJECT = re.compile(r"^#### (.+)$", re.MULTILINE)
THE_CHART = "The chart"
SUBJECTS = (THE_CHART, "The library and its commands")
"""What changes are about. Artifact Hub lists those of the chart."""

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Change:
    """One thing that changed.

    Args:
        kind: One of `KINDS`.
        description: What changed, in one line, without links.
        subject: What it is about, one of `SUBJECTS`.
    """

    kind: str
    description: str
    subject: str = THE_CHART


@dataclass(frozen=True)
class Entry:
    """What the changelog says of a version.

    Args:
        date: The day of its release, or ``Unreleased``.
        changes: What changed.
    """

    date: str
    changes: tuple[Change, ...]


def entries(text: str) -> dict[str, Entry]:
    """Return the entries of a changelog by version, newest first."""
    parts = _VERSION.split(text)[1:]
    return {
        version: Entry(date or "", tuple(_changes(body)))
        for version, date, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    }


def _changes(body: str) -> list[Change]:
    _, *parts = _HEADING.split(body)
    return [
        Change(heading.lower(), _line(item), subject)
        for heading, content in zip(parts[::2], parts[1::2], strict=True)
        for subject, items in _subjects(content)
        for item in re.split(r"^- ", items, flags=re.MULTILINE)[1:]
    ]


def _subjects(content: str) -> list[tuple[str, str]]:
    """Return the changes of a kind by their subject; without one they are the chart's."""
    of_none, *parts = _SUBJECT.split(content)
    return [(THE_CHART, of_none), *zip(parts[::2], parts[1::2], strict=True)]


def _line(item: str) -> str:
    return _LINK.sub(r"\1", " ".join(item.split()))


def changes_text(changelog: str, version: str) -> str:
    """Return the chart's changes in a version as Artifact Hub reads them, if there are any.

    Args:
        changelog: The text of the changelog.
        version: The version.

    References:
        https://artifacthub.io/docs/topics/annotations/helm/#supported-annotations
    """
    entry = entries(changelog).get(version)
    listed = [
        {"kind": change.kind, "description": change.description}
        for change in (entry.changes if entry else ())
        if change.subject == THE_CHART
    ]
    return yaml.safe_dump(listed, sort_keys=False, allow_unicode=True, width=1000)
