"""Recursion that is not bounded by Python's stack, for data nested a thousand levels deep.

A recursive function is written as a generator that yields each call and is sent its result.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar, cast

_T = TypeVar("_T")

Steps = Generator["Steps[Any]", Any, _T]
"""A call: it yields calls, is sent their results, and returns a `_T`."""


def run(call: Steps[_T]) -> _T:
    """Return what a call returns; what is raised in it is raised here."""
    stack: list[Steps[Any]] = [call]
    result: Any = None
    while stack:
        try:
            inner = stack[-1].send(result)
        except StopIteration as done:
            stack.pop()
            result = done.value
        else:
            stack.append(inner)
            result = None
    return cast("_T", result)
