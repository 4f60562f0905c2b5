"""uv.lock decides what is installed: the same tomorrow as today."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from uv import find_uv_bin

from tests.house.source import ROOT

GROUPS = os.environ.get("LOCKED", "").split()
"""What nox tells its session to have installed; without nox it is what `uv sync` installs."""

EXPORTED = {"requirements-nox.txt": "nox", "tests/e2e/app/backend/requirements.txt": "app"}
"""Parts of the lock for pip, and their groups."""

INSTALLED_BY_PACKAGE = {
    canonicalize_name(found.name): found.version
    for found in importlib.metadata.distributions(path=[p for p in sys.path if "-packages" in p])
}


def uv(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run uv for this environment, with no settings of the machine and without a network."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UV_")}
    here = {"UV_PROJECT_ENVIRONMENT": sys.prefix, "UV_OFFLINE": "1", "UV_NO_CONFIG": "1"}
    return subprocess.run(
        [find_uv_bin(), *arguments],
        cwd=ROOT,
        env={**kept, "VIRTUAL_ENV": sys.prefix, **here, **environment},
        check=False,
        capture_output=True,
        text=True,
    )


def exported(*options: str) -> list[str]:
    """Return the lines that uv writes for pip, comments aside."""
    return content(uv("export", "--frozen", "--no-header", *options).stdout)


def content(text: str) -> list[str]:
    """Return the lines of a requirements file that are not comments."""
    return [line.rstrip() for line in text.splitlines() if not line.lstrip().startswith("#")]


def test_what_is_installed_equals_the_lock() -> None:
    """Each package that the lock has for this session is there in its version, and no other is."""
    lines = exported("--no-hashes", "--no-emit-project", *GROUPS)
    wanted = [Requirement(line) for line in lines]
    assert wanted
    assert {name: v for name, v in INSTALLED_BY_PACKAGE.items() if name != "todo-k8s"} == {
        canonicalize_name(each.name): str(each.specifier).removeprefix("==")
        for each in wanted
        if each.marker is None or each.marker.evaluate()
    }, "run: uv sync"


def test_lock_is_that_of_the_project() -> None:
    """The lock answers what pyproject.toml asks for."""
    done = uv("lock", "--check")
    assert done.returncode == 0, f"run: uv lock\n{done.stderr}"


def test_lock_has_a_hash_of_every_file() -> None:
    """What is downloaded is known, byte for byte, and is a wheel: nothing is built but this."""
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    files = [wheel for package in packages for wheel in package.get("wheels", [])]
    assert len(files) > 100
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", file["hash"]) for file in files)
    without = [package["name"] for package in packages if not package.get("wheels")]
    assert without == ["todo-k8s"]


@pytest.mark.parametrize("name", EXPORTED)
def test_requirements_for_pip_are_those_of_the_lock(name: str) -> None:
    """Where pip installs, it installs what the lock says, and checks its hashes."""
    lines = content((ROOT / name).read_text(encoding="utf-8"))
    assert lines == exported("--only-group", EXPORTED[name]), "run: nox -s upgrade"
    pinned = [line for line in lines if "--hash" not in line]
    assert pinned
    assert all("==" in line and line.endswith("\\") for line in pinned)


def fake_wheel(folder: Path, name: str, version: str) -> None:
    """Write a wheel that holds nothing but its version."""
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        )
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")


def test_a_newer_version_in_an_index_changes_nothing(tmp_path: Path) -> None:
    """A release after the lock is not installed, though whoever asks without the lock gets it."""
    fake_wheel(tmp_path, "pyyaml", "6.99")
    index = {"UV_FIND_LINKS": str(tmp_path)}
    unlocked = uv("pip", "install", "--dry-run", "--upgrade", "--no-index", "pyyaml>=6,<7", **index)
    assert "+ pyyaml==6.99" in unlocked.stderr
    locked = uv("sync", "--frozen", "--dry-run", "--no-install-project", *GROUPS, **index)
    assert locked.returncode == 0, locked.stderr
    assert "+ " not in locked.stderr
    assert uv("lock", "--check", **index).returncode == 0


TOOLS = sorted(path.name for path in (ROOT / "tools").iterdir())


@pytest.mark.parametrize("name", TOOLS)
def test_tools_are_locked_with_what_they_need(name: str) -> None:
    """A program from npm has its package-lock.json, one that Go builds, or fetches, its go.sum."""
    folder = ROOT / "tools" / name
    if (folder / "package.json").exists():
        lock = (folder / "package-lock.json").read_text(encoding="utf-8")
        assert lock.count('"integrity": "sha512-') > 10
        assert '"resolved"' not in lock
    else:
        modules = (folder / "go.mod").read_text(encoding="utf-8")
        sums = (folder / "go.sum").read_text(encoding="utf-8")
        assert "h1:" in sums
        if "\ntool " not in modules:  # they are only read, and nothing builds them
            fetched = re.findall(r"(?m)^\t(\S+ v\S+)$", modules)
            assert fetched
            assert [each for each in fetched if f"{each} h1:" not in sums] == []


def test_sessions_install_nothing_but_the_lock() -> None:
    """Only `compat`, which tries what users may have, installs by ranges."""
    text = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    functions = [part for part in text.split("\ndef ") if "session.install(" in part]
    assert [part.partition("(")[0] for part in functions] == ["compat"]
    assert not re.findall(r"npx|@latest|@v?\d", text)
