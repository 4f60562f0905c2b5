"""What is known only at install, in code that is watched: is it asked, and is that refused?"""

from __future__ import annotations

import inspect
import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, NoReturn, cast

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.soundness.reached import copies_maps
from todo_k8s.helm.symbolic.decoding import read_str, reserved
from todo_k8s.helm.symbolic.expressions import Expr, describe
from todo_k8s.helm.symbolic.guards import Token, remedy_of
from todo_k8s.helm.symbolic.session import Session, current

_HERE = "todo_k8s.helm.soundness."


@dataclass
class Watch:
    """The files whose code is watched, and what was refused in it."""

    files: frozenset[str]
    refused: list[ExpressionError] = field(default_factory=list[ExpressionError])


_running: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watching(files: Iterable[str]) -> Generator[list[ExpressionError]]:
    """Watch the code of files, and give what is refused in it."""
    watch = Watch(frozenset(files))
    reset = _running.set(watch)
    try:
        yield watch.refused
    finally:
        _running.reset(reset)


def is_late(value: Any) -> bool:
    """Tell whether something is known only at install: a token, or what holds one."""
    running = current()
    if running is None:
        return False
    if isinstance(value, str):
        return running.has_marker(str.__str__(value))
    if isinstance(value, Token):
        return True
    return isinstance(value, int | float) and reserved(value) is not None


def is_plain(value: object) -> bool:
    """Tell whether something is a text without tokens."""
    return isinstance(value, str) and not is_late(value)


def may_be(late: str, constant: object) -> bool:
    """Tell whether a text is a constant for some values, going by its constant parts."""
    pattern = ".*".join(map(re.escape, pieces(late)))
    return re.fullmatch(pattern, cast("str", constant), re.DOTALL) is not None


def may_equal(late: str, other: str) -> bool:
    """Tell whether a text is another one for some values only, going by their constant parts."""
    if not is_late(other):
        return may_be(late, other)
    if str.__eq__(late, other):
        return False  # it is, for all
    one, two = [*pieces(late)], [*pieces(other)]
    starts = one[0].startswith(two[0]) or two[0].startswith(one[0])
    return starts and (one[-1].endswith(two[-1]) or two[-1].endswith(one[-1]))


def pieces(late: str) -> Iterator[str]:
    """Yield what is constant in a text, between the tokens and at its ends.

    Raises:
        ExpressionError: If a token in it was torn, by a method that reads characters.
    """
    running = current()
    if running is None:
        yield str.__str__(late)
        return
    piece = ""
    for part in _parts(running, late):
        if isinstance(part, str):
            piece += part
        else:
            yield piece
            piece = ""
    yield piece


def _parts(running: Session, late: str) -> list[Any]:
    try:
        return [*running.split(str.__str__(late))]
    except ExpressionError as error:
        _note(error)
        raise


def is_watching() -> bool:
    """Tell whether a compilation is watched now."""
    return _running.get() is not None and current() is not None


def is_asked() -> bool:
    """Tell whether watched code asks; libraries may."""
    watch = _running.get()
    if watch is None or current() is None:
        return False
    frame = inspect.currentframe()
    while frame is not None and _is_between(frame):
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename in watch.files


def _is_between(frame: FrameType) -> bool:
    """Tell whether code asks on behalf of another: ours, and what a dataclass has written."""
    is_ours = str(frame.f_globals.get("__name__", "")).startswith(_HERE)
    return is_ours or frame.f_code.co_filename.startswith("<")


def copies() -> bool:
    """Tell whether a map with a text as its key is only handled, by this library or one below."""
    here = inspect.currentframe()
    asks = here and here.f_back and here.f_back.f_back  # what is written in C has no frame
    if asks is None:
        return False
    module = str(asks.f_globals.get("__name__", ""))
    if module.startswith(_HERE):
        return asks.f_code.co_name == "building"
    return module.startswith("todo_k8s.") or copies_maps(module)


def refuse(late: Any, name: str, why: str = "") -> NoReturn:
    """Refuse that something is asked what it is.

    Args:
        late: A token, or a text with tokens in it.
        name: The method or function that asks; its remedy is told.
        why: What to tell instead.

    Raises:
        ExpressionError: Always.
    """
    found = read_str(late) if isinstance(late, str) else getattr(late, "_expr", None)
    shown = f"<token {describe(found)}>" if isinstance(found, Expr) else "a value"
    said = f", and {why}" if why else f"; {remedy_of(name, str)}"
    error = ExpressionError(f"{shown} is known only at install time{said}")
    _note(error)
    raise error


def _note(error: ExpressionError) -> None:
    if (watch := _running.get()) is not None:
        watch.refused.append(error)
