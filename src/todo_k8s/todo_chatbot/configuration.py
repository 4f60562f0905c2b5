"""The variables that the chart sets by ConfigMap, as values of the operator say."""

from __future__ import annotations

from collections.abc import Mapping

from todo_k8s.helm.content import Content, named_map, only_if
from todo_k8s.helm.functions import is_set, merge
from todo_k8s.todo_chatbot.values import TodoChatbotValues


def backend_config(values: TodoChatbotValues) -> Mapping[str, str]:
    """Return the backend's: each is there only if a value asks for it."""
    ai, db = values.ai, values.database
    config = named_map(
        "backend.ownConfig",
        {
            "AI_MODEL": only_if(is_set(ai.model), ai.model),
            "OPENAI_BASE_URL": only_if(is_set(ai.base_url), ai.base_url),
            **auth_config(values),
        },
    )
    return merge(
        config,
        _if_named("aiProvider", ai.provider_env, ai.provider),
        _if_named("poolSize", db.pool_size_env, f"{db.pool_size}"),
        _if_named("maxOverflow", db.max_overflow_env, f"{db.max_overflow}"),
    )


def auth_config(values: TodoChatbotValues) -> dict[str, Content]:
    """Return the origin of users, which both services get."""
    auth = values.auth
    return {f"{auth.url_env}": only_if(is_set(auth.url), auth.url)}


def _if_named(what: str, variable: str, value: str) -> Mapping[str, str]:
    """Return a variable of the backend, if the operator names it."""
    return named_map(f"backend.{what}", {f"{variable}": only_if(is_set(variable), value)})
