"""What a cluster has of a release, in the fields that manifests set.

All other fields are those of the API server, of controllers or of somebody else, and an upgrade
leaves them: Helm changes what the manifests of the release or of its upgrade have.

References:
    https://helm.sh/docs/faq/changes_since_helm2/#improved-upgrade-strategy-3-way-strategic-merge-patches
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from typing import Any

from todo_k8s.diff.matching import counterparts
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.manifests.objects import at, flat, identity_of, is_hook


def as_deployed(
    released: Iterable[Any], live: Iterable[Any], wanted: Iterable[Any], namespace: str = ""
) -> list[dict[str, Any]]:
    """Return the objects of a release as the cluster has them, without those that it lost.

    Hooks are returned as they were released, as they come and go.

    Args:
        released: The manifests of the release.
        live: What the cluster has of them.
        wanted: The manifests that are to be.
        namespace: The namespace of objects that name none.
    """
    there = {identity_of(each, namespace): each for each in flat(live)}
    after = {identity_of(each, namespace): each for each in flat(wanted)}
    found: list[dict[str, Any]] = []
    for manifest in flat(released):
        identity = identity_of(manifest, namespace)
        if is_hook(manifest):
            found.append(manifest)
        elif identity in there:
            written = [manifest, *([after[identity]] if identity in after else [])]
            found.append(_written(_with_texts(there[identity], written), written))
    return found


def _with_texts(live: dict[str, Any], written: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return a Secret with those entries as text that manifests have as text."""
    keys = {key for manifest in written for key in at(manifest, "stringData")}
    data = at(live, "data")
    texts = {key: _decoded(value) for key, value in data.items() if key in keys}
    if live.get("kind") != "Secret" or not texts:
        return live
    rest = {key: value for key, value in data.items() if key not in keys}
    return {**live, "data": rest, "stringData": texts}


def _decoded(value: Any) -> str:
    return base64.b64decode(str(value)).decode(errors="replace")


@any_depth
def _written(live: Any, written: Sequence[Any], name: object = "") -> Any:
    """Return what is in live content at the fields that one of several manifests has."""
    if is_map(live) and (maps := [each for each in written if is_map(each)]):
        return {
            key: _written(item, [each[key] for each in maps if key in each], key)
            for key, item in live.items()
            if any(key in each for each in maps)
        }
    if is_list(live) and (lists := [each for each in written if is_list(each)]):
        return _items(live, lists, name)
    return live


def _items(live: list[Any], written: Sequence[list[Any]], name: object) -> list[Any]:
    """Return the items that a manifest has too; all of a list whose items nothing identifies."""
    found = [counterparts(name, live, each) for each in written]
    if any(each is None for each in found):
        return live
    several = ([each[place] for each in found if each] for place in range(len(live)))
    partners = [[each for each in ours if each is not None] for ours in several]
    return [_written(item, ours) for item, ours in zip(live, partners, strict=True) if ours]
