"""The library, built twice, from copies of the source that differ in what must not matter."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from releasing.building import build_library, compiled_chart_packaged

ROOT = Path(__file__).parents[2]
SOURCE = ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md")


def copied(to: Path, time: int) -> Path:
    """Copy what the library is built from, and set the times of all files."""
    to.mkdir()
    for name in SOURCE:
        shutil.copy(ROOT / name, to)
    shutil.copytree(
        ROOT / "src", to / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
    )
    for path in to.rglob("*"):
        os.utime(path, (time, time))
    return to


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders with the wheel and the source archive of two builds."""
    folder = tmp_path_factory.mktemp("built")
    found: list[Path] = []
    with compiled_chart_packaged():
        for name, time, mask in (("one", 10**9, 0o022), ("other place", 1_700_000_000, 0o077)):
            before = os.umask(mask)
            try:
                source = copied(folder / name, time)
                build_library(source, folder / f"{name}-dist")
            finally:
                os.umask(before)
            found.append(folder / f"{name}-dist")
    return found[0], found[1]


@pytest.fixture(scope="session")
def wheel(built: tuple[Path, Path]) -> Path:
    """The wheel."""
    (found,) = built[0].glob("*.whl")
    return found


@pytest.fixture(scope="session")
def sdist(built: tuple[Path, Path]) -> Path:
    """The source archive."""
    (found,) = built[0].glob("*.tar.gz")
    return found
