"""How a fault is written down: a function that breaks one of the two renderings.

What would break both alike, such as a wrong construct, is not for the law to notice: it is a
change of the chart, which the snapshots show.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple, TypeVar

import pytest

Files = dict[str, str]
A = TypeVar("A", bound=Callable[[Any], None])
Wrong = Callable[[Any], Any] | Callable[[Any, Any], Any] | Callable[[Any, Any, Any], Any]
"""What stands in for a function of one to three arguments."""

Side = Literal["chart", "export", "python"]


class Fault(NamedTuple):
    """One way to break one rendering.

    A fault of the side ``chart`` edits the exported files, one of ``export`` patches what exports
    them, and one of ``python`` patches what renders in Python.
    """

    side: Side
    apply: Callable[[Any], None]


FAULTS: dict[str, Fault] = {}
"""The faults by name."""


def in_chart(apply: Callable[[Files], None]) -> Callable[[Files], None]:
    """Register a fault that edits the files of the chart."""
    return _register("chart", apply)


def in_export(apply: Callable[[pytest.MonkeyPatch], None]) -> Callable[[pytest.MonkeyPatch], None]:
    """Register a fault in what exports the chart."""
    return _register("export", apply)


def in_python(apply: Callable[[pytest.MonkeyPatch], None]) -> Callable[[pytest.MonkeyPatch], None]:
    """Register a fault in what renders in Python."""
    return _register("python", apply)


def _register(side: Side, apply: A) -> A:
    name = apply.__name__
    assert name not in FAULTS
    FAULTS[name] = Fault(side, apply)
    return apply


def edit(files: Files, name: str, old: str, new: str = "") -> None:
    """Replace text in a file of the chart, everywhere it stands there."""
    assert old in files[name], f"{name} has no longer: {old}"
    files[name] = files[name].replace(old, new)


def put(patch: pytest.MonkeyPatch, sound: Callable[..., Any], wrong: Wrong) -> None:
    """Put `wrong` in the place of a function or method, for all who have imported it.

    It is handed over, not named, so that the type checkers tell when it has moved.
    """
    name = sound.__name__
    for owner in _owners(sound):
        patch.setattr(owner, name, wrong)


def around(patch: pytest.MonkeyPatch, sound: Callable[..., Any], wrong: Callable[..., Any]) -> None:
    """Put `wrong` in the place of a function; it is given the sound one before the arguments."""

    def call(*args: Any) -> Any:
        return wrong(sound, *args)

    put(patch, sound, call)


def _owners(function: Callable[..., Any]) -> Iterator[object]:
    """Yield the class of a method, or each of our modules that has a function by its name."""
    module, (*owner, name) = sys.modules[function.__module__], function.__qualname__.split(".")
    if owner:
        yield getattr(module, owner[0])
        return
    ours = [module for path, module in sys.modules.items() if path.startswith("todo_k8s")]
    yield from (module for module in ours if vars(module).get(name) is function)


def giving(value: Any) -> Callable[..., Any]:
    """Return what gives the same, whatever it is asked."""

    def give(*_: object, **__: object) -> Any:
        return value

    return give
