"""Dependencies, CRDs and further files of a chart: what is refused, and what Helm makes of them."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import helm_python
import pytest
import yaml
from constructs import Construct

from tests.unit.small_chart import Small
from todo_k8s import Release
from todo_k8s.errors import ExportError, TemplateError, ValuesError
from todo_k8s.helm import (
    ChartMetadata,
    ChartValues,
    Dependency,
    DependencyValues,
    HelmChart,
    ImportValues,
    chart_files,
    export_chart,
    package_chart,
    render,
)
from todo_k8s.testing.helm_programs import HELM

CRD: dict[str, Any] = {
    "apiVersion": "apiextensions.k8s.io/v1",
    "kind": "CustomResourceDefinition",
    "metadata": {"name": "shops.example.com"},
    "spec": {
        "group": "example.com",
        "names": {"kind": "Shop", "plural": "shops"},
        "scope": "Namespaced",
        "versions": [
            {
                "name": "v1",
                "served": True,
                "storage": True,
                "schema": {"openAPIV3Schema": {"type": "object", "description": "{{ no }}"}},
            }
        ],
    },
}
OTHER = {**CRD, "metadata": {"name": "carts.example.com"}}
OTHER["spec"] = {**CRD["spec"], "names": {"kind": "Cart", "plural": "carts"}}


class Whole(Small):
    """A chart with everything."""

    metadata = replace(
        Small.metadata,
        icon="https://example.com/icon.svg",
        home="https://example.com",
        sources=("https://example.com/source",),
        keywords=("a", "b"),
        deprecated=True,
        kube_version=">=1.30.0-0 <2",
        crds=(CRD, yaml.safe_dump(OTHER)),
        files={"files/motd.txt": "é {{ x }}\n", "NOTICE": "N", "ci/on-values.yaml": "a: 1\n"},
    )


def test_files_are_written_and_replaced(tmp_path: Path) -> None:
    """An export removes those that it wrote, and not those of the user beside them."""
    folder = export_chart(Whole, to=tmp_path / "chart")
    assert yaml.safe_load((folder / "crds/shops.example.com.yaml").read_text()) == CRD
    assert yaml.safe_load((folder / "crds/carts.example.com.yaml").read_text()) == OTHER
    assert (folder / "files/motd.txt").read_text() == "é {{ x }}\n"
    (folder / "crds/mine.yaml").write_text("mine")
    export_chart(Small, to=folder)
    assert [path.name for path in (folder / "crds").iterdir()] == ["mine.yaml"]
    assert not (folder / "NOTICE").exists()
    (folder / "NOTICE").write_text("mine")
    with pytest.raises(ExportError, match="NOTICE: is not generated"):
        export_chart(Whole, to=folder)


@pytest.mark.helm
def test_both_helms_take_the_whole_chart(tmp_path: Path) -> None:
    """CRDs are printed with --include-crds only, as they are; `render` leaves them out."""
    folder = export_chart(Whole, to=tmp_path / "chart")
    run("lint", "--strict", "--quiet", folder)
    report = helm_python.lint(folder, {}, strict=True)
    assert [each for each in report["messages"] if each["severity"] > 1] == []
    flags = ("--namespace=ns", "--kube-version=1.34.0")
    plain = list(yaml.safe_load_all(run("template", "todo", folder, *flags)))
    assert plain == render(Whole, {}, Release("todo", "ns"))
    with_crds = list(yaml.safe_load_all(run("template", "todo", folder, *flags, "--include-crds")))
    assert [each for each in with_crds if each in (CRD, OTHER)] == [OTHER, CRD]
    one, two = (package_chart(Whole, to=tmp_path / name).read_bytes() for name in "ab")
    assert one == two
    with helm_python.Chart.load_archive(one) as chart:
        assert len(crds_of(chart)) == 2


def crds_of(chart: Any) -> Any:
    """Return the CRDs that Helm 4 finds."""
    return chart.crds() if callable(chart.crds) else chart.crds


def run(*arguments: str | Path) -> str:
    """Return what Helm 3 prints."""
    done = subprocess.run([HELM, *arguments], check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


FILES: dict[str, Any] = {
    "the folder above": "../a",
    "the root": "/etc/a",
    "here": "./a",
    "a folder": "a/",
    "nothing": "",
    "hidden": ".env",
    "Git's": "a/.git/hooks/x",
    "a backslash": "a\\b",
    "a line end": "a\n",
    "no text": 1,
    "a template": "templates/a.yaml",
    "a template in capitals": "Templates/a.yaml",
    "a dependency": "charts/a.tgz",
    "a CRD": "crds/a.yaml",
    "Chart.yaml": "Chart.yaml",
    "values.yaml in capitals": "VALUES.yaml",
    "the lock": "Chart.lock",
    "requirements": "requirements.yaml",
    "below a file": "values.yaml/a",
    "the list": ".generated.sha256",
    "helmignore": ".helmignore",
}


@pytest.mark.parametrize("case", FILES)
def test_refuses_files_in_other_places(case: str) -> None:
    """What leads out of the chart, or is there already."""
    with pytest.raises(ValuesError, match=r"^metadata\.files\["):
        replace(Small.metadata, files={FILES[case]: "x"})


@pytest.mark.parametrize(
    "files", [{"a": "", "a/b": ""}, {"a/b": "", "a": ""}, {"A": "", "a": ""}, {"a": b"x"}]
)
def test_refuses_files_in_place_of_others(files: Any) -> None:
    """On systems where case does not matter too; bytes are no text."""
    with pytest.raises(ValuesError, match=r"^metadata\.files\["):
        replace(Small.metadata, files=files)


def test_what_is_changed_later_is_checked_again(tmp_path: Path) -> None:
    """Maps are not frozen, and a path must not lead out of the folder that is written."""

    class Changed(Small):
        metadata = replace(Small.metadata, files={"a": "x"}, crds=[CRD], annotations={"a": "b"})

    changes: list[tuple[Any, str]] = [
        ({"../../out.txt": "x"}, r"^metadata\.files\['\.\./\.\./out\.txt'\]: is no path"),
        ({"a": b"x"}, r"^metadata\.files\['a'\]: must be text"),
    ]
    files: Any = Changed.metadata.files
    for change, words in changes:
        files.update(change)
        with pytest.raises(ValuesError, match=words):
            export_chart(Changed, to=tmp_path / "one" / "two" / "chart")
        files.clear()
    crds: Any = Changed.metadata.crds
    crds.append(CRD)
    with pytest.raises(ValuesError, match=r"shops\.example\.com is there already"):
        package_chart(Changed, to=tmp_path)
    assert list(tmp_path.iterdir()) == []


FIELDS: dict[str, Any] = {
    "annotations": ["a"],
    "readme": 1,
    "license_text": b"Free.",
    "deprecated": 1,
    "keywords": "a",
    "sources": ["https://example.com"],
    "maintainers": ("a",),
    "crds": "a",
    "files": ["a"],
    "description": None,
}


@pytest.mark.parametrize("field", FIELDS)
def test_fields_of_other_types(field: str) -> None:
    """Each is named with what it must be."""
    with pytest.raises(ValuesError, match=rf"^metadata\.{field}: must be "):
        ChartMetadata(**{**vars(Small.metadata), field: FIELDS[field]})


CRDS: dict[str, Any] = {
    "another kind": {**CRD, "kind": "ConfigMap"},
    "an old version": {**CRD, "apiVersion": "apiextensions.k8s.io/v1beta1"},
    "another name": {**CRD, "metadata": {"name": "shops.example.org"}},
    "a name that leads elsewhere": {
        **CRD,
        "spec": {"group": "x/../../y", "names": {"plural": "a"}},
    },
    "no versions": {**CRD, "spec": {**CRD["spec"], "versions": []}},
    "no spec": {**CRD, "spec": None},
    "no YAML": "a: [",
    "a list": "- a",
    "two documents": f"{yaml.safe_dump(CRD)}---\n{yaml.safe_dump(OTHER)}",
    "a number": 1,
    "an object": {**CRD, "x": object()},
}


@pytest.mark.parametrize("case", CRDS)
def test_refuses_what_is_no_crd(case: str) -> None:
    """With the place in it."""
    with pytest.raises(ValuesError, match=r"^metadata\.crds\[0\]"):
        replace(Small.metadata, crds=[CRDS[case]])


def test_refuses_two_crds_of_one_name() -> None:
    """One would replace the other."""
    with pytest.raises(ValuesError, match=r"^metadata\.crds\[1\]\.metadata\.name: shops"):
        replace(Small.metadata, crds=[CRD, CRD])


RANGES = [
    *("^1.2", "~1.2.3", ">=1.30.0-0", "1.x", "*", "1.2 - 2.3.4", ">1, <2 || =3.1", "!=1.5.0 ^1"),
    *("v1.2", "~>1", "=>1", "1.2.3-rc.1+b", "*-0", "X", ">= 1.2.3 < 2", ">0-0", "1||2"),
]
WRONG_RANGES = [
    *("", "one", ">=", "1.2.3.4", ">=1<2", "1 || ", "== 1", ">>1", "01.2", "1,,2", "1 and 2"),
    *("^^1", "1.2.3-", "$1", "1.2.3-01", "9" * 30, "1 -2", "\n", "|1", "<1 ||| 2"),
]


@pytest.mark.helm
@pytest.mark.parametrize("wanted", [*RANGES, *WRONG_RANGES], ids=repr)
def test_ranges_are_read_by_both_helms(wanted: str, tmp_path: Path) -> None:
    """What is taken both of them read; what one of them does not read is refused."""
    if wanted in RANGES:
        assert Dependency("a", wanted).version == wanted
    else:
        with pytest.raises(ValuesError, match=r"^dependency\.version: must be a range"):
            Dependency("a", wanted)
    chart: dict[str, Any] = {"apiVersion": "v2", "name": "p", "version": "1.0.0"}
    chart["dependencies"] = [{"name": "a", "version": wanted}]
    inner = tmp_path / "charts" / "a"
    inner.mkdir(parents=True)
    (tmp_path / "Chart.yaml").write_text(yaml.safe_dump(chart))
    (inner / "Chart.yaml").write_text("apiVersion: v2\nname: a\nversion: 1.0.0\n")
    listed = [helm_python.dependency_list(tmp_path)[0]["status"]]
    listed.append(run("dependency", "list", tmp_path).splitlines()[1].split("\t")[-1].strip())
    if wanted in RANGES:
        assert "invalid version" not in listed


DEPENDENCIES: dict[str, dict[str, Any]] = {
    "name": {"name": "../a"},
    "alias": {"alias": "a b"},
    "repository": {"repository": "https://user:password@example.com"},
    "condition": {"condition": "a..b"},
    "tags": {"tags": ("a.b",)},
}


@pytest.mark.parametrize("field", DEPENDENCIES)
def test_refuses_dependencies_that_helm_would_not_take(field: str) -> None:
    """The field is named, and not what it was."""
    given: dict[str, Any] = {"name": "store", "version": "1"} | DEPENDENCIES[field]
    with pytest.raises(ValuesError, match=rf"^dependency[a-z ]*\.{field}(\[0\])?: must") as caught:
        Dependency(**given)
    assert "password@" not in str(caught.value)


def metadata_of(*dependencies: Dependency) -> ChartMetadata:
    """Return metadata with dependencies."""
    return replace(Small.metadata, dependencies=dependencies)


def test_refuses_dependencies_that_do_not_fit_together() -> None:
    """Two of one key, one of the chart's own name, values imported to the chart itself."""
    store, imported = Dependency("store", "1"), (ImportValues("a", "b.c"),)
    refused: list[tuple[tuple[Any, ...], str]] = [
        ((store, store), "give each copy an alias"),
        ((Dependency("small", "1", alias="x"),), "is this chart's own name"),
        ((Dependency("store", "1", import_values=imported),), "b.c is not below the key"),
        (("store",), "must be a tuple of Dependency"),
    ]
    for wrong, words in refused:
        with pytest.raises(ValuesError, match=words):
            metadata_of(*wrong)
    with pytest.raises(ValuesError, match="type: must be application"):
        replace(Small.metadata, type="library")


class Section(DependencyValues):
    """Values of a store."""

    enabled: bool = True
    """Install it."""

    mode: str = "x"
    """How."""


class StoreValues(ChartValues):
    """What can be set."""

    store: Section = Section()
    """Values of the store."""


class Store(HelmChart):
    """A chart without objects."""

    metadata = metadata_of(Dependency("store", "1", condition="store.enabled"))

    def __init__(
        self, scope: Construct, id: str, *, values: StoreValues, release: Release | None = None
    ) -> None:
        super().__init__(scope, id, values=values, release=release)


UNFIT: dict[str, tuple[tuple[Dependency, ...], str]] = {
    "no section": ((Dependency("store", "1"), Dependency("b", "1")), "has no section b"),
    "no dependency": ((), "the chart has no dependency store"),
    "no boolean": ((Dependency("store", "1", condition="store.mode"),), "store.mode is no boolean"),
    "no field": ((Dependency("store", "1", condition="store.on"),), "store.on is no boolean"),
    "no tag": ((Dependency("store", "1", tags=("a",)),), "tags.a is no boolean"),
    "imports": (
        (Dependency("store", "1", import_values=(ImportValues("a", "store"),)),),
        "values imported to store are among those",
    ),
}


@pytest.mark.parametrize("case", UNFIT)
def test_refuses_a_chart_that_does_not_know_its_dependencies(case: str) -> None:
    """Helm would say nothing, and do something else."""
    dependencies, words = UNFIT[case]

    class Unfit(Store):
        metadata = metadata_of(*dependencies)

    with pytest.raises(TemplateError, match=words):
        chart_files(Unfit)
    assert "condition: store.enabled" in chart_files(Store)["Chart.yaml"]


def test_refuses_maps_and_nulls_of_a_dependency() -> None:
    """In Helm they hold what the dependency has by default."""
    for kind, words in ((dict[str, str], "to a map"), (str | None, "where it is null")):
        with pytest.raises(TemplateError, match=words):
            type("Wrong", (DependencyValues,), {"__annotations__": {"it": kind}, "__doc__": "W."})
