"""Which workload is the frontend, the backend, a further service, or a server beside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from todo_k8s.importing.foreign.keys import keys_of
from todo_k8s.importing.foreign.server_images import is_client, server_of
from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.documents import SourceError

RESERVED = ("frontend", "backend", "test", "migrations")
"""Names that mean something else in the chart."""


@dataclass(frozen=True)
class Sign:
    """A hint of a role.

    Args:
        where: What is looked at: ``name``, ``image``, ``words``, ``variables`` or ``port``.
        pattern: What is looked for.
        weight: How much it counts.
    """

    where: str
    pattern: str
    weight: int


_FRONTEND = (
    Sign("name", r"front", 6),
    Sign("name", r"\b(web|ui|client|www|site|spa|dashboard)\b", 3),
    Sign("image", r"front", 4),
    Sign("image", r"\b(next|nextjs|nginx|nuxt|vite|react|vue|angular|httpd|caddy|ui|web)\b", 3),
    Sign("words", r"\b(next|nuxt|vite|npm|yarn|pnpm|server\.js)\b", 3),
    Sign("variables", r"NEXT_|NUXT_|VITE_|REACT_APP_", 3),
    Sign("port", r"^(3000|80|5173|4200|4173)$", 2),
)
_BACKEND = (
    Sign("name", r"back", 6),
    Sign("name", r"\b(api|server|django|fastapi|flask|rails|express|graphql)\b", 4),
    Sign("name", r"\bapp\b", 1),
    Sign("image", r"back|\b(api|server|fastapi|django|flask|python|rails|golang|java)\b", 3),
    Sign("words", r"uvicorn|gunicorn|fastapi|runserver|flask|hypercorn|daphne|puma|java", 4),
    Sign("variables", r"DATABASE_URL|DATABASE_|DB_|PGHOST|POSTGRES|JWT|DJANGO_|_API_KEY", 3),
    Sign("port", r"^(8000|8080|5000|8001|4000)$", 2),
)
_WORKER = (
    Sign("name", r"worker|beat|scheduler|consumer|queue|celery|cron|job|relay|flower", 8),
    Sign("words", r"celery|\brq\b|dramatiq|sidekiq|arq\b|huey", 8),
)
_ASKED = (
    Sign(
        "image",
        r"\b(clickhouse|qdrant|weaviate|chroma|milvus|meilisearch|typesense|neo4j|solr|influxdb|etcd"
        r"|zookeeper|vault|consul|ollama|vllm|localai|whisper|searxng|gotenberg|tika|unstructured"
        r"|browserless|chrome|selenium|imgproxy|thumbor|keycloak|hydra|loki|tempo|otel|collector)\b",
        20,
    ),
)
"""Images of what applications ask: it is a further service, whatever it is called."""

_WORKS = re.compile(
    r"\b(worker|consumer|scheduler|beat|queue:(work|listen)|schedule:(run|work)|horizon|resque"
    r"|delayed_job|good_job|solid_queue|crond?|supercronic)\b"
)
"""What works by itself, in a command."""

MEMBERS = "statefulset"
"""What a server is that is none of `SERVERS`, and has a disk for each of its pods."""


def is_worker(workload: Workload) -> bool:
    """Tell whether a workload works by itself, by its name or its command; nobody asks it."""
    return _score(workload, _WORKER) > 0 or bool(_WORKS.search(workload.words.lower()))


@dataclass(frozen=True)
class Roles:
    """What each workload is taken for.

    Args:
        slots: ``frontend``, ``backend`` or the key of a further service, by the workload's name.
        servers: The workloads that stay beside the release, and what each is.
    """

    slots: Mapping[str, str]
    servers: Mapping[str, str]


def servers_in(workloads: Iterable[Workload], said: Collection[str | None]) -> dict[str, str]:
    """Return the workloads that stay beside the release, and what each is.

    Args:
        workloads: The workloads.
        said: Those that are said to be the application's.
    """
    rest = (each for each in workloads if each.name not in said)
    return {
        each.name: kind
        for each in rest
        if (kind := server_of(each.image)) and not is_client(each.words)
    }


def judged(
    workloads: Sequence[Workload], notes: Notes, frontend: str | None, backend: str | None
) -> Roles:
    """Return the role of each workload, and note why.

    Args:
        workloads: The workloads.
        notes: Where the reasons go.
        frontend: The workload that is the frontend, if that is said.
        backend: The workload that is the backend, likewise.

    Raises:
        SourceError: If a workload that is named does not exist.
    """
    known = {each.name: each for each in workloads}
    for flag, name in (("--frontend", frontend), ("--backend", backend)):
        if name is not None and name not in known:
            names = ", ".join(known) or "none"
            raise SourceError(f"{flag} {name}: there is no such workload; there are: {names}")
    servers = servers_in(workloads, (frontend, backend))
    for name, kind in servers.items():
        notes.judge(f"{name}: {kind}, by its image; it stays beside the release")
    rest = [each for each in workloads if each.name not in servers]
    slots = _main(rest, notes, frontend, backend)
    further = [each.name for each in rest if each.name not in slots and not each.has_disks]
    for each in rest:
        if each.name not in (*slots, *further):
            servers[each.name] = MEMBERS
            notes.judge(
                f"{each.name}: each of its pods has a disk of its own, which those of the chart "
                "share; it stays beside the release"
            )
    for name, key in keys_of(further, "service", (), RESERVED).items():
        slots[name] = key
        notes.judge(f"{name}: a further service, services.{key}")
    return Roles(slots, servers)


def _main(
    workloads: Sequence[Workload], notes: Notes, frontend: str | None, backend: str | None
) -> dict[str, str]:
    """Return which workloads are the frontend and the backend."""
    slots: dict[str, str] = {}
    for slot, name, signs, others in (
        ("frontend", frontend, _FRONTEND, _BACKEND),
        ("backend", backend, _BACKEND, _FRONTEND),
    ):
        if name is not None:
            slots[name] = slot
            notes.judge(f"{name}: the {slot}, as --{slot} says")
            continue
        taken = {*slots, frontend, backend}
        scores = {
            each.name: _score(each, signs) - _score(each, (*others, *_WORKER, *_WORKER, *_ASKED))
            for each in workloads
            if each.name not in taken and _score(each, _WORKER) == 0
        }
        best = max(scores, key=lambda each: scores[each], default=None)
        if best is not None and scores[best] > 0:
            slots[best] = slot
            why = _reasons(next(each for each in workloads if each.name == best), signs)
            notes.judge(f"{best}: the {slot}, by {why}; --{slot} NAME says otherwise")
    return slots


def _looked_at(workload: Workload, where: str) -> str:
    match where:
        case "name":
            return re.sub(r"[-_.]", " ", workload.name.lower())
        case "image":
            return re.sub(r"[-_./:@]", " ", workload.image.lower())
        case "words":
            return workload.words.lower()
        case "variables":
            return " ".join(
                f"{each.get('name')}"
                for each in workload.main.get("env") or ()
                if hasattr(each, "get")
            )
        case _:
            return f"{workload.port or ''}"


def _score(workload: Workload, signs: Sequence[Sign]) -> int:
    return sum(
        sign.weight for sign in signs if re.search(sign.pattern, _looked_at(workload, sign.where))
    )


def _reasons(workload: Workload, signs: Sequence[Sign]) -> str:
    texts = {"words": "command", "variables": "variables"}
    found = dict.fromkeys(
        texts.get(sign.where, sign.where)
        for sign in signs
        if re.search(sign.pattern, _looked_at(workload, sign.where))
    )
    return ", ".join(f"its {each}" for each in found)
