"""A release is refused for each thing that stands against it, in words that say what to do."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from releasing import checks
from releasing.building import REPORT, SUMS, ReleaseError, make_release
from releasing.changelog import CHANGES, changes_text, entries
from releasing.checks import State, faults
from releasing.interface import Interface
from releasing.released import NAME, last_release
from tests.distribution.conftest import ROOT
from tests.exported import exported_files
from todo_k8s import TodoChatbot

VERSION = TodoChatbot.metadata.version
NOTHING = Interface()


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, as nobody in particular."""
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.com")
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True)


@pytest.fixture(scope="session")
def files() -> dict[str, str]:
    """The files of the chart, made once."""
    return {**exported_files()}


@pytest.fixture
def state(tmp_path: Path, files: dict[str, str]) -> State:
    """A project that is ready for its release: as this one is, when all is committed."""
    root = tmp_path / "project"
    for name in ("chart-export", "src/todo_k8s/todo_chatbot/texts"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("pyproject.toml", "uv.lock", "README.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, root)
    (root / ".gitignore").write_text("__pycache__/\n*.egg-info/\n", encoding="utf-8")
    git(root.parent, "init", "--quiet", str(root))
    commit(root)
    return State(root, NAME, VERSION, files)


def commit(root: Path) -> None:
    """Commit all that changed."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Change something")


def test_a_project_that_is_ready_is_released(state: State) -> None:
    """Nothing stands against it, with its tag or before it is tagged."""
    assert faults(state, NOTHING) == []
    git(state.root, "tag", f"v{VERSION}")
    assert faults(replace(state, tag=f"v{VERSION}"), NOTHING) == []


def edited(root: Path, name: str, change: Callable[[str], str]) -> None:
    """Change a file, and commit it."""
    path = root / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    commit(root)


def test_a_dirty_tree_is_refused(state: State) -> None:
    """What is not committed would be lost."""
    (state.root / "new.txt").write_text("new", encoding="utf-8")
    assert faults(state, NOTHING) == ["git: 1 files are not committed; commit or remove them"]


def test_a_version_without_a_changelog_entry_is_refused(state: State) -> None:
    """Users read what changed."""
    edited(state.root, "CHANGELOG.md", lambda text: text.replace(f"[{VERSION}]", "[9.9.9]"))
    found = faults(state, NOTHING)
    assert f"CHANGELOG.md: has nothing on {VERSION}; say what changed" in found
    assert all(line.startswith(("CHANGELOG.md", "changes.yaml")) for line in found)


def test_a_version_without_a_date_is_refused(state: State) -> None:
    """Unreleased is no day."""
    day = entries((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))[VERSION].date
    edited(state.root, "CHANGELOG.md", lambda text: text.replace(day, "Unreleased", 1))
    assert faults(state, NOTHING) == [
        f"CHANGELOG.md: {VERSION} has no date; write ## [{VERSION}] - YYYY-MM-DD"
    ]


def test_a_change_of_an_unknown_subject_is_refused(state: State) -> None:
    """It would be missing from Artifact Hub, or be there and not be of the chart."""
    edited(state.root, "CHANGELOG.md", lambda text: text.replace("#### The chart", "#### Chart"))
    found = "CHANGELOG.md: Chart is none of The chart or The library and its commands"
    assert found in faults(state, NOTHING)


def test_a_stale_chart_is_refused(state: State) -> None:
    """The committed chart is the one that is released."""
    stale = ["chart-export/: is stale; run nox -s package-chart and commit"]
    edited(state.root, "chart-export/values.yaml", lambda text: f"{text}\n")
    assert faults(state, NOTHING) == stale
    edited(state.root, "chart-export/values.yaml", lambda text: text[:-1])
    assert faults(state, NOTHING) == []
    (state.root / "chart-export/templates/left.yaml").write_text("a: b\n", encoding="utf-8")
    commit(state.root)
    assert faults(state, NOTHING) == stale


def test_a_stale_lock_is_refused(state: State) -> None:
    """The lock answers what pyproject.toml asks for."""
    edited(
        state.root,
        "pyproject.toml",
        lambda text: re.sub(r'"pydantic>=2\.[0-9]+', '"pydantic>=2.1', text),
    )
    assert faults(state, NOTHING) == ["uv.lock: is stale; run nox -s lock and commit"]


def test_stale_changes_are_refused(state: State) -> None:
    """Artifact Hub shows what the changelog says."""
    edited(state.root, CHANGES.relative_to(ROOT).as_posix(), lambda text: f"{text}\n")
    assert faults(state, NOTHING) == ["changes.yaml: is stale; run nox -s package-chart and commit"]


def test_a_released_version_and_another_tag_are_refused(state: State) -> None:
    """A version is released once, under its own tag."""
    git(state.root, "tag", f"v{VERSION}")
    assert faults(state, NOTHING) == [
        f"v{VERSION}: was released; raise the version in pyproject.toml"
    ]
    assert faults(replace(state, tag="v7.7.7"), NOTHING) == [
        f"v7.7.7: is not the tag of version {VERSION}; tag it v{VERSION}"
    ]


def test_a_release_whose_chart_is_not_kept_is_refused(state: State) -> None:
    """Without the chart of each tag nobody could try the upgrade from it."""
    git(state.root, "tag", "v0.0.7")
    assert faults(state, NOTHING) == [
        f"tests/upgrade/charts/{NAME}-0.0.7.tgz: is missing; keep the chart of v0.0.7 there"
    ]


def test_a_break_asks_for_another_minor_version(
    state: State, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where a values file may do something else, a patch version is too little."""
    breaking = Interface(removed={"backend.port": "is refused"})
    assert faults(state, breaking) == []
    near = tmp_path / f"{NAME}-{VERSION.rpartition('.')[0]}.0.tgz"
    near.touch()

    def found_near(_version: str) -> Path:
        return near

    monkeypatch.setattr(checks, "last_release", found_near)
    (found,) = faults(state, breaking)
    assert found.endswith("raise the minor version, as Semantic Versioning asks")
    assert faults(state, NOTHING) == []


def test_all_faults_are_told_at_once(state: State, tmp_path: Path) -> None:
    """Nobody mends one to be told the next; and nothing is written."""
    (state.root / "new.txt").write_text("new", encoding="utf-8")
    git(state.root, "tag", f"v{VERSION}")
    with pytest.raises(ReleaseError) as raised:
        make_release(state.root, tmp_path / "release")
    assert len(str(raised.value).splitlines()) == 2
    assert not (tmp_path / "release").exists()


def test_a_release_has_all_its_files(
    state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Library, chart, bills, report and checksums; an older release in the folder goes."""
    shutil.copytree(ROOT / "src", state.root / "src", dirs_exist_ok=True)
    shutil.copy(ROOT / "LICENSE", state.root)
    commit(state.root)
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / f"{NAME}-0.0.1.tgz").touch()
    (folder / "notes.txt").touch()
    made = {path.name for path in make_release(state.root, folder)}
    chart, library = f"{NAME}-{VERSION}.tgz", f"todo_k8s-{VERSION}"
    assert made - {"notes.txt"} == {
        *(chart, f"{chart}.sha256", f"{chart}.cdx.json", REPORT, SUMS),
        *(f"{library}-py3-none-any.whl", f"{library}.tar.gz", f"{library}.cdx.json"),
    }
    assert {path.name for path in folder.iterdir()} == made | {"notes.txt"}
    subprocess.run(["sha256sum", "--check", "--quiet", SUMS], cwd=folder, check=True)
    before = last_release(VERSION).stem.rpartition("-")[2]
    report = (folder / REPORT).read_text(encoding="utf-8")
    assert report.startswith(f"# Values: {before} to {VERSION}\n")


def test_changes_are_read_from_the_changelog() -> None:
    """Headings become kinds and subjects, entries of several lines one, links their words."""
    added = "### Added\n\n- One\n  thing, see [here](a.md).\n- Two.\n"
    text = f"## [1.0.0] - 2026-01-02\n\n{added}\n### Fixed\n\n#### The chart\n\n- Three.\n"
    text += "\n#### The library and its commands\n\n- Four.\n"
    entry = entries(text)["1.0.0"]
    assert entry.date == "2026-01-02"
    assert [tuple(vars(each).values()) for each in entry.changes] == [
        ("added", "One thing, see here.", "The chart"),
        ("added", "Two.", "The chart"),
        ("fixed", "Three.", "The chart"),
        ("fixed", "Four.", "The library and its commands"),
    ]
    assert "Three" in changes_text(text, "1.0.0")
    assert "Four" not in changes_text(text, "1.0.0")
    assert changes_text(text, "1.0.0").startswith("- kind: added\n  description: One thing")
    assert changes_text(text, "2.0.0") == "[]\n"
