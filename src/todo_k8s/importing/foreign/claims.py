"""Claims of other charts' pods: the first that is a pod's own becomes its `persistence`."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.importing.foreign.labels import described
from todo_k8s.importing.foreign.migrations import migrates
from todo_k8s.importing.foreign.pods import filled
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at, items_at
from todo_k8s.manifests.pods import references, template_of
from todo_k8s.services.kubernetes_fields import CLAIM

VOLUME = "persistent"
"""What the chart calls the volume of `persistence`."""

_KEPT = ("accessModes", "resources", "storageClassName", *CLAIM.passed_on)
_OF_BINDERS = ("helm.sh/", "pv.kubernetes.io/", "volume.")
_SHARED = frozenset(["ReadWriteMany", "ReadOnlyMany"])


def add_claim(translation: Translation, workload: Workload, spec: dict[str, Any]) -> None:
    """Give the first claim that is this pod's own to `persistence`; others stay volumes."""
    own: list[tuple[dict[str, Any], str]] = []
    persistent = ""
    for volume in items_at(spec, "volumes"):
        claim = f"{at(volume, 'persistentVolumeClaim').get('claimName') or ''}"
        users = [each.object.name for each in translation.manifests.own if _mounts(each, claim)]
        if len(users) > 1:
            _note_shared(translation, claim, users)
        elif claim and _is_mounted_whole(spec, volume["name"]):
            own.append((volume, claim))
    if own:
        persistent = own[0][1]
        _add(translation, workload, spec, *own[0])
    for template in _templates_of(workload):
        if _name_of(template) != persistent:
            _make(translation, workload, spec, template)


def _make(
    translation: Translation,
    workload: Workload,
    spec: dict[str, Any],
    template: dict[str, Any],
) -> None:
    """Have a claim of a StatefulSet made beside the chart's own, which cannot be `persistence`."""
    old = _name_of(template)
    name = translation.named(f"{translation.roles.slots[workload.name]}-{old}")
    for volume in items_at(spec, "volumes"):
        claim = at(volume, "persistentVolumeClaim")
        if claim.get("claimName") == old:
            claim["claimName"] = name
    made = _claim(name, template)
    translation.rest.append(Manifest(made, workload.manifest.file))
    translation.notes.ask(
        f"the data of {workload.name} stays on the old claims of {old}; copy it into the claim "
        f"{name}"
    )


def _note_shared(translation: Translation, claim: str, users: list[str]) -> None:
    """Say what a claim needs that several mount; it keeps its name."""
    found = translation.one("PersistentVolumeClaim", claim)
    if found is not None and not _SHARED & {*_modes(found)}:
        translation.notes.ask(
            f"the claim {claim} is mounted by {' and '.join(users)}: give it the mode "
            "ReadWriteMany, if its StorageClass has that, or keep their pods on one node"
        )


def _mounts(manifest: Manifest, claim: str) -> bool:
    """Tell whether what will run mounts a claim; a Job that is not carried does not."""
    if manifest.object.kind == "Job" and (manifest.is_composed or migrates(manifest)):
        return False
    named = references(template_of(manifest.content))
    return any((each.kind, each.name) == ("PersistentVolumeClaim", claim) for each in named)


def _modes(claim: Manifest) -> list[str]:
    modes = at(claim.content, "spec").get("accessModes")
    return [f"{mode}" for mode in modes] if is_list(modes) else []


def _is_mounted_whole(spec: dict[str, Any], volume: str) -> bool:
    """Tell whether the main container mounts all of a volume at one place, and may write to it."""
    main = items_at(spec, "containers")[0]
    mounts = [each for each in items_at(main, "volumeMounts") if each.get("name") == volume]
    return len(mounts) == 1 and not (mounts[0].get("subPath") or mounts[0].get("readOnly"))


def _add(
    translation: Translation,
    workload: Workload,
    spec: dict[str, Any],
    volume: dict[str, Any],
    claim: str,
) -> None:
    own = translation.one("PersistentVolumeClaim", claim)
    made = own.content if own is not None else _template_of(workload, claim)
    slot = translation.roles.slots[workload.name]
    name = translation.named(slot) if made is not None else claim
    main = items_at(spec, "containers")[0]
    main["volumeMounts"] = [
        {"name": VOLUME, "mountPath": each["mountPath"]}
        if each.get("name") == volume["name"]
        else each
        for each in items_at(main, "volumeMounts")
    ]
    spec["volumes"] = [
        {"name": VOLUME, "persistentVolumeClaim": {"claimName": name}},
        *(each for each in items_at(spec, "volumes") if each is not volume),
    ]
    if made is not None:
        _want(translation, workload, own, made, name)
        if at(made, "spec").get("storageClassName") == "":
            translation.section(slot)["persistence"] = {"storageClass": "-"}


def _template_of(workload: Workload, claim: str) -> dict[str, Any] | None:
    """Return the claim that a StatefulSet makes for each of its pods."""
    return next((each for each in _templates_of(workload) if _name_of(each) == claim), None)


def _templates_of(workload: Workload) -> list[dict[str, Any]]:
    return items_at(workload.manifest.content, "spec", "volumeClaimTemplates")


def _name_of(claim: dict[str, Any]) -> str:
    return f"{at(claim, 'metadata').get('name')}"


def _claim(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """Return a claim of a name for the same disk as a given one."""
    spec = at(given, "spec")
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": filled({"name": name, **_described(given)}),
        "spec": {key: spec[key] for key in _KEPT if key in spec},
    }


def _tell_home_of_root(translation: Translation, workload: Workload) -> None:
    """Say that a directory of root's home is closed to the user that the chart gives its pods."""
    places = [f"{each.get('mountPath')}" for each in items_at(workload.main, "volumeMounts")]
    for place in sorted({each for each in places if each.startswith("/root/")}):
        translation.notes.ask(
            f"{workload.name} keeps data in {place}, where only root may go: have it keep them "
            "elsewhere, and mount that, or let it run as root (podSecurityContext.allowRoot)"
        )


def _described(claim: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return labels and annotations of a claim, without those of what bound it to its volume."""
    found = described(claim)
    own = found["annotations"].items()
    return {**found, "annotations": {k: x for k, x in own if not k.startswith(_OF_BINDERS)}}


def _want(
    translation: Translation,
    workload: Workload,
    own: Manifest | None,
    made: dict[str, Any],
    name: str,
) -> None:
    wanted = _claim(name, made)
    if workload.manifest.is_composed:
        to_do = f"copy the data of {workload.name} from its volume into the claim {name}"
    else:
        to_do = (
            f"the data of {workload.name} stays on the old claim; move it, or name that claim in "
            "persistence.existingClaim"
        )
    translation.notes.ask(to_do)
    _tell_home_of_root(translation, workload)
    if own is not None:
        translation.take(own, wanted)
    else:
        translation.want(wanted, workload.manifest)
