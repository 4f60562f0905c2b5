"""Variables of a compose file that name localhost: what it published there, a pod does not have."""

from __future__ import annotations

import re

from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.manifests.objects import items_at

_LOCAL = re.compile(r"(?<![-\w.])(localhost|127\.0\.0\.1)(:\d{1,5})?(?![-\w.:])")
_OF_HOSTS = re.compile(
    r"NO_PROXY$|ALLOWED_HOSTS$|(^|_)(BIND|LISTEN|HOST|HOSTNAME)(_|$)", re.IGNORECASE
)
"""Variables that say where a server listens, or whom it lets in."""


def tell_localhost(translation: Translation) -> None:
    """Say which variables lead to the machine of the compose file."""
    for workload in translation.own:
        if workload.manifest.is_composed and (names := _named(workload)):
            translation.notes.ask(
                f"correct {' and '.join(names)} of {workload.name}: localhost is the pod itself "
                "there; write where users, or other services, reach what is meant"
            )


def _named(workload: Workload) -> list[str]:
    """Return the variables with an address on localhost."""
    return [
        f"{each.get('name')}"
        for each in items_at(workload.main, "env")
        if _LOCAL.search(f"{each.get('value') or ''}")
        and not _OF_HOSTS.search(f"{each.get('name')}")
    ]
