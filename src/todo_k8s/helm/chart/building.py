"""One build of a chart at a time: what it is for, and what jsii keeps of it."""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from threading import RLock

from constructs import Construct

from todo_k8s.helm.chart.capabilities import Capabilities, current_capabilities
from todo_k8s.helm.chart.existing import Existing, current_existing
from todo_k8s.helm.chart.release import Release, current_release

__all__ = ["building_for", "untold_constructs"]

try:
    from todo_k8s.helm.chart.builds import own_build, untold_constructs
except (ImportError, AttributeError):  # a jsii that keeps its objects in some other way

    def untold_constructs() -> Mapping[str, Construct] | None:
        """Return None: Node.js is told of each construct at once."""
        return None

    @contextmanager
    def own_build() -> Generator[None]:
        """Let go of nothing."""
        yield


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
def building_for(
    release: Release, capabilities: Capabilities, existing: Existing | None = None
) -> Generator[Release]:
    """Let charts that are given neither be built for these, a thread at a time."""
    with _Turn.lock, own_build():
        reset = current_release.set(release)
        reset_capabilities = current_capabilities.set(capabilities)
        reset_existing = current_existing.set(existing or current_existing.get())
        try:
            yield release
        finally:
            current_existing.reset(reset_existing)
            current_capabilities.reset(reset_capabilities)
            current_release.reset(reset)
