"""Jobs at certain times, by hand in cdk8s."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import cdk8s
from cdk8s_plus_27 import k8s
from constructs import Construct
from pydantic import Field

from tests.by_hand.platform import LOCKED, RESTRICTED, Application, Redis, RedisValues, Text, Values

Name = Annotated[str, Field(pattern="^[a-z]([-a-z0-9]{0,20}[a-z0-9])?$")]


class JobValues(Values):
    """Something that is done at certain times."""

    schedule: Annotated[str, Field(pattern=r"^([^\s]+ ){4}[^\s]+$")]
    """When, as in cron."""

    image: Text
    """What runs."""

    args: list[str] = []
    """Its arguments."""

    env: dict[str, str] = {}
    """Its variables."""

    time_zone: str | None = None
    """The time zone of the schedule; by default the cluster's."""

    keep: Annotated[int, Field(ge=0, le=10)] = 1
    """How many pods that failed are kept."""

    suspended: bool = False
    """Do not run it."""


class CronsValues(Values):
    """What can be set of the jobs."""

    jobs: dict[Name, JobValues] = {}
    """The jobs, by name."""

    locks: bool = False
    """Install a Redis for locks between them."""

    redis: RedisValues = RedisValues()
    """The Redis."""


class Crons(cdk8s.Chart):
    """Jobs at certain times."""

    def __init__(self, scope: Construct, id: str, *, values: CronsValues, release: str) -> None:
        super().__init__(scope, id)
        self._application = Application("crons", "0.2.0", "1", release)
        for name, job in values.jobs.items():
            self._job(name, job)
        if values.locks:
            Redis(self, "locks", values=values.redis, application=self._application)

    def _job(self, name: str, job: JobValues) -> None:
        pod = k8s.PodSpec(
            restart_policy="Never",
            automount_service_account_token=False,
            security_context=RESTRICTED,
            containers=[self._container(job)],
        )
        labels = self._application.selector(name)
        template = k8s.PodTemplateSpec(metadata=k8s.ObjectMeta(labels=labels), spec=pod)
        spec = k8s.CronJobSpec(
            schedule=job.schedule,
            time_zone=job.time_zone,
            suspend=job.suspended,
            concurrency_policy="Forbid",
            failed_jobs_history_limit=job.keep,
            job_template=k8s.JobTemplateSpec(spec=k8s.JobSpec(backoff_limit=2, template=template)),
        )
        k8s.KubeCronJob(self, f"job-{name}", metadata=self._application.metadata(name), spec=spec)

    @staticmethod
    def _container(job: JobValues) -> k8s.Container:
        env = [k8s.EnvVar(name=name, value=value) for name, value in sorted(job.env.items())]
        return k8s.Container(
            name="job",
            image=job.image,
            args=job.args or None,
            env=env or None,
            security_context=LOCKED,
        )


def manifests(values: Mapping[str, Any], release: str) -> list[dict[str, Any]]:
    """Return the objects for the values of a values file."""
    checked = CronsValues.model_validate(values)
    made: list[dict[str, Any]] = Crons(
        cdk8s.App(), "crons", values=checked, release=release
    ).to_json()
    return made
