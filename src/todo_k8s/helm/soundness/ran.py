"""The functions that run while a chart is compiled, however they were found.

What a chart names leads to most of them; see `reached`. A table of functions, a registry, an import
within a function, and what a library calls back lead to others.
"""

from __future__ import annotations

import cProfile
import gc
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import CodeType, FunctionType
from typing import Any

from todo_k8s.helm.soundness.reached import is_of_charts

_PLUS = "cdk8s_plus_"


@dataclass
class Ran:
    """What ran.

    Args:
        codes: The code of others' modules.
        uses_plus: Whether cdk8s-plus made something; it compares values in JavaScript.
    """

    codes: list[CodeType] = field(default_factory=list[CodeType])
    uses_plus: bool = False

    def functions(self, known: Iterable[Any]) -> list[FunctionType]:
        """Return the functions that ran, as far as they are still there.

        Args:
            known: What is known already: those in it, and in their code, are left out.
        """
        there = {id(code) for each in known if type(each) is CodeType for code in _within(each)}
        missing = [each for each in self.codes if id(each) not in there]
        # all objects are looked through, which takes long
        referring: list[Any] = gc.get_referrers(*missing) if missing else []
        return [each for each in referring if type(each) is FunctionType]


def _within(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _within(each)


@contextmanager
def recording() -> Generator[Ran]:
    """Record what runs, by the profiler of Python; nothing while somebody else profiles."""
    ran, profiler = Ran(), cProfile.Profile(builtins=False)
    if not _starts(profiler):
        yield ran
        return
    try:
        yield ran
    finally:
        profiler.disable()
    codes = [each.code for each in profiler.getstats() if isinstance(each.code, CodeType)]
    files = _files(is_of_charts)
    ran.codes += [
        code for code in codes if code.co_filename in files and code.co_name != "<module>"
    ]
    plus = _files(lambda name: name.startswith(_PLUS))
    ran.uses_plus = any(code.co_filename in plus for code in codes if code.co_name == "__init__")


def _starts(profiler: cProfile.Profile) -> bool:
    """Start a profiler, unless another one runs: it would be stopped, or would not let this one."""
    if sys.getprofile() is not None:
        return False
    try:
        profiler.enable()
    except ValueError:  # since Python 3.12
        return False
    return True


def _files(chosen: Callable[[str], bool]) -> set[str]:
    """Return the files of the modules whose names are chosen."""
    return {
        f"{getattr(module, '__file__', None)}"
        for name, module in [*sys.modules.items()]
        if chosen(name)
    }
