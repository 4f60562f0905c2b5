"""A chart class with dependencies keeps the law, and Helm gives the dependencies their values."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import helm_python
import pytest
import yaml

from tests.dependency.parents import STORE, Local, UmbrellaChart, UmbrellaValues
from tests.dependency.umbrella import Parent
from tests.generated.renderers import by_evaluation, by_python
from tests.unit.helms import MAJORS
from tests.unit.small_chart import Small
from todo_k8s import Release
from todo_k8s.errors import ExportError
from todo_k8s.helm import chart_files, export_chart, package_chart, render
from todo_k8s.testing.helm_programs import HELM, RefusedError
from todo_k8s.testing.messages import named_fields
from todo_k8s.testing.printed import canonical

pytestmark = pytest.mark.helm
RELEASE = Release("todo", "todo")
CHARTS = {"store": STORE, "small": chart_files(Small)}
VALUES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "declared": {"title": "x", "store": {"mode": "many", "hosts": [], "auth": {"user": "me"}}},
    "more than declared": {"store": {"other": [1, None], "auth": {"keys": {"c": 2.5}}}},
    "without the store": {"store": {"enabled": False, "mode": "none"}},
    "without extras": {"tags": {"extra": False}},
    "global": {"global": {"a": 1}, "store": {"global": {"b": 2}}},
    "imported": {"store": {"imported": {"repository": "mine"}}},
    "null of nothing declared": {"green": None},
    "null of it, and switched off": {"green": None, "tags": {"extra": False}},
    "null of what is not declared": {"store": {"share": None, "img": None, "auth": {"keys": None}}},
}
REFUSED: dict[str, dict[str, Any]] = {
    "null of a section": {"store": None},
    "null of a section within": {"store": {"auth": None}},
    "null of a switch": {"store": {"enabled": None}},
    "null of what the store has too": {"store": {"mode": None}},
    "null of a list": {"store": {"hosts": None}},
    "null of a tag": {"tags": {"extra": None}},
    "a text for a switch": {"store": {"enabled": "yes"}},
    "a number within": {"store": {"auth": {"user": 1}}},
    "a rule": {"store": {"mode": ""}},
    "a rule, and switched off": {"store": {"mode": "", "enabled": False}},
    "a text for a section": {"green": "x"},
    "a list for a section": {"store": ["x"]},
    "an unknown section": {"stor": {"mode": "x"}},
    "an unknown tag": {"tags": {"extras": False}},
}


@pytest.fixture(scope="module")
def parent(tmp_path_factory: pytest.TempPathFactory) -> Parent:
    """The chart with its dependencies in it."""
    return Parent(tmp_path_factory.mktemp("parent"), chart_files(UmbrellaChart), CHARTS)


@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("case", VALUES)
def test_own_objects_agree(case: str, major: str, parent: Parent) -> None:
    """Helm gives the parent's objects as Python does, whatever its dependencies are given."""
    values = VALUES[case]
    ours = by_python(values, RELEASE, UmbrellaChart)
    assert ours.manifests is not None, ours.message
    assert by_evaluation(values, RELEASE, UmbrellaChart).manifests == ours.manifests
    assert canonical(parent.render(major, values)[""]) == ours.manifests


@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("case", REFUSED)
def test_all_refuse_and_name_a_field_in_common(case: str, major: str, parent: Parent) -> None:
    """What is declared of a dependency is as strict as all else."""
    ours = by_python(REFUSED[case], RELEASE, UmbrellaChart)
    with pytest.raises(RefusedError) as refused:
        parent.render(major, REFUSED[case])
    message = str(refused.value)
    theirs = named_fields(message) | set(re.findall(r"type mismatch on (\w+):", message))
    assert ours.refused & theirs, (ours.message, message)


@pytest.mark.parametrize("major", MAJORS)
def test_conditions_and_tags_switch_dependencies(major: str, parent: Parent) -> None:
    """By the parent's values, which both know."""
    assert set(parent.render(major)) == {"", "store", "blue", "green"}
    assert set(parent.render(major, VALUES["without the store"])) == {"", "blue", "green"}
    assert set(parent.render(major, VALUES["without extras"])) == {"", "store", "blue"}
    assert "blue" not in parent.render(major, {"blue": {"enabled": False}})


@pytest.mark.parametrize("major", MAJORS)
def test_dependencies_get_their_values(major: str, parent: Parent) -> None:
    """The declared ones, the others, those that are imported, and the dependency's own."""
    ((store,),) = (parent.render(major, VALUES["more than declared"])["store"],)
    assert store["seen"] == {
        "enabled": True,
        "mode": "single",
        "hosts": ["a", "b"],
        "auth": {"user": "admin", "keys": {"a": "b", "c": 2.5}},
        "annotations": {"a.test/b": "c: d"},
        "share": 0.5,
        "other": [1, None],
        "img": {"repository": "store"},
        "imported": {"repository": "store"},
        "global": {},
        **({"nothing": None} if "nothing" in store["seen"] else {}),
    }


@pytest.mark.parametrize("major", MAJORS)
def test_copies_of_our_chart_keep_the_law(major: str, parent: Parent) -> None:
    """Each under its alias, with the values that the parent gives it."""
    values = {"blue": {"text": "{{ b }}"}, "green": {"text": "g\n"}}
    found = parent.render(major, values)
    for copy, given in values.items():
        assert canonical(found[copy]) == canonical(render(Small, given, RELEASE))
    with pytest.raises(RefusedError, match="loud: cannot be; set it to false"):
        parent.render(major, {"green": {"loud": True}})


def test_python_keeps_what_is_not_declared() -> None:
    """A values file that is read and written again loses nothing."""
    given: dict[str, Any] = {
        "store": {"other": [1, None], "auth": {"keys": {"a": {}}}},
        "green": {"x": {"y": 1}},
    }
    written = UmbrellaValues.from_mapping(given).to_mapping()
    assert UmbrellaValues.from_mapping(written).to_mapping() == written
    assert written["store"]["other"] == [1, None]
    assert written["store"]["auth"] == {"user": "admin", "keys": {"a": {}}}
    assert written["store"]["annotations"] == {"a.test/b": "c: d"}
    assert written["green"] == {"x": {"y": 1}}


def test_lint_has_nothing_to_say(parent: Parent) -> None:
    """Neither of Helm 3 nor of Helm 4, at their strictest."""
    run("lint", "--strict", "--quiet", parent.folder)
    report = helm_python.lint(parent.folder, {}, strict=True)
    assert [each for each in report["messages"] if each["severity"] > 1] == []


def test_both_helms_list_the_dependencies(parent: Parent) -> None:
    """They are found where Helm would put them, and of the right version."""
    lines = [line.split("\t") for line in run("dependency", "list", parent.folder).splitlines()]
    found = [[cell.strip() for cell in line] for line in lines[1:] if line != [""]]
    assert [(cells[0], cells[-1]) for cells in found[:3]] == [
        *(("store", "unpacked"), ("small", "unpacked"), ("small", "unpacked")),
    ]
    listed = helm_python.dependency_list(parent.folder)
    assert [each["status"] for each in listed] == ["unpacked"] * 3


@pytest.mark.parametrize("major", MAJORS)
def test_helm_builds_what_is_in_the_folder(major: str, tmp_path: Path) -> None:
    """`helm dependency update` writes Chart.lock and charts/, `build` renews them from the lock."""
    export_chart(Small, to=tmp_path / "small")
    folder = export_chart(Local, to=tmp_path / "local")
    update: Callable[[Path], object] = partial(run, "dependency", "update")
    build: Callable[[Path], object] = partial(run, "dependency", "build")
    if major == "Helm 4":
        update, build = helm_python.dependency_update, helm_python.dependency_build
    update(folder)
    lock = yaml.safe_load((folder / "Chart.lock").read_text())
    assert [each["version"] for each in lock["dependencies"]] == ["1.2.3"]
    (folder / "charts" / "small-1.2.3.tgz").unlink()
    build(folder)
    assert (folder / "charts" / "small-1.2.3.tgz").exists()
    export_chart(Local, to=folder)  # leaves what Helm has made
    assert (folder / "charts" / "small-1.2.3.tgz").exists()
    assert (folder / "Chart.lock").exists()
    run("lint", "--strict", "--quiet", folder)


def test_no_archive_without_the_dependencies(tmp_path: Path) -> None:
    """Helm could not install it; the way to one that it can is told."""
    with pytest.raises(ExportError, match="helm package --dependency-update"):
        package_chart(UmbrellaChart, to=tmp_path)
    assert list(tmp_path.iterdir()) == []


def run(*arguments: str | Path) -> str:
    """Return what Helm 3 prints."""
    done = subprocess.run([HELM, *arguments], check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
