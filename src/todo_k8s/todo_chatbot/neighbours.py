"""Who reaches whom: what a service's pods and policy have to say of the further services.

One service reaches another if it says so in ``reaches``, or the other one in ``reachableFrom``. The
ingress of the one, the egress of the other and the variables with URLs all come from that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from todo_k8s.helm.content import Content, each, named_list, only_if, spread
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
from todo_k8s.services.network_policies.construct import pods_of, tcp
from todo_k8s.services.workload.construct import Workload
from todo_k8s.services.workload.pod_values import PodValues
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.service_rules import Services, url_variable

_Meets = Callable[[str, FurtherServiceValues], bool]


class Neighbours:
    """The further services that one service reaches, and those that reach it.

    Args:
        name: The name of the service.
        values: What is set of it.
        services: The further services.
        application: The application that they belong to.
        own: The same values, if it is a further service too.
    """

    def __init__(
        self,
        name: str,
        values: PodValues,
        services: Services,
        application: Application,
        *,
        own: FurtherServiceValues | None = None,
    ) -> None:
        self._name = name
        self._values = values
        self._services = services
        self._application = application
        self._own = own

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

    def peers(self) -> Content:
        """Return the peers of its policy that reach it."""
        return each(
            self._services,
            lambda other, neighbour: only_if(
                self._is_reached_by(other, neighbour), self._pods(other)
            ),
        )

    def egress(self) -> Content:
        """Return the rules of its policy for those that it reaches."""
        return each(
            self._services,
            lambda other, neighbour: only_if(
                self._reaches(other, neighbour),
                {"to": [self._pods(other)], "ports": [tcp(_port(neighbour))]},
            ),
        )

    def _reaches(self, other: str, neighbour: FurtherServiceValues) -> bool:
        said = includes(neighbour.reachable_from, self._name)
        if self._own is not None:
            said = any_of(includes(self._own.reaches, other), said)
        return all_of(neighbour.enabled, said)

    def _is_reached_by(self, other: str, neighbour: FurtherServiceValues) -> bool:
        said = includes(neighbour.reaches, self._name)
        if self._own is not None:
            said = any_of(includes(self._own.reachable_from, other), said)
        return all_of(neighbour.enabled, said)

    def _pods(self, other: str) -> dict[str, Any]:
        return {"podSelector": {"matchLabels": self._application.selector(other)}}

    def _variable(self, other: str, neighbour: FurtherServiceValues) -> Content:
        host = object_name(self._application.fullname, other)
        port = default(neighbour.service.port, _port(neighbour))
        return url_unless_set(self._values, url_variable(other), f"http://{host}:{port}")


def _port(neighbour: FurtherServiceValues) -> int:
    return named("neighbour.port", neighbour.container_port)


def url_unless_set(values: PodValues, name: str, url: str) -> Content:
    """Return a variable with a URL, unless the values of the service set that variable."""
    own = any_of(*(has_key(entries, name) for entries in values.variables.values()))
    return only_if(not_(own), {"name": name, "value": url})


def main_urls(values: FurtherServiceValues, services: Sequence[Workload]) -> list[Content]:
    """Return the variables with the URLs of the frontend and the backend, where it reaches them.

    Args:
        values: What is set of a further service.
        services: The frontend and the backend.
    """
    return [
        only_if(
            all_of(service.enabled, includes(values.reaches, service.component)),
            url_unless_set(values, url_variable(service.component), service.url),
        )
        for service in services
    ]


def main_peers(values: FurtherServiceValues, services: Sequence[Workload]) -> list[Content]:
    """Return the peers of the policy of a further service among the frontend and the backend."""
    return [
        only_if(
            all_of(service.enabled, includes(values.reachable_from, service.component)),
            pods_of(service),
        )
        for service in services
    ]


def main_egress(values: FurtherServiceValues, services: Sequence[Workload]) -> list[Content]:
    """Return the rules of its policy for the frontend and the backend, where it reaches them."""
    return [
        only_if(
            all_of(service.enabled, includes(values.reaches, service.component)),
            {"to": [pods_of(service)], "ports": [tcp(service.pod.port)]},
        )
        for service in services
    ]
