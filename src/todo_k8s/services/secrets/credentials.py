"""Credentials among plain variables, found by name or by content; no message shows a value."""

from collections.abc import Mapping
from typing import Any

from todo_k8s.credentials import HARMLESS, NAME, WITH_PASSWORD
from todo_k8s.helm.content import each
from todo_k8s.helm.functions import any_of, includes, lower, matches, not_
from todo_k8s.helm.model import Check

_REMEDY = (
    "put it into the Secret and name its key in secretEnv; if it is no credential, list the "
    "variable in allowPlainEnv"
)


def plain_credentials(where: str, variables: Mapping[str, str], allowed: list[str]) -> Any:
    """Return the checks that no variable of a map is a credential, but for the allowed ones."""

    def checks(name: str, value: str) -> list[Check]:
        free = includes(allowed, name)
        named = matches(lower(name), NAME)
        return [
            Check(
                any_of(free, not_(named), matches(value, HARMLESS)),
                f"has the name of a credential, and is plain text here; {_REMEDY}",
                f"{where}.{name}",
            ),
            Check(
                any_of(free, named, not_(matches(value, WITH_PASSWORD))),
                f"holds a password or a private key, and is plain text here; {_REMEDY}",
                f"{where}.{name}",
            ),
        ]

    return each(variables, checks)
