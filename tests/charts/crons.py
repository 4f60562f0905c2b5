"""A chart of nothing but jobs at certain times."""

from __future__ import annotations

from typing import Any

from tests.charts.platform import JobValues, Name, Redis, RedisValues, Scheduled
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, for_each, when


class CronsValues(ChartValues):
    """What can be set of the jobs."""

    jobs: dict[Name, JobValues] = {}
    """The jobs, by name."""

    locks: bool = False
    """Install a Redis for locks between them."""

    redis: RedisValues = RedisValues()
    """The Redis."""


class Crons(HelmChart[CronsValues]):
    """Jobs at certain times."""

    metadata = ChartMetadata(
        name="crons", version="0.2.0", app_version="1", description="Jobs at certain times"
    )

    def build(self) -> None:
        """Make the objects."""
        values = self.values
        for entry, name, job in for_each(self, "jobs", values.jobs):
            Scheduled(entry, "job", name=name, values=job)
        if locked := when(self, "if-locks", values.locks):
            Redis(locked, "locks", values=values.redis)


CHART = Crons
CASES: list[dict[str, Any]] = [
    {},
    {"locks": True, "jobs": {"a": {"schedule": "0 3 * * *", "image": "a:1"}}},
    {
        "jobs": {
            "report": {
                "schedule": "*/5 * * * 1-5",
                "image": "report:1",
                "args": ["--all", ""],
                "env": {"Z": "1", "A": ""},
                "timeZone": "Europe/Berlin",
                "keep": 0,
                "suspended": True,
            },
            "clean": {"schedule": "@ a b c d", "image": "clean:1", "timeZone": None},
        }
    },
]
REFUSED = {"jobs.a.schedule": {"jobs": {"a": {"schedule": "daily", "image": "a:1"}}}}
