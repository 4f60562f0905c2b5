"""Which plain variables are credentials, by the same rule that refuses them in values."""

from __future__ import annotations

from typing import Any

from todo_k8s.helm.model import Check
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.services.secrets.credentials import plain_credentials

DEFAULT_SECRET = "todo-chatbot-secrets"  # noqa: S105  # a name
"""The Secret of the chart, unless another one is named."""


def is_credential(name: str, value: str) -> bool:
    """Tell whether a variable is a credential, by its name or by what is in it."""
    found: Any = plain_credentials("env", {name: value}, [])
    return any(not check.holds for check in _flat(found))


def _flat(found: Any) -> list[Check]:
    if isinstance(found, Check):
        return [found]
    return [check for each in found for check in _flat(each)] if is_list(found) else []
