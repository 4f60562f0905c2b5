"""Other programs that the command line asks: with a bound on their time, and no shell."""

from __future__ import annotations

import subprocess
from pathlib import Path

from todo_k8s.errors import TodoK8sError

Answer = subprocess.CompletedProcess[str]
"""What a program prints, and its exit status."""

_SECONDS = 120


class ProgramError(TodoK8sError):
    """Another program is missing, or does not do what is asked."""


def answer_of(program: str, *arguments: str, given: str | None = None) -> Answer:
    """Return what a program answers, whatever its exit status.

    Args:
        program: The program of the user.
        arguments: Its arguments; the first one is what it is asked.
        given: What it reads from standard input; by default that of this program.

    Raises:
        ProgramError: If it does not answer within two minutes.
    """
    try:
        return subprocess.run(  # noqa: S603  # the user's own program
            [program, *arguments],
            check=False,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            input=given,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired:
        pass
    name = Path(program).name
    raise ProgramError(f"{name} {arguments[0]}: does not answer within {_SECONDS} seconds")


def last_line(done: Answer) -> str:
    """Return the last line that a program says of its failure."""
    return (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
