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

from todo_k8s.errors import ExpressionError

_P = ParamSpec("_P")
_T = TypeVar("_T")

MAX_LEVELS = 1000
"""How deep maps and lists may be nested in values and in content.

Helm takes 10,000 levels of values, but a template of 2,300 is larger than any file that it reads.
"""

_LEVELS = 40
"""How many calls of functions of any depth one stack holds."""

_MOST_THREADS = 1000
"""How many stacks one recursion may fill: what ends needs fewer than half of them."""


class _Stack(threading.local):
    """How many calls of functions of any depth this thread is in."""

    calls = 0
    threads = 0  # that wait for this one


_stack = _Stack()
_ENDLESS = "it is nested without an end, or holds itself; make it a tree"


def any_depth(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """Let a function call itself, or others like it, however often.

    Python bounds the stack of each thread. So every so many calls the next one is made in a thread
    of its own, which has a new stack, while this thread waits for it.
    """

    @functools.wraps(function)
    def call(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        around = _stack.calls
        if around == _LEVELS:
            again = functools.partial(call, *args, **kwargs)
            return _in_a_new_stack(again, _stack.threads + 1)
        _stack.calls = around + 1
        try:
            return function(*args, **kwargs)
        finally:
            _stack.calls = around

    return call


def _in_a_new_stack(again: Callable[[], _T], threads: int) -> _T:
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  # seldom needed

    if threads > _MOST_THREADS:
        raise ExpressionError(_ENDLESS)
    context = copy_context()

    def run_again() -> _T:
        _stack.threads = threads
        return context.run(again)

    with ThreadPoolExecutor(1) as thread:
        try:
            found = thread.submit(run_again)
        except RuntimeError:  # no more threads
            raise ExpressionError(_ENDLESS) from None
        return found.result()


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
