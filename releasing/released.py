"""The charts that were released, as they were: ``tests/upgrade/charts`` has the archive of each."""

from __future__ import annotations

import tarfile
from functools import cache
from pathlib import Path

from packaging.version import Version

from todo_k8s.todo_chatbot.metadata import TODO_CHATBOT

CHARTS = Path(__file__).parents[1] / "tests" / "upgrade" / "charts"
NAME = TODO_CHATBOT.name


def last_release(version: str, folder: Path = CHARTS) -> Path:
    """Return the archive of the chart that was released before a version.

    While the version is the oldest one, that is its own.

    Raises:
        FileNotFoundError: If there is none.
    """
    found = {version_of(each): each for each in folder.glob("*.tgz")}
    if not found:
        raise FileNotFoundError(f"{folder}: has no chart")
    older = [number for number in found if number < Version(version)]
    return found[max(older, default=min(found))]


def version_of(archive: Path) -> Version:
    """Return the version of a chart by the name of its archive."""
    return Version(archive.stem.removeprefix(f"{NAME}-"))


@cache
def files_of(archive: Path) -> dict[str, str]:
    """Return the files of a chart in an archive, by their paths in the chart."""
    with tarfile.open(archive) as tar:
        return {
            each.name.removeprefix(f"{NAME}/"): file.read().decode()
            for each in tar
            if (file := tar.extractfile(each)) is not None
        }
