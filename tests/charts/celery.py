"""An API with a Celery worker, a scheduler for it (beat), and the Redis between them."""

from __future__ import annotations

from typing import Any

from constructs import Construct

from tests.charts.platform import Redis, RedisValues, closed
from todo_k8s import BackendService
from todo_k8s.constructs import Application
from todo_k8s.helm import ChartMetadata, ChartValues, Check, HelmChart, Manifest, rule, when
from todo_k8s.helm.content import Content, each
from todo_k8s.helm.functions import choose, is_set
from todo_k8s.values import ImageValues, WorkloadValues
from todo_k8s.values.types import Count, EnvMap


class CeleryValues(ChartValues):
    """What an operator of the shop can set."""

    api: WorkloadValues = WorkloadValues(preset="uvicorn", image=ImageValues(repository="shop"))
    """The API."""

    worker: WorkloadValues = WorkloadValues(
        preset="uvicorn", image=ImageValues(repository="shop"), args=["celery", "worker"]
    )
    """The workers."""

    concurrency: Count = 4
    """How many tasks a worker does at once."""

    most_tasks: Count = 64
    """How many the database stands."""

    beat: bool = True
    """Run the scheduler, once."""

    settings: EnvMap = {}
    """Variables of the scheduler."""

    redis: RedisValues = RedisValues()
    """The queue."""

    isolated: bool = True
    """Let nobody in from outside."""

    @rule
    def workers_fit_the_database(self) -> Check:
        """All tasks at once must fit."""
        tasks = self.worker.most_replicas * self.concurrency
        return Check(
            tasks <= self.most_tasks,
            f"{tasks} tasks at once are more than mostTasks ({self.most_tasks}); lower it",
            "concurrency",
        )


class Celery(HelmChart[CeleryValues]):
    """A shop: an API, workers, a scheduler and a queue."""

    metadata = ChartMetadata(
        name="shop", version="1.4.0", app_version="2026.11", description="A shop with workers"
    )

    def build(self) -> None:
        """Make the objects."""
        values = self.values
        redis = Redis(self, "redis", values=values.redis)
        env = {"CELERY_BROKER_URL": redis.url}
        self.api = BackendService(self, "api", values=values.api, env=env)
        BackendService(
            self,
            "worker",
            values=values.worker,
            env={**env, "CELERYD_CONCURRENCY": f"{values.concurrency}"},
        )
        if beat := when(self, "if-beat", values.beat):
            self._beat(beat, values, redis.url)
        closed(self, "closed", enabled=values.isolated)

    def _beat(self, scope: Construct, values: CeleryValues, broker: str) -> None:
        application = Application.of(self)
        selector = application.selector("beat")
        image = values.worker.image
        tag = choose(is_set(image.tag), image.tag, f"{self.metadata.app_version}")
        container = {
            "name": "beat",
            "image": f"{image.repository}:{tag}",
            "args": ["celery", "beat", "--schedule=/tmp/schedule"],  # in the pod
            "env": [
                {"name": "CELERY_BROKER_URL", "value": broker},
                each(values.settings, lambda name, value: {"name": name, "value": value}),
            ],
        }
        pod = {"metadata": {"labels": selector}, "spec": {"containers": [container]}}
        spec = {
            "replicas": 1,
            "strategy": {"type": "Recreate"},  # two would plan each task twice
            "selector": {"matchLabels": selector},
            "template": pod,
        }
        metadata = application.metadata("beat")
        content = {"apiVersion": "apps/v1", "kind": "Deployment"}
        Manifest(scope, "beat", {**content, "metadata": metadata, "spec": spec})

    def notes(self) -> Content:
        """Return the lines of NOTES.txt."""
        return [f"The API answers at {self.api.url} within the cluster."]


CHART = Celery
CASES: list[dict[str, Any]] = [
    {},
    {"beat": False, "isolated": False, "redis": {"storageClass": "fast", "storage": "20Gi"}},
    {"settings": {"B": "2", "A": "$(B)"}, "worker": {"replicaCount": 3}, "concurrency": 8},
]
REFUSED = {"concurrency": {"worker": {"replicaCount": 9}, "concurrency": 8}}
