"""Questions at a terminal: each with its default, asked again until the answer holds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TextIO

from todo_k8s.cli.output import say

Check = Callable[[str], Sequence[str]]
"""Tells what is wrong with an answer, in lines."""


def is_interactive() -> bool:
    """Tell whether somebody can be asked: both standard input and error are a terminal."""
    streams: list[TextIO | None] = [sys.stdin, sys.stderr]  # None in pythonw
    return all(stream is not None and stream.isatty() for stream in streams)


def asked(question: str, default: str, check: Check, choices: Sequence[str] = ()) -> str:
    """Return the answer to a question, the default for an empty line.

    Args:
        question: What is asked.
        default: What counts if nothing is said.
        check: What is wrong with an answer.
        choices: The words that an answer can be; empty for any.

    Raises:
        EOFError: If the input ends.
    """
    options = f" ({'|'.join(choices)})" if choices else ""
    shown = f" [{default}]" if default else ""
    while True:
        sys.stderr.write(f"{question}{options}{shown}: ")
        sys.stderr.flush()
        answer = input().strip() or default
        wrong = (
            [f"is one of {', '.join(choices)}"]
            if choices and answer not in choices
            else check(answer)
        )
        if not wrong:
            return answer
        say(f"  {line}" for line in wrong)
