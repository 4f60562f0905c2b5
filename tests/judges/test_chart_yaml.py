"""Chart.yaml is what chart-testing, Artifact Hub and Helm's documentation ask for."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from releasing.changelog import KINDS, THE_CHART, entries
from tests.judges.renderings import ROOT
from todo_k8s.helm.chart.metadata import ChartMetadata, Maintainer
from todo_k8s.helm.plain.shapes import is_list

SEMVER = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
    r"(-(0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?"
    r"(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?"
)
LISTS = {
    "artifacthub.io/changes": {"kind", "description"},
    "artifacthub.io/images": {"name", "image"},
    "artifacthub.io/links": {"name", "url"},
    "artifacthub.io/recommendations": {"url"},
    "artifacthub.io/screenshots": {"title", "url"},
}
"""Annotations that hold a YAML list, and the keys of its items."""

WORDS = {
    "artifacthub.io/category": {
        *("ai-machine-learning", "database", "integration-delivery", "monitoring-logging"),
        *("networking", "security", "storage", "streaming-messaging", "skip-prediction"),
    },
    "artifacthub.io/prerelease": {"true", "false"},
    "artifacthub.io/containsSecurityUpdates": {"true", "false"},
    "artifacthub.io/license": {"Apache-2.0"},
}


def faults(text: str) -> list[str]:
    """Return what is wrong with a Chart.yaml."""
    chart: dict[str, Any] = yaml.safe_load(text)
    urls = [chart.get("home"), chart.get("icon"), *chart.get("sources", [])]
    people: list[dict[str, str]] = chart.get("maintainers", [])
    return [
        *(["apiVersion"] if chart.get("apiVersion") != "v2" else []),
        *(["name"] if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", chart["name"]) else []),
        *(["version"] if not SEMVER.fullmatch(str(chart["version"])) else []),
        *(["appVersion"] if not isinstance(chart.get("appVersion"), str) else []),
        *(["description"] if not 20 <= len(chart.get("description", "")) <= 300 else []),
        *(["maintainers"] if not people else []),
        *("maintainers" for person in people if not person.get("name") or _no_address(person)),
        *(f"URL {url}" for url in [*urls, *(each.get("url") for each in people)] if _no_url(url)),
        *(key for key, value in chart.get("annotations", {}).items() if _wrong(key, value)),
    ]


def _no_address(person: dict[str, str]) -> bool:
    return not (person.get("email") or person.get("url"))


def _no_url(url: str | None) -> bool:
    parts = urlsplit(url or "")
    return parts.scheme != "https" or "." not in parts.netloc or " " in (url or "")


def _wrong(key: str, value: object) -> bool:
    """Tell whether an annotation is not a string of the form that its key asks for."""
    if not isinstance(value, str):
        return True
    if key in LISTS:
        items: Any = yaml.safe_load(value)
        return not is_list(items) or any(LISTS[key] - set(item) for item in items)
    return value not in WORDS.get(key, {value})


def test_chart_yaml_is_complete() -> None:
    """Nothing is missing or of another form."""
    text = (ROOT / "chart-export" / "Chart.yaml").read_text(encoding="utf-8")
    assert faults(text) == []
    annotations = yaml.safe_load(text)["annotations"]
    assert {*LISTS, *WORDS} <= set(annotations)


def test_screenshots_are_in_the_project() -> None:
    """Each picture that the annotation names is there, and its link leads to it."""
    chart = yaml.safe_load((ROOT / "chart-export" / "Chart.yaml").read_text(encoding="utf-8"))
    shown = yaml.safe_load(chart["annotations"]["artifacthub.io/screenshots"])
    paths = [each["url"].partition("/main/")[2] for each in shown]
    assert paths
    assert all((ROOT / path).read_bytes().startswith(b"\x89PNG") for path in paths)


def test_changes_are_those_of_the_changelog() -> None:
    """Artifact Hub shows what the changelog says of this version."""
    chart = yaml.safe_load((ROOT / "chart-export" / "Chart.yaml").read_text(encoding="utf-8"))
    entry = entries((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))[chart["version"]]
    changes = yaml.safe_load(chart["annotations"]["artifacthub.io/changes"])
    ours = [change for change in entry.changes if change.subject == THE_CHART]
    wanted = [{"kind": change.kind, "description": change.description} for change in ours]
    assert changes == wanted, "run: nox -s package-chart"
    assert {change["kind"] for change in changes} <= set(KINDS)


def test_images_of_the_annotation_are_those_of_the_pods() -> None:
    """Artifact Hub scans what is listed, so all that runs by default is listed."""
    chart = yaml.safe_load((ROOT / "chart-export" / "Chart.yaml").read_text(encoding="utf-8"))
    listed = {
        item["image"] for item in yaml.safe_load(chart["annotations"]["artifacthub.io/images"])
    }
    values = yaml.safe_load((ROOT / "chart-export" / "values.yaml").read_text(encoding="utf-8"))
    images = [values[part]["image"] for part in ("backend", "frontend", "tests")]
    version = chart["appVersion"]
    assert listed == {f"{each['repository']}:{each['tag'] or version}" for each in images}


GOOD = ChartMetadata(
    name="a-chart",
    version="1.2.3-rc.1+build.5",
    app_version="1.0",
    description="A chart that says what it is.",
    home="https://example.com",
    icon="https://example.com/icon.svg",
    maintainers=(Maintainer(name="team", email="team@example.com", url="https://example.com"),),
    annotations={"artifacthub.io/links": "- name: a\n  url: https://example.com\n"},
)

BAD = {
    "version": ("1.2.3-rc.1+build.5", "01.2"),
    "appVersion": ('appVersion: "1.0"', "appVersion: 1.0"),
    "name": ("a-chart", "A_Chart"),
    "apiVersion": ("apiVersion: v2", "apiVersion: v1"),
    "description": ("A chart that says what it is.", "Chart."),
    "maintainers": ("maintainers:", "others:"),
    "URL http://example.com/icon.svg": (
        "https://example.com/icon.svg",
        "http://example.com/icon.svg",
    ),
    "artifacthub.io/links": ("- name: a", "- title: a"),
}


def test_takes_what_the_writer_makes() -> None:
    """The check itself takes a Chart.yaml that is right."""
    assert faults(GOOD.to_yaml()) == []


@pytest.mark.parametrize("fault", BAD)
def test_refuses_an_incomplete_chart_yaml(fault: str) -> None:
    """And notices each thing that can be wrong."""
    assert faults(GOOD.to_yaml().replace(*BAD[fault])) == [fault]
