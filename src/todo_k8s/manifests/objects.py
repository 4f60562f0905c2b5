"""Objects: what identifies one, which of them Helm treats as hooks, and where their fields are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map

Manifest = Mapping[str, Any]
"""One object, as JSON has it."""

HOOK = "helm.sh/hook"
KEPT = "helm.sh/resource-policy"
_DELETED_WHEN = "helm.sh/hook-delete-policy"
_RECREATED = "before-hook-creation"
_ARGO_HOOK = "argocd.argoproj.io/hook"
_ARGO_DELETED_WHEN = "argocd.argoproj.io/hook-delete-policy"


@dataclass(frozen=True, order=True)
class Identity:
    """What identifies an object in a cluster; `str` is how messages name it."""

    kind: str
    name: str
    namespace: str = ""
    group: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


def identity_of(manifest: Manifest, namespace: str = "") -> Identity:
    """Return what identifies a manifest's object.

    Args:
        manifest: The object.
        namespace: The namespace of objects that name none: the release's.
    """
    metadata = at(manifest, "metadata")
    name = metadata.get("name") or f"{metadata.get('generateName') or ''}*"
    place = metadata.get("namespace") or namespace
    return Identity(str(manifest.get("kind", "")), str(name), str(place), group_of(manifest))


def group_of(manifest: Manifest) -> str:
    """Return the API group of a manifest: ``apps``, or nothing for the core group."""
    group, slash, _version = str(manifest.get("apiVersion", "")).rpartition("/")
    return group if slash else ""


def value_at(content: Any, *path: str) -> Any:
    """Return the value of a manifest at a path of keys; None where there is none."""
    for key in path:
        content = content.get(key) if is_map(content) else None
    return content


def at(content: Any, *path: str) -> dict[str, Any]:
    """Return the map at a path of keys; an empty one where there is none, or something else.

    Manifests may be wrong: to say so is up to the API server.
    """
    found = value_at(content, *path)
    return found if is_map(found) else {}


def items_at(content: Any, *path: str) -> list[dict[str, Any]]:
    """Return the maps in the list at a path of keys; none where there is no list."""
    found = value_at(content, *path)
    return [item for item in found if is_map(item)] if is_list(found) else []


def texts_at(content: Any, *path: str) -> list[str]:
    """Return what is in the list at a path of keys, as texts; nothing where there is no list."""
    found = value_at(content, *path)
    return [*map(str, found)] if is_list(found) else []


def flat(manifests: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield the objects among documents, and those in lists such as ``kind: List``."""
    return (each for each in unlisted(manifests) if each.get("kind"))


def unlisted(documents: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield the maps among documents, and in place of a ``kind: List`` those in it."""
    for document in documents:
        if not is_map(document):
            continue
        if str(document.get("kind", "")).endswith("List") and is_list(document.get("items")):
            yield from unlisted(document["items"])
        else:
            yield document


def annotations_of(manifest: Manifest) -> Mapping[str, Any]:
    """Return the annotations of an object."""
    return at(manifest, "metadata", "annotations")


def is_hook(manifest: Manifest) -> bool:
    """Tell whether an object is a hook of Helm or Argo CD, and so no part of the release."""
    return not {HOOK, _ARGO_HOOK}.isdisjoint(annotations_of(manifest))


def is_recreated(manifest: Manifest) -> bool:
    """Tell whether a hook is deleted before it is created again, so that all of it can change.

    That is what Helm does where no policy is given.
    """
    found = annotations_of(manifest)
    policy = str(found.get(_DELETED_WHEN) or _RECREATED)
    argo = str(found.get(_ARGO_DELETED_WHEN) or "BeforeHookCreation")
    return (HOOK in found and _RECREATED in policy.replace(" ", "").split(",")) or (
        HOOK not in found and _ARGO_HOOK in found and "BeforeHookCreation" in argo
    )


def is_kept(manifest: Manifest) -> bool:
    """Tell whether Helm leaves an object in the cluster when the chart no longer has it."""
    return annotations_of(manifest).get(KEPT) == "keep"
