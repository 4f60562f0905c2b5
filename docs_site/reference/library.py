"""The public modules of the library, for mkdocstrings: each name by where it is defined."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module

MODULES = (
    *("todo_k8s", "todo_k8s.constructs", "todo_k8s.values", "todo_k8s.helm"),
    *("todo_k8s.helm.content", "todo_k8s.testing"),
)


def page(module: str) -> str:
    """Return the page of a module: what it is for, and each of its public names."""
    found = import_module(module)
    about = inspect.cleandoc(found.__doc__ or "")
    sections = (f"\n## `{name}`\n\n{shown(home)}\n" for name, home in homes(module))
    return "".join([f"# `{module}`\n\n{about}\n", *sections])


def homes(module: str) -> Iterator[tuple[str, str]]:
    """Yield each public name of a module, and the path under which it is defined."""
    found = import_module(module)
    for name in sorted(found.__all__):
        member = getattr(found, name)
        home = getattr(member, "__module__", None)
        if home and (inspect.isclass(member) or inspect.isfunction(member)):
            yield name, f"{home}.{member.__qualname__}"


def shown(home: str) -> str:
    """Return what mkdocstrings replaces by the description of what is defined there."""
    return f"::: {home}\n    options:\n      heading_level: 3\n      show_root_heading: false"
