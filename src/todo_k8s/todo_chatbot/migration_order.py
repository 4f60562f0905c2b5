"""When the migrations run: a database among the services is there only after the install."""

from __future__ import annotations

from todo_k8s.helm.content import each, named_list, only_if
from todo_k8s.helm.functions import all_of, equals, includes, is_set, not_
from todo_k8s.helm.model import Check
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.values import TodoChatbotValues

MIGRATIONS = "migrations"


def is_reached_by_migrations(service: FurtherServiceValues) -> bool:
    """Return whether a further service says that the migrations reach it."""
    return includes(service.reachable_from, MIGRATIONS)


def migrations_need_services(values: TodoChatbotValues) -> bool:
    """Return whether the migrations reach a service that the release itself makes."""
    reached = each(
        values.services,
        lambda name, service: only_if(
            all_of(service.enabled, is_reached_by_migrations(service)), name
        ),
    )
    return is_set(named_list("migrations.reached", [reached]))


def of_order(values: TodoChatbotValues) -> Check:
    """Return a warning of Argo CD, which would run the migrations before what they reach."""
    migrations = values.migrations
    by_argo_cd = all_of(migrations.enabled, equals(migrations.hook, "argocd"))
    return Check(
        not_(all_of(by_argo_cd, migrations_need_services(values))),
        "Argo CD runs the migrations before it makes the services that they reach, so the first "
        "sync fails; sync once with migrations.enabled false, or set this to none",
        "migrations.hook",
    )
