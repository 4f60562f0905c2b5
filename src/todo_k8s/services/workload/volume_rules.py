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
    replace_pattern,
    to_json,
)
from todo_k8s.helm.model import Check, KubernetesObject
from todo_k8s.services.persistence.values import VOLUME, PersistenceValues
from todo_k8s.services.security import PodSecurityContextValues
from todo_k8s.services.workload.presets import PRESETS

_NAME = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"
_OF_PRESETS = "|".join(f"{name}:({'|'.join(each.writable)})" for name, each in PRESETS.items())
"""The writable paths of all presets, each behind the name of its preset."""
_NEEDS_A_NAME = "needs a name, of lower-case letters, digits and dashes"
_MAY_BE_ROOT = '"runAsNonRoot":false'


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
    def secret_files(self) -> Mapping[str, Any]: ...
    @property
    def pod_security_context(self) -> PodSecurityContextValues: ...
    @property
    def persistence(self) -> PersistenceValues: ...


def containers_are_whole(pods: _Pods) -> list[Any]:
    """Return the checks that Kubernetes would start each container."""
    no_root = not_(pods.pod_security_context.allow_root)
    found: list[Any] = []
    for where, containers in (
        ("initContainers", pods.init_containers),
        ("sidecars", pods.sidecars),
    ):
        found += [
            each(containers, is_a_container(where)),
            each(containers, is_no_root(where, no_root)),
            each(containers, has_its_own_name(where, containers)),
        ]
    return [
        *found,
        each(pods.sidecars, _differs_from(pods.init_containers, "initContainers", "sidecars")),
    ]


def volumes_are_whole(pods: _Pods) -> list[Any]:
    """Return the checks that each volume has a name, and no other one has it."""
    claimed = pods.persistence.enabled

    def checks(index: int, volume: Mapping[str, Any]) -> list[Check]:
        name, field = get_text(volume, "name"), f"extraVolumes[{index}]"
        return [
            Check(matches(name, _NAME), _NEEDS_A_NAME, field),
            Check(
                not_(all_of(claimed, equals(name, VOLUME))),
                "is the name of the volume of persistence; choose another",
                f"{field}.name",
            ),
        ]

    own_name = has_its_own_name("extraVolumes", pods.extra_volumes)
    return [each(pods.extra_volumes, checks), each(pods.extra_volumes, own_name)]


def has_its_own_name(
    where: str, items: Sequence[KubernetesObject]
) -> Callable[[int, Mapping[str, Any]], Any]:
    """Return the checks that no earlier item has the name of an item."""
    return _differs_from(items, where, where)


def _differs_from(
    others: Sequence[KubernetesObject], among: str, where: str, key: str = "name"
) -> Callable[[int, Mapping[str, Any]], Any]:
    """Return the checks that no other item has an item's text for a key.

    Args:
        others: The other items; of the item's own list those before it count.
        among: Where they are.
        where: Where the item is.
        key: The key.
    """

    def checks(index: int, item: Mapping[str, Any]) -> Any:
        def differs(other: int, before: Mapping[str, Any]) -> Check:
            differ = _differ(key, before, item)
            return Check(
                any_of(other >= index, differ) if among == where else differ,
                f"is {among}[{other}] too; choose another",
                f"{where}[{index}].{key}",
            )

        return each(others, differs)

    return checks


def _differ(key: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two objects do not have the same text for a key."""
    return any_of(
        not_(is_set(get_text(other, key))), not_(equals(get_text(one, key), get_text(other, key)))
    )


def is_no_root(where: str, no_root: bool) -> Callable[[int, Mapping[str, Any]], Check]:
    """Return the check that a container's user is one that the pod allows."""

    def check(index: int, item: Mapping[str, Any]) -> Check:
        said = to_json(item)
        root = all_of(matches(said, '"runAsUser":0[,}]'), not_(contains(said, _MAY_BE_ROOT)))
        return Check(
            not_(all_of(no_root, root)),
            "is root, and the kubelet starts no root container in a pod with runAsNonRoot; set "
            "runAsNonRoot to false beside it, or make volumes writable by "
            "podSecurityContext.fsGroup",
            f"{where}[{index}].securityContext.runAsUser",
        )

    return check


def has_another_name(main: str, where: str) -> Callable[[int, Mapping[str, Any]], Check]:
    """Return the check that a container does not have the name of the main one."""

    def check(index: int, item: Mapping[str, Any]) -> Check:
        return Check(
            not_(equals(get_text(item, "name"), main)),
            "is the name of the main container; choose another",
            f"{where}[{index}].name",
        )

    return check


def is_a_container(where: str) -> Callable[[int, Mapping[str, Any]], Check]:
    """Return the check that a container, in Kubernetes' own form, has a name and an image."""

    def check(index: int, item: Mapping[str, Any]) -> Check:
        return Check(
            all_of(matches(get_text(item, "name"), _NAME), is_set(get_text(item, "image"))),
            f"{_NEEDS_A_NAME}, and an image",
            f"{where}[{index}]",
        )

    return check


def mounts_have_volumes(pods: _Pods) -> list[Any]:
    """Return the checks that each mount has its volume, and a place of its own."""
    claim, volumes = pods.persistence, _without_inner_fields(to_json(pods.extra_volumes))
    where, mounts = "extraVolumeMounts", pods.extra_volume_mounts
    own_place = _differs_from(mounts, where, where, "mountPath")

    def checks(index: int, mount: Mapping[str, Any]) -> list[Any]:
        name, path = get_text(mount, "name"), get_text(mount, "mountPath")
        field = f"{where}[{index}]"
        taken = any_of(
            has_key(pods.writable_paths, path),
            has_key(pods.secret_files, path),
            matches(f"{pods.preset}:{path}", f"^({_OF_PRESETS})$"),
            all_of(claim.enabled, equals(path, claim.mount_path)),
        )

        return [
            Check(
                any_of(
                    contains(volumes, f'"name":"{name}"'),
                    all_of(claim.enabled, equals(name, VOLUME)),
                ),
                "is no volume; add it to extraVolumes",
                f"{field}.name",
            ),
            Check(is_set(path), "must say where it is mounted; set it", f"{field}.mountPath"),
            Check(
                not_(taken),
                "is mounted already, by the preset, writablePaths, secretFiles or persistence; "
                "choose another path",
                f"{field}.mountPath",
            ),
            own_place(index, mount),
        ]

    return [each(mounts, checks)]


def _without_inner_fields(volumes: str) -> str:
    """Return the JSON of volumes without what is in their fields, such as a ConfigMap's name."""
    for _ in range(3):  # as deep as the sources of a projected volume
        volumes = replace_pattern(volumes, r'":(\{[^{}\[\]]*\}|\[[^\[\]]*\])', '":0')
    return volumes
