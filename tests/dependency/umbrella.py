"""An umbrella chart: one that depends on other charts, as both majors of Helm render it."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import helm_python
import yaml

from todo_k8s.testing.helm_programs import HELM, RefusedError, values_json

Manifests = dict[str, list[dict[str, Any]]]
"""The manifests of each copy of a chart, by the name that the copy has in the umbrella."""

_PLACE = ("--namespace=todo", "--kube-version=1.34.0")


class Parent:
    """A chart called ``umbrella`` in a folder, with the charts that it depends on.

    Args:
        folder: Where to write it.
        files: Its files.
        charts: The charts in it, each a folder's name with its files.
    """

    def __init__(
        self, folder: Path, files: Mapping[str, str], charts: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.folder = folder / "umbrella"
        inner = {
            f"charts/{name}/{path}": text
            for name, chart in charts.items()
            for path, text in chart.items()
        }
        for name, text in {**files, **inner}.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def render(
        self, major: str, values: Mapping[str, Any] | None = None, name: str = "todo"
    ) -> Manifests:
        """Return what a major of Helm renders, by copy; the umbrella's own are under ``""``.

        Raises:
            RefusedError: With what Helm says.
        """
        run = _by_helm_3 if major == "Helm 3" else _by_helm_4
        found: Manifests = {}
        for path, text in run(self.folder, dict(values or {}), name):
            copy = path.removeprefix("charts/").partition("/")[0] if "charts/" in path else ""
            documents = yaml.safe_load_all(text)
            found.setdefault(copy, []).extend(filter(None, documents))
        return {copy: manifests for copy, manifests in found.items() if manifests}


class Umbrella(Parent):
    """A parent chart written by hand.

    Args:
        folder: Where to write it.
        charts: The charts in it, each a folder's name with its files.
        dependencies: What Chart.yaml says of them; the version is added.
        values: Its values.yaml.
        templates: Templates of its own, by file name.
    """

    def __init__(
        self,
        folder: Path,
        charts: Mapping[str, Mapping[str, str]],
        dependencies: Sequence[Mapping[str, Any]],
        values: Mapping[str, Any] | None = None,
        templates: Mapping[str, str] | None = None,
    ) -> None:
        wanted = [{"version": ">=0-0", **each} for each in dependencies]
        chart = {"apiVersion": "v2", "name": "umbrella", "version": "1.0.0", "dependencies": wanted}
        files = {"Chart.yaml": yaml.safe_dump(chart), "values.yaml": values_json(values or {})}
        files |= {f"templates/{name}": text for name, text in (templates or {}).items()}
        super().__init__(folder, files, charts)


def _by_helm_3(folder: Path, values: dict[str, Any], name: str) -> list[tuple[str, str]]:
    given = folder.with_name("values.json")
    given.write_text(values_json(values), encoding="utf-8")
    done = subprocess.run(
        [HELM, "template", name, folder, *_PLACE, "--values", given],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise RefusedError(done.stderr)
    documents = done.stdout.split("---\n# Source: ")
    return [
        (head.removeprefix("umbrella/"), text)
        for head, _, text in (document.partition("\n") for document in documents)
    ]


def _by_helm_4(folder: Path, values: dict[str, Any], name: str) -> list[tuple[str, str]]:
    try:
        with helm_python.Chart.load(folder) as chart:  # a rendering changes it
            printed = chart.render(values, name=name, namespace="todo")
    except helm_python.HelmError as error:
        raise RefusedError(str(error)) from error
    return [
        (path.removeprefix("umbrella/"), text)
        for path, text in printed.items()
        if path.endswith(".yaml")
    ]
