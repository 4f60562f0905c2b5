"""Rules across the further services: their names, and whom they reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from todo_k8s.helm.content import each, each_entry, named_map, only_if
from todo_k8s.helm.functions import any_of, equals, has_key, matches, not_, replace, upper
from todo_k8s.helm.model import Check
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues

Services = Mapping[str, FurtherServiceValues]

_OWN_NAMES = "^(backend|frontend|migrations|secrets|test)$"
_OWN_URLS = "^(DATABASE_URL|DIRECT_DATABASE_URL)$"


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


def neighbours_are_known(services: Services) -> Any:
    """Return the checks that services name each other as they are called, and reach a port."""
    listening = named_map(
        "services.listening",
        each_entry(services, lambda _name, service: only_if(service.listens, "true")),
    )

    def known(where: str, *, to_a_port: bool) -> Callable[[int, str], list[Check]]:
        def checks(index: int, other: str) -> list[Check]:
            field, own = f"{where}[{index}]", matches(other, "^(frontend|backend)$")
            there = any_of(own, has_key(services, other))
            found = [
                Check(there, "is no service; write frontend, backend or a name in services", field)
            ]
            if to_a_port:
                can = any_of(own, not_(there), has_key(listening, other))
                found += [Check(can, "listens to no port; set its port, or remove it here", field)]
            return found

        return checks

    def of_each(name: str, service: FurtherServiceValues) -> list[Any]:
        where = f"services.{name}"
        return [
            each(service.reaches, known(f"{where}.reaches", to_a_port=True)),
            each(service.reachable_from, known(f"{where}.reachableFrom", to_a_port=False)),
        ]

    return each(services, of_each)
