"""Who uses the database, and how many connections all of them may open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from todo_k8s.helm.content import each_entry, named_map, only_if
from todo_k8s.helm.functions import (
    any_of,
    choose,
    default,
    get_int,
    has_key,
    is_none,
    let,
    merge,
    total,
)
from todo_k8s.helm.model import Check
from todo_k8s.services.cron_jobs.values import CronJobValues

if TYPE_CHECKING:
    from todo_k8s.todo_chatbot.values import TodoChatbotValues

DATABASE_URL = "DATABASE_URL"
PER_POD = 10
"""Connections of a pod that has the URL and does not say how many it opens."""


class Client(Protocol):
    """What may use the database: a service or a job."""

    @property
    def variables(self) -> Mapping[str, Mapping[str, Any]]:
        """Where variables are set: field → its entries."""
        ...

    @property
    def database_connections(self) -> int | None:
        """Connections that a pod opens, if that is said."""
        ...


def has_url(client: Client) -> bool:
    """Return whether a variable holds the database's URL."""
    return any_of(*(has_key(entries, DATABASE_URL) for entries in client.variables.values()))


def uses_database(client: Client) -> bool:
    """Return whether the database's port must be open."""
    return any_of(has_url(client), default(client.database_connections, 0) > 0)


def per_pod(client: Client) -> int:
    """Return the connections that a pod opens."""
    return said(client.database_connections, choose(has_url(client), PER_POD, 0))


def said(connections: int | None, otherwise: int) -> int:
    """Return a number that may be 0, or another if it is null."""
    return choose(is_none(connections), otherwise, default(connections, 0))


@dataclass(frozen=True)
class Connections:
    """How many connections all pods may open at once, numbers or tokens.

    Args:
        per_pod: Of a pod of the backend.
        pods: Pods of the backend.
        frontend: Of all pods of the frontend.
        others: Of all further services and jobs.
        most: All of them.
        allowed: How many the server has for them.
    """

    per_pod: int
    pods: int
    frontend: int
    others: int
    most: int
    allowed: int

    @property
    def backend(self) -> int:
        """Those of all pods of the backend."""
        return self.pods * self.per_pod

    @property
    def rest(self) -> str:
        """What is said of what comes on top of those of the backend, and of the sum."""
        return (
            f"{self.frontend} for the frontend + {self.others} for further services and jobs = "
            f"{self.most}"
        )


def counted(values: TodoChatbotValues) -> Connections:
    """Return how many connections all pods may open at once, and how many the server has."""
    db, backend, frontend = values.database, values.backend, values.frontend
    per_backend_pod = let("perPod", _per_backend_pod(values))
    pods = let("pods", choose(backend.enabled, backend.most_replicas, 0))
    of_frontend = let(
        "frontend", choose(frontend.enabled, frontend.most_replicas * per_pod(frontend), 0)
    )
    others = let("others", total(_of_services(values)) + total(_of_jobs(values)))
    most = let("total", pods * per_backend_pod + of_frontend + others)
    allowed = let("allowed", db.max_connections - db.reserved_connections)
    return Connections(per_backend_pod, pods, of_frontend, others, most, allowed)


def connections(values: TodoChatbotValues) -> str:
    """Return how many connections all pods may open at once, and how many the server has.

    Args:
        values: What the operator sets; none of it may be a token.
    """
    found = counted(values)
    return (
        f"{found.backend} for the backend + {found.rest} of the {found.allowed} that the database "
        "has for them"
    )


def connection_budget(values: TodoChatbotValues) -> Check:
    """Return the check that the database server takes all connections, also during a rollout."""
    found = counted(values)
    return Check(
        found.most <= found.allowed,
        f"{found.pods} backend pods (in a rollout the old ones still end while all new ones run) · "
        f"{found.per_pod} + {found.rest} connections, more than maxConnections - "
        f"reservedConnections ({found.allowed}); lower poolSize, maxOverflow, workers, "
        "databaseConnections of a service or the number of pods, or raise database.maxConnections "
        "to what the server takes",
        "database",
    )


def _of_services(values: TodoChatbotValues) -> Mapping[str, int]:
    """Return the connections of all pods of each further service."""
    return named_map(
        "services.connections",
        each_entry(
            values.services,
            lambda name, service: only_if(  # noqa: ARG005  # names of variables
                service.enabled, service.most_replicas * per_pod(service)
            ),
        ),
    )


def _of_jobs(values: TodoChatbotValues) -> Mapping[str, int]:
    """Return the connections of each job; one run counts, whatever `concurrencyPolicy` says."""
    return named_map(
        "cronJobs.connections",
        each_entry(values.cron_jobs, lambda name, job: connections_of_job(values, job)),  # noqa: ARG005  # names of variables
    )


def connections_of_job(values: TodoChatbotValues, job: CronJobValues) -> int:
    """Return the connections that a run of a job opens: by default those of its service's pods."""
    main = named_map(
        "services.connectionsOfMain",
        {"backend": _per_backend_pod(values), "frontend": per_pod(values.frontend)},
    )
    further = named_map(
        "services.connectionsPerPod",
        each_entry(values.services, lambda name, service: per_pod(service)),  # noqa: ARG005  # names of variables
    )
    of_service = get_int(merge(main, further), job.service)
    return said(job.database_connections, choose(has_url(job), PER_POD, of_service))


def _per_backend_pod(values: TodoChatbotValues) -> int:
    db = values.database
    pool = db.workers * (db.pool_size + db.max_overflow)
    return said(values.backend.database_connections, pool)
