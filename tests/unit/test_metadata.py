"""What a chart says of itself is checked, and its versions are valid wherever they are printed."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from constructs import Construct

from tests.examples.rendering import MAJORS
from tests.unit.small_chart import Small
from todo_k8s import BackendService, Release
from todo_k8s.errors import ExportError, ValuesError
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, chart_files, export_chart, render
from todo_k8s.helm.folder.archive import archive_bytes
from todo_k8s.helm.reading import read_values
from todo_k8s.testing.helm_programs import HELM
from todo_k8s.testing.printed import canonical
from todo_k8s.values import ImageValues, WorkloadValues

METADATA = ChartMetadata(name="shop", version="1.0.0", app_version="2.1", description="A shop")
LABEL = re.compile(r"(([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])?")
IMAGE = re.compile(r"shop-api:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
VERSIONS = ["1.2.3+build7", f"v1@sha256:{'a' * 64}", "v" * 200, "-rc.", "+", "a b", "y", "1e3", ""]


class ShopValues(ChartValues):
    """What can be set."""

    api: WorkloadValues = WorkloadValues(image=ImageValues(repository="shop-api"))
    """The API."""


class Shop(HelmChart):
    """One service, whose image has the tag of the application's version."""

    metadata = METADATA

    def __init__(
        self, scope: Construct, id: str, *, values: ShopValues, release: Release | None = None
    ) -> None:
        super().__init__(scope, id, values=values, release=release)
        BackendService(self, "api", values=values.api)


REFUSED: dict[str, list[Any]] = {
    "name": ["", "../x", "a/b", "/a", ".", "..", "A", "a_b", "a.b", "-a", "a-", "0a", "a" * 64, 1],
    "version": [
        *("", "1", "1.2", "v1.2.3", "01.2.3", "1.2.3-", "1/../../x", "1.2.3\n", "1.2.3+a/b"),
        *(f"1.2.3-{'a' * 128}", 1.2, None),
    ],
    "app_version": ["\t", "1\n", "é", "\x1b[31m", 1.0, None],
}


@pytest.mark.parametrize(
    ("field", "value"),
    [(field, value) for field, values in REFUSED.items() for value in values],
    ids=repr,
)
def test_refuses_what_leads_elsewhere_or_is_none(field: str, value: Any) -> None:
    """The field is named, and not what it was."""
    with pytest.raises(ValuesError, match=rf"^metadata\.{field}: must be [^\x1b]*$"):
        replace(METADATA, **{field: value})


def test_names_every_fault_at_once() -> None:
    """One line for each field, annotations too."""
    wrong: dict[str, Any] = {"app_version": 1, "annotations": {"a": True}}
    with pytest.raises(ValuesError) as caught:
        replace(METADATA, name="", version="", **wrong)
    assert [fault.partition(":")[0] for fault in caught.value.faults] == [
        "metadata.name",
        "metadata.version",
        "metadata.app_version",
        "metadata.annotations",
    ]


@pytest.mark.parametrize("version", ["0.0.0", "1.2.3-rc.1+7", "10.20.30", "1.0.0--.a", "1.2.3+00"])
def test_takes_versions_of_semver(version: str) -> None:
    """Such as are valid by its second edition."""
    assert replace(METADATA, version=version).version == version


def test_name_and_version_are_enough() -> None:
    """The README has no empty lines for what is not said."""

    class Bare(Small):
        metadata = ChartMetadata("bare", "0.1.0")

    files = chart_files(Bare)
    assert read_values(files["Chart.yaml"]).keys() == {"apiVersion", "name", "type", "version"}
    assert files["README.md"].startswith("# bare\n\n## Values\n\n| Key |")


@pytest.mark.parametrize("name", ["y", "n", "on", "null", "e1", "x"])
def test_chart_yaml_holds_text(name: str) -> None:
    """Whatever YAML makes of words without quotes, Helm reads the name that was given."""
    said = read_values(replace(METADATA, name=name, app_version=name).to_yaml())
    assert (said["name"], said["appVersion"]) == (name, name)


@pytest.mark.helm
@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("version", VERSIONS, ids=repr)
def test_any_app_version_renders_alike_and_is_valid(
    version: str, major: str, tmp_path: Path
) -> None:
    """In labels and in the tags of images; without one there is no label, and the tag `latest`."""

    class Versioned(Shop):
        metadata = replace(METADATA, app_version=version)

    folder, file = export_chart(Versioned, to=tmp_path / "shop"), tmp_path / "values.yaml"
    file.write_text("{}")
    ours = render(Versioned, {}, Release())
    assert canonical(MAJORS[major](folder, file, Release())) == canonical(ours)
    check(ours, named=version != "")


@pytest.mark.helm
@pytest.mark.parametrize("version", VERSIONS[:-1], ids=repr)
def test_any_app_version_of_a_repackager_is_valid(version: str, tmp_path: Path) -> None:
    """`helm package` gives another version of the application, and of the chart."""
    folder = export_chart(Shop, to=tmp_path / "shop")
    chart_version = f"1.0.0-{'a' * 51}.1+b"  # its label is cut after the dot
    flags = (f"--app-version={version}", f"--version={chart_version}")
    run("package", folder, *flags, "-d", tmp_path)
    (archive,) = tmp_path.glob("*.tgz")
    printed = list(yaml.safe_load_all(run("template", "todo", archive, "--kube-version=1.34.0")))

    class Versioned(Shop):
        metadata = replace(METADATA, app_version=version, version=chart_version)

    check(printed, named=True)
    assert tags(printed) == tags(render(Versioned, {}))


def run(*arguments: str | Path) -> str:
    """Return what Helm 3 prints."""
    done = subprocess.run([HELM, *arguments], check=True, capture_output=True, encoding="utf-8")
    return done.stdout


def check(manifests: list[dict[str, Any]], *, named: bool) -> None:
    """Check that labels and images are valid, and whether the version is among the labels."""
    assert len(manifests) > 2
    for manifest in manifests:
        labels = manifest["metadata"]["labels"]
        assert all(LABEL.fullmatch(value) for value in labels.values()), labels
        assert ("app.kubernetes.io/version" in labels) == named
    assert all(IMAGE.fullmatch(tag) for tag in tags(manifests))
    assert named or tags(manifests) == ["shop-api:latest"]


def tags(manifests: list[dict[str, Any]]) -> list[str]:
    """Return the images of the Deployments."""
    return [
        container["image"]
        for manifest in manifests
        if manifest["kind"] == "Deployment"
        for container in manifest["spec"]["template"]["spec"]["containers"]
    ]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        *(("shop", path) for path in ("/a", "../a", "a/../b", "a\\b", "a\nb", "", "a/", "a/..")),
        *((name, "a") for name in ("..", ".", "", "a/../..", "/a", "\\")),
    ],
)
def test_nothing_leads_out_of_an_archive(name: str, path: str) -> None:
    """A name that would is refused, for the chart and for its files."""
    with pytest.raises(ExportError, match="is no name for a file in an archive"):
        archive_bytes(name, {"Chart.yaml": "", path: ""})


def test_files_of_charts_may_be_in_archives() -> None:
    """The rule takes what there is."""
    assert archive_bytes("shop", chart_files(Shop))
