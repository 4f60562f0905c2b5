"""The names of the variables of loops, none of which shadows another."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager

from todo_k8s.helm.symbolic.session import session

ROOT = "$root"
"""The variable of what holds ``.Values``, in a helper that takes variables of loops."""


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
        names.append(_variable(name, (*running.loops, ROOT, *names)))
    with running.inside({**running.loops, **dict.fromkeys(names), names[0]: called}):
        yield tuple(names)


def _variable(name: str, taken: Sequence[str]) -> str:
    if name.startswith("_"):
        return "$_"
    head, *tail = name.split("_")
    camel = "$" + head + "".join(word.capitalize() for word in tail)
    numbered = (camel if number == 1 else f"{camel}{number}" for number in range(1, 1000))
    return next(name for name in numbered if name not in taken)
