"""What has no place in the chart: servers stay beside the release, objects are carried as is."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.foreign.migrations import (
    add_migrations,
    claims_of,
    differences_from_backend,
    migrates,
)
from todo_k8s.importing.foreign.ports import tell_node_ports
from todo_k8s.importing.foreign.services import add_alias
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import KINDS, Workload
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.securing import public_config
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.importing.sources.of_the_cluster import without_assigned
from todo_k8s.manifests.objects import KEPT, at, items_at

_LEFT = frozenset(["Job", *KINDS, "ClusterRole", "ClusterRoleBinding", "ServiceAccount"])
"""Kinds that are not carried in `extraObjects`: the chart has its own, or they are not of it."""


def leave_servers(translation: Translation) -> None:
    """Leave the servers beside the release as they are, with all that is theirs."""
    for name in translation.roles.servers:
        _leave(translation, next(each for each in translation.workloads if each.name == name))


def _leave(translation: Translation, server: Workload) -> None:
    name, notes = server.name, translation.notes
    if server.manifest.is_composed:
        labels = ", ".join(f"{key}={item}" for key, item in server.labels.items())
        notes.lose(f"{name}: runs beside the release")
        notes.ask(
            f"run {name} in the namespace with the labels {labels}, or correct who is let "
            "through to it, in database and networkPolicy.servers"
        )
    add_alias(translation, server, None)
    for each in (server.manifest, *server.services):
        if not each.is_composed:
            notes.lose(f"{each}: stays as it is; keep its manifest")
        translation.take(each)
    for volume in items_at(server.spec, "volumes"):
        claim = at(volume, "persistentVolumeClaim").get("claimName")
        if (found := translation.one("PersistentVolumeClaim", f"{claim}")) is not None:
            notes.lose(f"{found}: stays with {name}")
            translation.take(found)


def add_others(translation: Translation) -> None:
    """Carry what has no place in the chart as it is, or say what becomes of it."""
    notes = translation.notes
    for each in translation.rest:
        kind = each.object.kind
        if kind == "ConfigMap" and _is_in_variables_only(translation, each):
            lost = translation.variables.unnamed.get(each.object.name)
            but = f", but for {', '.join(dict.fromkeys(lost))}" if lost else ""
            notes.judge(f"{each}: not carried; what pods read of it is in their variables now{but}")
            continue
        if _is_taken(translation, each):
            add_migrations(translation, each)
        elif kind == "Job":
            _leave_job(translation, each)
        elif kind in _LEFT:
            notes.lose(f"{each}: has no place in the chart; keep its manifest")
        else:
            carry(translation, each)
    _tell_claims_of_migrations(translation)


def _is_taken(translation: Translation, manifest: Manifest) -> bool:
    """Tell whether a manifest is the Job that becomes the migrations of the chart."""
    is_job = manifest.object.kind == "Job" and "migrations" not in translation.values
    return is_job and migrates(manifest) and not differences_from_backend(translation, manifest)


def _leave_job(translation: Translation, job: Manifest) -> None:
    """Say what to do with what runs once; its keys are not the chart's."""
    name, notes = job.object.name, translation.notes
    if migrates(job):
        why = differences_from_backend(translation, job) or ["there are migrations already"]
        notes.lose(f"{job}: is not taken for the migrations of the chart: {'; '.join(why)}")
    notes.forget({f"{job}", name})
    if job.is_composed:
        notes.lose(f"{name}: runs once, and is not carried")
        notes.ask(f"run {name} as a Job, or as an init container of what waits for it")
    else:
        notes.lose(f"{job}: has no place in the chart; keep its manifest")


def _tell_claims_of_migrations(translation: Translation) -> None:
    """Say which claims the migrations mount before the release has made them."""
    if "migrations" not in translation.values:
        return
    mounted = claims_of(translation, "backend")
    for each in translation.values.get("extraObjects", ()):
        name = at(each, "metadata").get("name")
        if each["kind"] == "PersistentVolumeClaim" and name in mounted:
            translation.notes.ask(
                f"the migrations mount the claim {name}, but run before the release creates it: "
                "set migrations.hook to none, or create the claim yourself and remove it from "
                "extraObjects"
            )


def _is_in_variables_only(translation: Translation, config: Manifest) -> bool:
    """Tell whether all that a ConfigMap was for is in variables now."""
    name = config.object.name
    if name not in translation.variables.used_configs:
        return False
    translated = {
        each.object for each in (*(w.manifest for w in translation.own), *translation.jobs)
    }
    left = [
        each.content
        for each in translation.manifests.own
        if each.object not in translated and not _is_taken(translation, each)
    ]
    return not _names_config([*translation.wanted, *left], name)


def _names_config(value: Any, name: str) -> bool:
    """Tell whether a part of an object refers to a ConfigMap, as variables and volumes do."""
    if is_list(value):
        return any(_names_config(each, name) for each in value)
    return is_map(value) and any(
        (f"{key}".startswith("configMap") and is_map(item) and item.get("name") == name)
        or _names_config(item, name)
        for key, item in value.items()
    )


def carry(translation: Translation, manifest: Manifest) -> None:
    """Carry a manifest in `extraObjects`, with the chart's names of Services."""
    notes = translation.notes
    is_config = manifest.object.kind == "ConfigMap"
    found = public_config(manifest, notes) if is_config else manifest
    bare = _kept(_bare(found.content), notes)
    if manifest.is_composed and manifest.object.kind == "PersistentVolumeClaim":
        notes.ask(f"copy the data of the volume into the claim {manifest.object.name}")
    if manifest.object.kind == "Service":
        tell_node_ports(manifest, notes)
    renewed = translation.renewed(bare, manifest)
    translation.values.setdefault("extraObjects", []).append(renewed)
    how = "as it is" if renewed == bare else "with the new names and labels of what it refers to"
    if found != manifest:
        how = "without what holds a credential"
    notes.judge(f"{manifest}: carried {how}, in extraObjects")


def _bare(content: dict[str, Any]) -> dict[str, Any]:
    """Return a manifest without its namespace, which is the release's, and its addresses."""
    metadata = {key: item for key, item in at(content, "metadata").items() if key != "namespace"}
    return {**without_assigned(content), "metadata": metadata}


def _kept(content: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """Return a manifest; a claim of this release is kept, with its data, when that is removed."""
    if content["kind"] != "PersistentVolumeClaim":
        return content
    metadata = at(content, "metadata")
    annotations = {KEPT: "keep"} | at(metadata, "annotations")
    if annotations != at(metadata, "annotations"):
        notes.secure(f"the claim {metadata['name']} is kept when the release is uninstalled")
    return {**content, "metadata": {**metadata, "annotations": annotations}}
