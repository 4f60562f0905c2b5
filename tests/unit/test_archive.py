"""The archive: the same bytes on every machine, and a chart to both Helms."""

from __future__ import annotations

import gzip
import hashlib
import io
import subprocess
import tarfile
from pathlib import Path

import helm_python
import pytest

from tests.exported import exported_files
from tests.unit.small_chart import Small
from todo_k8s import TodoChatbot
from todo_k8s.errors import ExportError
from todo_k8s.helm import chart_files, package_chart
from todo_k8s.helm.folder.archive import EPOCH, archive_bytes
from todo_k8s.helm.reading import read_values
from todo_k8s.testing.helm_programs import HELM

DATA = archive_bytes("small", chart_files(Small))


def entries(data: bytes) -> list[tarfile.TarInfo]:
    """Return the entries of an archive, in order."""
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        return tar.getmembers()


def test_archive_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    """Packaging twice gives one file, whatever the order in which the files come."""
    files = chart_files(Small)
    backwards = dict(reversed(list(files.items())))
    assert archive_bytes("small", files) == archive_bytes("small", backwards) == DATA
    first = package_chart(TodoChatbot, to=tmp_path / "a").read_bytes()
    assert package_chart(TodoChatbot, to=tmp_path / "b").read_bytes() == first


def test_archive_bytes_do_not_drift() -> None:
    """Neither Python nor zlib of another version may change the bytes of known files."""
    data = archive_bytes("c", {"Chart.yaml": "name: c\n", "a": "é" * 100_000})
    assert hashlib.sha256(data).hexdigest() == (
        "2dc4dfe96319f3ca9933001e61d9dacd75240663c8355935bfa54709b0dce6d0"
    )


def test_archive_has_chart_yaml_first() -> None:
    """Readers that stream find the chart's name at once."""
    names = [entry.name for entry in entries(DATA)]
    assert names[0] == "small/Chart.yaml"
    assert {name.removeprefix("small/") for name in names} == set(chart_files(Small))


def test_archive_has_files_of_one_kind_side_by_side() -> None:
    """What is alike is found only where it is near: the archive is a tenth smaller."""
    data = archive_bytes("todo-chatbot", exported_files())
    names = [entry.name.rpartition("/")[2] for entry in entries(data)]
    start = names.index("backend-deployment.yaml")
    assert names[start + 1 : start + 3] == ["frontend-deployment.yaml", "services-deployment.yaml"]


@pytest.mark.parametrize("entry", entries(DATA), ids=lambda entry: entry.name)
def test_entry_has_nothing_of_this_machine(entry: tarfile.TarInfo) -> None:
    """Owner, mode and time are fixed; each entry is a plain file with its content."""
    assert entry.isfile()
    assert (entry.uid, entry.gid, entry.uname, entry.gname) == (0, 0, "", "")
    assert (entry.mode, entry.mtime) == (0o644, EPOCH)


def test_gzip_header_has_neither_name_nor_time() -> None:
    """RFC 1952: no flags, time 0; the byte for the operating system says unknown."""
    assert DATA[:4] == b"\x1f\x8b\x08\x00"
    assert DATA[4:8] == bytes(4)
    assert DATA[9] == 255
    assert gzip.decompress(DATA)


def test_package_writes_archive_and_checksum(tmp_path: Path) -> None:
    """The checksum is in the form of sha256sum, and the files' times are fixed."""
    path = package_chart(Small, to=tmp_path / "dist")
    beside = path.with_name("small-1.2.3.tgz.sha256")
    assert path == tmp_path / "dist" / "small-1.2.3.tgz"
    assert sorted(path.parent.iterdir()) == [path, beside]
    assert beside.read_text() == f"{hashlib.sha256(DATA).hexdigest()}  small-1.2.3.tgz\n"
    assert path.read_bytes() == DATA
    assert {file.stat().st_mtime for file in (path, beside)} == {EPOCH}


def test_failed_package_leaves_the_old_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is full the old archive stays whole."""
    path = package_chart(Small, to=tmp_path)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("todo_k8s.helm.folder.archive.os.utime", fail)
    with pytest.raises(ExportError, match=r"small-1\.2\.3\.tgz: cannot be written: No space"):
        package_chart(Small, to=tmp_path)
    assert path.read_bytes() == DATA


def test_links_are_not_written_through(tmp_path: Path) -> None:
    """A link in place of an archive is refused; what it leads to stays."""
    (tmp_path / "other").write_text("mine")
    for name in ("small-1.2.3.tgz", "small-1.2.3.tgz.sha256"):
        (tmp_path / name).symlink_to("other")
        with pytest.raises(ExportError, match="is a link"):
            package_chart(Small, to=tmp_path)
        (tmp_path / name).unlink()
    assert (tmp_path / "other").read_text() == "mine"
    assert package_chart(Small, to=tmp_path).read_bytes() == DATA


@pytest.mark.parametrize("name", ["small-1.2.3.tgz", "small-1.2.3.tgz.sha256"])
def test_what_is_no_archive_of_the_chart_stays(name: str, tmp_path: Path) -> None:
    """A folder is in the way of either file, any other file in that of the archive."""
    (tmp_path / name).mkdir()
    with pytest.raises(ExportError, match="is a link or a folder"):
        package_chart(Small, to=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_another_archive_stays(tmp_path: Path) -> None:
    """A file of the user's, and the archive of another chart, are named."""
    archive = tmp_path / "small-1.2.3.tgz"
    for data in (b"mine", DATA[:20], archive_bytes("other", {"Chart.yaml": "name: other"})):
        archive.write_bytes(data)
        with pytest.raises(ExportError, match="is no archive of the chart small"):
            package_chart(Small, to=tmp_path)
        assert archive.read_bytes() == data


def test_a_guessed_scratch_name_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there stays."""

    def guessed(_bytes: int) -> str:
        return "guessed"

    (tmp_path / ".export-guessed").symlink_to("nowhere")
    monkeypatch.setattr("secrets.token_hex", guessed)
    with pytest.raises(ExportError, match="File exists"):
        package_chart(Small, to=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".export-guessed"]
    assert (tmp_path / ".export-guessed").is_symlink()


def test_helm_3_takes_the_archive(tmp_path: Path) -> None:
    """`helm show chart` and `helm template` read it."""
    path = package_chart(TodoChatbot, to=tmp_path)
    shown = run("show", "chart", path)
    assert read_values(shown)["name"] == "todo-chatbot"
    printed = run("template", "todo", path)
    assert printed.count("kind: Deployment") == 2
    assert "## Values" in run("show", "readme", path)


def run(*arguments: str | Path) -> str:
    """Return what Helm 3 prints."""
    done = subprocess.run([HELM, *arguments], check=True, capture_output=True, encoding="utf-8")
    return done.stdout


def test_helm_4_takes_the_archive(tmp_path: Path) -> None:
    """Helm 4 reads it, by file and by bytes, and renders it."""
    path = package_chart(TodoChatbot, to=tmp_path)
    for chart in (
        helm_python.Chart.load(path),
        helm_python.Chart.load_archive(path.read_bytes()),
    ):
        with chart:
            assert chart.metadata["name"] == "todo-chatbot"
            assert {"README.md", "LICENSE"} <= {file["name"] for file in chart.files}
            chart.validate_schema({})
            printed = "".join(chart.render({}, name="todo", namespace="todo").values())
        assert printed.count("kind: Deployment") == 2
