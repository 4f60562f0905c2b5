"""The release that a chart is built for."""

from __future__ import annotations

import os
import re
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import RLock

from todo_k8s.errors import ValuesError
from todo_k8s.helm.symbolic.expressions import Ref
from todo_k8s.helm.symbolic.tokens import StrToken

try:
    from todo_k8s.helm.chart.builds import own_build
except (ImportError, AttributeError):  # a jsii that keeps its objects in some other way

    @contextmanager
    def own_build() -> Generator[None]:
        """Let go of nothing."""
        yield


_RELEASE_NAME = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
_NAMESPACE = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")


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
        if not _is_text(self.name) or len(self.name) > 53 or not _RELEASE_NAME.fullmatch(self.name):
            faults.append(
                "release.name: must be 1 to 53 lower-case letters, digits, dashes and dots, and "
                "start and end with a letter or digit; choose another"
            )
        if not _is_text(self.namespace) or not _NAMESPACE.fullmatch(self.namespace):
            faults.append(
                "release.namespace: must be 1 to 63 lower-case letters, digits and dashes, and "
                "start and end with a letter or digit; choose another"
            )
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


class _Turn:
    """Whose turn it is to build."""

    lock = RLock()
    """jsii talks to one Node.js, and mixes up what several threads build at once."""


def _renew_lock() -> None:
    """In a forked process: no other thread is there any more that would let go of the lock."""
    _Turn.lock = RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_lock)


@contextmanager
def building_for(release: Release) -> Generator[Release]:
    """Let charts that are given no release be built for this one, a thread at a time."""
    with _Turn.lock, own_build():
        reset = current_release.set(release)
        try:
            yield release
        finally:
            current_release.reset(reset)
