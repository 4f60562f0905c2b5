"""The manifests in the pages, and the values that some of them hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from docs_site.markdown import Block
from tests.documents.pages import GUIDES, blocks_of

Manifest = dict[str, Any]


def manifests(block: Block) -> list[Manifest]:
    """Return the manifests in a block of YAML; none if it is a values file."""
    found: list[Any] = [*yaml.safe_load_all(block.text)]
    return found if all(isinstance(each, dict) and "kind" in each for each in found) else []


def all_manifests() -> Iterator[tuple[str, Manifest]]:
    """Yield each manifest of the pages, with where it is."""
    for page in GUIDES:
        for block in blocks_of(page):
            if block.language == "yaml" and block.label != "refused":
                for manifest in manifests(block):
                    yield f"{page}:{block.line}/{manifest['kind']}", manifest


def values_in(manifest: Manifest) -> Manifest | None:
    """Return the values of the chart in what installs it: of Argo CD or of Flux."""
    spec: Any = manifest.get("spec", {})
    found: dict[str, Any] = {
        "Application": spec.get("source", {}).get("helm", {}).get("valuesObject"),
        "HelmRelease": spec.get("values"),
    }
    return found.get(manifest["kind"])
