"""Rules across the further services: their names, and whom they reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from todo_k8s.helm.content import each, each_entry, named_map, only_if
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    equals,
    has_key,
    is_set,
    matches,
    merge,
    not_,
    replace,
    upper,
)
from todo_k8s.helm.model import Check
from todo_k8s.services.cron_jobs.values import CronJobValues
from todo_k8s.services.network_policies.values import ServerValues
from todo_k8s.services.workload.container_rules import has_another_name
from todo_k8s.services.workload.values import WorkloadValues
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.services import BackendValues, FrontendValues

Services = Mapping[str, FurtherServiceValues]
Jobs = Mapping[str, CronJobValues]

_OWN_NAMES = "^(backend|frontend|migrations|secrets|test)$"
_ASKING = "^(frontend|backend|migrations)$"
"""Who may reach a service or server, beside further services."""
_MAIN = "^(frontend|backend)$"
_OWN_URLS = "^(DATABASE_URL|DIRECT_DATABASE_URL|OPENAI_BASE_URL)$"


def url_variable(name: str) -> str:
    """Return the variable that holds the URL of a service: ``MAIL_API_URL`` for ``mail-api``."""
    return f"{upper(replace(name, '-', '_'))}_URL"


def names_are_free(services: Services, variables: Mapping[str, str]) -> Any:
    """Return the checks that no service has the name of something else.

    Args:
        services: The further services.
        variables: Variables that values of the operator's name: field → variable.
    """

    def checks(name: str, _service: FurtherServiceValues) -> list[Check]:
        variable = url_variable(name)
        return [
            Check(
                not_(matches(name, _OWN_NAMES)),
                "is the name of other objects of this chart; choose another",
                f"services.{name}",
            ),
            Check(
                not_(matches(variable, _OWN_URLS)),
                f"its URL would be the variable {variable}, which has another meaning; choose "
                "another name",
                f"services.{name}",
            ),
            *(
                Check(
                    not_(equals(variable, other)),
                    f"its URL would be the variable {variable}, which {field} names; choose "
                    "another name",
                    f"services.{name}",
                )
                for field, other in variables.items()
            ),
        ]

    return each(services, checks)


def containers_of_jobs_differ(jobs: Jobs) -> Any:
    """Return the checks that no further container of a job has the name of the main one."""
    return each(
        jobs,
        lambda name, job: each(
            job.init_containers, has_another_name(name, f"cronJobs.{name}.initContainers")
        ),
    )


def containers_differ(name: str, path: str, service: WorkloadValues) -> list[Any]:
    """Return the checks that no further container has the name of the service's main one.

    Args:
        name: The name of the service.
        path: Its path in the values.
        service: Its values.
    """
    own = {"initContainers": service.init_containers, "sidecars": service.sidecars}
    return [
        each(containers, has_another_name(name, f"{path}.{where}"))
        for where, containers in own.items()
    ]


def neighbours_are_known(services: Services, jobs: Jobs) -> list[Any]:
    """Return the checks that services name each other as they are called, and reach a port.

    Args:
        services: The further services.
        jobs: The jobs, which reach services too.
    """

    def of_service(name: str, service: FurtherServiceValues) -> list[Any]:
        where = f"services.{name}"
        return [
            each(service.reaches, _known(services, f"{where}.reaches", to_a_port=True)),
            each(
                service.reachable_from,
                _known(services, f"{where}.reachableFrom", to_a_port=False),
            ),
        ]

    def of_job(name: str, job: CronJobValues) -> Any:
        return each(job.reaches, _known(services, f"cronJobs.{name}.reaches", to_a_port=True))

    return [each(services, of_service), each(jobs, of_job)]


def _known(services: Services, where: str, *, to_a_port: bool) -> Callable[[int, str], list[Check]]:
    """Return the checks of one item of a list of names."""
    listening = named_map(
        "services.listening",
        each_entry(services, lambda other, neighbour: only_if(neighbour.listens, "true")),  # noqa: ARG005  # names of variables
    )

    def checks(index: int, other: str) -> list[Check]:
        field, main = f"{where}[{index}]", matches(other, _MAIN if to_a_port else _ASKING)
        there = any_of(main, has_key(services, other))
        words = "frontend, backend or" if to_a_port else "frontend, backend, migrations or"
        unknown = f"is no service; write {words} a name in services"
        found = [Check(there, unknown, field)]
        if to_a_port:
            can = any_of(main, not_(has_key(services, other)), has_key(listening, other))
            found.append(Check(can, "listens to no port; set its port, or remove it here", field))
        return found

    return checks


def jobs_have_names_and_services(services: Services, jobs: Jobs, main: Mapping[str, bool]) -> Any:
    """Return the checks that jobs have names of their own, and use services that are there.

    Args:
        services: The further services.
        jobs: The jobs.
        main: The frontend and the backend, and whether each is enabled.
    """
    further = named_map(
        "services.deployed",
        each_entry(services, lambda other, neighbour: only_if(neighbour.enabled, "true")),  # noqa: ARG005  # names of variables
    )
    deployed = {name: only_if(enabled, "true") for name, enabled in main.items()}
    there = merge(named_map("services.deployedMain", deployed), further)

    def checks(name: str, job: CronJobValues) -> list[Check]:
        service = job.service
        return [
            Check(
                not_(any_of(matches(name, _OWN_NAMES), has_key(services, name))),
                "is the name of other objects of this chart; choose another",
                f"cronJobs.{name}",
            ),
            Check(
                any_of(not_(is_set(service)), has_key(there, service)),
                "is no service that is deployed; write frontend, backend or a name in services, or "
                "set enabled of that one",
                f"cronJobs.{name}.service",
            ),
        ]

    return each(jobs, checks)


def servers_are_reached(servers: Mapping[str, ServerValues], services: Services, jobs: Jobs) -> Any:
    """Return the checks that those who reach a server in the cluster are there."""

    def of_server(name: str, server: ServerValues) -> Any:
        def check(index: int, who: str) -> Check:
            return Check(
                any_of(
                    matches(who, _ASKING),
                    has_key(services, who),
                    has_key(jobs, who),
                ),
                "is no service; write frontend, backend, migrations or a name in services or "
                "cronJobs",
                f"networkPolicy.servers.{name}.reachableFrom[{index}]",
            )

        return each(server.reachable_from, check)

    return each(servers, of_server)


def aliases_are_apart(frontend: FrontendValues, backend: BackendValues) -> Check:
    """Return the check that the frontend's and the backend's Service have no alias in common."""
    alias = frontend.service.alias
    return Check(
        not_(all_of(is_set(alias), equals(alias, backend.service.alias))),
        "is the backend's alias too; choose another",
        "frontend.service.alias",
    )
