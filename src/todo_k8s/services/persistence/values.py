"""A disk of a service that outlives its pods."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from todo_k8s.helm.fields.types import Distinct
from todo_k8s.helm.functions import all_of, any_of, includes, is_set, matches, not_, size
from todo_k8s.helm.model import ChartValues, Check, rule
from todo_k8s.services.kubernetes_fields import CLAIM, are_passed_on
from todo_k8s.services.quantities import has_its_unit
from todo_k8s.services.types.kubernetes import ClaimSpec
from todo_k8s.services.types.names import (
    Annotations,
    Labels,
    MountPath,
    ObjectName,
    StorageClass,
)
from todo_k8s.services.types.numbers import Quantity

AccessMode = Literal["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"]

VOLUME = "persistent"
"""The name of the volume in the pod."""


class PersistenceValues(ChartValues):
    """A PersistentVolumeClaim that the container mounts."""

    _mistaken: ClassVar[Mapping[str, str]] = {"path": "mountPath"}

    enabled: bool = False
    """Mount a PersistentVolumeClaim. One that only a single node can mount (`ReadWriteOnce`) needs
    `replicaCount: 1`, and `rollout.strategy: Recreate` or `rollout.maxSurge: 0`."""

    existing_claim: ObjectName = ""
    """Name of a claim that exists; empty to create one. Set `accessModes` to those it has."""

    mount_path: MountPath = "/data"
    """Directory in the container."""

    size: Quantity = "1Gi"
    """Size of the claim that is created."""

    storage_class: StorageClass = ""
    """StorageClass of the claim that is created; empty for the cluster's default, `-` for none, for
    a volume that was made by hand."""

    access_modes: Annotated[Distinct[AccessMode], Field(min_length=1)] = ["ReadWriteOnce"]
    """Access modes of the claim."""

    keep: bool = True
    """Keep the claim that is created, with its data, when the release is uninstalled."""

    annotations: Annotations = {}
    """Annotations of the claim that is created."""

    labels: Labels = {}
    """Labels of the claim that is created, beside the chart's."""

    claim_spec: ClaimSpec = {}
    """More fields of the claim that is created, in Kubernetes' own form
    (PersistentVolumeClaimSpec), such as `volumeName` or `dataSource`. What another value sets is
    refused here."""

    @property
    def is_shared(self) -> bool:
        """Whether pods on several nodes can mount it at once."""
        shared = ("ReadOnlyMany", "ReadWriteMany")
        return any_of(*(includes(self.access_modes, mode) for mode in shared))

    @rule
    def fields_are_passed_on(self) -> list[Any]:
        """What the chart sets, it sets once; and a claim that exists is not changed."""
        return [
            are_passed_on("claimSpec", self.claim_spec, CLAIM),
            Check(
                not_(all_of(is_set(self.existing_claim), is_set(self.claim_spec))),
                "is for a claim that is created; remove it, or existingClaim",
                "claimSpec",
            ),
        ]

    @rule
    def leaves_the_system_alone(self) -> Check:
        """A disk there would hide what the kernel shows, or fail to be mounted."""
        return Check(
            not_(matches(self.mount_path, "^/(proc|sys|dev)(/|$)")),
            "is a directory of the kernel's, where no disk can be; choose another, such as /data",
            "mountPath",
        )

    @rule
    def has_some_size(self) -> list[Check]:
        """Kubernetes refuses a claim of nothing, and a driver rounds one of a few bytes up."""
        return [
            Check(
                matches(self.size, "[1-9]"),
                "must be more than 0, as Kubernetes refuses a claim of nothing; set it, as in 1Gi",
                "size",
            ),
            *has_its_unit(self.size, "size", meant="Gi"),
        ]

    @rule
    def is_not_alone_with_its_mode(self) -> Check:
        """Kubernetes takes ReadWriteOncePod by itself only.

        References:
            https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
        """
        alone = not_(includes(self.access_modes, "ReadWriteOncePod"))
        return Check(
            any_of(alone, size(self.access_modes) <= 1),
            "ReadWriteOncePod goes with no other mode; remove the others",
            "accessModes",
        )
