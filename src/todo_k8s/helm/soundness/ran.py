"""The functions that run while a chart is compiled, however they were found.

What a chart names leads to most of them; see `reached`. A table of functions, a registry, an import
within a function, and what a library calls back lead to others.
"""

from __future__ import annotations

import cProfile
import gc
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any


@dataclass
class Ran:
    """What ran, as far as it is still there."""

    functions: list[FunctionType] = field(default_factory=list[FunctionType])

    @property
    def uses_plus(self) -> bool:
        """Whether cdk8s-plus made something; it compares values in JavaScript."""
        return any(
            each.__name__ == "__init__" and each.__module__.startswith("cdk8s_plus_")
            for each in self.functions
        )


@contextmanager
def recording() -> Generator[Ran]:
    """Record what runs, by the profiler of Python; nothing while somebody else profiles."""
    ran = Ran()
    if sys.getprofile() is not None:
        yield ran
        return
    profiler = cProfile.Profile(builtins=False)
    profiler.enable()
    try:
        yield ran
    finally:
        profiler.disable()
    ids = {id(each.code) for each in profiler.getstats()}
    every: list[Any] = gc.get_objects()
    ran.functions += [
        each for each in every if type(each) is FunctionType and id(each.__code__) in ids
    ]
