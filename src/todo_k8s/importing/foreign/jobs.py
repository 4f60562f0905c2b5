"""Jobs of other charts: CronJobs become `cronJobs`, a Job that migrates becomes `migrations`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from todo_k8s.importing.foreign.pods import pod_spec
from todo_k8s.importing.foreign.roles import key_of
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import Workload, command_of
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at
from todo_k8s.manifests.pods import template_of

MIGRATION = (
    r"alembic|prisma migrate|manage\.py migrate|knex|flyway|liquibase|sequelize.*migrate|db:migrate"
    r"|goose|dbmate"
)
"""What migrates a database, in a command."""

_KEPT = (
    "schedule",
    "timeZone",
    "suspend",
    "concurrencyPolicy",
    "startingDeadlineSeconds",
    "successfulJobsHistoryLimit",
    "failedJobsHistoryLimit",
)
_KEPT_OF_JOBS = ("backoffLimit", "activeDeadlineSeconds")


def job_key(job: Manifest, slots: Mapping[str, str]) -> str:
    """Return what a CronJob is called in `cronJobs`, beside the services of the chart."""
    return key_of(job.object.name, "job", {*slots.values(), "frontend", "backend", "test"})


def add_cron_job(translation: Translation, job: Manifest) -> None:
    """Add a CronJob that the chart should render, one of `cronJobs`."""
    workload = Workload(job, template_of(job.content))
    if not workload.containers:
        return
    name = job_key(job, translation.roles.slots)
    spec, inner = at(job.content, "spec"), at(job.content, "spec", "jobTemplate", "spec")
    pod = pod_spec(workload, name, lambda main: translation.variables.of(main, f"{job}"))
    pod["restartPolicy"] = "Never"
    own = {key: spec[key] for key in _KEPT if key in spec}
    limits = {key: inner[key] for key in _KEPT_OF_JOBS if key in inner}
    wanted: dict[str, Any] = {
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": {"name": translation.named(name)},
        "spec": {**own, "jobTemplate": {"spec": {**limits, "template": {"spec": pod}}}},
    }
    translation.notes.judge(f"{job}: a job, cronJobs.{name}")
    translation.take(job, wanted)


def migrates(job: Manifest) -> bool:
    """Tell whether a Job migrates the database, by its name or its command."""
    words = Workload(job, template_of(job.content)).words
    return bool("migrat" in job.object.name or re.search(MIGRATION, words))


def add_migrations(translation: Translation, job: Manifest) -> None:
    """Make a Job the migrations of the chart."""
    values, notes = translation.values, translation.notes
    command = command_of(Workload(job, template_of(job.content)).main)
    if not command or values.get("backend", {}).get("enabled") is False:
        notes.lose(f"{job}: has no command for migrations.command; say what it runs")
        return
    values["migrations"] = {"enabled": True, "command": command}
    notes.judge(f"{job}: the migrations, by its name or command")
