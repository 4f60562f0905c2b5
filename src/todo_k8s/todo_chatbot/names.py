"""Names of objects: two of one kind cannot have the same."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import all_of, any_of, choose, equals, is_set, not_, object_name
from todo_k8s.helm.model import Check
from todo_k8s.services.workload.construct import Workload
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.service_rules import Services

_SHARED = "choose another, or to share it set create to false here"


def names_differ(frontend: Workload, backend: Workload, services: Services) -> list[Any]:
    """Return the checks that Services and ServiceAccounts have names of their own.

    Args:
        frontend: The frontend.
        backend: The backend.
        services: The further services.
    """
    pairs = ((backend, frontend), (frontend, backend))
    accounts = _both_make(frontend.values, backend.values)
    names = (service.pod.service_account_name() for service in (frontend, backend))
    return [
        *(_alias_is_free(service, other) for service, other in pairs),
        Check(
            not_(all_of(accounts, equals(*names))),
            f"is made for the backend too; {_SHARED}",
            "frontend.serviceAccount.name",
        ),
        each(services, lambda name, service: _of_further(name, service, frontend, backend)),
        each(services, lambda name, service: _of_pairs(name, service, services, frontend)),
    ]


def _both_make(one: Any, other: Any) -> bool:
    return all_of(one.service_account.create, other.service_account.create)


def _alias_is_free(service: Workload, other: Workload) -> Check:
    return Check(
        not_(equals(service.values.service.alias, other.name)),
        f"is the name of the {other.component}'s Service; choose another",
        f"{service.component}.service.alias",
    )


def _of_further(
    name: str, service: FurtherServiceValues, frontend: Workload, backend: Workload
) -> list[Check]:
    """Return the checks of a further service beside the frontend and the backend."""
    made = object_name(frontend.application.fullname, name)
    alias, checks = service.service.alias, list[Check]()
    for main in (frontend, backend):
        checks += [
            Check(
                not_(
                    all_of(
                        is_set(alias),
                        any_of(equals(alias, main.name), equals(alias, main.values.service.alias)),
                    )
                ),
                f"is a name of the {main.component}'s Service; choose another",
                f"services.{name}.service.alias",
            ),
            Check(
                not_(equals(main.values.service.alias, made)),
                f"is the name of the Service of services.{name}; choose another",
                f"{main.component}.service.alias",
            ),
            Check(
                any_of(
                    equals(name, main.component),  # another rule says so
                    not_(_both_make(service, main.values)),
                    not_(equals(_account(service, made), main.pod.service_account_name())),
                ),
                f"is made for the {main.component} too; {_SHARED}",
                f"services.{name}.serviceAccount.name",
            ),
        ]
    return checks


def _of_pairs(
    name: str, service: FurtherServiceValues, services: Services, frontend: Workload
) -> Any:
    """Return the checks of a further service beside each other one."""
    fullname, alias = frontend.application.fullname, service.service.alias

    def checks(other: str, neighbour: FurtherServiceValues) -> list[Check]:
        itself, made = equals(name, other), object_name(fullname, other)
        taken = any_of(equals(alias, made), equals(alias, neighbour.service.alias))
        account = _account(service, object_name(fullname, name))
        return [
            Check(
                any_of(itself, not_(is_set(alias)), not_(taken)),
                f"is a name of the Service of services.{other}; choose another",
                f"services.{name}.service.alias",
            ),
            Check(
                any_of(
                    itself,
                    not_(_both_make(service, neighbour)),
                    not_(equals(account, _account(neighbour, made))),
                ),
                f"is made for services.{other} too; {_SHARED}",
                f"services.{name}.serviceAccount.name",
            ),
        ]

    return each(services, checks)


def _account(service: FurtherServiceValues, made: str) -> str:
    name = service.service_account.name
    return choose(is_set(name), name, made)
