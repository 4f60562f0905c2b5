"""Hold back the signals that end a program, for a moment in which it must not be ended."""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

_ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


@contextmanager
def signals_held() -> Generator[None]:
    """Hold back ``SIGTERM``, ``SIGHUP`` and ``SIGINT`` in the block, and deliver them after it.

    Signals are handled in the main thread only: in another thread this does nothing.
    """
    came: set[int] = set()

    def note(number: int, _frame: FrameType | None) -> None:
        came.add(number)

    handlers = {number: signal.getsignal(number) for number in _ENDING}
    held = {
        number: handler
        for number, handler in handlers.items()
        if handler not in (None, signal.SIG_IGN)  # None: not set by Python, so not to be restored
    }
    if threading.current_thread() is not threading.main_thread():
        held = {}
    try:
        for number in held:
            signal.signal(number, note)
        yield
    finally:
        for number, handler in held.items():  # SIGINT last: its handler may raise
            signal.signal(number, handler)
        for number in held:
            if number in came:
                signal.raise_signal(number)
