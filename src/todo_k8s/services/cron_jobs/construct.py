"""A CronJob, with the policy of its pods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from constructs import Construct

from todo_k8s.helm.chart import Manifest
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.content import Content, each, named_list, only_if, spread, with_entries
from todo_k8s.helm.functions import (
    any_of,
    has_key,
    is_set,
    merge,
    not_,
    object_name,
    trim_suffix,
)
from todo_k8s.services.application import Application
from todo_k8s.services.cron_jobs.values import CronJobValues
from todo_k8s.services.pod_parts import (
    container_security,
    empty_dir_mounts,
    empty_dirs,
    pod_security,
    with_security,
)
from todo_k8s.services.secrets.construct import AppSecrets
from todo_k8s.services.secrets.files import secret_mounts, secret_volumes
from todo_k8s.services.variables.construct import sourced_variables
from todo_k8s.services.variables.levels import in_order

_SUFFIX = "-0000000000"
"""As long as what Kubernetes adds to the name of a CronJob for its Jobs."""


@dataclass(frozen=True)
class Program:
    """What a job runs, and what it is told beside its own values.

    Args:
        image: The image's reference.
        user: The user id where the values name none.
        env: All plain variables, those of the values included.
        secret_env: All variables with their keys in the Secret, those of the values included.
        sourced_env: Variables of the service with other sources, a list.
        more_env: More variables, a list; those of the values can refer to them.
        env_from: More sources of variables, a list.
        volumes: Volumes of the service, a list.
        mounts: Where the container has them, a list.
        node_selector: Labels that a node must have, those of the values included.
        tolerations: Taints that the service tolerates, a list.
    """

    image: str
    user: int
    env: Mapping[str, str]
    secret_env: Mapping[str, str]
    sourced_env: Sequence[Content] = ()
    more_env: Content = None
    env_from: Sequence[Content] = ()
    volumes: Sequence[Content] = ()
    mounts: Sequence[Content] = ()
    node_selector: Mapping[str, str] = field(default_factory=dict[str, str])
    tolerations: Sequence[Content] = ()


def cron_job_name(fullname: str, name: str) -> str:
    """Return the name of the CronJob of a job, to which Kubernetes adds for its Jobs."""
    return trim_suffix(object_name(fullname, f"{name}{_SUFFIX}"), _SUFFIX)


class CronJob(Part):
    """A ``CronJob`` whose pods pass PodSecurity `restricted`, with a token only where asked.

    Args:
        scope: The construct it belongs to.
        id: Its id.
        name: Its name among the application's components.
        values: What can be set.
        program: What it runs.
        secrets: The Secret that its keys are in.

    References:
        https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        values: CronJobValues,
        program: Program,
        secrets: AppSecrets,
    ) -> None:
        super().__init__(scope, id)
        self._name = name
        self._values = values
        self._program = program
        self._secrets = secrets
        self._application = Application.of(scope)
        own = cron_job_name(self._application.fullname, name)
        self.cron_job: Manifest = Manifest(
            self,
            "Resource",
            {
                "apiVersion": "batch/v1",
                "kind": "CronJob",
                "metadata": self._application.metadata(name, name=own),
                "spec": self._spec(),
            },
        )

    def _spec(self) -> dict[str, Content]:
        values = self._values
        return {
            "schedule": values.schedule,
            "timeZone": only_if(is_set(values.time_zone), values.time_zone),
            "suspend": values.suspend,
            "concurrencyPolicy": values.concurrency_policy,
            "startingDeadlineSeconds": values.starting_deadline_seconds,
            "successfulJobsHistoryLimit": values.successful_jobs_history_limit,
            "failedJobsHistoryLimit": values.failed_jobs_history_limit,
            "jobTemplate": {
                "spec": with_entries(self._job_spec(), values.job_spec, by_rule=True),
            },
        }

    def _job_spec(self) -> dict[str, Content]:
        values = self._values
        return {
            "backoffLimit": values.backoff_limit,
            "activeDeadlineSeconds": values.active_deadline_seconds,
            "template": {
                "metadata": self._pod_metadata(),
                "spec": with_entries(self._pod(), values.pod_spec, by_rule=True),
            },
        }

    def _pod_metadata(self) -> dict[str, Content]:
        labels = merge(self._values.pod_labels, self._application.common_labels)
        return {
            "labels": with_entries(self._application.selector(self._name), labels),
            "annotations": self._values.pod_annotations,
        }

    def _pod(self) -> dict[str, Content]:
        values, context = self._values, self._values.pod_security_context
        account, priority = values.service_account_name, values.priority_class_name
        return {
            "restartPolicy": "Never",
            "serviceAccountName": only_if(is_set(account), account),
            "automountServiceAccountToken": values.automount_service_account_token,
            "enableServiceLinks": False,
            "imagePullSecrets": self._application.image_pull_secrets,
            "priorityClassName": only_if(is_set(priority), priority),
            "securityContext": pod_security(
                context,
                user=self._program.user,
                sysctls=context.sysctls,
                assigned=self._application.assigns_users,
            ),
            "initContainers": with_security(values.init_containers, values.security_context),
            "containers": [with_entries(self._container(), values.container_spec, by_rule=True)],
            "volumes": named_list(
                f"{self._name}.jobVolumes",
                [
                    empty_dirs(values.writable_paths),
                    secret_volumes(values.secret_files, self._secrets),
                    *self._program.volumes,
                    spread(values.extra_volumes),
                ],
            ),
            "nodeSelector": self._program.node_selector,
            "affinity": values.affinity,
            "tolerations": named_list(
                f"{self._name}.jobTolerations",
                [spread(values.tolerations), *self._program.tolerations],
            ),
        }

    def _container(self) -> dict[str, Content]:
        values, program = self._values, self._program
        return {
            "name": self._name,
            "image": program.image,
            "imagePullPolicy": values.image.pull_policy,
            "command": values.command,
            "args": values.args,
            "env": named_list(f"{self._name}.jobEnv", self._env()),
            "envFrom": named_list(
                f"{self._name}.jobEnvFrom", [*program.env_from, spread(values.extra_env_from)]
            ),
            "resources": {"requests": values.resources.requests, "limits": values.resources.limits},
            "securityContext": container_security(values.security_context),
            "volumeMounts": named_list(
                f"{self._name}.jobVolumeMounts",
                [
                    empty_dir_mounts(values.writable_paths),
                    secret_mounts(values.secret_files),
                    *program.mounts,
                    spread(values.extra_volume_mounts),
                ],
            ),
        }

    def _env(self) -> list[Content]:
        """Return all variables; one of the values takes the place of the service's."""
        own, program = self._values, self._program

        def secret(name: str, key: str) -> Content:
            source = {"name": name, "valueFrom": self._secrets.env_source(key)}
            free = not_(any_of(has_key(own.env, name), has_key(own.env_value_from, name)))
            return only_if(free, source)

        def plain(name: str, value: str) -> Content:
            free = not_(any_of(has_key(own.secret_env, name), has_key(own.env_value_from, name)))
            return only_if(free, {"name": name, "value": value})

        return [
            each(program.secret_env, secret),
            *program.sourced_env,
            sourced_variables(own.env_value_from),
            program.more_env,
            *in_order(f"{self._name}.jobVariables", program.env, plain),
        ]
