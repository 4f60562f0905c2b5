"""One compilation: how its tokens are spelled, what each stands for, and which names are taken.

A token travels through code that is not ours, as text or as a number. So it is spelled such that
whatever acts on it is noticed: its text holds every printable ASCII character, and its number is
one of a grid. A chart is compiled under two spellings; what differs then was computed from a
spelling, and is refused (see `todo_k8s.helm.soundness.checks`).
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from todo_k8s.errors import ExpressionError

_OPEN, _CLOSE = "\ue000", "\ue001"  # private use characters
_GRID = ((4_613_702_000_000_000, 997), (7_351_908_000_000_000, 1009))
"""For each spelling the first reserved number and the step to the next; exact as float64."""
_MOST = 900_000


def _head(spelling: int) -> str:
    characters = string.printable.replace("\r", "") * (1 + spelling)
    shuffled = "".join(random.Random(spelling).sample(characters, len(characters)))  # noqa: S311  # no secret
    return f"{_OPEN}{shuffled}{_OPEN}"


_HEADS = (_head(0), _head(1))

_CUT = (
    "a value known only at install time was cut or changed inside a string; compute with the "
    "functions of todo_k8s.helm.functions instead, and give what cdk8s-plus cuts (a volume, a "
    "name) a short name of its own"
)
KEPT = (
    "a value known only at install time is used in another build of a chart, or in another thread; "
    "compute it anew each time, and keep none in a global, a class or functools.cache"
)


def is_left_over(text: str) -> bool:
    """Tell whether a text holds a token, although no compilation runs."""
    return not text.isascii() and any(head in text for head in _HEADS)


Loops = dict[str, str | None]
"""The variables of loops, each with what stands for it in the name of a helper, if anything does.
"""


class Session:
    """The state of one compilation.

    Args:
        spelling: How tokens are spelled: 0 or 1.
    """

    def __init__(self, spelling: int = 0) -> None:
        self._head = _HEADS[spelling]
        self._marker = re.compile(f"{re.escape(self._head)}([0-9]+){_CLOSE}")
        self._first, self._step = _GRID[spelling]
        digits = str(self._first)[:7]
        self._number = re.compile(f"{digits}[0-9]{{9}}")
        self._items: list[Any] = []
        self._numbers: dict[Any, int] = {}
        self.named: dict[str, Any] = {}
        self.loops: Loops = {}
        self.models: dict[Any, Any] = {}
        """Models with tokens in place of leaves, by their class, path and the loops around them."""
        self.shown: set[str] = set()

    @contextmanager
    def inside(self, loops: Loops) -> Generator[None]:
        """Act inside of loops."""
        around, self.loops = self.loops, loops
        try:
            yield
        finally:
            self.loops = around

    # Spelling

    def number_of(self, item: Any) -> int:
        """Return the number of an expression or node, the same for equal ones."""
        if item not in self._numbers:
            if len(self._items) >= _MOST:
                raise ExpressionError(f"a chart computes more than {_MOST} expressions")
            self._numbers[item] = len(self._items)
            self._items.append(item)
        return self._numbers[item]

    def text_of(self, item: Any) -> str:
        """Return the text that stands for an expression or node."""
        return f"{self._head}{self.number_of(item)}{_CLOSE}"

    def amount_of(self, item: Any) -> float:
        """Return the number that stands for a numeric expression."""
        return float(self._first + self._step * self.number_of(item))

    # Reading back

    def has_marker(self, text: str) -> bool:
        """Tell whether a text holds a token, whole or torn."""
        return _OPEN in text or _CLOSE in text

    def may_hold(self, text: str) -> bool:
        """Tell whether a text may hold a token, or a number that stands for one."""
        return self.has_marker(text) or self._number.search(text) is not None

    def split(self, text: str) -> Iterator[Any]:
        """Yield the parts of a text: strings, and the expressions or nodes between them.

        Raises:
            ExpressionError: If a token in it was cut or changed.
        """
        for index, part in enumerate(self._marker.split(text)):
            if index % 2:
                yield self._item(int(part))
            elif self.has_marker(part):
                raise ExpressionError(KEPT if self._is_of_another(part) else _CUT)
            else:
                yield from self._split_numbers(part)

    def _item(self, number: int) -> Any:
        if number >= len(self._items):
            raise ExpressionError(KEPT)
        return self._items[number]

    def _is_of_another(self, text: str) -> bool:
        return any(head in text for head in _HEADS if head != self._head)

    def _split_numbers(self, text: str) -> Iterator[Any]:
        """Split out numbers that a library printed inside a string, such as ``500m``."""
        end = 0
        for match in self._number.finditer(text):
            if (expr := self.reserved(int(match.group()))) is not None:
                yield text[end : match.start()]
                yield expr
                end = match.end()
        yield text[end:]

    def reserved(self, amount: float) -> Any:
        """Return the expression that a number is reserved for, or None for any other number.

        What was computed with such a number is another one, and another one in each spelling.
        """
        place, rest = divmod(amount - self._first, self._step)
        return None if rest or not 0 <= place < len(self._items) else self._items[int(place)]


_current: ContextVar[Session | None] = ContextVar("session", default=None)


def session() -> Session:
    """Return the session of the compilation that runs.

    Raises:
        ExpressionError: If none runs.
    """
    if (found := _current.get()) is None:
        raise ExpressionError("tokens exist only while a chart is compiled")
    return found


def current() -> Session | None:
    """Return the session of the compilation that runs, if one does."""
    return _current.get()


@contextmanager
def compiling(running: Session) -> Generator[None]:
    """Compile in a session: the tokens that are made belong to it."""
    reset = _current.set(running)
    try:
        yield
    finally:
        _current.reset(reset)
