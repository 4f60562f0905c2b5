"""One place holds the version; everything else agrees."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version

import yaml

from tests.house.source import ROOT
from todo_k8s import TodoChatbot

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_chart_has_the_version_of_the_project() -> None:
    """The chart that is exported, the one that is committed and the package say one version."""
    wanted = PROJECT["version"]
    committed = yaml.safe_load((ROOT / "chart-export" / "Chart.yaml").read_text(encoding="utf-8"))
    assert TodoChatbot.metadata.version == wanted
    assert committed["version"] == wanted
    assert version("todo-k8s") == wanted


def test_version_is_semver() -> None:
    """Helm wants SemVer 2, Python wants PEP 440: three numbers are both."""
    assert re.fullmatch(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", PROJECT["version"])


def test_changelog_starts_with_the_version() -> None:
    """The newest heading of the changelog is this version, or what is not released yet."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[([^\]]+)\]", text, re.MULTILINE)
    versions = [heading for heading in headings if heading != "Unreleased"]
    assert versions[0] == PROJECT["version"]
