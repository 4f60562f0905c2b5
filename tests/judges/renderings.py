"""The renderings of todo-chatbot that outside judges look at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from todo_k8s import Release, render
from todo_k8s.helm.reading import read_values_file

ROOT = Path(__file__).parents[2]
VALUES_FILES = {
    "default": None,
    "production": ROOT / "examples" / "values" / "production.yaml",
    "all-switches": ROOT / "tests" / "judges" / "all-switches.yaml",
    **{path.stem: path for path in sorted(ROOT.glob("examples/applications/*.yaml"))},
}
RELEASE = Release(name="todo", namespace="todo")


def values_of(rendering: str) -> dict[str, Any]:
    """Return the values of a rendering, as a values file has them."""
    path = VALUES_FILES[rendering]
    return read_values_file(path) if path else {}


def as_installed(rendering: str) -> list[dict[str, Any]]:
    """Return the manifests with the namespace that `helm install --namespace todo` puts in."""
    manifests = render(values_of(rendering), RELEASE)
    for manifest in manifests:
        manifest["metadata"].setdefault("namespace", RELEASE.namespace)
    return manifests


def write_renderings(folder: Path) -> dict[str, Path]:
    """Write each rendering as a YAML file into `folder`, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: folder / f"{name}.yaml" for name in VALUES_FILES}
    for name, file in files.items():
        with file.open("w", encoding="utf-8") as stream:
            yaml.safe_dump_all(as_installed(name), stream, sort_keys=False)
    return files
