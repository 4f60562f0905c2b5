"""Rules of a service's pods that look at one entry at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import all_of, any_of, default, equals, has_key, not_
from todo_k8s.helm.model import Check
from todo_k8s.services.workload.presets import is_writable

if TYPE_CHECKING:
    from todo_k8s.services.workload.values import WorkloadValues


def ports_differ(ports: Mapping[str, int], main: int, of_service: int | None) -> Any:
    """Return the checks that no port has the name or the number of another one.

    Args:
        ports: The further ports, by name.
        main: The container's port.
        of_service: The port of the Service, or null for the container's.
    """

    def checks(name: str, port: int) -> list[Any]:
        field = f"extraPorts.{name}"
        own_name = not_(equals(name, "http"))
        own_number = not_(equals(port, default(of_service, main)))

        def differs(other: str, number: int) -> Check:
            free = any_of(equals(name, other), not_(equals(port, number)))
            return Check(free, f"is extraPorts.{other} too; choose another", field)

        return [
            Check(own_name, "has the name of the main port; choose another", field),
            Check(own_number, "is the Service's port already; remove it, or choose another", field),
            each(ports, differs),
        ]

    return each(ports, checks)


def seeded_paths_are_free(values: WorkloadValues) -> Any:
    """Return the checks that no other volume is mounted where the image's files are copied to."""
    claim = values.persistence

    def check(path: str, _size: str) -> Check:
        taken = any_of(
            has_key(values.writable_paths, path),
            all_of(claim.enabled, equals(claim.mount_path, path)),
            is_writable(values.preset, path),
        )
        return Check(
            not_(taken),
            "is a path of writablePaths, persistence or the preset too; choose one",
            f"seededPaths.{path}",
        )

    return each(values.seeded_paths, check)
