"""Manifests with the origins of their fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from todo_k8s.helm.compiled.reads import Read
from todo_k8s.helm.fields.free_form import copied
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list, is_map

Path = tuple[str | int, ...]
"""The keys and indices that lead to a field of a manifest."""


@dataclass(frozen=True, slots=True)
class Origins:
    """Where a field comes from.

    Args:
        reads: What its value is made of; nothing if the chart's code has it.
        conditions: What decides that it is there.
    """

    reads: tuple[Read, ...]
    conditions: tuple[Read, ...]


@dataclass(frozen=True)
class TracedManifest:
    """A manifest, and the origins of its fields.

    Args:
        manifest: The manifest.
        fields: The origins of each scalar, by its path; one that no value decides is not there.
        file: The template that it comes from.
        conditions: What decides that the manifest is there.
    """

    manifest: dict[str, Any] = field(repr=False)
    fields: Mapping[Path, Origins]
    file: str
    conditions: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar of a manifest, with its origins."""

    value: Any
    origins: Origins


def told_apart(content: Any, file: str) -> TracedManifest:
    """Take the leaves out of a manifest."""
    found: dict[Path, Origins] = {}
    manifest = copied(_without_leaves(content, (), found), as_yaml=True)
    whole = found.get(("kind",))  # which is there if the manifest is
    return TracedManifest(manifest, found, file, whole.conditions if whole else ())


@any_depth
def _without_leaves(content: Any, path: Path, found: dict[Path, Origins]) -> Any:
    if isinstance(content, Leaf):
        found[path] = content.origins
        return content.value
    if is_map(content):
        kind = cast("Any", type(content))
        return kind(
            (key, _without_leaves(item, (*path, key), found)) for key, item in content.items()
        )
    if is_list(content):
        return [
            _without_leaves(item, (*path, number), found) for number, item in enumerate(content)
        ]
    return content
