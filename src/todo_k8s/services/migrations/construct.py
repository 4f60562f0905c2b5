"""The Job that migrates the database."""

from __future__ import annotations

from typing import Any

from constructs import Construct

from todo_k8s.helm.chart import Manifest
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.content import Content, filled, only_if
from todo_k8s.helm.functions import choose, equals, is_set
from todo_k8s.services.application import Application
from todo_k8s.services.migrations.values import MigrationsValues
from todo_k8s.services.secrets.construct import AppSecrets
from todo_k8s.services.variables.construct import (
    secret_variables,
    sourced_variables,
    variables,
)
from todo_k8s.services.workload.construct import Workload


def hook_annotations(secrets: AppSecrets, *, weight: int | None = None) -> dict[str, Any]:
    """Return the annotations that make a hook of an object: before the pods of a release.

    Where the chart makes the Secret, it comes after the install, as the Secret is not there before.

    Args:
        secrets: Where the database's URL comes from.
        weight: Its place among the hooks, lower ones first; None for 0.
    """
    existing = equals(secrets.values.mode, "existing")
    return {
        "helm.sh/hook": choose(existing, "pre-install,pre-upgrade", "post-install,pre-upgrade"),
        "helm.sh/hook-delete-policy": "before-hook-creation,hook-succeeded",
        **({} if weight is None else {"helm.sh/hook-weight": f"{weight}"}),
    }


class MigrationJob(Part):
    """A ``Job`` that runs as a Helm hook, once a release, before the new pods start.

    It runs the service's image with its own command, so that not every replica migrates and no
    shell stands between the kubelet and the server. Where the chart makes the Secret, the first
    run comes after the install, as the Secret is not there before.

    Args:
        scope: The construct it belongs to.
        id: Its id.
        values: What can be set.
        service: The service whose image and variables it uses.
        secrets: Where the database's URL comes from.
        direct_url_key: Key of a direct, non-pooled URL; empty for the service's own.

    References:
        https://helm.sh/docs/topics/charts_hooks/
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        values: MigrationsValues,
        service: Workload,
        secrets: AppSecrets,
        direct_url_key: str,
    ) -> None:
        super().__init__(scope, id)
        self._values = values
        self._service = service
        self._secrets = secrets
        self._direct_url_key = direct_url_key
        application = Application.of(scope)
        labels = application.selector(id)
        self.job: Manifest = Manifest(
            self,
            "job",
            {
                "apiVersion": "batch/v1",
                "kind": "Job",
                "metadata": application.metadata(id, own=hook_annotations(secrets)),
                "spec": {
                    "backoffLimit": values.retries,
                    "activeDeadlineSeconds": values.deadline_seconds,
                    "template": {"metadata": {"labels": labels}, "spec": self._pod(id)},
                },
            },
        )

    def _pod(self, name: str) -> dict[str, Content]:
        spec, container = self._service.pod.spec(), self._service.pod.container()
        kept = ("image", "imagePullPolicy", "securityContext")
        passed_on = (
            "enableServiceLinks",
            "imagePullSecrets",
            "priorityClassName",
            "securityContext",
            "nodeSelector",
            "affinity",
            "tolerations",
        )
        return {
            "automountServiceAccountToken": False,
            **{key: spec[key] for key in passed_on},
            "volumes": self._service.pod.volumes(with_claim=False),
            "restartPolicy": "Never",
            "containers": [
                {
                    "name": name,
                    **{key: container[key] for key in kept},
                    "volumeMounts": self._service.pod.volume_mounts(with_claim=False),
                    "command": filled(self._values.command),
                    "env": self._env(),
                    "envFrom": self._service.values.extra_env_from,
                    "resources": {
                        "requests": self._values.resources.requests,
                        "limits": self._values.resources.limits,
                    },
                }
            ],
        }

    def _env(self) -> list[Content]:
        values, direct = self._service.values, self._direct_url_key
        return [
            secret_variables(values.secret_env, self._secrets),
            sourced_variables(values.env_value_from),
            only_if(
                is_set(direct),
                {"name": "DIRECT_DATABASE_URL", "valueFrom": self._secrets.env_source(direct)},
            ),
            variables(values.env),
        ]
