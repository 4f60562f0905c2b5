"""Imports of the files in this folder, each once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from todo_k8s import render
from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.foreign.connections import connections_in
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.translator import translate
from todo_k8s.importing.imported import Imported, imported
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.reading import Import, imported_files
from todo_k8s.importing.secret_keys import SecretKeys
from todo_k8s.importing.sources.documents import Document, documents_in
from todo_k8s.importing.sources.manifests import Manifests, read_manifests
from todo_k8s.importing.wishes import Wishes
from todo_k8s.todo_chatbot.compiled import compiled_chart
from todo_k8s.todo_chatbot.metadata import RELEASE

FOLDER = Path(__file__).parent
FILES = sorted([*FOLDER.glob("compose/*.yaml"), *FOLDER.glob("manifests/*.yaml")])


@cache
def imported_file(name: str) -> Import:
    """Return the import of a file of this folder."""
    path = FOLDER / name
    return imported_text(path.read_bytes(), path.name)


def imported_text(text: str | bytes, name: str = "in.yaml") -> Import:
    """Return the import of a compose file, or of manifests."""
    data = text.encode() if isinstance(text, str) else text
    return imported_files(compiled_chart(), [(data, name)], Wishes(), Notes(), RELEASE)


def text_of(name: str) -> str:
    """Return the values file of an import."""
    return imported_file(name).text(compiled_chart().model)


def values_of(name: str) -> dict[str, Any]:
    """Return the values that the values file of an import holds."""
    values: dict[str, Any] = yaml.safe_load(text_of(name))
    return values


def again(manifests: list[dict[str, Any]]) -> Imported:
    """Return the import of manifests that the chart rendered."""
    documents = [Document("rendered.yaml", each) for each in manifests]
    return imported(compiled_chart(), documents, Wishes(), Notes(), RELEASE)


def deployment(name: str = "api", **spec: Any) -> Any:
    """Return a Deployment of one container that is called like it."""
    main = {"name": name, "image": f"acme/{name}:1", "ports": [{"containerPort": 8000}]}
    pod = {"metadata": {"labels": {"app": name}}, "spec": {"containers": [main], **spec}}
    return {"kind": "Deployment", "metadata": {"name": name}, "spec": {"template": pod}}


def manifests_of(*manifests: dict[str, Any]) -> Manifests:
    """Return manifests as an import reads them."""
    data = yaml.safe_dump_all(manifests).encode()
    return read_manifests(documents_in(data, "f"), Notes())


def translated(*manifests: dict[str, Any]) -> Translation:
    """Return the translation of manifests, before values are looked for."""
    found = manifests_of(*manifests)
    translation = Translation(found, "todo", Notes(), connections_in(found.own), SecretKeys())
    translate(translation)
    return translation


def without_secrets(manifests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return manifests without Secrets, and without the checksums of their values."""
    return [_bare(each) for each in manifests if each["kind"] != "Secret"]


def _bare(value: Any) -> Any:
    if is_list(value):
        return [_bare(each) for each in value]
    if not is_map(value):
        return value
    sums = {"checksum/secret", "checksum/secret-files"}
    found = {key: _bare(item) for key, item in value.items() if key not in sums}
    return {key: item for key, item in found.items() if key != "annotations" or item}


def rendered(values: dict[str, Any], release: Release) -> list[dict[str, Any]]:
    """Return the manifests of values, without Secrets."""
    return without_secrets(render(values, release))
