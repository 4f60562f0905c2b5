"""The charts that were released, as they were: `charts/` has the archive of each."""

from __future__ import annotations

import tarfile
from functools import cache
from pathlib import Path

from packaging.version import Version

from todo_k8s import TodoChatbot

CHARTS = Path(__file__).parent / "charts"
NAME = TodoChatbot.metadata.name


def releases() -> dict[Version, Path]:
    """Return the archive of each released version, oldest first."""
    found = {Version(path.stem.removeprefix(f"{NAME}-")): path for path in CHARTS.glob("*.tgz")}
    return dict(sorted(found.items()))


def last_release() -> Path:
    """Return the archive of the last version before the one of the source."""
    now = Version(TodoChatbot.metadata.version)
    return [path for version, path in releases().items() if version <= now][-1]


@cache
def files_of(archive: Path) -> dict[str, str]:
    """Return the files of a chart in an archive, by their paths in the chart."""
    with tarfile.open(archive) as tar:
        return {
            each.name.removeprefix(f"{NAME}/"): file.read().decode()
            for each in tar
            if (file := tar.extractfile(each)) is not None
        }
