"""The migration of the database."""

from todo_k8s.helm.functions import any_of, is_set, not_
from todo_k8s.helm.model import ChartValues, Check, KubernetesObject, Text, rule
from todo_k8s.services.security import ResourcesValues
from todo_k8s.services.types import CountOrZero, Seconds


class MigrationsValues(ChartValues):
    """A Job that migrates the database before the new pods start."""

    enabled: bool = False
    """Whether to run the Job at install and at upgrade. It uses the backend's image, `env`,
    `secretEnv`, `envValueFrom`, `secretFiles` and `extraEnvFrom`, not its ConfigMap: there `env`
    cannot refer to that. With the modes `values` and `external` the first run comes after the
    install, as the Secret is not there before."""

    command: list[Text] = []
    """Command to run, such as ["alembic", "upgrade", "head"]."""

    deadline_seconds: Seconds = 300
    """Seconds after which the Job has failed."""

    retries: CountOrZero = 1
    """How often to try again."""

    resources: ResourcesValues = ResourcesValues()
    """CPU and memory."""

    extra_egress: list[KubernetesObject] = []
    """More that it may reach, each as a Kubernetes `NetworkPolicyEgressRule`, such as another port
    of a direct URL. DNS, HTTPS, and the database at `database.port`, are always open."""

    @rule
    def has_a_command(self) -> Check:
        """The image's own command would start a server."""
        return Check(
            any_of(not_(self.enabled), is_set(self.command)),
            "must say what to run; set it",
            "command",
        )
