"""An API with a Celery worker, a scheduler (beat) and a Redis, by hand in cdk8s."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

import cdk8s
from cdk8s_plus_27 import k8s
from constructs import Construct
from pydantic import Field, model_validator

from tests.by_hand.celery.service import Service, ServiceValues, Variables, environment
from tests.by_hand.platform import Application, Redis, RedisValues, Values

Count = Annotated[int, Field(ge=1, le=1000)]


class WorkerValues(ServiceValues):
    """The workers."""

    args: list[str] = ["celery", "worker"]
    """Arguments of the container."""


class ShopValues(Values):
    """What an operator of the shop can set."""

    api: ServiceValues = ServiceValues()
    """The API."""

    worker: WorkerValues = WorkerValues()
    """The workers."""

    concurrency: Count = 4
    """How many tasks a worker does at once."""

    most_tasks: Count = 64
    """How many the database stands."""

    beat: bool = True
    """Run the scheduler, once."""

    settings: Variables = {}
    """Variables of the scheduler."""

    redis: RedisValues = RedisValues()
    """The queue."""

    isolated: bool = True
    """Let nobody in from outside."""

    @model_validator(mode="after")
    def _workers_fit_the_database(self) -> Self:
        tasks = self.worker.replica_count * self.concurrency
        if tasks > self.most_tasks:
            raise ValueError(
                f"concurrency: {tasks} tasks at once are more than mostTasks ({self.most_tasks}); "
                "lower it"
            )
        return self


class Shop(cdk8s.Chart):
    """A shop: an API, workers, a scheduler and a queue."""

    def __init__(self, scope: Construct, id: str, *, values: ShopValues, release: str) -> None:
        super().__init__(scope, id)
        application = self._application = Application("shop", "1.4.0", "2026.11", release)
        redis = Redis(self, "redis", values=values.redis, application=application)
        broker = {"CELERY_BROKER_URL": redis.url}
        Service(self, "api", values=values.api, application=application, env=broker)
        Service(
            self,
            "worker",
            values=values.worker,
            application=application,
            env={**broker, "CELERYD_CONCURRENCY": f"{values.concurrency}"},
        )
        if values.beat:
            self._beat(values, broker)
        if values.isolated:
            self._closed()

    def _beat(self, values: ShopValues, broker: Mapping[str, str]) -> None:
        labels = self._application.selector("beat")
        container = k8s.Container(
            name="beat",
            image=values.worker.image.reference(self._application),
            args=["celery", "beat", "--schedule=/tmp/schedule"],
            env=environment(broker) + environment(values.settings),
        )
        template = k8s.PodTemplateSpec(
            metadata=k8s.ObjectMeta(labels=labels), spec=k8s.PodSpec(containers=[container])
        )
        spec = k8s.DeploymentSpec(
            replicas=1,
            strategy=k8s.DeploymentStrategy(type="Recreate"),
            selector=k8s.LabelSelector(match_labels=labels),
            template=template,
        )
        k8s.KubeDeployment(self, "beat", metadata=self._application.metadata("beat"), spec=spec)

    def _closed(self) -> None:
        pods = {"app.kubernetes.io/instance": self._application.release}
        spec = k8s.NetworkPolicySpec(
            pod_selector=k8s.LabelSelector(match_labels=pods), policy_types=["Ingress"]
        )
        k8s.KubeNetworkPolicy(
            self, "closed", metadata=self._application.metadata("closed"), spec=spec
        )


def manifests(values: Mapping[str, Any], release: str) -> list[dict[str, Any]]:
    """Return the objects for the values of a values file."""
    checked = ShopValues.model_validate(values)
    made: list[dict[str, Any]] = Shop(
        cdk8s.App(), "shop", values=checked, release=release
    ).to_json()
    return made
