"""Recursion that is not bounded by Python's stack, for what is nested thousands of levels deep.

`any_depth` lets a recursive function be written as ever. `run` costs less for each level: a
recursive function is a generator that yields each call and is sent its result.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Generator
from contextvars import copy_context
from typing import Any, ParamSpec, TypeVar, cast

_P = ParamSpec("_P")
_T = TypeVar("_T")

MAX_LEVELS = 1000
"""How deep maps and lists may be nested in values and in content.

Helm takes 10,000 levels of values, but a template of 2,300 is larger than any file that it reads.
"""

_LEVELS = 40
"""How many calls of functions of any depth one stack holds."""


class _Stack(threading.local):
    """How many calls of functions of any depth this thread is in."""

    calls = 0


_stack = _Stack()


def any_depth(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """Let a function call itself, or others like it, however often.

    Python bounds the stack of each thread. So every so many calls the next one is made in a thread
    of its own, which has a new stack, while this thread waits for it.
    """

    @functools.wraps(function)
    def call(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        around = _stack.calls
        if around == _LEVELS:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  # seldom needed

            context, again = copy_context(), functools.partial(call, *args, **kwargs)
            with ThreadPoolExecutor(1) as thread:
                return thread.submit(lambda: context.run(again)).result()
        _stack.calls = around + 1
        try:
            return function(*args, **kwargs)
        finally:
            _stack.calls = around

    return call


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
