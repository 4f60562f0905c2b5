"""What stands against a release: each fault with what to do, all at once."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from packaging.version import Version

from releasing.changelog import (
    CHANGELOG,
    CHANGES,
    KINDS,
    ROOT,
    SUBJECTS,
    changes_text,
    entries,
)
from releasing.interface import Interface
from releasing.released import CHARTS, last_release, version_of


@dataclass(frozen=True)
class State:
    """A project that may be released.

    Args:
        root: Its folder.
        name: The name of its chart.
        version: Its version.
        files: The files of the chart, as the source makes them.
        tag: The tag that is to be released; none if it is still to be made.
    """

    root: Path
    name: str
    version: str
    files: dict[str, str]
    tag: str | None = None


def faults(state: State, interface: Interface) -> list[str]:
    """Return what stands against a release.

    Args:
        state: The project.
        interface: What changed in the chart's values since the last release.
    """
    return [
        *_tree(state),
        *_tags(state),
        *_changelog(state),
        *_files(state),
        *_lock(state),
        *_number(state, interface),
    ]


def _git(state: State, *arguments: str) -> str:
    command = ["git", "-C", str(state.root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _tree(state: State) -> Iterator[str]:
    if changed := _git(state, "status", "--porcelain").splitlines():
        yield f"git: {len(changed)} files are not committed; commit or remove them"


def _tags(state: State) -> Iterator[str]:
    wanted, tags = f"v{state.version}", _git(state, "tag", "--list", "v*").split()
    if state.tag is not None and state.tag != wanted:
        yield f"{state.tag}: is not the tag of version {state.version}; tag it {wanted}"
    if state.tag is None and wanted in tags:
        yield f"{wanted}: was released; raise the version in pyproject.toml"
    for tag in tags:
        archive = CHARTS / f"{state.name}-{tag[1:]}.tgz"
        if tag != wanted and not archive.exists():
            yield f"tests/upgrade/charts/{archive.name}: is missing; keep the chart of {tag} there"


def _changelog(state: State) -> Iterator[str]:
    file = state.root / CHANGELOG.name
    found = entries(file.read_text(encoding="utf-8"))
    entry = found.get(state.version)
    if entry is None or not entry.changes:
        yield f"{file.name}: has nothing on {state.version}; say what changed"
        return
    if next(version for version in found if version != "Unreleased") != state.version:
        yield f"{file.name}: {state.version} is not its newest version"
    try:
        date.fromisoformat(entry.date)
    except ValueError:
        yield f"{file.name}: {state.version} has no date; write ## [{state.version}] - YYYY-MM-DD"
    for change in entry.changes:
        if change.kind not in KINDS:
            yield f"{file.name}: {change.kind} is no heading of Keep a Changelog"
        if change.subject not in SUBJECTS:
            yield f"{file.name}: {change.subject} is none of {' or '.join(SUBJECTS)}"


def _files(state: State) -> Iterator[str]:
    changelog = (state.root / CHANGELOG.name).read_text(encoding="utf-8")
    changes = state.root / CHANGES.relative_to(ROOT)
    if changes.read_text(encoding="utf-8") != changes_text(changelog, state.version):
        yield f"{CHANGES.name}: is stale; run nox -s package-chart and commit"
    folder = state.root / "chart-export"
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    stale = [
        name
        for name, text in state.files.items()
        if name not in found or (folder / name).read_bytes() != text.encode()
    ]
    if stale or found - state.files.keys() - {".generated.sha256"}:
        yield "chart-export/: is stale; run nox -s package-chart and commit"


def _lock(state: State) -> Iterator[str]:
    command = ["uv", "lock", "--check", "--offline", "--project", str(state.root)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        yield "uv.lock: is stale; run nox -s lock and commit"


def _number(state: State, interface: Interface) -> Iterator[str]:
    """Ask for another minor version where a values file may do something else."""
    old, new = version_of(last_release(state.version)), Version(state.version)
    if interface.breaks and (old.major, old.minor) == (new.major, new.minor):
        yield (
            f"{state.version}: values of {old} changed their meaning; raise the minor version, "
            "as Semantic Versioning asks"
        )
