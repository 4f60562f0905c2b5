"""What is generated anew by each Helm, made comparable with what Python says of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from todo_k8s.helm.chart.existing import ALIKE, could_be
from todo_k8s.helm.plain.shapes import is_map

Place = tuple[Any, ...]


def settled(theirs: list[str], ours: list[str]) -> list[str]:
    """Return canonical manifests with the texts of `Alike` in place of what was generated.

    Args:
        theirs: Manifests in which texts are random.
        ours: Manifests that say what is generated, for which keys of which Secret, and how long
            it is. Any other text in its place stays, and is a difference.
    """
    wanted = {_place(secret): secret["data"] for secret in _generated(ours)}
    if not wanted:
        return theirs
    return sorted(_settled(json.loads(text), wanted) for text in theirs)


def holds_generated(manifests: list[str]) -> bool:
    """Tell whether canonical manifests say that something in them is generated."""
    return any(True for _ in _generated(manifests))


def _generated(manifests: list[str]) -> Iterator[dict[str, Any]]:
    yield from (json.loads(text) for text in manifests if f'": "{ALIKE}' in text)


def _place(manifest: dict[str, Any]) -> Place:
    metadata = manifest["metadata"]
    return manifest["kind"], metadata.get("namespace"), metadata["name"]


def _settled(manifest: Any, wanted: dict[Place, dict[str, str]]) -> str:
    if is_map(manifest) and manifest.get("kind") == "Secret":
        data: dict[str, Any] = manifest.get("data") or {}
        for key, alike in wanted.get(_place(manifest), {}).items():
            if could_be(data.get(key), alike):
                data[key] = alike
    return json.dumps(manifest, sort_keys=True)
