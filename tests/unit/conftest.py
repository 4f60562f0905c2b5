"""Tokens exist only in a compilation; the tests of the machinery make theirs in this one."""

from __future__ import annotations

from todo_k8s.helm.session import compiling

RUNNING = compiling()
RUNNING.__enter__()  # before the test modules are imported, which make tokens at their top


def pytest_unconfigure() -> None:
    """End the compilation."""
    RUNNING.__exit__(None, None, None)
