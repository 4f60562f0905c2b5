"""Do something at a step of a call: the steps are counted on a first run, not named.

A step is a line of the modules given, or an operation on files that Python audits, such as
``os.rename``, wherever it is called from.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

PREFIXES = ("os.", "open", "shutil.", "ctypes.")
"""Of the events that Python audits, those of operations on files."""


class Steps:
    """Counts the steps of calls, and acts at one.

    Args:
        modules: The files whose lines are steps.
    """

    current: Steps | None = None

    def __init__(self, *modules: str | None) -> None:
        self._modules = set(modules)
        self._count = 0
        self._at: int | None = None
        self._always = False
        self._act: Callable[[], object] = int

    def count(self, call: Callable[[], object]) -> int:
        """Return how many steps a call takes."""
        self.run(call)
        return self._count

    def run(
        self,
        call: Callable[[], object],
        at: int | None = None,
        act: Callable[[], object] = int,
        *,
        always: bool = False,
    ) -> None:
        """Call, and act before step number `at`; `always`: before each one after it too."""
        self._count, self._at, self._act, self._always = 0, at, act, always
        tracer = sys.gettrace()
        Steps.current = self
        sys.settrace(self._trace)
        try:
            call()
        finally:
            Steps.current = None
            sys.settrace(tracer)

    def step(self) -> None:
        """Count a step."""
        now, self._count = self._count, self._count + 1
        if now == self._at or (self._always and self._at is not None and now > self._at):
            self._act()

    def _trace(self, frame: FrameType, event: str, _argument: object) -> Any:
        if frame.f_code.co_filename not in self._modules:
            return None
        if event == "line":
            self.step()
        return self._trace


def _audit(event: str, _arguments: tuple[object, ...]) -> None:
    if Steps.current is not None and event.startswith(PREFIXES):
        Steps.current.step()


sys.addaudithook(_audit)
