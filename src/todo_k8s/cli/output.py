"""What commands print: results on standard output, all else on standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from typing import Any, TextIO

from todo_k8s.errors import printable
from todo_k8s.helm.plain.yaml_text import ascii_text

_CODES = {"red": "31", "green": "32", "yellow": "33", "cyan": "36", "bold": "1", "dim": "2"}


def print_text(text: str) -> None:
    """Print a result; letters that the output has no bytes for are escaped."""
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:  # not by UTF-8
        sys.stdout.write(ascii_text(text))


def print_json(found: Any) -> None:
    """Print a result for a program."""
    print_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n")


def say(lines: Iterable[str]) -> None:
    """Write lines to standard error, without their control characters."""
    if not is_closed(sys.stderr):
        sys.stderr.writelines(f"{printable(line)}\n" for line in lines)


def is_closed(stream: object) -> bool:
    """Tell whether a standard stream is missing, as after ``>&-``."""
    return stream is None


def is_coloured(stream: TextIO | None) -> bool:
    """Tell whether a stream shows colours: a terminal, unless ``NO_COLOR`` is set.

    ``FORCE_COLOR`` has them elsewhere too; see https://no-color.org and https://force-color.org.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


class Colours:
    """Colours text for a stream, or leaves it as it is."""

    def __init__(self, stream: TextIO | None) -> None:
        self._is_on = is_coloured(stream)

    def __call__(self, text: str, *colours: str) -> str:
        """Return a text without control characters, in colours such as ``red`` and ``bold``."""
        shown = printable(text)
        if not self._is_on or not shown:
            return shown
        codes = ";".join(_CODES[colour] for colour in colours)
        return f"\x1b[{codes}m{shown}\x1b[0m"
