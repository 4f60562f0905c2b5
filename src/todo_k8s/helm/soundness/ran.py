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
from threading import get_ident
from types import CodeType, FunctionType
from typing import Any

from todo_k8s.helm.soundness.reached import is_of_charts

_PLUS = "cdk8s_plus_"
_TOOLS = (3, 4)
"""Those of `sys.monitoring` that have no use by convention, as debuggers and profilers have."""


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
    """Record what runs."""
    ran = Ran()
    with _started() as codes:
        yield ran
    files = _files(is_of_charts)
    ran.codes += [
        code for code in codes if code.co_filename in files and code.co_name != "<module>"
    ]
    plus = _files(lambda name: name.startswith(_PLUS))
    ran.uses_plus = any(code.co_filename in plus for code in codes if code.co_name == "__init__")


if sys.version_info >= (3, 12):

    @contextmanager
    def _started() -> Generator[list[CodeType]]:
        """Collect the code that this thread starts, each once; nothing if no tool is free.

        References:
            https://docs.python.org/3/library/sys.monitoring.html
        """
        codes: list[CodeType] = []
        monitoring, thread = sys.monitoring, get_ident()
        free = (each for each in _TOOLS if monitoring.get_tool(each) is None)
        if (tool := next(free, None)) is None:
            yield codes
            return

        def start(code: CodeType, _offset: int) -> Any:
            if get_ident() != thread:
                return None
            codes.append(code)
            return monitoring.DISABLE  # else it costs as much as the code itself

        monitoring.use_tool_id(tool, __name__)
        monitoring.restart_events()
        monitoring.register_callback(tool, monitoring.events.PY_START, start)
        monitoring.set_events(tool, monitoring.events.PY_START)
        try:
            yield codes
        finally:
            monitoring.set_events(tool, monitoring.events.NO_EVENTS)
            monitoring.register_callback(tool, monitoring.events.PY_START, None)
            monitoring.free_tool_id(tool)

else:

    @contextmanager
    def _started() -> Generator[list[CodeType]]:
        """Collect the code that this thread starts; nothing while somebody else profiles."""
        codes: list[CodeType] = []
        if sys.getprofile() is not None:
            yield codes
            return
        profiler = cProfile.Profile(subcalls=False, builtins=False)
        profiler.enable()
        try:
            yield codes
        finally:
            profiler.disable()
        codes += [each.code for each in profiler.getstats() if isinstance(each.code, CodeType)]


def _files(chosen: Callable[[str], bool]) -> set[str]:
    """Return the files of the modules whose names are chosen."""
    return {
        f"{getattr(module, '__file__', None)}"
        for name, module in [*sys.modules.items()]
        if chosen(name)
    }
