"""Rules on the keys of the Secret that services get."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from todo_k8s.helm.content import each, only_if
from todo_k8s.helm.functions import all_of, any_of, equals, has_key, is_set, not_
from todo_k8s.helm.model import Check
from todo_k8s.services.cron_jobs.values import CronJobValues
from todo_k8s.services.secrets.file_values import SecretFilesValues
from todo_k8s.services.workload.values import WorkloadValues
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.services import BackendValues, FrontendValues

if TYPE_CHECKING:
    from todo_k8s.todo_chatbot.values import TodoChatbotValues

User = WorkloadValues | CronJobValues


def keys_are_held(values: TodoChatbotValues) -> list[Any]:
    """Return the checks that the Secret, where the chart or a store makes it, has every key."""
    main: dict[str, BackendValues | FrontendValues] = {
        "backend": values.backend,
        "frontend": values.frontend,
    }
    ai_wanted = all_of(values.backend.enabled, not_(equals(values.ai.provider, "none")))
    key = values.database.direct_url_key
    sources: dict[str, Any] = {
        "values": values.secrets.values,
        "external": values.secrets.external_secret.data,
    }
    places = {"values": "secrets.values", "external": "secrets.externalSecret.data"}
    checks: list[Any] = []
    for mode, source in sources.items():
        wanted: list[Any] = [
            only_if(service.enabled, _all_held(service, source, places[mode], name))
            for name, service in main.items()
        ]
        wanted += [
            each(values.services, _of_service(source, places[mode])),
            each(values.cron_jobs, _of_job(source, places[mode])),
        ]
        other = f"names a key that is not in {places[mode]}; add it there, or correct the name"
        named = is_set(values.ai.key_name)
        ai = Check(
            any_of(not_(ai_wanted), named, has_key(source, values.ai_env)),
            f"is missing, and backend needs it as {values.ai_env}; set it",
            f"{places[mode]}.{values.ai_env}",
        )
        ai_named = Check(
            any_of(not_(ai_wanted), not_(named), has_key(source, values.ai.key_name)),
            other,
            "ai.keyName",
        )
        direct = Check(
            any_of(not_(values.migrations.enabled), not_(is_set(key)), has_key(source, key)),
            other,
            "database.directUrlKey",
        )
        asked = equals(values.secrets.mode, mode)
        if mode == "external":  # what an entry of the store holds is not known here
            asked = all_of(asked, not_(is_set(values.secrets.external_secret.data_from)))
        checks += [only_if(asked, part) for part in (*wanted, ai, ai_named, direct)]
    return checks


def _is_held(held: Mapping[str, Any], place: str, user: str) -> Callable[[str, str], list[Check]]:
    """Return the checks that a Secret's source has the key that a service gets.

    A key that has another name than its variable is not shown: it may be a secret by mistake.
    """

    def checks(name: str, key: str) -> list[Check]:
        message = f"is missing, and {user} needs it as {name}; set it"
        other = f"names a key that is not in {place}; add it there, or correct the name"
        there, own = has_key(held, key), equals(name, key)
        return [
            Check(any_of(there, not_(own)), message, f"{place}.{name}"),
            Check(any_of(there, own), other, f"{user}.secretEnv.{name}"),
        ]

    return checks


def _all_held(user: User, held: Mapping[str, Any], place: str, name: str) -> list[Any]:
    """Return the checks of all keys that a service or a job gets."""

    def files(path: str, values: SecretFilesValues) -> Any:
        def file(index: int, key: str) -> Check:
            return Check(
                has_key(held, key),
                f"names a key that is not in {place}; add it there, or correct the name",
                f"{name}.secretFiles.{path}.keys[{index}]",
            )

        return only_if(not_(is_set(values.secret)), each(values.keys, file))

    return [
        each(user.secret_env, _is_held(held, place, name)),
        each(user.secret_files, files),
    ]


def existing_secret_is_used(values: TodoChatbotValues, by_default: str) -> Check:
    """Return the check that a Secret is named only where it is used.

    Args:
        values: What the operator sets.
        by_default: The name that is there if nothing is set.
    """
    secrets = values.secrets
    return Check(
        any_of(
            equals(secrets.mode, "existing"),
            not_(is_set(secrets.existing_secret)),
            equals(secrets.existing_secret, by_default),
        ),
        "is not used in this mode, which creates a Secret of its own; remove it, or set "
        "secrets.mode to existing",
        "secrets.existingSecret",
    )


def _of_service(held: Mapping[str, Any], place: str) -> Callable[[str, FurtherServiceValues], Any]:
    def checks(name: str, service: FurtherServiceValues) -> Any:
        user = f"services.{name}"
        return only_if(service.enabled, _all_held(service, held, place, user))

    return checks


def _of_job(held: Mapping[str, Any], place: str) -> Callable[[str, CronJobValues], Any]:
    def checks(name: str, job: CronJobValues) -> Any:
        return _all_held(job, held, place, f"cronJobs.{name}")

    return checks
