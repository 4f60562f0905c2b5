"""The errors this library raises, each also a subclass of the builtin it resembles."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

MOST_FAULTS = 500
"""How many faults one error tells; a values file of a megabyte can have a million."""

_LONGEST_LINE = 2000


def printable(line: str) -> str:
    """Return a line for a terminal: control characters escaped, and cut if it is very long.

    Escaped is all that shows nothing or moves what is around it: also marks of direction, line
    separators and unpaired surrogates.
    """
    kept = line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"
    if kept.isprintable():
        return kept
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in kept
    )


class TodoK8sError(Exception):
    """Base of every error of this library; its text has no control characters."""

    def __str__(self) -> str:
        return "\n".join(map(printable, super().__str__().split("\n")))


class _ContentError(TodoK8sError):
    """An error in a chart's content, with the place where it was found.

    `steps` lead there: the object, then keys and indices.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.steps: list[str] = []
        if (noticed := _noticed.get()) is not None:
            noticed.append(self)

    def __str__(self) -> str:
        steps = "".join(self.steps)
        steps = steps if len(steps) <= _LONGEST_PATH else f"{steps[:_LONGEST_PATH]}…"
        where = steps.replace(": .", ": ").removeprefix(".").removesuffix(": ")
        return f"{where}: {self.args[0]}" if where else str(self.args[0])


_LONGEST_PATH = 400
"""So many characters of a path are told; one that has no end is longer."""

_noticed: ContextVar[list[_ContentError] | None] = ContextVar("noticed", default=None)


@contextmanager
def noticing() -> Generator[list[_ContentError]]:
    """Collect the errors in content that are made within, whatever becomes of them."""
    noticed: list[_ContentError] = []
    reset = _noticed.set(noticed)
    try:
        yield noticed
    finally:
        _noticed.reset(reset)


class ExpressionError(_ContentError, TypeError):
    """A value known only at install time was used as if it were known now."""


class TemplateError(_ContentError, ValueError):
    """Content has no Helm template form."""


class ValuesError(TodoK8sError, ValueError):
    """Values break the model: unknown key, wrong type, out of bounds, or a rule across fields.

    The message has one line a fault, ``path.as.written: what is wrong; what to do``, and never a
    value. The lines are also in `faults`. Control characters in keys are escaped, and only the
    first faults are told of thousands.
    """

    def __init__(self, *faults: str) -> None:
        more = len(faults) - MOST_FAULTS
        lines = tuple(map(printable, faults[:MOST_FAULTS]))
        self.faults: tuple[str, ...] = (
            (*lines, f"values: {more} more faults") if more > 0 else lines
        )
        super().__init__(*self.faults)

    def __str__(self) -> str:
        return "\n".join(self.faults)


class ExportError(TodoK8sError, OSError):
    """A chart folder or archive cannot be written."""


class PageError(TodoK8sError, ValueError):
    """A chart has something that a page in a browser cannot compute exactly."""


class NodeError(TodoK8sError, RuntimeError):
    """Node.js, which cdk8s runs on, cannot be started or has ended.

    The next build starts another one. Constructs that were made before are lost with the one that
    has ended: to use one of them raises this error too. It never tells what was said to Node.js.
    """


class DuplicateKeyWarning(UserWarning):
    """A values file sets a key twice in one map; the last one counts, as in Helm."""
