"""Manifests as a file that a reviewer reads: a snapshot for syrupy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from todo_k8s.testing.extra import required

with required():
    from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


def manifests_yaml(manifests: Iterable[Mapping[str, Any]]) -> str:
    """Return manifests as YAML, one document per object, by kind, namespace and name.

    Keys stay in their order. The same manifests give the same text, in whatever order they come.
    """
    texts = (
        yaml.safe_dump(dict(each), sort_keys=False, allow_unicode=True)
        for each in sorted(manifests, key=_identity)
    )
    return "---\n".join(texts)


def _identity(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    metadata: Mapping[str, Any] = manifest.get("metadata") or {}
    parts = (manifest.get("kind"), metadata.get("namespace"), metadata.get("name"))
    return tuple(str(part or "") for part in parts)


class ManifestSnapshot(SingleFileSnapshotExtension):
    """Keeps what `render` returns as one YAML file: ``snapshot(extension_class=…)``."""

    file_extension = "yaml"
    _write_mode = WriteMode.TEXT

    def serialize(self, data: Any, **_: Any) -> str:
        """Return the file's text; a text is kept as it is."""
        return data if isinstance(data, str) else manifests_yaml(data)
