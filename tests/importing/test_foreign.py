"""Manifests of other charts: what the chart should render for them, and what is told."""

from __future__ import annotations

from typing import Any

import yaml

from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.translator import translate
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.documents import documents_in
from todo_k8s.importing.sources.manifests import read_manifests


def _translated(*manifests: dict[str, Any]) -> Translation:
    """Return the translation of manifests, before values are looked for."""
    notes = Notes()
    data = yaml.safe_dump_all(manifests).encode()
    translation = Translation(read_manifests(documents_in(data, "f"), notes), "todo", notes)
    translate(translation)
    return translation


def _deployment(**container: Any) -> dict[str, Any]:
    main = {"name": "api", "image": "acme/api:1", "ports": [{"containerPort": 8000}], **container}
    pod = {"metadata": {"labels": {"app": "api"}}, "spec": {"containers": [main]}}
    return {"kind": "Deployment", "metadata": {"name": "api"}, "spec": {"template": pod}}


def _service(*ports: int) -> dict[str, Any]:
    own = [{"name": f"p{port}", "port": port} for port in ports]
    spec = {"selector": {"app": "api"}, "ports": own}
    return {"kind": "Service", "metadata": {"name": "api"}, "spec": spec}


def _cron_job(schedule: str, *, of_jobs: dict[str, Any] | None = None, **container: Any) -> Any:
    main = {"name": "c", "image": "acme/api:1", "command": ["clean"], **container}
    pod = {"restartPolicy": "OnFailure", "containers": [main]}
    inner = {**(of_jobs or {}), "template": {"spec": pod}}
    spec = {"schedule": schedule, "jobTemplate": {"spec": inner}}
    return {"kind": "CronJob", "metadata": {"name": "cleanup"}, "spec": spec}


def test_a_job_gets_no_credential_that_it_did_not_have() -> None:
    """It has an image of its own where a service of its image has variables that it lacks."""
    source: dict[str, Any] = {"envFrom": [{"secretRef": {"name": "api-secrets"}}]}
    own = _translated(_deployment(**source), _cron_job("0 4 * * *"))
    assert own.values["cronJobs"] == {
        "cleanup": {"schedule": "0 4 * * *", "image": {"repository": "acme/api", "tag": "1"}}
    }
    shared = _translated(_deployment(**source), _cron_job("0 4 * * *", **source))
    assert shared.values["cronJobs"] == {
        "cleanup": {"schedule": "0 4 * * *", "service": "backend", "command": ["clean"]}
    }


def test_what_a_job_loses_is_told_with_what_there_is_instead() -> None:
    """By field; a time zone in the schedule becomes `timeZone`."""
    of_jobs = {"completions": 3, "parallelism": 1, "ttlSecondsAfterFinished": 100}
    found = _translated(_deployment(), _cron_job("CRON_TZ=UTC 5  4 * * *", of_jobs=of_jobs))
    assert found.values["cronJobs"]["cleanup"]["timeZone"] == "UTC"
    assert found.values["cronJobs"]["cleanup"]["schedule"] == "5 4 * * *"
    assert [line.removeprefix("CronJob cleanup: ") for line in found.notes.not_carried] == [
        "completions is not carried; a run is one pod; let the program do all of the work",
        "ttlSecondsAfterFinished is not carried; see successfulJobsHistoryLimit and "
        + "failedJobsHistoryLimit",
        "restartPolicy is not carried; a failed run is tried again in a new pod; see backoffLimit",
    ]


def test_a_job_that_is_refused_is_told_in_a_line() -> None:
    """It is not said to be in the file."""
    found = _translated(_deployment(), _cron_job("@every 1h"))
    assert "cronJobs" not in found.values
    assert found.jobs == []
    (line,) = found.notes.not_carried
    assert line.startswith("CronJob cleanup: is refused by the chart: cronJobs.cleanup.schedule: ")
    assert not any("CronJob" in line for line in found.notes.judged)
