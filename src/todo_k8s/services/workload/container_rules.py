"""What Kubernetes would refuse of an operator's own containers, or could not measure."""

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
from todo_k8s.services.workload.container_fields import has_fields

NAME = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"
"""The form of the name of a container or a volume."""

NEEDS_A_NAME = "needs a name, of lower-case letters, digits and dashes"
_OF_RUNNING = ("lifecycle", "livenessProbe", "readinessProbe", "startupProbe")
_IN_BYTES = '"(limits|requests)":[{][^{}]*"(memory|ephemeral-storage)":"?[1-9][0-9]{0,5}[",}]'
_CPU_OF_MEMORY = '"(limits|requests)":[{][^{}]*"cpu":"[0-9.]+[kKMGTPE]i?"'
_MAY_BE_ROOT = '"runAsNonRoot":false'


class _Pods(Protocol):
    """What of the values of pods is looked at."""

    @property
    def init_containers(self) -> Sequence[KubernetesObject]: ...
    @property
    def sidecars(self) -> Sequence[KubernetesObject]: ...


def containers_are_whole(
    where: str, containers: Sequence[KubernetesObject], no_root: bool
) -> list[Any]:
    """Return the checks that Kubernetes would start each container.

    Args:
        where: Where they are.
        containers: The containers, in Kubernetes' own form.
        no_root: Whether the pod allows no root.
    """
    return [
        each(containers, is_a_container(where)),
        each(containers, has_fields(where)),
        each(containers, is_no_root(where, no_root)),
        each(containers, has_units(where)),
        each(containers, has_its_own_name(where, containers)),
    ]


def sidecars_are_their_own(pods: _Pods) -> list[Any]:
    """Return the checks that no sidecar has the name of an init container, or should be one."""

    def is_none(index: int, item: Mapping[str, Any]) -> Check:
        return Check(
            not_(equals(get_text(item, "restartPolicy"), "Always")),
            "is for native sidecars, which Kubernetes has among the initContainers; move the "
            "container there, or remove this",
            f"sidecars[{index}].restartPolicy",
        )

    own_name = differs_from(pods.init_containers, "initContainers", "sidecars")
    return [each(pods.sidecars, own_name), each(pods.sidecars, is_none)]


def init_containers_are_not_checked(containers: Sequence[KubernetesObject]) -> Any:
    """Return the checks that only native sidecars have what the API server refuses of others."""

    def checks(index: int, item: Mapping[str, Any]) -> list[Check]:
        return [
            Check(
                any_of(_runs_on(item), not_(has_key(item, field))),
                "is refused by Kubernetes of a container that ends before the others start; set "
                "restartPolicy: Always if it runs beside them, or remove this",
                f"initContainers[{index}].{field}",
            )
            for field in _OF_RUNNING
        ]

    return each(containers, checks)


def containers_are_measured(pods: _Pods, resource: str, off: bool) -> list[Any]:
    """Return the checks that an autoscaler finds a request of each container that runs on.

    Kubernetes takes a limit for the request where there is none.

    Args:
        pods: The values of the pods.
        resource: The resource that it looks at.
        off: Whether it does not.
    """
    asks = rf'"(limits|requests)":\{{[^{{}}]*"{resource}":'

    def check(
        where: str, unless: Callable[[Mapping[str, Any]], bool]
    ) -> Callable[[int, Mapping[str, Any]], Check]:
        def asked(index: int, item: Mapping[str, Any]) -> Check:
            return Check(
                any_of(unless(item), matches(to_json(item), asks)),
                f"autoscaling looks at {resource} in percent of the requests of all containers, "
                f"and this one has none; set resources.requests.{resource}",
                f"{where}[{index}].resources.requests.{resource}",
            )

        return asked

    return [
        each(pods.sidecars, check("sidecars", lambda _item: off)),
        each(
            pods.init_containers,
            check("initContainers", lambda item: any_of(off, not_(_runs_on(item)))),
        ),
    ]


def _runs_on(container: Mapping[str, Any]) -> bool:
    """Return whether an init container is a native sidecar."""
    return equals(get_text(container, "restartPolicy"), "Always")


def is_a_container(where: str) -> Callable[[int, Mapping[str, Any]], Check]:
    """Return the check that a container, in Kubernetes' own form, has a name and an image."""

    def check(index: int, item: Mapping[str, Any]) -> Check:
        return Check(
            all_of(matches(get_text(item, "name"), NAME), is_set(get_text(item, "image"))),
            f"{NEEDS_A_NAME}, and an image",
            f"{where}[{index}]",
        )

    return check


def has_units(where: str) -> Callable[[int, Mapping[str, Any]], list[Check]]:
    """Return the checks that a container asks for no few bytes, nor for thousands of processors."""

    def check(index: int, item: Mapping[str, Any]) -> list[Check]:
        said, field = to_json(item), f"{where}[{index}].resources"
        return [
            Check(
                not_(matches(said, _IN_BYTES)),
                "has less than 1 MB of memory or ephemeral-storage, as a number without a unit is "
                "one of bytes; add a unit, as in 256Mi",
                field,
            ),
            Check(
                not_(matches(said, _CPU_OF_MEMORY)),
                "has a cpu with a unit of memory, which would be thousands of processors; use m, "
                "as in 250m, or no unit",
                field,
            ),
        ]

    return check


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


def has_its_own_name(
    where: str, items: Sequence[KubernetesObject]
) -> Callable[[int, Mapping[str, Any]], Any]:
    """Return the checks that no earlier item has the name of an item."""
    return differs_from(items, where, where)


def differs_from(
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
