"""What Kubernetes would refuse in the fields of an operator's own containers.

They are looked at as JSON, whose keys are in order: in a string of it each quote is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import (
    any_of,
    contains,
    matches,
    not_,
    sorted_keys,
    to_json,
)
from todo_k8s.helm.model import Check
from todo_k8s.services.kubernetes_fields import CONTAINER

_KNOWN = f"^({'|'.join((*CONTAINER.passed_on, *CONTAINER.taken))})$"
_LISTS = (
    "^(args|command|env|envFrom|ports|resizePolicy|restartPolicyRules|volumeDevices|volumeMounts)$"
)

_NO_TEXT_IN_A_COMMAND = r'"(args|command)":\[("([^"\\]|\\.)*",)*[^\]"]'
_NO_TEXT_AS_A_VALUE = r'"name":"[^"\\]*","value":[^"]'
_NO_NAME_OF_A_PORT = r'"containerPort":[^{}]*"name":"([^"]{16,}|[^"]*[^-a-z0-9"][^"]*)"'

Item = Callable[[int, Mapping[str, Any]], list[Any]]


def has_fields(where: str) -> Item:
    """Return the checks of the fields of a container, in Kubernetes' own form.

    Args:
        where: Where it is.
    """

    def checks(index: int, item: Mapping[str, Any]) -> list[Any]:
        said, field = to_json(item), f"{where}[{index}]"

        def of_key(key: str) -> list[Check]:
            is_list = contains(said, f'"{key}":[')
            return [
                Check(matches(key, _KNOWN), f"is {CONTAINER.unknown}", f"{field}.{key}"),
                Check(
                    any_of(not_(matches(key, _LISTS)), is_list),
                    "must be a list",
                    f"{field}.{key}",
                ),
            ]

        return [
            each(sorted_keys(item), of_key),
            Check(
                not_(matches(said, _NO_TEXT_IN_A_COMMAND)),
                "has something in a command or in args that is no text; put it in quotes",
                field,
            ),
            Check(
                not_(matches(said, _NO_TEXT_AS_A_VALUE)),
                "has a variable, or a header, whose value is no text; put it in quotes",
                field,
            ),
            Check(
                not_(matches(said, _NO_NAME_OF_A_PORT)),
                "has a port with a name of another form than at most 15 lower-case letters, digits "
                "and dashes; choose another",
                f"{field}.ports",
            ),
        ]

    return checks
