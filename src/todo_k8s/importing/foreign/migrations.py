"""A Job of another chart that migrates the database becomes `migrations`, if it is the backend's.

The chart's Job has the image and the variables of the backend; another one stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.importing.foreign.pods import pod_spec
from todo_k8s.importing.foreign.resources import resource_values
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import annotations_of, at, items_at
from todo_k8s.manifests.pods import references, template_of
from todo_k8s.services.migrations.values import MigrationsValues

MIGRATION = (
    r"alembic|prisma migrate|manage\.py migrate|knex|flyway|liquibase"
    r"|sequelize.{0,200}migrate|goose|dbmate|artisan migrate|prestart"
    r"|\bdb[: ](\w{1,40}[:_])?(migrate|prepare|setup|upgrade|push|init)\b"
    r"|\bmigrations?:(run|migrate|latest|up)\b|\becto\.migrate\b|\bef database update\b"
    r"|\b(atlas|sqlx|drizzle-kit) (migrate|push)\b|\bdiesel migration\b|\bmigrate (up|deploy)\b"
)
"""What migrates a database, in a command."""

_PROGRAM = re.compile(
    r"[./].*|.*\.(sh|py|js|rb|php|pl)|(ba|da|a|z)?sh|env|exec|python[\d.]*|uv|poetry|pipenv|flask"
    r"|django-admin|alembic|n[po]x|npm|pnpm|yarn|bunx?|node|deno|prisma|knex|sequelize(-cli)?"
    r"|typeorm|drizzle-kit|php|bundle|rails|rake|ruby|java|dotnet|go|goose|dbmate|flyway|liquibase"
    r"|atlas|sqlx|diesel|mix|superset|airflow"
)
"""What a command starts with; another word may be an argument of the image's entry point."""
_ENDS = (("activeDeadlineSeconds", "deadlineSeconds"), ("backoffLimit", "retries"))
"""When a Job has failed, by Kubernetes' and by the chart's name."""
_TTL = ("ttlSecondsAfterFinished", "ttlSecondsAfterFinished")
_HOOK_OF_ARGO = "argocd.argoproj.io/hook"
_LOST = {
    "initContainers": "see migrations.initContainers",
    "serviceAccountName": "see migrations.serviceAccountName",
    "volumes": "the migrations have the volumes of the backend",
}
"""What of its pod is not carried, and what there is instead."""


def migrates(job: Manifest) -> bool:
    """Tell whether a Job migrates the database, by its name or its command."""
    words = Workload(job, template_of(job.content)).words
    return bool("migrat" in job.object.name or re.search(MIGRATION, words))


def differences_from_backend(translation: Translation, job: Manifest) -> list[str]:
    """Return why a Job cannot be the migrations of the chart; nothing if it can."""
    backend, main = translation.main("backend"), _container(translation, job)
    if not backend:
        return ["there is no backend"]
    if main.get("image") != backend.get("image"):
        return [f"its image {main.get('image')} is not the backend's, {backend.get('image')}"]
    command = _command(main)
    found = (
        [] if command else ["it names no command, and the image alone does not say what it runs"]
    )
    if command and not main.get("command") and not _PROGRAM.fullmatch(command[0]):
        found.append("it has arguments of the image's entry point and not the program itself")
    own, others = _variables(main), _variables(backend)
    if lacking := [name for name in own if name not in others]:
        found.append(f"the backend does not have its variables {', '.join(lacking)}")
    if other := [name for name in own if name in others and own[name] != others[name]]:
        found.append(f"its variables {', '.join(other)} differ from the backend's")
    return found


def add_migrations(translation: Translation, job: Manifest) -> None:
    """Make a Job, which does not differ from the backend, the migrations of the chart."""
    notes = translation.notes
    main, spec = _container(translation, job), at(job.content, "spec")
    program = {key: main[key] for key in ("command", "args") if main.get(key)}
    values: dict[str, Any] = {"enabled": True, **program}
    values |= {new: spec[old] for old, new in (*_ENDS, _TTL) if type(spec.get(old)) is int}
    _tell_ends(translation, values)
    if resources := resource_values(main):
        values["resources"] = resources
    if _HOOK_OF_ARGO in annotations_of(job.content):
        values["hook"] = "argocd"
    translation.values["migrations"] = values
    notes.judge(f"{job}: the migrations, by its name or command")
    for line in _losses(translation, job):
        notes.lose(f"{job}: {line}")


def _tell_ends(translation: Translation, values: dict[str, Any]) -> None:
    """Say when the migrations have failed, where their Job did not say it."""
    notes, default = translation.notes, MigrationsValues()
    if "deadlineSeconds" not in values:
        notes.secure(
            f"the migrations end after {default.deadline_seconds} s at the latest: see "
            "migrations.deadlineSeconds"
        )
    if "retries" not in values:
        notes.secure(
            "migrations that have failed are tried again as often as migrations.retries says: "
            f"{default.retries}, and not 6"
        )


def _losses(translation: Translation, job: Manifest) -> Iterator[str]:
    """Yield what of a Job its values do not say."""
    workload = Workload(job, template_of(job.content))
    if job.hook:
        yield f"the hook {job.hook} is not carried; see migrations.hook for when they run"
    for each in workload.containers[1:]:
        yield (
            f"the container {each.get('name')} is not carried; put it into "
            "migrations.initContainers, with restartPolicy: Always"
        )
    claims = sorted(_claims(workload.template) - claims_of(translation, "backend"))
    for claim in claims:
        yield (
            f"the claim {claim} is not mounted; the migrations have the backend's extraVolumes, "
            "and not its persistence"
        )
    for key, instead in _LOST.items():
        if workload.spec.get(key) and not (key == "volumes" and claims):
            yield f"{key} is not carried; {instead}"


def claims_of(translation: Translation, slot: str) -> set[str]:
    """Return the claims that the pods of a service will mount, but for its persistence."""
    return _claims(translation.template(slot)) - {translation.named(slot)}


def _claims(template: dict[str, Any]) -> set[str]:
    named = references(template)
    return {each.name for each in named if each.kind == "PersistentVolumeClaim"}


def _container(translation: Translation, job: Manifest) -> dict[str, Any]:
    """Return the main container of a Job as the chart would have it."""
    workload = Workload(job, template_of(job.content))
    if not workload.containers:
        return {}
    pod = pod_spec(workload, "migrations", lambda main: translation.variables.of(main, f"{job}"))
    found: dict[str, Any] = pod["containers"][0]
    return translation.renaming.in_container(found)


def _command(container: dict[str, Any]) -> list[str]:
    parts = (container.get("command"), container.get("args"))
    return [f"{word}" for part in parts if is_list(part) for word in part]


def _variables(container: dict[str, Any]) -> dict[str, Any]:
    """Return the variables of a container, and what it has whole ConfigMaps and Secrets of."""
    found: dict[str, Any] = {f"{each.get('name')}": each for each in items_at(container, "env")}
    for each in items_at(container, "envFrom"):
        source = at(each, "configMapRef") or at(each, "secretRef")
        found[f"of {source.get('name')}"] = each
    return found
