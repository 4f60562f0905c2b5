"""What Helm does not read: files that are too large, expressions that are nested too deep."""

from __future__ import annotations

import re
from itertools import accumulate

from todo_k8s.errors import TemplateError

LARGEST_FILE = 5 * 2**20
"""The most bytes that Helm reads of one file of a chart."""

DEEPEST = 10_000
"""How deep parentheses may be nested in a template, since Go 1.25; before there was no bound."""

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


def check_limits(name: str, text: str) -> None:
    """See that Helm reads a file of a chart.

    Raises:
        TemplateError: If it does not, with the first words of the line.
    """
    if (size := len(text.encode())) > LARGEST_FILE:
        raise TemplateError(
            f"{name} would have {size:,} bytes, and Helm reads no file of more than "
            f"{LARGEST_FILE:,}; divide it among several objects, or nest it less deep"
        )
    for line in text.splitlines():
        if line.count("(") > DEEPEST and (levels := _levels(line)) > DEEPEST:
            raise TemplateError(
                f"{name}: {line.strip()[:60]}… has an expression {levels:,} parentheses deep, and "
                f"Helm reads {DEEPEST:,}; give a part of it a name, see named()"
            )


def _levels(line: str) -> int:
    """Return how deep parentheses are nested in a line, outside of its texts."""
    steps = ({"(": 1, ")": -1}.get(letter, 0) for letter in _QUOTED.sub("", line))
    return max(accumulate(steps))
