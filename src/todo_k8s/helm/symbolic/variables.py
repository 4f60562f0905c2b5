"""The names of the variables of loops, none of which shadows another."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import count

from todo_k8s.helm.symbolic.session import session

ROOT = "$root"
"""The variable of what holds ``.Values``, in a helper that takes variables of loops."""

SECTION, GIVEN = "$section", "$given"
"""The variables of a section, in what stands once for several: with all keys, as values.yaml has
them, or with those that are given, as an item of a map has."""

FAULTS = "$faults"
"""The variable of what the rules have said so far."""

_TAKEN = (ROOT, SECTION, FAULTS)
"""What no variable of a loop is called, wherever it is: it would hide this one."""

PATH = "$path"
"""The variable of the path that messages name a section by."""


def is_partial(path: tuple[str, ...]) -> bool:
    """Tell whether keys may be missing: below an item, or in a section that may be null."""
    head = path[0]
    return "." in head or (head.startswith("$") and head != SECTION)


@contextmanager
def naming_variables(
    parameters: Sequence[str], called: str | None = None
) -> Generator[tuple[str, ...]]:
    """Name the variables of a loop, so that none shadows that of a loop around it.

    Args:
        parameters: What they are called.
        called: What stands for the first of them in the name of a helper.
    """
    running = session()
    names: list[str] = []
    for name in parameters:
        names.append(_variable(name, (*running.loops, *_TAKEN, *names)))
    with running.inside({**running.loops, **dict.fromkeys(names), names[0]: called}):
        yield tuple(names)


def _variable(name: str, taken: Sequence[str]) -> str:
    if name.startswith("_"):
        return "$_"
    head, *tail = name.split("_")
    camel = "$" + head + "".join(word.capitalize() for word in tail)
    return next(name for name in numbered(camel) if name not in taken)


def numbered(name: str) -> Iterator[str]:
    """Yield a name, and the same with the numbers from 2 on."""
    yield name
    yield from (f"{name}{number}" for number in count(2))
