"""What can be set of the pods of a job."""

from collections.abc import Mapping
from typing import Any, ClassVar

from todo_k8s.helm.functions import any_of, has_key, is_set, not_
from todo_k8s.helm.model import Check, KubernetesObject, rule
from todo_k8s.services.cron_jobs.variables import JobVariablesValues
from todo_k8s.services.kubernetes_fields import JOB, JOB_CONTAINER, JOB_POD, are_passed_on
from todo_k8s.services.mistaken import OF_CRON_JOBS
from todo_k8s.services.quantities import have_their_units
from todo_k8s.services.secrets.file_values import files_have_their_own_place
from todo_k8s.services.security import (
    PodSecurityContextValues,
    ResourcesValues,
    SecurityContextValues,
)
from todo_k8s.services.tolerations import tolerations_are_whole
from todo_k8s.services.types.kubernetes import Affinity, Container, PodSpec, Volume
from todo_k8s.services.types.names import Annotations, Directory, Labels, LooseName, NodeLabels
from todo_k8s.services.types.numbers import Quantity
from todo_k8s.services.workload.container_rules import (
    containers_are_whole,
    init_containers_are_not_checked,
)
from todo_k8s.services.workload.passed_on import restarts_by_rules
from todo_k8s.services.workload.volume_rules import (
    containers_mount_volumes,
    mounts_have_volumes,
    volumes_are_whole,
)


class JobPodValues(JobVariablesValues):
    """What can be set of the pods of a job."""

    _mistaken: ClassVar[Mapping[str, str]] = {
        **OF_CRON_JOBS,
        "extraEnvVars": "put it into %senv, a map of names to texts",
    }

    elsewhere: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(JOB.passed_on, "jobSpec"),
        **dict.fromkeys(JOB_CONTAINER.passed_on, "containerSpec"),
        **dict.fromkeys(JOB_POD.passed_on, "podSpec"),
    }

    resources: ResourcesValues = ResourcesValues()
    """CPU and memory."""

    pod_security_context: PodSecurityContextValues = PodSecurityContextValues()
    """Users and kernel settings of the pod; a null user is the service's, or 1000."""

    security_context: SecurityContextValues = SecurityContextValues()
    """What the container may do."""

    writable_paths: dict[Directory, Quantity] = {"/tmp": "64Mi"}  # noqa: S108  # a volume
    """Directories it writes to, and how much."""

    extra_volumes: list[Volume] = []
    """More volumes, each as a Kubernetes `Volume`. It gets none of the service's."""

    extra_volume_mounts: list[KubernetesObject] = []
    """More mounts of the container, each as a Kubernetes `VolumeMount`."""

    init_containers: list[Container] = []
    """Containers that run before it, or beside it where their restartPolicy is Always, such as a
    database's proxy; each as a Kubernetes `Container`. One without `securityContext` gets a safe
    one. It gets none of the service's."""

    node_selector: NodeLabels = {}
    """Labels that a node must have, beside those of `service`."""

    tolerations: list[KubernetesObject] = []
    """Taints to tolerate beside those of `service`, each as a Kubernetes `Toleration`."""

    affinity: Affinity = {}
    """Node and pod affinity, as a Kubernetes `Affinity`."""

    priority_class_name: LooseName = ""
    """PriorityClass of the pods."""

    service_account_name: LooseName = ""
    """ServiceAccount of the pods, which exists; empty for `default`."""

    automount_service_account_token: bool = False
    """Mount the ServiceAccount's token, for a job that calls the API of Kubernetes. Open the port
    of the API server in `extraEgress` where it is not 443."""

    pod_annotations: Annotations = {}
    """Annotations of the pods."""

    pod_labels: Labels = {}
    """Labels of the pods."""

    pod_spec: PodSpec = {}
    """More fields of the pods, in Kubernetes' own form (PodSpec), such as `hostAliases` or
    `dnsConfig`. What another value sets is refused here."""

    container_spec: Container = {}
    """More fields of the container, in Kubernetes' own form (Container), such as `workingDir`. What
    another value sets is refused here."""

    @rule
    def has_an_account_for_its_token(self) -> Check:
        """What the account `default` may do, every pod of the namespace might."""
        return Check(
            any_of(not_(self.automount_service_account_token), is_set(self.service_account_name)),
            "must be set where automountServiceAccountToken is; set it, or that to false",
            "serviceAccountName",
        )

    @rule
    def fields_are_passed_on(self) -> list[Any]:
        """What the chart sets, it sets once; and nothing is spelled wrong."""
        return [
            are_passed_on("podSpec", self.pod_spec, JOB_POD),
            are_passed_on("containerSpec", self.container_spec, JOB_CONTAINER),
            restarts_by_rules(self.container_spec),
        ]

    @rule
    def writable_paths_have_units(self) -> Any:
        """A directory of a few bytes would be full at once, and the pod be evicted."""
        return have_their_units(self.writable_paths, "writablePaths")

    @rule
    def secrets_have_their_own_place(self) -> Any:
        """Two volumes cannot be mounted at one place."""
        return files_have_their_own_place(self.secret_files, self.writable_paths)

    @rule
    def parts_of_the_operator_are_whole(self) -> list[Any]:
        """Kubernetes would refuse the Jobs, one by one, and nobody would see it."""
        volumes, mounts = self.extra_volumes, self.extra_volume_mounts
        no_root = not_(self.pod_security_context.allow_root)
        return [
            *containers_are_whole("initContainers", self.init_containers, no_root),
            init_containers_are_not_checked(self.init_containers),
            *volumes_are_whole(volumes),
            *mounts_have_volumes(mounts, volumes, taken=self._is_mounted),
            containers_mount_volumes("initContainers", self.init_containers, volumes),
        ]

    @rule
    def tolerations_are_whole(self) -> Any:
        """Kubernetes would refuse the pods."""
        return tolerations_are_whole(self.tolerations)

    def _is_mounted(self, path: str, _name: str) -> bool:
        return any_of(has_key(self.writable_paths, path), has_key(self.secret_files, path))
