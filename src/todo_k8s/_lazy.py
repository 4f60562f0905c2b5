"""Names of a package that are imported when they are first used, so that the package is cheap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any


def on_first_use(package: str, names: Mapping[str, Iterable[str]]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a package.

    Args:
        package: Its name.
        names: Module → the names that the package has from it; a module of the package itself
            with no names is an attribute of the package.

    References:
        https://peps.python.org/pep-0562/
    """
    homes = {name: module for module, found in names.items() for name in found}

    def find(name: str) -> Any:
        if name in homes:
            found = getattr(import_module(homes[name]), name)
        elif f"{package}.{name}" in names:
            found = import_module(f"{package}.{name}")
        else:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        vars(import_module(package))[name] = found
        return found

    return find
