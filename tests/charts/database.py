"""A PostgreSQL with passwords that are generated once, one for each of its users."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from tests.charts.platform import LOCKED, RESTRICTED, Name
from todo_k8s import BackendService
from todo_k8s.constructs import Application, GeneratedSecret
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest, for_each, when
from todo_k8s.helm.functions import choose, is_set, not_
from todo_k8s.values import ImageValues, WorkloadValues
from todo_k8s.values.types import Quantity


class UserValues(ChartValues):
    """A user of the database."""

    database: Name = "shop"
    """The database that it has."""


class DatabaseValues(ChartValues):
    """What an operator of the database can set."""

    image: Annotated[str, Field(min_length=1)] = "postgres:17.2"
    """Its image."""

    storage: Quantity = "1Gi"
    """Size of its disk."""

    existing_secret: str = ""
    """A Secret with the key `password`, where none is to be generated, as in Argo CD."""

    users: dict[Name, UserValues] = {}
    """Its users besides the API, by name."""

    api: WorkloadValues = WorkloadValues(preset="uvicorn", image=ImageValues(repository="shop"))
    """The API."""


class Database(HelmChart[DatabaseValues]):
    """A database, its API and its users."""

    metadata = ChartMetadata(
        name="db", version="1.0.0", app_version="17", description="A database with users"
    )

    def build(self) -> None:
        """Make the objects."""
        values, name = self.values, Application.of(self).object_name("database")
        existing = values.existing_secret
        if made := when(self, "if-generated", not_(is_set(existing))):
            GeneratedSecret(made, "database", keys={"password": 32}, name=name)
        secret = choose(is_set(existing), existing, name)
        password = {"valueFrom": {"secretKeyRef": {"name": secret, "key": "password"}}}
        self._database(name, password)
        BackendService(
            self,
            "api",
            values=values.api,
            secret_env=[{"name": "DB_PASSWORD", **password}],
            env={"DATABASE_URL": f"postgresql://app:$(DB_PASSWORD)@{name}:5432/shop"},
        )
        for entry, user, settings in for_each(self, "users", values.users):
            own = GeneratedSecret(entry, "secret", component=user, keys={"password": 24})
            data = {"secret": own.secret_name, "database": settings.database}
            metadata = Application.of(self).metadata(user)
            config = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata}
            Manifest(entry, "config", {**config, "data": data})

    def _database(self, name: str, password: dict[str, Any]) -> None:
        application = Application.of(self)
        selector = application.selector("database")
        container = {
            "name": "postgres",
            "image": self.values.image,
            "env": [
                {"name": "POSTGRES_PASSWORD", **password},
                {"name": "PGDATA", "value": "/data/pg"},
            ],
            "ports": [{"name": "postgres", "containerPort": 5432}],
            "securityContext": LOCKED,
            "volumeMounts": [{"name": "data", "mountPath": "/data"}],
        }
        pod = {
            "automountServiceAccountToken": False,
            "securityContext": {**RESTRICTED, "fsGroup": 10001},
            "containers": [container],
        }
        claim = {
            "accessModes": ["ReadWriteOnce"],
            "resources": {"requests": {"storage": self.values.storage}},
        }
        stateful_set = {
            "serviceName": name,
            "selector": {"matchLabels": selector},
            "template": {"metadata": {"labels": selector}, "spec": pod},
            "volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": claim}],
        }
        ports = [{"name": "postgres", "port": 5432, "targetPort": "postgres"}]
        service = {"clusterIP": "None", "selector": selector, "ports": ports}
        metadata = application.metadata("database")
        for kind, version, spec in (
            ("StatefulSet", "apps/v1", stateful_set),
            ("Service", "v1", service),
        ):
            content = {"apiVersion": version, "kind": kind, "metadata": metadata, "spec": spec}
            Manifest(self, kind.lower(), content)


CHART = Database
CASES: list[dict[str, Any]] = [
    {},
    {"existingSecret": "mine", "storage": "20Gi"},
    {"users": {"report": {}, "a-dump": {"database": "all"}}, "api": {"replicaCount": 3}},
]
REFUSED = {"users.report.database": {"users": {"report": {"database": "A"}}}}
