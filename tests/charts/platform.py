"""A team's own library of constructs, which three of the charts in this folder use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from constructs import Construct
from pydantic import Field

from todo_k8s.constructs import Application
from todo_k8s.helm import ChartValues, Manifest, when
from todo_k8s.helm.content import Content, each, only_if
from todo_k8s.helm.functions import is_none, not_
from todo_k8s.values.types import Port, Quantity

RESTRICTED = {
    "runAsNonRoot": True,
    "runAsUser": 10001,
    "seccompProfile": {"type": "RuntimeDefault"},
}
"""What PodSecurity's level *restricted* asks of a pod."""
LOCKED = {
    "allowPrivilegeEscalation": False,
    "readOnlyRootFilesystem": True,
    "capabilities": {"drop": ["ALL"]},
}
"""What it asks of a container."""

Schedule = Annotated[str, Field(pattern=r"^([^\t\n\f\r ]+ ){4}[^\t\n\f\r ]+$")]
"""A schedule as in cron: five fields."""

Name = Annotated[str, Field(pattern="^[a-z]([-a-z0-9]{0,20}[a-z0-9])?$")]
"""A name within a chart."""


class RedisValues(ChartValues):
    """A Redis with a disk."""

    image: Annotated[str, Field(min_length=1)] = "redis:7.4"
    """Its image."""

    port: Port = 6379
    """Its port."""

    storage: Quantity = "1Gi"
    """Size of its disk."""

    storage_class: str | None = None
    """Class of its disk; by default the cluster's own."""


class Redis(Construct):
    """A StatefulSet with a disk, and the headless Service that names its pod.

    References:
        https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
    """

    def __init__(self, scope: Construct, id: str, *, values: RedisValues) -> None:
        super().__init__(scope, id)
        self.application = Application.of(self)
        self.url = f"redis://{self.application.object_name(id)}:{values.port}/0"
        self._values = values
        for kind, version, spec in (
            ("Service", "v1", self._service()),
            ("StatefulSet", "apps/v1", self._stateful_set()),
        ):
            metadata = self.application.metadata(id)
            content = {"apiVersion": version, "kind": kind, "metadata": metadata, "spec": spec}
            Manifest(self, kind.lower(), content)

    def _service(self) -> Content:
        selector = self.application.selector(self.node.id)
        ports = [{"name": "redis", "port": self._values.port, "targetPort": "redis"}]
        return {"clusterIP": "None", "selector": selector, "ports": ports}

    def _stateful_set(self) -> Content:
        values, selector = self._values, self.application.selector(self.node.id)
        container = {
            "name": "redis",
            "image": values.image,
            "args": ["--appendonly", "yes", "--port", f"{values.port}"],
            "ports": [{"name": "redis", "containerPort": values.port}],
            "securityContext": LOCKED,
            "volumeMounts": [{"name": "data", "mountPath": "/data"}],
        }
        claim = {
            "accessModes": ["ReadWriteOnce"],
            "storageClassName": only_if(not_(is_none(values.storage_class)), values.storage_class),
            "resources": {"requests": {"storage": values.storage}},
        }
        return {
            "serviceName": self.application.object_name(self.node.id),
            "replicas": 1,
            "selector": {"matchLabels": selector},
            "template": {
                "metadata": {"labels": selector},
                "spec": {
                    "automountServiceAccountToken": False,
                    "securityContext": {**RESTRICTED, "fsGroup": 10001},
                    "containers": [container],
                },
            },
            "volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": claim}],
        }


class JobValues(ChartValues):
    """Something that is done at certain times."""

    schedule: Schedule
    """When, as in cron."""

    image: Annotated[str, Field(min_length=1)]
    """What runs."""

    args: list[str] = []
    """Its arguments."""

    env: dict[str, str] = {}
    """Its variables."""

    time_zone: str | None = None
    """The time zone of the schedule; by default the cluster's."""

    keep: Annotated[int, Field(ge=0, le=10)] = 1
    """How many pods that failed are kept."""

    suspended: bool = False
    """Do not run it."""


class Scheduled(Construct):
    """A CronJob whose pods keep PodSecurity's level *restricted*.

    References:
        https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
    """

    def __init__(self, scope: Construct, id: str, *, name: str, values: JobValues) -> None:
        super().__init__(scope, id)
        application = Application.of(self)
        pod = {
            "metadata": {"labels": application.selector(name)},
            "spec": {
                "restartPolicy": "Never",
                "automountServiceAccountToken": False,
                "securityContext": RESTRICTED,
                "containers": [self._container(values)],
            },
        }
        spec = {
            "schedule": values.schedule,
            "timeZone": values.time_zone,
            "suspend": values.suspended,
            "concurrencyPolicy": "Forbid",
            "failedJobsHistoryLimit": values.keep,
            "jobTemplate": {"spec": {"backoffLimit": 2, "template": pod}},
        }
        metadata = application.metadata(name)
        content = {"apiVersion": "batch/v1", "kind": "CronJob", "metadata": metadata, "spec": spec}
        Manifest(self, "cron-job", content)

    @staticmethod
    def _container(values: JobValues) -> Mapping[str, Any]:
        return {
            "name": "job",
            "image": values.image,
            "args": values.args,
            "env": [each(values.env, lambda name, value: {"name": name, "value": value})],
            "securityContext": LOCKED,
        }


def closed(scope: Construct, id: str, *, enabled: bool) -> None:
    """Let nobody reach the pods of a release, where that is wanted."""
    if shown := when(scope, f"if-{id}", enabled):
        application = Application.of(scope)
        selector = {"matchLabels": {"app.kubernetes.io/instance": application.instance}}
        Manifest(
            shown,
            id,
            {
                "apiVersion": "networking.k8s.io/v1",
                "kind": "NetworkPolicy",
                "metadata": application.metadata(id),
                "spec": {"podSelector": selector, "policyTypes": ["Ingress"]},
            },
        )
