"""CronJobs of other charts become `cronJobs`."""

from __future__ import annotations

import re
from typing import Any

from todo_k8s.errors import ValuesError
from todo_k8s.helm.model import ChartValues
from todo_k8s.importing.foreign.accounts import name_account
from todo_k8s.importing.foreign.dropped import dropped_of
from todo_k8s.importing.foreign.labels import described
from todo_k8s.importing.foreign.pods import filled, pod_spec
from todo_k8s.importing.foreign.resources import resource_values
from todo_k8s.importing.foreign.seeds import image_values
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.importing.foreign.writable import add_writable
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at, items_at
from todo_k8s.manifests.pods import template_of
from todo_k8s.services.cron_jobs.values import CronJobValues
from todo_k8s.services.kubernetes_fields import JOB

_KEPT = (
    "schedule",
    "timeZone",
    "suspend",
    "concurrencyPolicy",
    "startingDeadlineSeconds",
    "successfulJobsHistoryLimit",
    "failedJobsHistoryLimit",
)
_KEPT_OF_JOBS = ("backoffLimit", "activeDeadlineSeconds", *JOB.passed_on)
_KNOWN = frozenset([*_KEPT, *_KEPT_OF_JOBS, "jobTemplate", "template"])
_DEFAULTS: dict[str, Any] = {
    "completions": 1,
    "parallelism": 1,
    "completionMode": "NonIndexed",
    "podReplacementPolicy": "TerminatingOrFailed",
}
"""What Kubernetes sets where nothing is said, and a cluster's answer has."""

_INSTEAD = {
    "restartPolicy": "a failed run is tried again in a new pod; see backoffLimit",
}
"""What there is in place of a field that the chart has not."""


class _Jobs(ChartValues):
    """The part of the values that jobs are in, to see what the chart refuses."""

    cron_jobs: dict[str, CronJobValues] = {}
    """The jobs by name."""


def add_cron_job(translation: Translation, job: Manifest) -> None:
    """Add a CronJob that the chart should render, one of `cronJobs`; or say why it refuses it."""
    workload = Workload(job, template_of(job.content))
    if not workload.containers:
        return
    name = translation.job_keys[job.object.name]
    values = {**_time(job), "image": image_values(workload.image)}
    if refusal := _refusal(name, values):
        translation.notes.lose(f"{job}: is refused by the chart: {refusal}; keep its manifest")
        translation.jobs = [each for each in translation.jobs if each is not job]
        translation.take(job)
    else:
        _add(translation, workload, name, values)


def _add(translation: Translation, workload: Workload, name: str, values: dict[str, Any]) -> None:
    job = workload.manifest
    pod = pod_spec(workload, name, lambda main: translation.variables.of(main, f"{job}"))
    pod = translation.renewed_pod(pod, job)
    name_account(translation, job, pod)
    pod["restartPolicy"] = "Never"
    pod["containers"] = pod["containers"][:1]
    if (service := _service(translation, pod)) is not None:
        del values["image"]
        values |= {"service": service, **_program(pod)}
    if resources := resource_values(pod["containers"][0]):
        values["resources"] = resources
    add_writable(pod, values, "none", job, translation.notes)
    translation.values.setdefault("cronJobs", {})[name] = values
    translation.notes.judge(f"{job}: a job, cronJobs.{name}")
    _note_losses(translation, workload)
    translation.take(job, _wanted(translation.named(name), job, pod))


def _time(job: Manifest) -> dict[str, str]:
    """Return when a job runs; a time zone in the schedule is one of its own."""
    spec = at(job.content, "spec")
    words = f"{spec.get('schedule') or ''}".split()
    zone = f"{spec.get('timeZone') or ''}"
    if words and (match := re.fullmatch(r"(?:CRON_)?TZ=(.+)", words[0])):
        zone, words = zone or match[1], words[1:]
    return {"schedule": " ".join(words), **({"timeZone": zone} if zone else {})}


def _refusal(name: str, values: dict[str, Any]) -> str:
    """Return why the chart refuses a job, empty if it does not."""
    try:
        _Jobs.from_mapping({"cronJobs": {name: values}})
    except ValuesError as error:
        return "; ".join(error.faults)
    return ""


def _service(translation: Translation, pod: dict[str, Any]) -> str | None:
    """Return the service that a job is of: of its image, and with nothing that it lacks.

    A job gets all variables of its service, credentials among them, and runs on its nodes.
    """
    main = pod["containers"][0]
    for slot in translation.roles.slots.values() if _program(pod) else ():
        own, spec = translation.main(slot), at(translation.template(slot), "spec")
        if (
            own.get("image") == main.get("image")
            and all(
                each in items_at(main, key)
                for key in ("env", "envFrom")
                for each in items_at(own, key)
            )
            and at(spec, "nodeSelector").items() <= at(pod, "nodeSelector").items()
            and items_at(spec, "tolerations") in ([], items_at(pod, "tolerations"))
        ):
            return slot
    return None


def _program(pod: dict[str, Any]) -> dict[str, Any]:
    main = pod["containers"][0]
    return {key: main[key] for key in ("command", "args") if main.get(key)}


def _note_losses(translation: Translation, workload: Workload) -> None:
    """Note what of a job the chart does not have, and what there is in its place."""
    job, spec = workload.manifest, at(workload.manifest.content, "spec")
    fields = {**spec, **at(spec, "jobTemplate", "spec")}
    lost = [key for key, item in fields.items() if key not in _KNOWN and item]
    if workload.spec.get("restartPolicy") == "OnFailure":
        lost.append("restartPolicy")
    for key in lost + _described(job):
        instead = _INSTEAD.get(key, "the chart has no such field")
        translation.notes.lose(f"{job}: {key} is not carried; {instead}")
    for line in dropped_of(workload):
        translation.notes.lose(f"{job}: {line}")
    for each in workload.containers[1:]:
        translation.notes.lose(
            f"{job}: the container {each.get('name')} is not carried; put it into initContainers, "
            "with restartPolicy: Always"
        )


def _described(job: Manifest) -> list[str]:
    """Return which labels and annotations a job has beside those of its pods."""
    levels = {
        "metadata": job.content,
        "jobTemplate.metadata": at(job.content, "spec", "jobTemplate"),
    }
    return [
        f"{path}.{key}.{name}"
        for path, level in levels.items()
        for key, items in described(level).items()
        for name in items
    ]


def _wanted(name: str, job: Manifest, pod: dict[str, Any]) -> dict[str, Any]:
    """Return a CronJob as the chart should render it."""
    spec, inner = at(job.content, "spec"), at(job.content, "spec", "jobTemplate", "spec")
    own = {key: spec[key] for key in _KEPT if key in spec} | _time(job)
    limits = {
        key: inner[key] for key in _KEPT_OF_JOBS if inner.get(key) not in (None, _DEFAULTS.get(key))
    }
    template = filled({"metadata": described(template_of(job.content)), "spec": pod})
    return {
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": {"name": name},
        "spec": {**own, "jobTemplate": {"spec": {**limits, "template": template}}},
    }
