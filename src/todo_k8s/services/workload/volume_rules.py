"""What Kubernetes would refuse of an operator's own containers, volumes and mounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    contains,
    equals,
    get_text,
    has_key,
    is_set,
    matches,
    not_,
    to_json,
)
from todo_k8s.helm.model import Check, KubernetesObject
from todo_k8s.services.persistence.values import VOLUME, PersistenceValues
from todo_k8s.services.workload.presets import PRESETS

_NAME = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"
_OF_PRESETS = "|".join(f"{name}:({'|'.join(each.writable)})" for name, each in PRESETS.items())
"""The writable paths of all presets, each behind the name of its preset."""


class _Pods(Protocol):
    """What of the values of pods is looked at."""

    @property
    def preset(self) -> str: ...
    @property
    def writable_paths(self) -> Mapping[str, str]: ...
    @property
    def extra_volumes(self) -> Sequence[KubernetesObject]: ...
    @property
    def extra_volume_mounts(self) -> Sequence[KubernetesObject]: ...
    @property
    def init_containers(self) -> Sequence[KubernetesObject]: ...
    @property
    def sidecars(self) -> Sequence[KubernetesObject]: ...
    @property
    def persistence(self) -> PersistenceValues: ...


def containers_are_whole(pods: _Pods) -> list[Any]:
    """Return the checks that each container has a name and an image, and each volume a name."""
    return [
        each(pods.init_containers, is_a_container("initContainers")),
        each(pods.sidecars, is_a_container("sidecars")),
        each(
            pods.extra_volumes,
            lambda index, volume: Check(
                matches(get_text(volume, "name"), _NAME),
                "needs a name, of lower-case letters, digits and dashes",
                f"extraVolumes[{index}]",
            ),
        ),
    ]


def is_a_container(where: str) -> Callable[[int, Mapping[str, Any]], Check]:
    """Return the check that a container, in Kubernetes' own form, has a name and an image."""

    def check(index: int, item: Mapping[str, Any]) -> Check:
        return Check(
            all_of(matches(get_text(item, "name"), _NAME), is_set(get_text(item, "image"))),
            "needs a name, of lower-case letters, digits and dashes, and an image",
            f"{where}[{index}]",
        )

    return check


def mounts_have_volumes(pods: _Pods) -> list[Any]:
    """Return the checks that each mount has its volume, and a place of its own."""
    claim = pods.persistence

    def checks(index: int, mount: Mapping[str, Any]) -> list[Check]:
        name, path = get_text(mount, "name"), get_text(mount, "mountPath")
        own = contains(to_json(pods.extra_volumes), f'"name":"{name}"')
        taken = any_of(
            has_key(pods.writable_paths, path),
            matches(f"{pods.preset}:{path}", f"^({_OF_PRESETS})$"),
            all_of(claim.enabled, equals(path, claim.mount_path)),
        )
        return [
            Check(
                any_of(own, all_of(claim.enabled, equals(name, VOLUME))),
                "is no volume; add it to extraVolumes",
                f"extraVolumeMounts[{index}].name",
            ),
            Check(
                all_of(is_set(path), not_(taken)),
                "must be a path that is neither writable already (by the preset or writablePaths) "
                "nor persistence.mountPath",
                f"extraVolumeMounts[{index}].mountPath",
            ),
        ]

    return [each(pods.extra_volume_mounts, checks)]
