"""Who reaches whom: what a service's pods and policy have to say of the further services.

One service reaches another if it says so in ``reaches``, or the other one in ``reachableFrom``. The
ingress of the one, the egress of the other and the variables with URLs all come from that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from todo_k8s.helm.content import (
    Content,
    each,
    each_entry,
    named_list,
    named_map,
    only_if,
    spread,
    with_entries,
)
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    default,
    has_key,
    includes,
    named,
    not_,
    object_name,
)
from todo_k8s.services.application import Application
from todo_k8s.services.network_policies.construct import open_ports, pods_of, ports_of
from todo_k8s.services.workload.construct import Workload
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.service_rules import Services, url_variable
from todo_k8s.todo_chatbot.values import TodoChatbotValues

Variables = Mapping[str, Mapping[str, str]]
"""Variables by the field of the values that sets them."""


class Neighbours:
    """The further services that one service reaches, and those that reach it.

    Args:
        name: The name of the service.
        variables: The variables that it sets itself: field → its entries.
        values: What the operator sets.
        application: The application that they belong to.
        reaches: Whom it says that it reaches, if it can say so.
        reachable_from: Who may reach it, as it says, if it can say so.
        is_job: Whether it is a job, which no service names.
    """

    def __init__(
        self,
        name: str,
        variables: Variables,
        values: TodoChatbotValues,
        application: Application,
        *,
        reaches: Sequence[str] | None = None,
        reachable_from: Sequence[str] | None = None,
        is_job: bool = False,
    ) -> None:
        self._name = name
        self._variables = variables
        self._services = values.services
        self._cron_jobs = values.cron_jobs
        self._application = application
        self._own_reaches = reaches
        self._own_reachable_from = reachable_from
        self._is_job = is_job

    def urls(self, *others: Content) -> Content:
        """Return the variables with the URLs of those that it reaches.

        Args:
            others: Such variables of the frontend and the backend.
        """
        further = each(
            self._services,
            lambda other, neighbour: only_if(
                self._reaches(other, neighbour), self._variable(other, neighbour)
            ),
        )
        return spread(named_list(f"{self._name}.urls", [*others, further]))

    def peers(self) -> list[Content]:
        """Return the peers of its policy that reach it: further services and jobs."""
        services = each(
            self._services,
            lambda other, neighbour: only_if(
                self._is_reached_by(other, neighbour), self._pods(other)
            ),
        )
        jobs = each(
            self._cron_jobs,
            lambda job, values: only_if(includes(values.reaches, self._name), self._pods(job)),
        )
        return [services, jobs]

    def egress(self) -> Content:
        """Return the rules of its policy for those that it reaches."""
        return each(
            self._services,
            lambda other, neighbour: only_if(
                self._reaches(other, neighbour),
                egress_to_further(self._application, other, neighbour),
            ),
        )

    def _reaches(self, other: str, neighbour: FurtherServiceValues) -> bool:
        return is_reached(
            other, neighbour, by=self._name, reaches=self._own_reaches, is_job=self._is_job
        )

    def _is_reached_by(self, other: str, neighbour: FurtherServiceValues) -> bool:
        said = includes(neighbour.reaches, self._name)
        if self._own_reachable_from is not None:
            said = any_of(includes(self._own_reachable_from, other), said)
        return all_of(neighbour.enabled, said)

    def _pods(self, other: str) -> dict[str, Any]:
        return _pods(self._application, other)

    def _variable(self, other: str, neighbour: FurtherServiceValues) -> Content:
        host = object_name(self._application.fullname, other)
        port = _service_port(neighbour)
        return url_unless_set(self._variables, url_variable(other), f"http://{host}:{port}")


def is_reached(
    other: str,
    neighbour: FurtherServiceValues,
    *,
    by: str,
    reaches: Sequence[str] | None = None,
    is_job: bool = False,
) -> bool:
    """Return whether pods reach a further service, as they say or as it says.

    Args:
        other: The name of the further service.
        neighbour: Its values.
        by: The name of what the pods belong to.
        reaches: Whom these say that they reach, if they can say so.
        is_job: Whether they belong to a job, which no service names.
    """
    said = [] if is_job else [includes(neighbour.reachable_from, by)]
    if reaches is not None:
        said.insert(0, includes(reaches, other))
    return all_of(neighbour.enabled, said[0] if len(said) == 1 else any_of(*said))


def _pods(application: Application, name: str) -> dict[str, Any]:
    return {"podSelector": {"matchLabels": application.selector(name)}}


def egress_to_further(
    application: Application, name: str, service: FurtherServiceValues
) -> dict[str, Any]:
    """Return the rule that lets pods reach a further service."""
    ports = open_ports(_port(service), service)
    return {"to": [_pods(application, name)], "ports": ports}


def _port(neighbour: FurtherServiceValues) -> int:
    return named("neighbour.port", neighbour.container_port)


def _service_port(neighbour: FurtherServiceValues) -> int:
    return default(neighbour.service.port, _port(neighbour))


def service_ports(services: Services, main: Sequence[Workload]) -> Mapping[str, int]:
    """Return the port of each Service by the name of its service.

    Args:
        services: The further services.
        main: The frontend and the backend.
    """
    further = each_entry(services, lambda other, neighbour: _service_port(neighbour))  # noqa: ARG005  # names of variables
    known = {service.component: service.port for service in main}
    return named_map("services.servicePorts", with_entries(known, further, by_rule=True))


def extra_ports(services: Services, main: Sequence[Workload]) -> Mapping[str, Mapping[str, int]]:
    """Return the further ports of each service: service → name → number.

    Args:
        services: The further services.
        main: The frontend and the backend.
    """
    further = each_entry(services, lambda other, neighbour: neighbour.extra_ports)  # noqa: ARG005  # names of variables
    known = {service.component: service.values.extra_ports for service in main}
    return named_map("services.allExtraPorts", with_entries(known, further, by_rule=True))


def url_unless_set(variables: Variables, name: str, url: str) -> Content:
    """Return a variable with a URL, unless it is among the variables of a service."""
    own = any_of(*(has_key(entries, name) for entries in variables.values()))
    return only_if(not_(own), {"name": name, "value": url})


def main_urls(
    variables: Variables, reaches: Sequence[str], services: Sequence[Workload]
) -> list[Content]:
    """Return the variables with the URLs of the frontend and the backend, where they are reached.

    Args:
        variables: The variables that the one who reaches them sets itself.
        reaches: Whom it reaches.
        services: The frontend and the backend.
    """
    return [
        only_if(
            all_of(service.enabled, includes(reaches, service.component)),
            url_unless_set(variables, url_variable(service.component), service.url),
        )
        for service in services
    ]


def main_peers(reachable_from: Sequence[str], services: Sequence[Workload]) -> list[Content]:
    """Return the peers of a policy among the frontend and the backend."""
    return [
        only_if(
            all_of(service.enabled, includes(reachable_from, service.component)),
            pods_of(service),
        )
        for service in services
    ]


def main_egress(reaches: Sequence[str], services: Sequence[Workload]) -> list[Content]:
    """Return the rules of a policy for the frontend and the backend, where they are reached."""
    return [
        only_if(
            all_of(service.enabled, includes(reaches, service.component)),
            {"to": [pods_of(service)], "ports": ports_of(service)},
        )
        for service in services
    ]
