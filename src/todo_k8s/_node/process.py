"""A process of Node.js, which is told lines and answers each with one.

It knows whether an answer is still owed, so that nobody ever reads one for another question, and it
never waits forever. It leads a group of processes, so that whatever it has started ends with it.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from typing import IO

from todo_k8s._node.finding import end

_SECONDS = 20
"""How long Node.js may be silent. It is never asked for anything that takes longer: between a
question and its answer it runs no code of a chart's author."""

_MOST_OF_A_GREETING = 1 << 16
"""Bytes in the first line; a program that is no Node.js may print forever."""


class GoneError(Exception):
    """Node.js cannot be asked any more; its text says what it did."""


class SilentError(GoneError):
    """Node.js does not answer."""


class NodeProcess:
    """A running process, and the pipes to it.

    Args:
        started: The process, with pipes for its standard streams.
        tidy: What to do once it has ended.
        leads: Whether it leads a group of processes, and is yet to print its greeting.
    """

    def __init__(
        self, started: subprocess.Popen[bytes], tidy: Callable[[], object], *, leads: bool
    ) -> None:
        self.pid = started.pid
        self.owed = int(leads)
        """How many answers it owes, its greeting included."""
        self.seconds = _SECONDS
        self._started = started
        self._tidy = tidy
        self._leads = leads
        self._rest = b""
        self._to, self._from = (
            pipe.fileno() for pipe in (started.stdin, started.stdout) if pipe is not None
        )
        os.set_blocking(self._to, False)
        self._taking, self._saying = select.poll(), select.poll()
        self._taking.register(self._to, select.POLLOUT)
        self._saying.register(self._from, select.POLLIN)

    @property
    def stdin(self) -> NodeProcess:
        """What jsii writes to."""
        return self

    def write(self, lines: bytes) -> None:
        """Tell it lines.

        Raises:
            GoneError: If it has ended, or does not read.
        """
        self.owed += lines.count(b"\n")
        rest = memoryview(lines)
        while rest:
            try:
                rest = rest[os.write(self._to, rest) :]
            except BlockingIOError:
                self._wait(self._taking)
            except OSError:
                raise GoneError(self._how_it_ended()) from None

    def flush(self) -> None:
        """Do nothing: all is written at once."""

    def greeting(self) -> bytes:
        """Return the line that it prints when it is ready."""
        return self.line(_MOST_OF_A_GREETING)

    def line(self, most: int | None = None) -> bytes:
        """Return its next line.

        Args:
            most: How many bytes that may be.

        Raises:
            GoneError: If it has ended, is silent for long, or says more than that.
        """
        parts, size = [self._rest], len(self._rest)
        while b"\n" not in parts[-1]:
            self._wait(self._saying)
            part = os.read(self._from, 1 << 16)
            size += len(part)
            if not part:
                raise GoneError(self._how_it_ended())
            if most and size > most:
                raise GoneError("prints what jsii does not")
            parts.append(part)
        found, _, self._rest = b"".join(parts).partition(b"\n")
        self.owed -= 1
        return found

    def _wait(self, pipe: select.poll) -> None:
        """Wait for a pipe; a second at a time, as this process may be stopped together with it."""
        if not any(pipe.poll(1000) for _ in range(self.seconds)):
            raise SilentError(f"did not answer for {self.seconds} seconds")

    def _how_it_ended(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            self._started.wait(timeout=1)
        status = self._started.returncode or 0
        number = -status if status < 0 else status - 128  # as shells and jsii's runtime tell it
        if number in {*signal.Signals}:
            return f"was killed by {signal.Signals(number).name}"
        return f"ended with status {status}"

    def stop(self) -> None:
        """Let it end by itself, which it does when nobody can ask it any more."""
        self._close(self._started.stdin)
        try:
            self._started.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._end()
        self._clean()

    def kill(self) -> None:
        """End it at once, with all that it has started."""
        self._end()
        self._clean()

    def _end(self) -> None:
        if self._leads:
            end(self._started)
        else:
            self._started.kill()
        self._started.wait()

    def _clean(self) -> None:
        for pipe in (self._started.stdin, self._started.stdout):
            self._close(pipe)
        self._tidy()

    @staticmethod
    def _close(pipe: IO[bytes] | None) -> None:
        with suppress(OSError):
            if pipe is not None:
                pipe.close()

    def leave(self) -> None:
        """Have nothing to do with it any more: it belongs to the process that this is a copy of."""
        nothing = os.open(os.devnull, os.O_RDWR)
        for pipe in (self._started.stdin, self._started.stdout, self._started.stderr):
            if pipe is not None:
                os.dup2(nothing, pipe.fileno(), inheritable=False)
        os.close(nothing)
        self._started.returncode = 0
