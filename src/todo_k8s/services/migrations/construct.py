"""The Job that migrates the database."""

from __future__ import annotations

from collections.abc import Mapping

from constructs import Construct

from todo_k8s.helm.chart import Manifest
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.content import (
    Content,
    named_map,
    only_if,
    with_entries,
)
from todo_k8s.helm.functions import (
    all_of,
    choose,
    digest,
    equals,
    is_set,
    merge,
    named,
    not_,
    object_name,
    to_json,
)
from todo_k8s.services.application import Application
from todo_k8s.services.image_reference import image_reference
from todo_k8s.services.migrations.values import MigrationsValues
from todo_k8s.services.pod_parts import with_security
from todo_k8s.services.secrets.construct import AppSecrets
from todo_k8s.services.variables.construct import (
    secret_variables,
    sourced_variables,
    variables,
)
from todo_k8s.services.workload.construct import Workload


def hooks(
    name: str,
    values: MigrationsValues,
    service: Workload,
    secrets: AppSecrets,
    *,
    needs_release: bool = False,
    comes_before: bool = False,
) -> Mapping[str, str]:
    """Return the annotations by which Helm or Argo CD makes the Job, or what it needs, in time.

    What the release makes, its Secret and its ServiceAccount, is there only after an install of
    Helm's, and for Argo CD only in the phase Sync.

    Args:
        name: A name for them.
        values: What can be set of the Job.
        service: The service whose ServiceAccount it may use.
        secrets: Where the database's URL comes from.
        needs_release: Whether it needs more that the release makes, such as a database.
        comes_before: Whether it is not the Job, but what has to be there before, and stays.
    """
    existing = equals(secrets.values.mode, "existing")
    made = all_of(values.use_backend_service_account, service.values.service_account.create)
    there = all_of(existing, not_(made), not_(needs_release))
    when = choose(there, "pre-install,pre-upgrade", "post-install,pre-upgrade")
    by_helm, by_argo_cd = equals(values.hook, "helm"), equals(values.hook, "argocd")
    phase, wave = choose(existing, "PreSync", "Sync"), choose(existing, "0", "-1")
    of_argo_cd, cleaning = by_argo_cd, "BeforeHookCreation,HookSucceeded"
    if comes_before:
        wave, of_argo_cd = choose(existing, "-1", "-2"), all_of(by_argo_cd, existing)
        phase, cleaning = "PreSync", "BeforeHookCreation"
    return named_map(
        name,
        {
            "helm.sh/hook": only_if(by_helm, when),
            "helm.sh/hook-delete-policy": only_if(by_helm, "before-hook-creation,hook-succeeded"),
            "helm.sh/hook-weight": only_if(by_helm, "-1") if comes_before else None,
            "argocd.argoproj.io/hook": only_if(of_argo_cd, phase),
            "argocd.argoproj.io/hook-delete-policy": only_if(of_argo_cd, cleaning),
            "argocd.argoproj.io/sync-wave": only_if(by_argo_cd, wave),
        },
    )


class MigrationJob(Part):
    """A ``Job`` that runs once a release, before the new pods start: as a hook of Helm or Argo CD.

    It runs the service's image, or its own, with its own command, so that not every replica
    migrates and no shell stands between the kubelet and the server. Where the chart makes the
    Secret, or more that it needs, Helm's first run comes after the install, as that is not there
    before. Without a hook its name tells its content, as Kubernetes lets nobody change a Job.

    Args:
        scope: The construct it belongs to.
        id: Its id.
        values: What can be set.
        service: The service whose variables it uses, and its image if `values` has none.
        secrets: Where the database's URL comes from.
        direct_url_key: Key of a direct, non-pooled URL; empty for the service's own.
        needs_release: Whether it needs more that the release makes, such as a database.

    References:
        https://helm.sh/docs/topics/charts_hooks/
        https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
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
        needs_release: bool = False,
    ) -> None:
        super().__init__(scope, id)
        self._values = values
        self._service = service
        self._secrets = secrets
        self._direct_url_key = direct_url_key
        self._needs_release = needs_release
        self._application = Application.of(scope)
        template = named_map(f"{id}.template", self._template(id))
        ttl = values.ttl_seconds_after_finished
        is_plain = equals(values.hook, "none")
        own, revision = self._application.object_name(id), digest(to_json(template))
        revised = named(
            f"{id}.revisedName", object_name(self._application.fullname, f"{id}-{revision}")
        )
        self.job: Manifest = Manifest(
            self,
            "job",
            {
                "apiVersion": "batch/v1",
                "kind": "Job",
                "metadata": self._application.metadata(
                    id,
                    name=choose(is_plain, revised, own),
                    annotations=merge(values.annotations, self._hooks(id)),
                ),
                "spec": {
                    "backoffLimit": values.retries,
                    "activeDeadlineSeconds": values.deadline_seconds,
                    "ttlSecondsAfterFinished": only_if(is_set(ttl), ttl),
                    "template": template,
                },
            },
        )

    def _hooks(self, name: str) -> Mapping[str, str]:
        return hooks(
            f"{name}.hooks",
            self._values,
            self._service,
            self._secrets,
            needs_release=self._needs_release,
        )

    def _template(self, name: str) -> dict[str, Content]:
        values = self._values
        labels = with_entries(self._application.selector(name), values.pod_labels)
        metadata = {"labels": labels, "annotations": values.pod_annotations}
        return {
            "metadata": metadata,
            "spec": with_entries(self._pod(name), self._service.values.pod_spec, by_rule=True),
        }

    def _pod(self, name: str) -> dict[str, Content]:
        spec, container = self._service.pod.spec(), self._service.pod.container()
        passed_on = (
            "enableServiceLinks",
            "imagePullSecrets",
            "priorityClassName",
            "securityContext",
            "nodeSelector",
            "affinity",
            "tolerations",
        )
        values, account = self._values, self._service.pod.service_account_name()
        context = self._service.values.security_context
        service_account = choose(
            values.use_backend_service_account, account, values.service_account_name
        )
        return {
            "automountServiceAccountToken": False,
            **{key: spec[key] for key in passed_on},
            "serviceAccountName": only_if(is_set(service_account), service_account),
            "initContainers": [
                only_if(
                    values.use_backend_init_containers,
                    with_security(self._service.values.init_containers, context),
                ),
                with_security(values.init_containers, context),
            ],
            "volumes": self._service.pod.volumes.content(with_claim=False),
            "restartPolicy": "Never",
            "containers": [
                {
                    "name": name,
                    **self._image(name, container),
                    "securityContext": container["securityContext"],
                    "volumeMounts": self._service.pod.volumes.mounts(with_claim=False),
                    "command": values.command,
                    "args": values.args,
                    "env": self._env(),
                    "envFrom": self._service.values.extra_env_from,
                    "resources": {
                        "requests": values.resources.requests,
                        "limits": values.resources.limits,
                    },
                }
            ],
        }

    def _image(self, name: str, container: Mapping[str, Content]) -> dict[str, Content]:
        """Return the image and when to pull it: its own, or that of the service's container."""
        image = self._values.image
        own = is_set(image.repository)
        reference = image_reference(f"{name}.image", image, self._application)
        return {
            "image": only_if(own, reference, container["image"]),
            "imagePullPolicy": only_if(own, image.pull_policy, container["imagePullPolicy"]),
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
            *variables("migrations.env", values.env),
        ]
