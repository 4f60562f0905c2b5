"""The release that a chart is built for."""

from __future__ import annotations

import re
from contextvars import ContextVar
from dataclasses import dataclass

from todo_k8s.errors import ValuesError
from todo_k8s.helm.symbolic.expressions import Ref
from todo_k8s.helm.symbolic.text_tokens import StrToken

NAME = re.compile(r"(?!.{54})[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
"""What the name of a release must match."""
NAME_FAULT = (
    "release.name: must be 1 to 53 lower-case letters, digits, dashes and dots, and start and end "
    "with a letter or digit; choose another"
)
"""What is said of another one."""
NAMESPACE = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
"""What a namespace must match."""
NAMESPACE_FAULT = (
    "release.namespace: must be 1 to 63 lower-case letters, digits and dashes, and start and end "
    "with a letter or digit; choose another"
)
"""What is said of another one."""


@dataclass(frozen=True)
class Release:
    """What Helm knows of an installation: ``.Release.Name`` and ``.Release.Namespace``.

    The defaults are those of ``helm template``.

    Args:
        name: Lower-case letters, digits, dashes and dots, at most 53 characters.
        namespace: Lower-case letters, digits and dashes, at most 63 characters.

    Raises:
        ValuesError: If the name is one that Helm refuses, or the namespace one that Kubernetes
            refuses; both are named.
    """

    name: str = "release-name"
    namespace: str = "default"

    def __post_init__(self) -> None:
        if isinstance(self.name, StrToken):
            return
        faults: list[str] = []
        if not _is_text(self.name) or not NAME.fullmatch(self.name):
            faults.append(NAME_FAULT)
        if not _is_text(self.namespace) or not NAMESPACE.fullmatch(self.namespace):
            faults.append(NAMESPACE_FAULT)
        if faults:
            raise ValuesError(*faults)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def symbolic_release() -> Release:
    """Return the release that is known at install."""
    return Release(
        name=StrToken(Ref("str", ("Release", "Name"))),
        namespace=StrToken(Ref("str", ("Release", "Namespace"))),
    )


current_release: ContextVar[Release | None] = ContextVar("release", default=None)
