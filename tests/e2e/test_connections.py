"""Several backends on one database: within the connection budget it never refuses one."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest
from pydantic import ValidationError

from tests.e2e.commands import HELM_4, CommandError, Kubectl, Object, meanwhile
from tests.e2e.promises import Figures
from tests.e2e.release import Release, name_of, stage
from todo_k8s import TodoChatbotValues
from todo_k8s.helm.reading import merge_mappings

pytestmark = [pytest.mark.e2e, pytest.mark.timed]

MAX_CONNECTIONS = 40
RESERVED = 3
REPLICAS = 4
LONG_DRAIN = {"drainDelaySeconds": 40, "terminationGracePeriodSeconds": 60}
"""As behind a cloud load balancer: pods that are ending keep their connections for long."""

REFUSALS = ("too many clients already", "remaining connection slots", "too many connections")

FILL = """
import concurrent.futures, os, psycopg, time, urllib.request
def ask(number):
    headers = {{"content-type": "application/json"}}
    url = "http://127.0.0.1:8000/api/sign-in"
    try:
        urllib.request.urlopen(urllib.request.Request(url, b'{{"name": "x"}}', headers), timeout=15)
    except OSError:
        pass  # the database's log has it
url = os.environ["DATABASE_URL"].replace("+psycopg", "")
with concurrent.futures.ThreadPoolExecutor({0}) as threads:
    with psycopg.connect(url) as connection:
        connection.execute("LOCK TABLE tasks")
        asked = threads.map(ask, range({0}))
        time.sleep(3)
    list(asked)
"""
"""Lets the requests to a backend wait for a lock, so that its pool opens all that it may."""

COUNT = (
    "PGPASSWORD=$POSTGRES_PASSWORD psql -h /tmp -U todo -d todo -At -c "
    "\"SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'\""
)


def test_budget_keeps_connections_below_the_limit(
    cluster: Kubectl, loaded: None, figures: Figures
) -> None:
    """With the largest pools that the rule allows, all full, a rollout meets no refusal."""
    with stage(cluster, HELM_4, max_connections=MAX_CONNECTIONS) as release:
        size = largest_pool(release, MAX_CONNECTIONS)
        with pools_full(release, size):
            assert open_connections(release) >= REPLICAS * size, "the pools are not full"
            assert roll(release), release.kubectl.state()
        figures.keep("connections-kept", refusals(release))


def test_without_the_budget_the_database_refuses(
    cluster: Kubectl, loaded: None, figures: Figures
) -> None:
    """Told of more connections than the server has, the rule lets pools be too large."""
    with stage(cluster, HELM_4, max_connections=MAX_CONNECTIONS) as release:
        size = largest_pool(release, 2 * MAX_CONNECTIONS)
        with pools_full(release, size):
            roll(release)
        figures.keep("connections-broken", refusals(release))


def largest_pool(release: Release, told: int) -> int:
    """Install with the largest pool that the rule allows for a number of connections."""
    budget = {"maxConnections": told, "reservedConnections": RESERVED, "maxOverflow": 0}
    backend = {"replicaCount": REPLICAS, "rollout": LONG_DRAIN}
    values: dict[str, Any] = {"backend": backend, "database": budget}
    size = max(size for size in range(1, told) if allows(values, size))
    print(f"poolSize {size} for {REPLICAS} backend pods and {told} connections")
    release.install(**values, frontend__replicaCount=1, database__poolSize=size)
    release.settle()
    return size


def allows(values: Object, size: int) -> bool:
    """Tell whether the chart takes a size of the pools."""
    pool = {"database": {"poolSize": size}}
    try:
        TodoChatbotValues.model_validate(merge_mappings(values, pool))
    except ValidationError:
        return False
    return True


@contextmanager
def pools_full(release: Release, size: int) -> Generator[None]:
    """Keep the pools of all backend pods full; at the beginning they all are."""
    filled = set[str]()
    fill_new(release, size, filled)

    def work(ended: threading.Event) -> None:
        while not ended.wait(0.5):
            fill_new(release, size, filled)

    with meanwhile(work):
        yield


def fill_new(release: Release, size: int, filled: set[str]) -> None:
    """Fill the pools of backend pods that have started since."""
    for uid, pod in release.pods("backend").items():
        conditions: list[Object] = pod["status"].get("conditions", [])
        ready = any(one["type"] == "Ready" and one["status"] == "True" for one in conditions)
        if uid in filled or not ready:
            continue
        filled.add(uid)
        program = ("--", "python3", "-c", FILL.format(2 * size))
        try:
            release.kubectl("exec", pod["metadata"]["name"], *program)
        except CommandError as error:
            print(f"not filled: {str(error).splitlines()[-1]}")
    print(f"{open_connections(release)} connections")


def roll(release: Release) -> bool:
    """Replace all backend pods; tell whether it ended: no pod without a database gets ready."""
    name = name_of(release.object("deployments", "backend"))
    release.kubectl("rollout", "restart", f"deployment/{name}")
    try:
        status = ("rollout", "status", f"deployment/{name}", "--timeout=120s")
        release.kubectl(*status, seconds=130)
    except CommandError as error:
        print(f"the rollout does not end: {error}")
        return False
    return True


def open_connections(release: Release) -> int:
    """Return how many connections the database has; as many as it can when it takes no more."""
    try:
        return int(release.kubectl("exec", "postgres", "--", "sh", "-c", COUNT))
    except CommandError as error:
        if any(refusal in str(error) for refusal in REFUSALS):
            return MAX_CONNECTIONS
        raise


def refusals(release: Release) -> int:
    """Return how many connections the database has refused, by its log."""
    log = release.kubectl("logs", "postgres", "--tail=-1")
    return sum(any(refusal in line for refusal in REFUSALS) for line in log.splitlines())
