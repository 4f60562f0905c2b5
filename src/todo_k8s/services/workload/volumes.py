"""The volumes of a service's pods, and where its container has them."""

from __future__ import annotations

from collections.abc import Mapping

from todo_k8s.helm.content import Content, each, filled, only_if, spread
from todo_k8s.helm.functions import equals, get_text, not_
from todo_k8s.helm.model import KubernetesObject
from todo_k8s.services.persistence.construct import claim_mount, claim_volume
from todo_k8s.services.persistence.values import VOLUME
from todo_k8s.services.pod_parts import empty_dir_mounts, empty_dirs
from todo_k8s.services.secrets.construct import AppSecrets
from todo_k8s.services.secrets.files import secret_mounts, secret_volumes
from todo_k8s.services.workload.lifecycle import seeded_mounts, seeded_volumes
from todo_k8s.services.workload.values import WorkloadValues


class PodVolumes:
    """The volumes of a service's pods.

    Args:
        values: What can be set.
        writable: The directories that the container can write to, and how much each may hold.
        secrets: The Secret of files that name no other.
        claim: The name of the persistent volume's claim, where the chart makes it.
    """

    def __init__(
        self,
        values: WorkloadValues,
        writable: Mapping[str, str],
        secrets: AppSecrets | None,
        claim: str,
    ) -> None:
        self._values, self._writable = values, writable
        self._secrets, self._claim = secrets, claim

    def content(self, *, with_claim: bool = True) -> Content:
        """Return the volumes; there is one at least, as each preset has a directory.

        Args:
            with_claim: Whether the persistent one, and those with files of the image, are among
                them; other pods of the same image need none.
        """
        values = self._values
        return filled(
            [
                empty_dirs(self._writable),
                secret_volumes(values.secret_files, self._secrets),
                seeded_volumes(values.seeded_paths) if with_claim else None,
                claim_volume(values.persistence, self._claim) if with_claim else None,
                spread(values.extra_volumes),
            ]
        )

    def mounts(self, *, with_claim: bool = True) -> Content:
        """Return the container's mounts, of which there is one at least.

        Args:
            with_claim: Whether those of the persistent volume, and of files of the image, are
                among them.
        """
        values = self._values
        return filled(
            [
                empty_dir_mounts(self._writable),
                secret_mounts(values.secret_files),
                seeded_mounts(values.seeded_paths) if with_claim else None,
                claim_mount(values.persistence) if with_claim else None,
                spread(values.extra_volume_mounts)
                if with_claim
                else each(values.extra_volume_mounts, _unless_of_claim),
            ]
        )


def _unless_of_claim(mount: KubernetesObject) -> Content:
    return only_if(not_(equals(get_text(mount, "name"), VOLUME)), mount)
