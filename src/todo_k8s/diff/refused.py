"""Changes that the API server refuses, as a field cannot change once the object exists."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from todo_k8s.diff.changes import FieldChange, field_changes, path_text
from todo_k8s.diff.defaults import worth
from todo_k8s.diff.effects import Effect
from todo_k8s.diff.immutable import (
    FIXED,
    JOB,
    ON_DELETE,
    ORPHAN,
    POD,
    RECREATE,
    RENAME,
    STATEFUL_SET,
    STATEFUL_SET_SINCE,
    SUSPENDED,
    VOLUME,
)
from todo_k8s.manifests.objects import (
    Identity,
    at,
    group_of,
    is_hook,
    is_recreated,
    items_at,
    texts_at,
    value_at,
)

Version = tuple[int, int]
_CONTAINERS = (["containers"], ["initContainers"])
_CLAIM = (
    "make a claim of another name and copy the data; a new size alone is accepted if it is larger "
    "and the StorageClass has allowVolumeExpansion"
)


@dataclass(frozen=True)
class _Refusal:
    """A field that cannot change in this way."""

    path: str
    why: str
    remedy: str


def refused(
    old: dict[str, Any], new: dict[str, Any], identity: Identity, kubernetes: Version
) -> Iterator[Effect]:
    """Yield what the API server refuses about the change of an object.

    Args:
        old: The object, as `with_defaults` returns it.
        new: What it is to become.
        identity: What identifies it.
        kubernetes: The version of Kubernetes.
    """
    if is_hook(new) and is_recreated(new):
        return
    key = group_of(new), identity.kind
    fields, remedy = FIXED.get(key, ((), ""))
    found = [_Refusal(path, "cannot change", remedy) for path in fields if _differs(old, new, path)]
    if key in _CHECKS:
        found += _CHECKS[key](old, new, kubernetes)
    for refusal in found:
        told = refusal.remedy.replace("{kind}", identity.kind.lower())
        told = told.replace("{name}", identity.name)
        yield Effect("refused", identity, f"{refusal.path} {refusal.why}", told, (refusal.path,))


def _differs(old: Any, new: Any, path: str) -> bool:
    keys = path.split(".")
    return _changed(value_at(old, *keys), value_at(new, *keys))


def _changed(old: Any, new: Any) -> bool:
    return next(field_changes(old, new), None) is not None


def _changes(old: Any, new: Any, *path: str) -> list[FieldChange]:
    return [*field_changes(at(old, *path), at(new, *path), path)]


def _stateful_set(old: Any, new: Any, kubernetes: Version) -> Iterator[_Refusal]:
    later = {name for name, since in STATEFUL_SET_SINCE.items() if kubernetes >= since}
    for name in _changed_keys(at(old, "spec"), at(new, "spec")):
        if name not in STATEFUL_SET | later:
            yield _Refusal(f"spec.{name}", "cannot change", ORPHAN)
    strategy, wanted = (at(each, "spec", "updateStrategy") for each in (old, new))
    if wanted.get("type") == "OnDelete" != strategy.get("type") and "rollingUpdate" not in strategy:
        why = "is still there, as the API server has filled it in, and OnDelete takes none"
        yield _Refusal("spec.updateStrategy.rollingUpdate", why, ON_DELETE)


def _changed_keys(old: Any, new: Any) -> list[str]:
    keys = dict.fromkeys([*old, *new])
    return [key for key in keys if _changed(old.get(key), new.get(key))]


def _job(old: Any, new: Any, _kubernetes: Version) -> Iterator[_Refusal]:
    before, after = at(old, "spec"), at(new, "spec")
    template = before.get("template"), after.get("template")
    if before.get("suspend") is True:
        template = _scheduled_anywhere(template[0]), _scheduled_anywhere(template[1])
    if _changed(*template):
        yield _Refusal("spec.template", "cannot change", JOB)
    count, wanted = (each.get("completions", _completions(each)) for each in (before, after))
    if count != wanted and not (
        after.get("completionMode") == "Indexed" and wanted == after.get("parallelism", 1)
    ):
        why = "can change only together with spec.parallelism, to the same number, if it is Indexed"
        yield _Refusal("spec.completions", why, JOB)


def _completions(spec: Any) -> int | None:
    """Return the completions of a Job that sets none: 1, unless it sets its parallelism."""
    return None if "parallelism" in spec else 1


def _scheduled_anywhere(template: Any) -> Any:
    """Return a pod template without what can change while a Job is suspended."""
    spec = {key: each for key, each in at(template, "spec").items() if key not in SUSPENDED}
    affinity = {
        key: each for key, each in at(template, "spec", "affinity").items() if key != "nodeAffinity"
    }
    return {"spec": {**spec, "affinity": affinity}}


def _pod(old: Any, new: Any, _kubernetes: Version) -> Iterator[_Refusal]:
    before, after = at(old, "spec"), at(new, "spec")
    for change in _changes(old, new, "spec"):
        names = [str(step) for step in change.path]
        is_image = names[1:2] in _CONTAINERS and names[3:] == ["image"]
        if not is_image and not POD & {*names[1:2]}:
            yield _Refusal(path_text(change.path), "cannot change", RECREATE)
    kept = items_at(after, "tolerations")
    if any(each not in kept for each in items_at(before, "tolerations")):
        yield _Refusal("spec.tolerations", "can only become more", RECREATE)


def _claim(old: Any, new: Any, _kubernetes: Version) -> Iterator[_Refusal]:
    for change in _changes(old, new, "spec"):
        names = [str(step) for step in change.path[1:]]
        if names[:2] != ["resources", "requests"] and names[:1] != ["volumeAttributesClassName"]:
            yield _Refusal(path_text(change.path), "cannot change", _CLAIM)
    if (sizes := sizes_of(old, new)) is not None and sizes[1] < sizes[0]:
        where = "spec.resources.requests.storage"
        yield _Refusal(where, "cannot become smaller", "keep the size; a claim cannot shrink")


def sizes_of(old: Any, new: Any) -> tuple[Any, Any] | None:
    """Return the sizes of a claim before and after, as numbers; None if one has none."""
    before, after = (worth(_storage(each)) for each in (old, new))
    return None if before is None or after is None else (before, after)


def _storage(claim: Any) -> Any:
    return at(claim, "spec", "resources", "requests").get("storage")


def _service(old: Any, new: Any, _kubernetes: Version) -> Iterator[_Refusal]:
    before, after = at(old, "spec"), at(new, "spec")
    types = before.get("type"), after.get("type")
    if "ExternalName" in types:
        return
    address, wanted = before.get("clusterIP"), after.get("clusterIP")
    if wanted and address != wanted:
        why = "cannot change, and the cluster has chosen an address already"
        yield _Refusal("spec.clusterIP", why if not address else "cannot change", RECREATE)
    families = texts_at(before, "ipFamilies"), texts_at(after, "ipFamilies")
    if all(families) and families[0][:1] != families[1][:1]:
        yield _Refusal("spec.ipFamilies", "cannot change in its first family", RECREATE)
    if types == ("LoadBalancer", "LoadBalancer") and (
        before.get("loadBalancerClass") != after.get("loadBalancerClass")
    ):
        why = "cannot change while the type is LoadBalancer"
        yield _Refusal("spec.loadBalancerClass", why, RECREATE)


def _data(old: Any, new: Any, _kubernetes: Version) -> Iterator[_Refusal]:
    """Yield what cannot change of an immutable ConfigMap or Secret."""
    if old.get("immutable") is not True:
        return
    if new.get("immutable") is not True:
        yield _Refusal("immutable", "cannot be taken back", RENAME)
    for key in ("data", "binaryData"):
        if _changed(_content(old, key), _content(new, key)):
            yield _Refusal(key, "cannot change, as the object is immutable", RENAME)


def _content(manifest: Any, key: str) -> dict[str, Any]:
    """Return the data of an object; ``stringData`` of a Secret becomes part of it."""
    found: dict[str, Any] = at(manifest, key)
    texts: dict[str, Any] = at(manifest, "stringData") if key == "data" else {}
    return {
        **found,
        **{name: base64.b64encode(str(text).encode()).decode() for name, text in texts.items()},
    }


def _volume(old: Any, new: Any, _kubernetes: Version) -> Iterator[_Refusal]:
    before, after = at(old, "spec"), at(new, "spec")
    for name in _changed_keys(before, after):
        first = name == "nodeAffinity" and name not in before
        if name not in VOLUME and not first:
            yield _Refusal(f"spec.{name}", "cannot change", RENAME)


_CHECKS: dict[tuple[str, str], Callable[[Any, Any, Version], Iterator[_Refusal]]] = {
    ("apps", "StatefulSet"): _stateful_set,
    ("batch", "Job"): _job,
    ("", "Pod"): _pod,
    ("", "PersistentVolumeClaim"): _claim,
    ("", "PersistentVolume"): _volume,
    ("", "Service"): _service,
    ("", "ConfigMap"): _data,
    ("", "Secret"): _data,
}
"""What is asked beyond the table of fields."""
