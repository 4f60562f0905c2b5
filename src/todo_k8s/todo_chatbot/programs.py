"""What jobs run: the image and the variables of a service, looked up by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from todo_k8s.helm.content import (
    Content,
    each,
    each_entry,
    named_map,
    only_if,
    spread,
    with_entries,
)
from todo_k8s.helm.functions import (
    any_of,
    choose,
    contains,
    default,
    equals,
    get,
    get_int,
    get_map,
    has_key,
    is_set,
    merge,
    not_,
    to_json,
)
from todo_k8s.services.application import Application
from todo_k8s.services.cron_jobs.construct import Program
from todo_k8s.services.cron_jobs.values import CronJobValues
from todo_k8s.services.image_reference import image_reference
from todo_k8s.services.secrets.construct import AppSecrets
from todo_k8s.services.secrets.file_values import SecretFilesValues
from todo_k8s.services.secrets.files import secret_mount, secret_volume
from todo_k8s.services.variables.construct import sourced_variable
from todo_k8s.services.variables.levels import references_can_be_replaced
from todo_k8s.services.variables.sources import EnvSourceValues
from todo_k8s.services.workload.construct import Workload
from todo_k8s.services.workload.presets import PRESETS, of_preset
from todo_k8s.services.workload.values import WorkloadValues
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.service_rules import Jobs, Services

_USER = PRESETS["none"].user


class Programs:
    """What each service has, by its name: image, user, variables.

    Args:
        services: The further services.
        application: The application.
        frontend: The frontend.
        backend: The backend.
        secrets: The Secret of files that name no other.
    """

    def __init__(
        self,
        services: Services,
        application: Application,
        *,
        frontend: Workload,
        backend: Workload,
        secrets: AppSecrets,
    ) -> None:
        self._services = services
        self._secrets = secrets
        self._application = application
        self._main = (frontend, backend)
        self._images = self._by_name("images", lambda main: main.pod.image(), self._image)
        self._users = self._by_name("users", lambda main: main.pod.user, _user)
        self._env = self._by_name("env", lambda main: main.pod.plain_variables, _variables)
        self._keys = self._by_name(
            "secretEnv", lambda main: main.pod.secret_keys, lambda service: service.secret_env
        )
        self._nodes = self._by_name(
            "nodes", lambda main: main.values.node_selector, lambda service: service.node_selector
        )

    def of(self, name: str, values: CronJobValues, more_env: Content) -> Program:
        """Return what a job runs.

        Args:
            name: The job's name.
            values: What can be set of it.
            more_env: More variables of its container.
        """
        service = values.service
        image = image_reference(f"{name}.image", values.image, self._application)
        given = is_set(service)
        return Program(
            image=choose(given, get(self._images, service), image),
            user=choose(given, get_int(self._users, service), _USER),
            env=named_map(f"{name}.jobVariables", merge(values.env, get_map(self._env, service))),
            secret_env=named_map(
                f"{name}.jobKeys", merge(values.secret_env, get_map(self._keys, service))
            ),
            sourced_env=self._sourced_env(values),
            more_env=more_env,
            env_from=self._of_service(service, lambda used: [spread(used.extra_env_from)]),
            volumes=self._secret_files(values, secret_volume(self._secrets.secret_name)),
            mounts=self._secret_files(values, secret_mount),
            node_selector=named_map(
                f"{name}.jobNodes", merge(values.node_selector, get_map(self._nodes, service))
            ),
            tolerations=self._of_service(service, lambda used: [spread(used.tolerations)]),
        )

    def variables_are_in_order(self, jobs: Jobs) -> Any:
        """Return the checks that references among a job's and its service's variables work."""

        def check(name: str, job: CronJobValues) -> Any:
            env = merge(job.env, get_map(self._env, job.service))
            return references_can_be_replaced(env, f"cronJobs.{name}.env")

        return each(jobs, check)

    def _by_name(
        self,
        what: str,
        of_main: Callable[[Workload], Any],
        of_further: Callable[[FurtherServiceValues], Any],
    ) -> Mapping[str, Any]:
        """Return a map of what each service has; a service has none of it that is not in it."""
        main = {service.component: of_main(service) for service in self._main}
        further = each_entry(
            self._services,
            lambda other, neighbour: of_further(neighbour),  # noqa: ARG005  # names of variables
        )
        return named_map(f"services.all.{what}", with_entries(main, further, by_rule=True))

    def _image(self, service: FurtherServiceValues) -> str:
        return image_reference("neighbour.image", service.image, self._application)

    def _sourced_env(self, values: CronJobValues) -> list[Content]:
        """Return the service's variables with other sources, but those that the job sets itself."""
        own = values.variables

        def unless_own(variable: str, source: EnvSourceValues) -> Content:
            is_own = any_of(*(has_key(entries, variable) for entries in own.values()))
            return only_if(not_(is_own), sourced_variable(variable, source))

        return self._of_service(
            values.service, lambda service: [each(service.env_value_from, unless_own)]
        )

    def _secret_files(
        self, values: CronJobValues, made: Callable[[str, SecretFilesValues], Content]
    ) -> list[Content]:
        """Return what is made of the service's secrets as files, where the job mounts no other."""
        mounts = to_json(values.extra_volume_mounts)

        def unless_own(path: str, files: SecretFilesValues) -> Content:
            is_own = any_of(
                has_key(values.secret_files, path),
                has_key(values.writable_paths, path),
                contains(mounts, f'"mountPath":"{path}"'),
            )
            return only_if(not_(is_own), made(path, files))

        return self._of_service(
            values.service, lambda service: [each(service.secret_files, unless_own)]
        )

    def _of_service(self, name: str, made: Callable[[WorkloadValues], Content]) -> list[Content]:
        """Return what is made of a service's values, by its name."""
        main = [
            only_if(equals(name, service.component), made(service.values)) for service in self._main
        ]
        further = each(
            self._services,
            lambda other, neighbour: only_if(equals(name, other), made(neighbour)),
        )
        return [*main, further]


def _user(service: FurtherServiceValues) -> int:
    users = of_preset(service.preset, lambda preset: preset.user)
    return default(service.pod_security_context.run_as_user, users)


def _variables(service: FurtherServiceValues) -> Mapping[str, str]:
    return merge(service.env, service.config_map_env)
