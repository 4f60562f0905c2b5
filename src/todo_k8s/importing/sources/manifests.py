"""Manifests as somebody wrote them: without what the server adds, and without secrets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.comparing import Object, object_of
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.documents import Document
from todo_k8s.importing.sources.fitted import fitted
from todo_k8s.importing.sources.of_the_cluster import is_of_the_cluster, without_bound_disk
from todo_k8s.manifests.objects import HOOK, annotations_of, at, items_at

_OF_THE_SERVER = frozenset(
    [
        "creationTimestamp",
        "deletionGracePeriodSeconds",
        "deletionTimestamp",
        "finalizers",
        "generation",
        "managedFields",
        "ownerReferences",
        "resourceVersion",
        "selfLink",
        "uid",
    ]
)
_ANNOTATIONS_OF_OTHERS = (
    "kubectl.kubernetes.io/",
    "deployment.kubernetes.io/",
    "meta.helm.sh/",
    "autoscaling.alpha.kubernetes.io/",
    "pv.kubernetes.io/",
    "volume.beta.kubernetes.io/storage-provisioner",
    "volume.kubernetes.io/storage-provisioner",
    "kompose.",
)
_MADE_BY_OTHERS = frozenset(["Endpoints", "EndpointSlice", "Event", "ControllerRevision", "Lease"])
_CLUSTER_WIDE = frozenset(
    ["Namespace", "CustomResourceDefinition", "PersistentVolume", "Node", "StorageClass"]
)


class Manifest(NamedTuple):
    """A manifest, the file that it comes from, and whether that is of compose."""

    content: dict[str, Any]
    file: str
    is_composed: bool = False

    @property
    def object(self) -> Object:
        """What tells it from others."""
        return object_of(self.content)

    @property
    def hook(self) -> str:
        """When Helm makes it, as ``test`` or ``pre-install``; empty for an object of a release."""
        return f"{annotations_of(self.content).get(HOOK) or ''}"

    def __str__(self) -> str:
        return f"{self.object}"


class Manifests(NamedTuple):
    """The manifests of all files.

    Args:
        own: Those that somebody wrote, without Secrets.
        secrets: The keys of each Secret, by its name; never a value.
        owned: What makes each object that is left out for it, by the object's name.
    """

    own: list[Manifest]
    secrets: dict[str, list[str]]
    owned: Mapping[str, str] = {}


def read_manifests(documents: Iterable[Document], notes: Notes) -> Manifests:
    """Return the manifests in documents; what cannot be taken over is noted."""
    documents = [each for each in documents if not is_of_the_cluster(each.content)]
    served = _without_selector(documents)
    own: list[Manifest] = []
    secrets: dict[str, list[str]] = {}
    owned: dict[str, str] = {}
    for file, content, is_composed in documents:
        kind, metadata = content.get("kind"), content.get("metadata")
        if not isinstance(kind, str) or not is_map(metadata) or not _has_name(metadata):
            notes.lose(f"{file}: a document without kind or name is no manifest")
        elif kind == "Secret":
            secrets.setdefault(str(metadata["name"]), []).extend(_keys(content))
        elif metadata.get("ownerReferences"):  # a controller makes it anew
            owned.setdefault(f"{metadata['name']}", _owner(metadata))
        elif kind in _MADE_BY_OTHERS and _service_of(content) not in served:
            continue
        elif kind in _CLUSTER_WIDE:
            notes.lose(f"{kind} {metadata['name']}: belongs to the cluster; it stays as it is")
        else:
            own.append(_read(content, file, notes, is_composed=is_composed))
    return Manifests(own, secrets, owned)


def _owner(metadata: dict[str, Any]) -> str:
    """Return what the metadata of an object name as its owner, in words."""
    (owner, *_) = [*items_at(metadata, "ownerReferences"), {}]
    return " ".join(f"{owner[key]}" for key in ("kind", "name") if owner.get(key)) or "another"


def _without_selector(documents: Sequence[Document]) -> set[str]:
    """Return the Services whose addresses no controller finds, as they select no pods."""
    return {
        f"{at(each.content, 'metadata').get('name')}"
        for each in documents
        if each.content.get("kind") == "Service" and not at(each.content, "spec").get("selector")
    }


def _service_of(content: dict[str, Any]) -> str:
    """Return the Service that an Endpoints or EndpointSlice is of; empty for another object."""
    metadata = at(content, "metadata")
    if content.get("kind") == "Endpoints":
        return f"{metadata.get('name')}"
    return f"{at(metadata, 'labels').get('kubernetes.io/service-name') or ''}"


def _has_name(metadata: dict[str, Any]) -> bool:
    name = metadata.get("name")
    return bool(name) and not is_map(name) and not is_list(name)


def _read(content: dict[str, Any], file: str, notes: Notes, *, is_composed: bool) -> Manifest:
    """Return a manifest without what the server adds, and without what it refuses."""
    wrong: list[str] = []
    found = Manifest(fitted(without_traces(content), wrong.append), file, is_composed)
    for path in wrong:
        notes.lose(f"{found}: {path} is not valid in Kubernetes and is left out; correct it")
    return found


def _keys(secret: dict[str, Any]) -> list[str]:
    return [str(key) for field in ("data", "stringData") for key in at(secret, field)]


def without_traces(content: dict[str, Any]) -> dict[str, Any]:
    """Return a manifest without status and without what the server and other tools add."""
    own = without_bound_disk(content)
    kept = {key: value for key, value in own.items() if key != "status"}
    found: dict[str, Any] = _cleaned(kept)
    return found


def _cleaned(value: Any) -> Any:
    if is_list(value):
        return [_cleaned(item) for item in value]
    if not is_map(value):
        return value
    found = {key: _cleaned(item) for key, item in value.items()}
    if is_map(value.get("metadata")):
        found["metadata"] = _metadata(value["metadata"])
    return found


def _metadata(metadata: dict[str, Any]) -> dict[str, Any]:
    found = {key: item for key, item in metadata.items() if key not in _OF_THE_SERVER}
    annotations = at(metadata, "annotations")
    if annotations:
        own = {
            key: item
            for key, item in annotations.items()
            if not str(key).startswith(_ANNOTATIONS_OF_OTHERS)
        }
        found["annotations"] = own
        if not own:
            del found["annotations"]
    return found
