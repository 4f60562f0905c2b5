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
    default,
    equals,
    get,
    get_int,
    get_map,
    has_key,
    is_set,
    merge,
    not_,
)
from todo_k8s.services.application import Application
from todo_k8s.services.cron_jobs.construct import Program
from todo_k8s.services.cron_jobs.values import CronJobValues
from todo_k8s.services.image_reference import image_reference
from todo_k8s.services.variables.construct import sourced_variable
from todo_k8s.services.variables.sources import EnvSourceValues
from todo_k8s.services.workload.construct import Workload
from todo_k8s.services.workload.presets import PRESETS, of_preset
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.service_rules import Services

_USER = PRESETS["none"].user


class Programs:
    """What each service has, by its name: image, user, variables.

    Args:
        services: The further services.
        application: The application.
        frontend: The frontend.
        backend: The backend.
    """

    def __init__(
        self, services: Services, application: Application, *, frontend: Workload, backend: Workload
    ) -> None:
        self._services = services
        self._application = application
        self._main = (frontend, backend)
        self._images = self._by_name("images", lambda main: main.pod.image(), self._image)
        self._users = self._by_name("users", lambda main: main.pod.user, _user)
        self._env = self._by_name("env", lambda main: main.pod.plain_variables, _variables)
        self._keys = self._by_name(
            "secretEnv", lambda main: main.pod.secret_keys, lambda service: service.secret_env
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
            env_from=self._env_from(service),
        )

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
        own, user = values.variables, values.service

        def unless_own(variable: str, source: EnvSourceValues) -> Content:
            is_own = any_of(*(has_key(entries, variable) for entries in own.values()))
            return only_if(not_(is_own), sourced_variable(variable, source))

        main = [
            only_if(
                equals(user, service.component), [each(service.values.env_value_from, unless_own)]
            )
            for service in self._main
        ]
        further = each(
            self._services,
            lambda other, neighbour: only_if(
                equals(user, other), [each(neighbour.env_value_from, unless_own)]
            ),
        )
        return [*main, further]

    def _env_from(self, name: str) -> list[Content]:
        main = [
            only_if(equals(name, service.component), [spread(service.values.extra_env_from)])
            for service in self._main
        ]
        further = each(
            self._services,
            lambda other, neighbour: only_if(
                equals(name, other), [spread(neighbour.extra_env_from)]
            ),
        )
        return [*main, further]


def _user(service: FurtherServiceValues) -> int:
    users = of_preset(service.preset, lambda preset: preset.user)
    return default(service.pod_security_context.run_as_user, users)


def _variables(service: FurtherServiceValues) -> Mapping[str, str]:
    return merge(service.env, service.config_map_env)
