"""Workloads of other charts, as the Deployments of todo-chatbot."""

from __future__ import annotations

from typing import Any

from todo_k8s.importing.foreign.accounts import add_account
from todo_k8s.importing.foreign.claims import add_claim
from todo_k8s.importing.foreign.dropped import dropped_of, unasked_ports_of
from todo_k8s.importing.foreign.labels import described
from todo_k8s.importing.foreign.pods import filled, pod_spec
from todo_k8s.importing.foreign.probes import (
    asked_ports,
    checks_of,
    queries_of,
    restarts_too_soon,
    seconds_to_start,
)
from todo_k8s.importing.foreign.resources import resource_values
from todo_k8s.importing.foreign.scaling import is_scaled
from todo_k8s.importing.foreign.seeds import preset_of
from todo_k8s.importing.foreign.spreading import add_spread
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.importing.foreign.writable import add_writable
from todo_k8s.manifests.objects import at, items_at
from todo_k8s.services.workload.rollout import RolloutValues

_KEPT = ("paused", "strategy", "minReadySeconds", "progressDeadlineSeconds", "revisionHistoryLimit")
_ROLLING = (
    {"type": "RollingUpdate"},
    {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": "25%"}},
)
_DEFAULTS = {
    "revisionHistoryLimit": 10,
    "progressDeadlineSeconds": 600,
    "minReadySeconds": 0,
    "paused": False,
}
_MARGIN = 60
"""Seconds for all of a rollout of a pod besides its start, such as to get the image."""
_LOST = {
    "StatefulSet": "its pods have no fixed names, and share one disk",
    "DaemonSet": "it runs a number of pods, not one on each node",
}
"""What is lost where a workload of a kind becomes a Deployment."""


def add_deployment(translation: Translation, workload: Workload) -> None:
    """Add the Deployment that the chart should render for a workload, and what its pods need."""
    manifest, slot = workload.manifest, translation.roles.slots[workload.name]
    kind = manifest.object.kind
    if kind != "Deployment":
        lost = _LOST.get(kind, "its pods are replaced in rollouts")
        translation.notes.lose(f"{manifest}: becomes a Deployment; {lost}")
    template = _template(translation, workload, slot)
    add_account(translation, workload, template["spec"])
    add_claim(translation, workload, template["spec"])
    section, preset = translation.section(slot), preset_of(workload)
    add_writable(template["spec"], section, preset, manifest, translation.notes)
    asked = asked_ports(template["spec"]["containers"][0])
    if probes := asked or checks_of(workload.main, workload.port):
        section["probes"] = probes
    if resources := resource_values(template["spec"]["containers"][0]):
        section["resources"] = resources
    _tell_pod(translation, workload)
    wanted = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {
            "name": translation.named(slot),
            **described(manifest.content),
        },
        "spec": {
            **_own_fields(translation, workload),
            **_deadline(workload, template["spec"]),
            "template": filled(template),
        },
    }
    translation.take(manifest, filled(wanted))


def _tell_pod(translation: Translation, workload: Workload) -> None:
    """Say what of a pod is changed, and what reaches further than its namespace."""
    notes, manifest = translation.notes, workload.manifest
    slot = translation.roles.slots[workload.name]
    if workload.has_disks:
        notes.ask(
            f"correct {slot}: each pod of {manifest} has a disk of its own, and those of the chart "
            f"share one; set {slot}.replicaCount to 1, or keep its manifest and set {slot}.enabled "
            "to false"
        )
    if restarts_too_soon(workload.main):
        notes.judge(
            f"{manifest}: livenessProbe fails once more before a restart, as the pods of the chart "
            "are unready by then"
        )
    own = slot if slot in {"frontend", "backend"} else f"services.{slot}"
    for line in unasked_ports_of(workload, own):
        notes.ask(line)
    for line in dropped_of(workload):
        notes.lose(f"{manifest}: {line}")
    for check, query in queries_of(workload.main).items():
        notes.lose(f"{manifest}: {check} asks its path without the query {query}; see probes.path")
    shared = [
        key for key in ("hostIPC", "hostNetwork", "hostPID") if workload.spec.get(key) is True
    ]
    paths = [at(each, "hostPath").get("path") for each in items_at(workload.spec, "volumes")]
    shared += [f"{path}, a hostPath" for path in paths if path]
    shared += [
        f"privileged of {each.get('name')}"
        for each in workload.containers
        if at(each, "securityContext").get("privileged") is True
    ]
    for what in shared:
        notes.ask(f"check whether {manifest} needs {what}: who gets into its pods gets at the node")


def _own_fields(translation: Translation, workload: Workload) -> dict[str, Any]:
    """Return the fields of a workload itself, without those of its pods and the defaults."""
    kind, spec = workload.manifest.object.kind, at(workload.manifest.content, "spec")
    own = {key: spec[key] for key in _KEPT if key in spec and kind == "Deployment"}
    if kind != "DaemonSet" and not is_scaled(translation, workload):
        own["replicas"] = spec.get("replicas", 1)
    return {key: item for key, item in own.items() if not _is_default(key, item)}


def _deadline(workload: Workload, pod: dict[str, Any]) -> dict[str, int]:
    """Return how long a rollout may take where a start may take longer than the chart's does."""
    longest = seconds_to_start(pod["containers"][0]) + _MARGIN
    if longest <= RolloutValues().progress_deadline_seconds:
        return {}
    own = at(workload.manifest.content, "spec").get("progressDeadlineSeconds")
    default = _DEFAULTS["progressDeadlineSeconds"]
    return {"progressDeadlineSeconds": max(own if isinstance(own, int) else default, longest)}


def _is_default(key: str, value: Any) -> bool:
    """Tell whether a field of a Deployment has the value that Kubernetes gives it."""
    return value in _ROLLING if key == "strategy" else _DEFAULTS.get(key, ...) == value


def _template(translation: Translation, workload: Workload, slot: str) -> dict[str, Any]:
    """Return the template of the pods, without labels of selectors and without checksums."""
    spec = pod_spec(
        workload, slot, lambda main: translation.variables.of(main, f"{workload.manifest}")
    )
    return {
        "metadata": described(workload.template),
        "spec": translation.renewed_pod(add_spread(translation, workload, spec), workload.manifest),
    }
