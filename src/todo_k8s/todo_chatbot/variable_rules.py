"""Rules on variables: each has one owner, and those that the operator names are free."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from todo_k8s.helm.content import each, each_entry, named_map, only_if
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    equals,
    get,
    has_key,
    includes,
    is_set,
    matches,
    merge,
    not_,
)
from todo_k8s.helm.model import Check
from todo_k8s.services.workload.presets import PRESET_VARIABLES
from todo_k8s.services.workload.values import WorkloadValues
from todo_k8s.todo_chatbot.integrations import AI_KEYS

if TYPE_CHECKING:
    from todo_k8s.todo_chatbot.values import TodoChatbotValues

DIRECT_URL = "DIRECT_DATABASE_URL"
_POOL = {
    "DB_MAX_OVERFLOW": "database.maxOverflow (with maxOverflowEnv: DB_MAX_OVERFLOW)",
    "DB_POOL_SIZE": "database.poolSize (with poolSizeEnv: DB_POOL_SIZE)",
}
"""What the budget of connections counts with, and which value decides it."""

_CHOSEN = ("AI_PROVIDER", "AI_MODEL", "OPENAI_BASE_URL", "UVICORN_WORKERS", "WEB_CONCURRENCY")
"""What the chart tells the backend if a value is set."""

_ALWAYS_NAMED = ("auth.urlEnv", "frontend.backendUrlEnv")
"""The values that name a variable and are never empty."""

_TAKEN = (*_POOL, *_CHOSEN, *PRESET_VARIABLES, *AI_KEYS.values(), DIRECT_URL, "DATABASE_URL")


_ITS_OWN = {
    "ai.keyEnv": tuple(AI_KEYS.values()),
    "ai.providerEnv": ("AI_PROVIDER",),
    "database.poolSizeEnv": ("DB_POOL_SIZE",),
    "database.maxOverflowEnv": ("DB_MAX_OVERFLOW",),
}
"""The values that may name some of those, as they are meant for them."""


@cache
def _taken(field: str) -> str:
    """Return the pattern of the variables that a value may not name."""
    names = dict.fromkeys(each for each in _TAKEN if each not in _ITS_OWN.get(field, ()))
    return f"^({'|'.join(names)})$"


def variables_have_one_owner(values: TodoChatbotValues) -> list[Any]:
    """Return the checks that no variable of the two main services is one that the chart sets."""
    ai, auth, backend = values.ai, values.auth, values.backend
    own = named_map(
        "backend.ownVariables",
        {
            **_POOL,
            "AI_MODEL": only_if(is_set(ai.model), "ai.model"),
            "OPENAI_BASE_URL": only_if(is_set(ai.base_url), "ai.baseUrl"),
            "UVICORN_WORKERS": only_if(equals(backend.preset, "uvicorn"), "database.workers"),
            "WEB_CONCURRENCY": only_if(
                any_of(equals(backend.preset, "fastapi"), equals(backend.preset, "gunicorn")),
                "database.workers",
            ),
        },
    )
    named = {
        "ai.providerEnv": ai.provider_env,
        "database.poolSizeEnv": values.database.pool_size_env,
        "database.maxOverflowEnv": values.database.max_overflow_env,
    }

    def of_frontend(name: str, place: str) -> Check:
        return Check(
            not_(all_of(is_set(auth.url), equals(name, auth.url_env))),
            "is set by auth.url; remove it here, or set auth.url to an empty text or "
            "auth.urlEnv to another name",
            f"frontend.{place}.{name}",
        )

    def of_backend(name: str, place: str) -> list[Check]:
        field, wanted = f"backend.{place}.{name}", not_(equals(ai.provider, "none"))
        return [
            replace(of_frontend(name, place), field=field),
            Check(
                not_(all_of(wanted, equals(name, values.ai_env))),
                f"is set by ai.provider ({ai.provider}); remove it here, or set ai.provider to "
                "none",
                field,
            ),
            Check(
                not_(has_key(own, name)),
                f"is set by {get(own, name)}; remove it here, and set that",
                field,
            ),
            *(
                Check(
                    not_(all_of(is_set(name), equals(name, other))),
                    f"is set by {where}; remove it here, or set that to another name",
                    field,
                )
                for where, other in named.items()
            ),
        ]

    return [
        each(places("backend", backend), of_backend),
        each(places("frontend", values.frontend), of_frontend),
    ]


def places(service: str, values: WorkloadValues) -> Mapping[str, str]:
    """Return where each variable of a service is set: variable → field."""
    places = [
        named_map(f"{service}.placed.{place}", each_entry(entries, _always(place)))
        for place, entries in values.variables.items()
    ]
    return merge(*places)


def _always(place: str) -> Callable[[str, Any], str]:
    return lambda name, value: place  # noqa: ARG005  # names of variables


def variable_names_are_free(values: TodoChatbotValues) -> list[Check]:
    """Return the checks that variables that the operator names are nobody else's."""
    named = {
        "auth.urlEnv": values.auth.url_env,
        "frontend.backendUrlEnv": values.frontend.backend_url_env,
        "ai.keyEnv": values.ai.key_env,
        "ai.providerEnv": values.ai.provider_env,
        "database.poolSizeEnv": values.database.pool_size_env,
        "database.maxOverflowEnv": values.database.max_overflow_env,
    }
    checks = list[Check]()
    for field, name in named.items():
        twice = includes([other for where, other in named.items() if where != field], name)
        checks += [
            Check(
                not_(matches(name, _taken(field))),
                "is a variable that the chart sets; choose another",
                field,
            ),
            Check(
                not_(twice if field in _ALWAYS_NAMED else all_of(is_set(name), twice)),
                f"names the same variable as another of {', '.join(named)}; choose another",
                field,
            ),
        ]
    for field in _ALWAYS_NAMED:
        checks.append(
            Check(
                not_(matches(named[field], "^NEXT_PUBLIC_")),
                "has no effect at run time, as Next.js reads NEXT_PUBLIC_* when the image is "
                "built; choose another",
                field,
            )
        )
    return checks


def direct_url_has_one_owner(values: TodoChatbotValues) -> list[Check]:
    """Return the checks that the migrations get the direct URL once."""
    key = values.database.direct_url_key
    return [
        Check(
            not_(all_of(values.migrations.enabled, is_set(key), has_key(given, DIRECT_URL))),
            "is set by database.directUrlKey for the migrations; remove one of the two",
            f"backend.{place}.{DIRECT_URL}",
        )
        for place, given in values.backend.variables.items()
        if place != "configMapEnv"  # which migrations do not get
    ]
