"""What Kubernetes would refuse of an operator's own volumes and mounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    choose,
    contains,
    equals,
    get_objects,
    get_text,
    has_key,
    includes,
    is_set,
    matches,
    not_,
    size,
    sorted_keys,
    to_json,
)
from todo_k8s.helm.model import Check, KubernetesObject
from todo_k8s.services.persistence.values import VOLUME, PersistenceValues
from todo_k8s.services.workload.container_rules import (
    NAME,
    NEEDS_A_NAME,
    differs_from,
    has_its_own_name,
)
from todo_k8s.services.workload.presets import is_writable

_IS_MOUNTED = (
    "is where something is mounted already, such as by writablePaths, secretFiles or the preset; "
    "choose another"
)
_IS_NO_VOLUME = "is no volume; add it to extraVolumes"
_OF_CHART = "^(secret|seeded|writable)-"
"""The names of the volumes that the chart makes."""

_SOURCES = (
    *("awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "configMap", "csi"),
    *("downwardAPI", "emptyDir", "ephemeral", "fc", "flexVolume", "flocker", "gcePersistentDisk"),
    *("gitRepo", "glusterfs", "hostPath", "image", "iscsi", "nfs", "persistentVolumeClaim"),
    *("photonPersistentDisk", "portworxVolume", "projected", "quobyte", "rbd", "scaleIO"),
    *("secret", "storageos", "vsphereVolume"),
)
"""What a volume can be of, in Kubernetes 1.30 to 1.37."""

_NO_MAP = rf'"({"|".join(_SOURCES)})":[^{{]'
"""A source that is no map; in a text of the JSON of a volume the quotes would be escaped."""

_SHOWN = "^[!-~]{1,40}$"
"""What of a key is shown as it is."""

_MEDIUM = '"medium":"(Memory|HugePages[^"]*)?"'
_LIMIT = r'"sizeLimit":("[0-9]+(\.[0-9]+)?([kMGTPE]|[KMGTPE]i)?"|[0-9]+)'
_IN_BYTES = '"sizeLimit":"?[1-9][0-9]{0,5}[",}]'
_NAMES = {"persistentVolumeClaim": "claimName", "secret": "secretName"}
"""Where a source has the name of its object, if that is not called ``name``."""


class _Pods(Protocol):
    """What of the values of pods is looked at."""

    @property
    def preset(self) -> str: ...
    @property
    def writable_paths(self) -> Mapping[str, str]: ...
    @property
    def secret_files(self) -> Mapping[str, Any]: ...
    @property
    def persistence(self) -> PersistenceValues: ...


def volumes_are_whole(volumes: Sequence[KubernetesObject], *, claimed: bool = False) -> list[Any]:
    """Return the checks that each volume has a name, and no other one has it.

    Args:
        volumes: The volumes, in Kubernetes' own form.
        claimed: Whether there is one of `persistence` beside them.
    """

    def checks(index: int, volume: Mapping[str, Any]) -> list[Any]:
        name, field = get_text(volume, "name"), f"extraVolumes[{index}]"
        found: list[Any] = [Check(matches(name, NAME), NEEDS_A_NAME, field)]
        if claimed is not False:
            free = not_(all_of(claimed, equals(name, VOLUME)))
            message = "is the name of the volume of persistence; choose another"
            found.append(Check(free, message, f"{field}.name"))
        return [*found, *_has_one_source(volume, field)]

    return [each(volumes, checks), each(volumes, has_its_own_name("extraVolumes", volumes))]


def _has_one_source(volume: Mapping[str, Any], field: str) -> list[Any]:
    """Return the checks that a volume is of one thing, which is named as Kubernetes does."""
    said = to_json(volume)
    return [
        Check(size(volume) <= 2, "has several sources; leave one", field),  # and its name
        Check(
            not_(matches(said, _NO_MAP)),
            "has a source that is no map; write one, as in {hostPath: {path: /data}}",
            field,
        ),
        each(
            sorted_keys(volume),
            lambda key: Check(
                matches(key, f"^(name|{'|'.join(_SOURCES)})$"),
                f"has {choose(matches(key, _SHOWN), key, 'a key')}, which is no source of a "
                "volume; check the spelling",
                field,
            ),
        ),
        *(
            Check(
                any_of(not_(has_key(volume, source)), contains(said, f'"{name}":"')),
                f"must name its object in {name}, a text; set it, in quotes where it is a word "
                "such as yes, or a number",
                f"{field}.{source}.{name}",
            )
            for source, name in _NAMES.items()
        ),
        Check(
            any_of(not_(contains(said, '"medium":')), matches(said, _MEDIUM)),
            "must be Memory, a HugePages medium, or left out",
            f"{field}.emptyDir.medium",
        ),
        Check(
            any_of(not_(contains(said, '"sizeLimit":')), matches(said, _LIMIT)),
            "must be a Kubernetes quantity, such as 256Mi",
            f"{field}.emptyDir.sizeLimit",
        ),
        Check(
            not_(matches(said, _IN_BYTES)),
            "is less than 1 MB, as a number without a unit is one of bytes; add a unit, as in "
            "256Mi",
            f"{field}.emptyDir.sizeLimit",
        ),
    ]


def mounts_have_volumes(
    mounts: Sequence[KubernetesObject],
    volumes: Sequence[KubernetesObject],
    *,
    taken: Callable[[str, str], bool],
    claimed: bool = False,
) -> list[Any]:
    """Return the checks that each mount has its volume, and a place of its own.

    Args:
        mounts: The mounts, in Kubernetes' own form.
        volumes: The volumes, likewise.
        taken: Tells whether something else is mounted at a path, where a volume cannot replace it.
        claimed: Whether there is a volume of `persistence` beside them.
    """
    there, where = _names_of_volumes(volumes), "extraVolumeMounts"
    own_place = differs_from(mounts, where, where, "mountPath")

    def checks(index: int, mount: Mapping[str, Any]) -> list[Any]:
        name, path = get_text(mount, "name"), get_text(mount, "mountPath")
        field, own = f"{where}[{index}]", all_of(is_set(name), includes(there, name))
        known = _or_claimed(own, name, claimed=claimed)
        return [
            Check(known, _IS_NO_VOLUME, f"{field}.name"),
            Check(is_set(path), "must say where it is mounted; set it", f"{field}.mountPath"),
            Check(not_(taken(path, name)), _IS_MOUNTED, f"{field}.mountPath"),
            own_place(index, mount),
            Check(
                not_(matches(get_text(mount, "subPath"), "^/")),
                "must be a path within the volume; remove the / at its start",
                f"{field}.subPath",
            ),
        ]

    return [each(mounts, checks)]


def containers_mount_volumes(
    where: str,
    containers: Sequence[KubernetesObject],
    volumes: Sequence[KubernetesObject],
    *,
    claimed: bool = False,
) -> Any:
    """Return the checks that each mount of an operator's own containers has its volume.

    Args:
        where: Where the containers are.
        containers: The containers, in Kubernetes' own form.
        volumes: The volumes, likewise.
        claimed: Whether there is a volume of `persistence` beside them.
    """
    there = _names_of_volumes(volumes)

    def checks(index: int, container: Mapping[str, Any]) -> Any:
        def check(place: int, mount: Mapping[str, Any]) -> Check:
            name = get_text(mount, "name")
            own = any_of(all_of(is_set(name), includes(there, name)), matches(name, _OF_CHART))
            known = _or_claimed(own, name, claimed=claimed)
            field = f"{where}[{index}].volumeMounts[{place}].name"
            return Check(known, _IS_NO_VOLUME, field)

        return each(get_objects(container, "volumeMounts"), check)

    return each(containers, checks)


def _or_claimed(known: bool, name: str, *, claimed: bool) -> bool:
    """Return whether a volume is known, or is that of `persistence`, where there can be one."""
    return known if claimed is False else any_of(known, all_of(claimed, equals(name, VOLUME)))


def is_mounted(pods: _Pods, path: str, name: str) -> bool:
    """Return whether a service mounts something at a path, beside the operator's volumes.

    A volume takes the place of a directory of the preset, but not that of `persistence`, which
    other pods of the image do not have.

    Args:
        pods: The values of the service.
        path: The path.
        name: The name of the volume.
    """
    claim = pods.persistence
    return any_of(
        has_key(pods.writable_paths, path),
        has_key(pods.secret_files, path),
        all_of(equals(name, VOLUME), is_writable(pods.preset, path)),
        all_of(claim.enabled, equals(path, claim.mount_path)),
    )


def _names_of_volumes(volumes: Sequence[KubernetesObject]) -> Any:
    return each(volumes, lambda volume: get_text(volume, "name"))
