"""The wheel and the source archive: the same for the same source, with what they should hold."""

from __future__ import annotations

import email
import subprocess
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from releasing.building import build_library
from tests.distribution.conftest import ROOT
from todo_k8s import TodoChatbot

VERSION = TodoChatbot.metadata.version
COMPILED = "todo_k8s/todo_chatbot/compiled.json"
KINDS_OF_FILES = {".py", ".md", ".yaml", ".json", ".typed", ".js", ".css", ".html"}


def committed() -> set[str]:
    """Return the files of the library that git knows, new ones too, by their place in a wheel."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "src/todo_k8s"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {line.removeprefix("src/") for line in listed.splitlines()}


def test_builds_are_the_same(built: tuple[Path, Path]) -> None:
    """Neither the folder, nor times, nor the umask change a byte of what is built."""
    one, other = ({path.name: path.read_bytes() for path in each.iterdir()} for each in built)
    assert sorted(one) == [f"todo_k8s-{VERSION}-py3-none-any.whl", f"todo_k8s-{VERSION}.tar.gz"]
    assert [name for name in one if one[name] != other[name]] == []


def test_wheel_holds_the_library_and_nothing_else(wheel: Path) -> None:
    """The files that git knows, the compiled chart, and what a wheel says of itself."""
    names = {name for name in zipfile.ZipFile(wheel).namelist() if not name.endswith("/")}
    about = {name for name in names if name.startswith(f"todo_k8s-{VERSION}.dist-info/")}
    assert names - about == committed() | {COMPILED}
    assert {name.partition("/")[2] for name in about} == {
        *("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"),
    }
    assert {PurePosixPath(name).suffix for name in names - about} <= KINDS_OF_FILES


def test_source_archive_holds_what_a_wheel_is_built_from(sdist: Path) -> None:
    """The library, its compiled chart, and the files that pyproject.toml names."""
    with tarfile.open(sdist) as tar:
        names = {each.name for each in tar if each.isfile()}
        assert {(each.uid, each.gid, each.uname) for each in tar} == {(0, 0, "")}
    top = f"todo_k8s-{VERSION}"
    wanted = {f"src/{name}" for name in committed() | {COMPILED}}
    wanted |= {"LICENSE", "PKG-INFO", "README.md", "pyproject.toml"}
    assert names - {f"{top}/pyproject.toml.orig"} == {f"{top}/{name}" for name in wanted}


def test_source_archive_gives_the_wheel(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    """Who builds from the source archive gets the wheel that is published."""
    with tarfile.open(sdist) as tar:
        tar.extractall(tmp_path, filter="data")
    build_library(tmp_path / f"todo_k8s-{VERSION}", tmp_path / "dist")
    assert (tmp_path / "dist" / wheel.name).read_bytes() == wheel.read_bytes()


def test_metadata_is_complete(wheel: Path) -> None:
    """An index shows the README, the license, and where to go."""
    text = zipfile.ZipFile(wheel).read(f"todo_k8s-{VERSION}.dist-info/METADATA").decode()
    told = email.message_from_string(text)
    assert told["License-Expression"] == "Apache-2.0"
    assert told["Description-Content-Type"] == "text/markdown"
    assert "# todo-k8s" in str(told.get_payload())
    urls = {line.partition(", ")[0] for line in told.get_all("Project-URL", [])}
    assert urls == {"Changelog", "Documentation", "Homepage", "Issues"}


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel, and with what the lock has for users."""
    folder = tmp_path_factory.mktemp("installed")
    export = ("uv", "export", "--frozen", "--quiet", "--no-default-groups", "--no-emit-project")
    needed = folder / "needed.txt"
    subprocess.run([*export, f"--output-file={needed}"], cwd=ROOT, check=True)
    subprocess.run(["uv", "venv", "--quiet", folder / "venv"], check=True)
    pip = ("uv", "pip", "install", "--quiet", f"--python={folder / 'venv'}", "--no-deps")
    subprocess.run([*pip, "--requirements", needed], check=True)
    subprocess.run([*pip, wheel], check=True)
    return folder / "venv" / "bin"


def run(program: Path, *arguments: str, folder: Path, **more: str) -> str:
    """Run a program in a folder with nothing else of this machine on PATH."""
    env = {"PATH": str(program.parent), "HOME": str(folder), **more}
    command = [str(program), *arguments]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_installed_command_packages_the_chart(installed: Path, tmp_path: Path) -> None:
    """`pip install todo-k8s`, then `todo-k8s package` in an empty folder: the committed chart."""
    said = run(installed / "todo-k8s", "package", folder=tmp_path)
    assert said.split() == ["chart-export", f"dist/todo-chatbot-{VERSION}.tgz"]
    ours, committed_chart = (
        {path.relative_to(top): path.read_bytes() for path in top.rglob("*") if path.is_file()}
        for top in (tmp_path / "chart-export", ROOT / "chart-export")
    )
    assert ours == committed_chart


def test_installed_library_needs_no_node(installed: Path, tmp_path: Path) -> None:
    """The wheel brings the chart compiled: to render it starts no Node.js."""
    node = str(tmp_path / "missing")
    assert "kind: Deployment" in run(
        installed / "todo-k8s", "render", folder=tmp_path, JSII_NODE=node
    )
