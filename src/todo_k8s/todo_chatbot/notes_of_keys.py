"""The lines of NOTES.txt on the keys of Secrets; none of them holds a secret."""

from __future__ import annotations

from collections.abc import Callable

from todo_k8s.helm.content import Content, each, only_if, unless_none
from todo_k8s.helm.functions import all_of, equals, is_set, not_
from todo_k8s.services.cron_jobs.values import CronJobValues
from todo_k8s.services.secrets.file_values import SecretFilesValues
from todo_k8s.services.variables.sources import EnvSourceValues
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.services import BackendValues, FrontendValues
from todo_k8s.todo_chatbot.values import TodoChatbotValues

User = BackendValues | FrontendValues | FurtherServiceValues | CronJobValues


def keys(values: TodoChatbotValues) -> list[Content]:
    """Return a line for each key of the chart's Secret that somebody gets."""
    direct = values.database.direct_url_key
    ai = f"  {values.ai_key} (backend: {values.ai_env})"
    return [
        only_if(
            values.backend.enabled,
            [
                *_keys_of("backend", values.backend),
                only_if(not_(equals(values.ai.provider, "none")), ai),
            ],
        ),
        only_if(values.frontend.enabled, _keys_of("frontend", values.frontend)),
        each(
            values.services,
            lambda service, given: only_if(given.enabled, _keys_of(service, given)),
        ),
        each(values.cron_jobs, _keys_of),
        only_if(
            all_of(values.migrations.enabled, is_set(direct)),
            f"  {direct} (migrations: DIRECT_DATABASE_URL)",
        ),
    ]


def _keys_of(user: str, given: User) -> list[Content]:
    def file(path: str, files: SecretFilesValues) -> Content:
        lines = each(files.keys, lambda key: f"  {key} ({user}: a file in {path})")
        return only_if(not_(is_set(files.secret)), [lines])

    return [
        each(given.secret_env, lambda name, key: f"  {key} ({user}: {name})"),
        each(given.secret_files, file),
    ]


def of_other_secrets(values: TodoChatbotValues) -> list[Content]:
    """Return a line for each key of another Secret that somebody gets as a variable."""
    main: dict[str, BackendValues | FrontendValues] = {
        "backend": values.backend,
        "frontend": values.frontend,
    }
    return [
        *(
            only_if(service.enabled, [each(service.env_value_from, _key_of(name))])
            for name, service in main.items()
        ),
        each(
            values.services,
            lambda service, given: only_if(
                given.enabled, [each(given.env_value_from, _key_of(service))]
            ),
        ),
        each(values.cron_jobs, lambda job, given: [each(given.env_value_from, _key_of(job))]),
    ]


def _key_of(user: str) -> Callable[[str, EnvSourceValues], Content]:
    return lambda name, source: unless_none(
        source.secret_key_ref,
        lambda ref: f"  The Secret {ref.name} must have the key {ref.key} too ({user}: {name}).",
    )
