"""The migration of the database."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import all_of, any_of, is_set, not_
from todo_k8s.helm.model import ChartValues, Check, Integer, KubernetesObject, rule
from todo_k8s.services.image import ImageValues, OptionalRepository
from todo_k8s.services.mistaken import OF_MIGRATIONS
from todo_k8s.services.peers import are_egress_rules
from todo_k8s.services.security import ResourcesValues
from todo_k8s.services.types.kubernetes import Container
from todo_k8s.services.types.names import Annotations, Labels, LooseName, Words
from todo_k8s.services.types.numbers import CountOrZero, Seconds
from todo_k8s.services.workload.container_fields import has_fields
from todo_k8s.services.workload.container_rules import (
    has_another_name,
    has_its_own_name,
    has_units,
    is_a_container,
)


class MigrationImageValues(ImageValues):
    """The image of the migrations, if it is not the backend's."""

    repository: OptionalRepository = ""
    """Image name, with its path in the registry; empty for the backend's image."""


class MigrationsValues(ChartValues):
    """A Job that migrates the database before the new pods start."""

    _mistaken: ClassVar[Mapping[str, str]] = OF_MIGRATIONS

    enabled: bool = False
    """Whether to run the Job at install and at upgrade. It uses the backend's image, unless it has
    one of its own, and the backend's `podSecurityContext`, `securityContext`, `env`, `secretEnv`,
    `envValueFrom`, `secretFiles`, `extraEnvFrom`, volumes and `podSpec`, not its ConfigMap: there
    `env` cannot refer to that."""

    image: MigrationImageValues = MigrationImageValues()
    """An image of its own, for a tool such as Flyway, Liquibase or Prisma."""

    command: Words = []
    """Command to run, such as ["alembic", "upgrade", "head"]; empty for the image's entry point,
    which the backend's image takes only with `args`."""

    args: Words = []
    """Arguments in place of the image's, such as ["migrate"] for Flyway."""

    hook: Literal["helm", "argocd", "none"] = "helm"
    """Who runs the Job before the new pods. `helm`: Helm, at each install and upgrade; the first
    time after the install where the chart makes the Secret, the ServiceAccount, or a service with
    `migrations` in its `reachableFrom`, such as a database, as these are not there before; add
    such a service in an upgrade before that which enables the migrations. `argocd`: Argo CD, at
    each sync; in the modes `values` and `external` of the secrets in a wave after that of the
    Secret (-1 after -2). `none`: nobody, for `kubectl apply` and the like: a Job whose name tells
    its content, made anew when that changes, while the new pods start."""

    deadline_seconds: Seconds = 300
    """Seconds after which the Job has failed."""

    retries: CountOrZero = 1
    """How often to try again."""

    ttl_seconds_after_finished: Annotated[Integer, Field(ge=0, le=604800)] = 86400
    """Seconds after which Kubernetes removes the Job, at most a week; 0 for never. A failed one
    stays so long, with its logs. With the hook `none`, what compares the cluster with the
    manifests would then run it again: use 0 there."""

    resources: ResourcesValues = ResourcesValues()
    """CPU and memory."""

    annotations: Annotations = {}
    """Annotations of the Job; they win over those of the hook `argocd`."""

    pod_annotations: Annotations = {}
    """Annotations of its pod, such as one that keeps a mesh's proxy out of it."""

    pod_labels: Labels = {}
    """Labels of its pod, beside the chart's."""

    service_account_name: LooseName = ""
    """ServiceAccount of its pod, which must be there before; empty for the namespace's default."""

    use_backend_service_account: bool = False
    """Whether its pod has the backend's ServiceAccount."""

    init_containers: list[Container] = []
    """Containers that run before the migration, or beside it where their restartPolicy is Always,
    such as a database's proxy; in Kubernetes' own form (Container)."""

    use_backend_init_containers: bool = False
    """Whether the backend's `initContainers` run before those."""

    extra_egress: list[KubernetesObject] = []
    """More that it may reach, each as a Kubernetes `NetworkPolicyEgressRule`, such as another port
    of a direct URL. DNS, HTTPS, and the database at `database.port`, are always open."""

    @rule
    def rules_have_selectors(self) -> Any:
        """A label beside `matchLabels` would be dropped, and the rule be for all pods."""
        return are_egress_rules(self.extra_egress, "extraEgress")

    @rule
    def has_a_command(self) -> Check:
        """The command of the backend's image would start a server."""
        own = is_set(self.image.repository)
        return Check(
            any_of(not_(self.enabled), is_set(self.command), is_set(self.args), own),
            "must say what to run; set it, args or image.repository",
            "command",
        )

    @rule
    def image_has_a_name(self) -> list[Check]:
        """Parts of a reference without a name would be dropped, and the backend's image run."""
        own = is_set(self.image.repository)
        parts = {
            "registry": self.image.registry,
            "tag": self.image.tag,
            "digest": self.image.digest,
        }
        return [
            Check(
                any_of(own, not_(is_set(part))),
                "needs image.repository, as the backend's image has its own; set that, or remove "
                "it here",
                f"image.{name}",
            )
            for name, part in parts.items()
        ]

    @rule
    def has_one_account(self) -> Check:
        """A pod has one ServiceAccount."""
        return Check(
            not_(all_of(self.use_backend_service_account, is_set(self.service_account_name))),
            "is set beside useBackendServiceAccount; remove one of the two",
            "serviceAccountName",
        )

    @rule
    def containers_are_whole(self) -> list[Any]:
        """Kubernetes would refuse the pod."""
        where, containers = "initContainers", self.init_containers
        return [
            each(containers, is_a_container(where)),
            each(containers, has_units(where)),
            each(containers, has_fields(where)),
            each(containers, has_its_own_name(where, containers)),
            each(containers, has_another_name("migrations", where)),
        ]
