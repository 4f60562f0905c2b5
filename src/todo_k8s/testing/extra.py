"""What the extra ``todo-k8s[testing]`` brings, and what is said where it is not installed."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def required() -> Generator[None]:
    """Import packages of the extra within.

    Raises:
        ModuleNotFoundError: If one is not installed; it says how to install it.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "a package").partition(".")[0]
        raise ModuleNotFoundError(
            f"todo_k8s.testing needs {package}, which is not installed; "
            "run: pip install 'todo-k8s[testing]'",
            name=error.name,
        ) from error
