"""What can be set of a job that runs at certain times."""

from typing import Annotated, Any, Literal

from pydantic import Field

from todo_k8s.helm.fields.types import Distinct, Instead
from todo_k8s.helm.functions import any_of, is_set, matches, not_
from todo_k8s.helm.model import ChartValues, Check, Integer, KubernetesObject, Text, rule
from todo_k8s.services.cron_jobs.pod_values import JobPodValues
from todo_k8s.services.cron_jobs.schedules import Schedule, TimeZone
from todo_k8s.services.image import ImageValues, OptionalRepository
from todo_k8s.services.kubernetes_fields import JOB, are_passed_on
from todo_k8s.services.peers import are_egress_rules
from todo_k8s.services.types.kubernetes import JobSpec
from todo_k8s.services.types.names import Words
from todo_k8s.services.types.numbers import CountOrZero

JobSeconds = Annotated[Integer, Field(ge=1, le=604800)]
"""Seconds, at most a week."""


class JobImageValues(ImageValues):
    """The image of a job that does not use a service's."""

    repository: OptionalRepository = ""
    """Image name, with its path in the registry; empty if `service` is set."""


class JobProgramValues(ChartValues):
    """When a job runs, and what."""

    schedule: Schedule
    """When it runs, as in cron: `0 3 * * *` is every night at three."""

    time_zone: TimeZone = ""
    """Time zone of the schedule, such as `Europe/Berlin`; empty for the cluster's, mostly UTC."""

    suspend: bool = False
    """Do not start it."""

    service: Text = ""
    """Service whose image, variables, `secretFiles`, `nodeSelector` and `tolerations` it uses:
    `backend`, `frontend` or a name in `services`; empty to use `image`."""

    image: Annotated[
        JobImageValues,
        Instead('must be a map, such as {repository: ghcr.io/acme/report, tag: "1.2"}'),
    ] = JobImageValues()
    """Its own image, if it uses no service's."""

    command: Words = []
    """Command to run, in place of the image's entry point."""

    args: Words = []
    """Arguments, in place of the image's."""

    reaches: Distinct[Text] = []
    """Services it reaches: `frontend`, `backend` and names in `services`. It gets their URLs as
    variables, such as BACKEND_URL. DNS, HTTPS, and the database with DATABASE_URL, are always
    open."""

    extra_egress: list[KubernetesObject] = []
    """More that it may reach, each as a Kubernetes `NetworkPolicyEgressRule`."""


class CronJobValues(JobPodValues, JobProgramValues):
    """A job that runs at certain times, by the image of a service or its own."""

    concurrency_policy: Literal["Forbid", "Allow", "Replace"] = "Forbid"
    """What happens if the previous run has not ended: skip this one, run both, or replace it."""

    starting_deadline_seconds: Annotated[Integer, Field(ge=10, le=604800)] | None = None
    """Seconds in which a missed start is made up for, at least 10, as Kubernetes looks at
    jobs every 10 seconds and may miss a start within fewer; null for no limit."""

    active_deadline_seconds: JobSeconds | None = 3600
    """Seconds after which a run has failed; null for no limit. A run that hangs blocks the next
    ones."""

    backoff_limit: CountOrZero = 1
    """Number of retries of a run that has failed."""

    successful_jobs_history_limit: CountOrZero = 3
    """Number of finished runs to keep."""

    failed_jobs_history_limit: CountOrZero = 1
    """Number of failed runs to keep."""

    job_spec: JobSpec = {}
    """More fields of each run, in Kubernetes' own form (JobSpec), such as `parallelism`,
    `completions` or `podFailurePolicy`. What another value sets is refused here."""

    @rule
    def job_fields_are_passed_on(self) -> Any:
        """What the chart sets, it sets once; and nothing is spelled wrong."""
        return are_passed_on("jobSpec", self.job_spec, JOB)

    @rule
    def rules_have_selectors(self) -> Any:
        """A label beside `matchLabels` would be dropped, and the rule be for all pods."""
        return are_egress_rules(self.extra_egress, "extraEgress")

    @rule
    def has_one_image(self) -> list[Check]:
        """It runs a service's image, or one of its own."""
        own, service = is_set(self.image.repository), is_set(self.service)
        return [
            Check(
                any_of(own, service),
                "must be set, or image.repository",
                "service",
            ),
            Check(
                any_of(not_(own), not_(service)),
                "is set beside service; remove one of the two",
                "image.repository",
            ),
            Check(
                any_of(not_(service), is_set(self.command), is_set(self.args)),
                "must say what to run, as the service's image would start a server; set it",
                "command",
            ),
        ]

    @rule
    def has_a_time_zone_of_a_place(self) -> Check:
        """Kubernetes refuses the zone of the machine, which may be any.

        References:
            https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones
        """
        return Check(
            not_(matches(self.time_zone, "(?i)^local$")),
            "must be a place; name it, such as Europe/Berlin",
            "timeZone",
        )
