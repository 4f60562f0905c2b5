"""Users of the application, many at once, who ask from outside the cluster.

Each signs in, then looks at the page and at the tasks, adds a task and asks the assistant, with a
pause between. Half of them keep their connection, half make a new one for each request.
"""

from __future__ import annotations

import asyncio
import math
import random
import socket
import statistics
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from typing import NamedTuple

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from tests.e2e.commands import meanwhile

PATIENCE_SECONDS = 15
DONE = (200, 201)
STEPS = (
    ("GET", "/", None),
    ("GET", "/api/tasks", None),
    ("POST", "/api/tasks", {"title": "Buy milk"}),
    ("POST", "/api/chat", {"message": "What is next?"}),
)


class Entry(NamedTuple):
    """Where users reach the application: the name they type, and what is behind it."""

    host: str
    address: str
    port: int = 80


class Answer(NamedTuple):
    """What came of a request; status 0 when nothing did."""

    at: float
    seconds: float
    path: str
    status: int
    instance: str = ""
    fault: str = ""

    @property
    def ok(self) -> bool:
        """Whether the request did what it should."""
        return self.status in DONE


@dataclass
class Load:
    """What users saw."""

    answers: list[Answer] = field(default_factory=list[Answer])

    @property
    def failed(self) -> list[Answer]:
        """The requests that did not do what they should."""
        return [answer for answer in self.answers if not answer.ok]

    def failed_in(self, times: list[tuple[float, float]]) -> list[Answer]:
        """Return the failed requests that were sent within one of these times."""
        return [one for one in self.failed if any(start < one.at < end for start, end in times)]

    def failed_after(self, start: float) -> list[Answer]:
        """Return the failed requests that were sent after this."""
        return self.failed_in([(start, math.inf)])

    @property
    def availability(self) -> float:
        """The percentage of requests that did what they should."""
        return 100 * (1 - len(self.failed) / len(self.answers))

    def summary(self) -> str:
        """Return how many requests there were, and which failed in which way."""
        kinds = Counter((one.path, one.status, one.fault) for one in self.failed)
        start = min(one.at for one in self.answers)
        lines = [f"{len(self.answers)} requests, {len(self.failed)} failed"]
        for (path, status, fault), count in kinds.most_common():
            times = [one.at - start for one in self.failed if one[2:4] == (path, status)]
            between = f"{min(times):.1f} to {max(times):.1f} s"
            lines.append(f"  {count} of {path}: {fault or status}, {between} after the start")
        return "\n".join(lines)

    def percentiles(self) -> tuple[float, float, float]:
        """Return the 50th, 95th and 99th percentile of the time to answer, in seconds."""
        cuts = statistics.quantiles((answer.seconds for answer in self.answers), n=100)
        return cuts[49], cuts[94], cuts[98]

    def shares(self, since: float = 0) -> dict[str, float]:
        """Return what percentage of requests each backend pod answered."""
        counts = Counter(one.instance for one in self.answers if one.instance and one.at > since)
        return {name: 100 * count / counts.total() for name, count in counts.items()}

    def first_answer(self, instance: str) -> float:
        """Return when a backend pod first answered, on the monotonic clock."""
        ends = [one.at + one.seconds for one in self.answers if one.instance == instance]
        return min(ends, default=float("inf"))


def fetch(entry: Entry, path: str) -> tuple[int, str]:
    """Request a page once; return its status, 0 if nothing answered, and who answered."""
    request = urllib.request.Request(
        f"http://{entry.address}:{entry.port}{path}", headers={"Host": entry.host}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=PATIENCE_SECONDS) as answer:
            return answer.status, answer.headers.get("x-instance", "")
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("x-instance", "")
    except OSError:
        return 0, ""


@contextmanager
def load(entry: Entry, users: int = 100, pause_seconds: float = 1) -> Generator[Load]:
    """Let users work meanwhile; they all end before it does."""
    seen = Load()
    with meanwhile(lambda ended: asyncio.run(_work(entry, users, pause_seconds, seen, ended))):
        yield seen
    assert seen.answers, "nobody asked meanwhile"


async def _work(entry: Entry, users: int, pause: float, seen: Load, ended: threading.Event) -> None:
    async with asyncio.TaskGroup() as tasks:
        for number in range(users):
            tasks.create_task(_user(entry, number, pause, seen, ended))


async def _user(
    entry: Entry, number: int, pause: float, seen: Load, ended: threading.Event
) -> None:
    """Work as one user; every second one keeps no connection."""
    dice = random.Random(number)
    await asyncio.sleep(dice.random() * pause)
    async with _session(entry, keep_alive=number % 2 == 0) as session:
        base = f"http://{entry.host}:{entry.port}"
        name = {"name": f"user-{number}"}
        while not await _ask(session, base, ("POST", "/api/sign-in", name), seen):
            if ended.is_set():
                return
            await asyncio.sleep(pause)
        for step in cycle(STEPS):
            if ended.is_set():
                return
            await _ask(session, base, step, seen)
            await asyncio.sleep(pause * (0.5 + dice.random()))


async def _ask(
    session: aiohttp.ClientSession, base: str, step: tuple[str, str, object], seen: Load
) -> bool:
    """Do one step; write down what came of it, and return whether it did what it should."""
    method, path, body = step
    start = time.monotonic()
    status, instance, fault = 0, "", ""
    try:
        async with session.request(method, base + path, json=body) as response:
            text = await response.text()
            status, instance = response.status, response.headers.get("x-instance", "")
            if status not in DONE:
                fault = f"{status} {text[:60]!r}"  # tells who refused: Traefik, Next.js, FastAPI
    except (aiohttp.ClientError, TimeoutError) as error:
        fault = f"{type(error).__name__}: {error}"[:80]
    seen.answers.append(Answer(start, time.monotonic() - start, path, status, instance, fault))
    return status in DONE


@asynccontextmanager
async def _session(entry: Entry, *, keep_alive: bool) -> AsyncGenerator[aiohttp.ClientSession]:
    connector = aiohttp.TCPConnector(resolver=_Resolver(entry), force_close=not keep_alive)
    timeout = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        yield session


class _Resolver(AbstractResolver):
    """Finds every host where the entry is."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the address of the entry."""
        return [
            ResolveResult(
                hostname=host, host=self._entry.address, port=port, family=family, proto=0, flags=0
            )
        ]

    async def close(self) -> None:
        """Have nothing to close."""
