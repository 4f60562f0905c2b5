"""Rules of a service's pods that look at one entry at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    contains,
    default,
    equals,
    get_text,
    has_key,
    not_,
    sorted_keys,
)
from todo_k8s.helm.model import Check
from todo_k8s.services.workload.presets import is_writable

if TYPE_CHECKING:
    from todo_k8s.services.workload.values import WorkloadValues


def ports_differ(values: WorkloadValues) -> list[Any]:
    """Return the checks that no port has the name of another one, or the number for a protocol."""
    tcp, udp = values.extra_ports, values.udp_ports
    main = default(values.service.port, values.container_port)

    def of_tcp(name: str, port: int) -> Check:
        return Check(
            not_(equals(port, main)),
            "is the Service's port already; remove it, or choose another",
            f"extraPorts.{name}",
        )

    def of_udp(name: str) -> Check:
        return Check(
            not_(has_key(tcp, name)),
            "is a name of extraPorts too; choose another",
            f"udpPorts.{name}",
        )

    return [
        _have_names_and_numbers("extraPorts", tcp),
        each(tcp, of_tcp),
        _have_names_and_numbers("udpPorts", udp),
        each(sorted_keys(udp), of_udp),
    ]


def _have_names_and_numbers(where: str, ports: Mapping[str, int]) -> Any:
    def checks(name: str, port: int) -> list[Any]:
        field = f"{where}.{name}"

        def differs(other: str, number: int) -> Check:
            free = any_of(equals(name, other), not_(equals(port, number)))
            return Check(free, f"is {where}.{other} too; choose another", field)

        return [
            Check(
                not_(equals(name, "http")), "has the name of the main port; choose another", field
            ),
            Check(
                not_(contains(name, "--")),
                "has two dashes in a row, which Kubernetes refuses; remove one",
                field,
            ),
            each(ports, differs),
        ]

    return each(ports, checks)


def headless_service_has_the_ports_of_its_pods(values: WorkloadValues) -> Check:
    """Return the check that a headless Service has no port of its own.

    Its name leads to the pods themselves, and nothing leads from a port to theirs.

    References:
        https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
    """
    port = values.service.port
    own = not_(equals(default(port, values.container_port), values.container_port))
    return Check(
        not_(all_of(own, equals(get_text(values.service_spec, "clusterIP"), "None"))),
        "has no effect in a headless Service, which leads to the ports of the pods; remove it",
        "service.port",
    )


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


def claim_has_its_own_place(values: WorkloadValues) -> list[Any]:
    """Return the checks that nothing else is mounted where the persistent volume is."""
    claim = values.persistence
    of_preset = is_writable(values.preset, claim.mount_path)
    places: dict[str, Mapping[str, Any]] = {
        "writablePaths": values.writable_paths,
        "secretFiles": values.secret_files,
    }
    return [
        *(
            Check(
                any_of(not_(claim.enabled), not_(has_key(paths, claim.mount_path))),
                f"is in {where} too; remove it there, or choose another",
                "persistence.mountPath",
            )
            for where, paths in places.items()
        ),
        Check(
            not_(all_of(claim.enabled, of_preset)),
            "is a writable path of the preset too; choose another",
            "persistence.mountPath",
        ),
    ]
