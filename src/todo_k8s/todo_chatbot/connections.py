"""Who uses the database, and how many connections all of them may open."""

from __future__ import annotations

from collections.abc import Mapping
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


def connections(values: TodoChatbotValues) -> str:
    """Return how many connections all pods may open at once, and how many the server has.

    Args:
        values: What the operator sets; none of it may be a token.
    """
    of_backend, of_frontend, others, most, allowed = _counts(values)
    return (
        f"{of_backend} for the backend + {of_frontend} for the frontend + {others} for further "
        f"services and jobs = {most} of the {allowed} that the database has for them"
    )


def _counts(values: TodoChatbotValues) -> tuple[int, int, int, int, int]:
    """Return the connections of the backend, the frontend and others, their sum and its bound."""
    db, backend, frontend = values.database, values.backend, values.frontend
    pods = choose(backend.enabled, backend.most_replicas, 0)
    of_backend = pods * _per_backend_pod(values)
    of_frontend = choose(frontend.enabled, frontend.most_replicas * per_pod(frontend), 0)
    others = total(_of_services(values)) + total(_of_jobs(values))
    allowed = db.max_connections - db.reserved_connections
    return of_backend, of_frontend, others, of_backend + of_frontend + others, allowed


def connection_budget(values: TodoChatbotValues) -> Check:
    """Return the check that the database server takes all connections, also during a rollout."""
    db, backend, frontend = values.database, values.backend, values.frontend
    of_backend = let("perPod", _per_backend_pod(values))
    pods = let("pods", choose(backend.enabled, backend.most_replicas, 0))
    of_frontend = let(
        "frontend", choose(frontend.enabled, frontend.most_replicas * per_pod(frontend), 0)
    )
    others = let("others", total(_of_services(values)) + total(_of_jobs(values)))
    most = let("total", pods * of_backend + of_frontend + others)
    allowed = let("allowed", db.max_connections - db.reserved_connections)
    return Check(
        most <= allowed,
        f"{pods} backend pods (in a rollout the old ones still end while all new ones run) · "
        f"{of_backend} + {of_frontend} for the frontend + {others} for further services and jobs = "
        f"{most} connections, more than maxConnections - reservedConnections ({allowed}); lower "
        "poolSize, maxOverflow, workers, databaseConnections of a service or the number of pods, "
        "or raise database.maxConnections to what the server takes",
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
