"""What can be set of a job that runs at certain times."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from todo_k8s.helm.fields.types import Distinct, Format
from todo_k8s.helm.functions import any_of, is_set, matches, not_
from todo_k8s.helm.model import ChartValues, Check, Integer, KubernetesObject, Text, rule
from todo_k8s.services.cron_jobs.variables import JobVariablesValues
from todo_k8s.services.image import ImageValues
from todo_k8s.services.peers import are_egress_rules
from todo_k8s.services.secrets.file_values import files_have_their_own_place
from todo_k8s.services.security import (
    PodSecurityContextValues,
    ResourcesValues,
    SecurityContextValues,
)
from todo_k8s.services.types import (
    Annotations,
    CountOrZero,
    Directory,
    Labels,
    LooseName,
    NodeLabels,
    Quantity,
)


def _any_of(names: str) -> str:
    """Return the pattern of names in any case."""
    cased = ("".join(f"[{one.upper()}{one}]" for one in name) for name in names.split())
    return f"({'|'.join(cased)})"


_MONTHS = _any_of("jan feb mar apr may jun jul aug sep oct nov dec")
_DAYS = _any_of("mon tue wed thu fri sat")
_SUNDAY = _any_of("sun")
_FIELDS = (
    "0?[0-9](-(0?|[1-5])[0-9])?|[1-5][0-9](-[1-5][0-9])?",
    "0?[0-9](-(0?[0-9]|1[0-9]|2[0-3]))?|1[0-9](-(1[0-9]|2[0-3]))?|2[0-3](-2[0-3])?",
    "0?[1-9](-(0?[1-9]|[12][0-9]|3[01]))?|[12][0-9](-([12][0-9]|3[01]))?|3[01](-3[01])?",
    f"0?[1-9](-(0?[1-9]|1[0-2]))?|1[0-2](-1[0-2])?|{_MONTHS}(-{_MONTHS})?",
    f"0?[0-6](-0?[0-6])?|({_DAYS}|{_SUNDAY})(-{_DAYS})?",
)
"""Minute, hour, day, month and weekday as the controller reads them: it knows no weekday 7."""
_CRON = " +".join(
    rf"{part}(,{part})*"
    for part in (rf"([*?]|{field})(/0*[1-9][0-9]{{0,2}})?" for field in _FIELDS)
)
_BACKWARD = r"0?(2[0-3]|1[0-9])-0?[0-9]|([Ff][Rr][Ii]|[Ss][Aa][Tt])-[Ss][Uu][Nn]"


Schedule = Annotated[
    str,
    Format(
        rf"^(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|{_CRON})$",
        "must be five fields as in cron, such as 0 3 * * *: minute, hour, day, month and weekday "
        "(0 to 6), or a word such as @daily",
        near=(
            (
                "^([0-9A-Za-z*,/?-]+ +){4}([0-6,-]*[,-])?7([,-][0-6,-]*)?$",
                "has the weekday 7, which Kubernetes does not know; Sunday is 0",
            ),
            (
                rf"^([0-9A-Za-z*,/?-]+ +){{1,4}}([0-9A-Za-z,-]*,)?({_BACKWARD})([ ,/].*)?$",
                "has a range that ends before it starts; write two, such as 22-23,0-6",
            ),
        ),
    ),
]
"""When a job runs: ``minute hour day month weekday``, or ``@daily`` and the like.

References:
    https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
"""

TimeZone = Annotated[
    str,
    Format(
        r"^([A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2})?$",
        "must be the name of a time zone, such as Europe/Berlin",
    ),
]
"""The name of a time zone, or empty."""

JobSeconds = Annotated[Integer, Field(ge=1, le=604800)]
"""Seconds, at most a week."""

JobRepository = Annotated[
    str,
    StringConstraints(max_length=255),
    Format(
        r"^([A-Za-z0-9.-]+:[0-9]{1,5}/)?([a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*)?$",
        "must be an image's name in lower case, without tag, digest and credentials",
    ),
]
"""An image's name with its path, or empty."""


class JobImageValues(ImageValues):
    """The image of a job that does not use a service's."""

    repository: JobRepository = ""
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
    """Service whose image and variables it uses: `backend`, `frontend` or a name in `services`;
    empty to use `image`."""

    image: JobImageValues = JobImageValues()
    """Its own image, if it uses no service's."""

    command: list[Text] = []
    """Command to run, in place of the image's entry point."""

    args: list[Text] = []
    """Arguments, in place of the image's."""


class CronJobValues(JobVariablesValues, JobProgramValues):
    """A job that runs at certain times, by the image of a service or its own."""

    reaches: Distinct[Text] = []
    """Services it reaches: `frontend`, `backend` and names in `services`. It gets their URLs as
    variables, such as BACKEND_URL. DNS, HTTPS, and the database with DATABASE_URL, are always
    open."""

    extra_egress: list[KubernetesObject] = []
    """More that it may reach, each as a Kubernetes `NetworkPolicyEgressRule`."""

    resources: ResourcesValues = ResourcesValues()
    """CPU and memory."""

    pod_security_context: PodSecurityContextValues = PodSecurityContextValues()
    """Users and kernel settings of the pod; a null user is the service's, or 1000."""

    security_context: SecurityContextValues = SecurityContextValues()
    """What the container may do."""

    writable_paths: dict[Directory, Quantity] = {"/tmp": "64Mi"}  # noqa: S108  # a volume
    """Directories it writes to, and how much."""

    extra_volumes: list[KubernetesObject] = []
    """More volumes, each as a Kubernetes `Volume`."""

    extra_volume_mounts: list[KubernetesObject] = []
    """More mounts of the container, each as a Kubernetes `VolumeMount`."""

    node_selector: NodeLabels = {}
    """Labels that a node must have."""

    tolerations: list[KubernetesObject] = []
    """Taints of nodes to tolerate, each as a Kubernetes `Toleration`."""

    priority_class_name: LooseName = ""
    """PriorityClass of the pods."""

    service_account_name: LooseName = ""
    """ServiceAccount of the pods, which exists; empty for `default`. No token is mounted."""

    pod_annotations: Annotations = {}
    """Annotations of the pods."""

    pod_labels: Labels = {}
    """Labels of the pods."""

    concurrency_policy: Literal["Forbid", "Allow", "Replace"] = "Forbid"
    """What happens if the previous run has not ended: skip this one, run both, or replace it."""

    starting_deadline_seconds: JobSeconds | None = None
    """Seconds in which a missed start is made up for; null for no limit."""

    active_deadline_seconds: JobSeconds | None = 3600
    """Seconds after which a run has failed; null for no limit. A run that hangs blocks the next
    ones."""

    backoff_limit: CountOrZero = 1
    """Number of retries of a run that has failed."""

    successful_jobs_history_limit: CountOrZero = 3
    """Number of finished runs to keep."""

    failed_jobs_history_limit: CountOrZero = 1
    """Number of failed runs to keep."""

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

    @rule
    def secrets_have_their_own_place(self) -> Any:
        """Two volumes cannot be mounted at one place."""
        return files_have_their_own_place(self.secret_files, self.writable_paths)
