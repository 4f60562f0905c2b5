r"""The characters that the parts of a pattern take, as ranges of their codes.

Classes such as ``\D`` and ``[:alpha:]`` are written out, and flags are obeyed.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator

from todo_k8s.helm.fields.pattern_reader import Member, PatternReader
from todo_k8s.helm.fields.pattern_syntax import MEMBER

Ranges = list[tuple[int, int]]
"""Characters by their codes: the first and the last of each range."""

LAST = 0x10FFFF
"""The code of the last character."""

_NAMED: dict[str, Ranges] = {
    "alnum": [(48, 57), (65, 90), (97, 122)],
    "alpha": [(65, 90), (97, 122)],
    "ascii": [(0, 127)],
    "blank": [(9, 9), (32, 32)],
    "cntrl": [(0, 31), (127, 127)],
    "digit": [(48, 57)],
    "graph": [(33, 126)],
    "lower": [(97, 122)],
    "print": [(32, 126)],
    "punct": [(33, 47), (58, 64), (91, 96), (123, 126)],
    "space": [(9, 13), (32, 32)],
    "upper": [(65, 90)],
    "word": [(48, 57), (65, 90), (95, 95), (97, 122)],
    "xdigit": [(48, 57), (65, 70), (97, 102)],
}
_LETTERS = {"d": "digit", "w": "word"}
_SPACES: Ranges = [(9, 10), (12, 13), (32, 32)]
_FOLDED = {"k": "\u212a", "s": "\u017f"}
"""Characters beyond ASCII that are letters of ASCII where case does not matter."""


class RangesReader(PatternReader):
    """Reads one pattern, and knows the characters of its parts.

    Args:
        pattern: The pattern.
    """

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self._modes = [frozenset[str]()]
        """The flags that are on, in each of the open groups."""

    def _ranges_of_set(self, text: str) -> Ranges:
        """Return the characters of a set, in order."""
        start = 2 if text.startswith("[^") else 1
        members = [
            Member(found[0], "", None) if found["posix"] else self._member(found[0])
            for found in MEMBER.finditer(text, start, len(text) - 1)
        ]
        found = merged(self._ranges(members))
        return [*complement(found)] if start > 1 else found

    def _ranges(self, members: list[Member]) -> Ranges:
        found: Ranges = []
        while members:
            first, *members = members
            if first.code is None:
                found += self._class(first.written)
            elif len(members) > 1 and members[0].written == "-":
                found += self._folded([(first.code, members[1].code or 0)])
                members = members[2:]
            else:
                found += self._folded([(first.code, first.code)])
        return found

    def _class(self, written: str) -> Ranges:
        r"""Return the characters of a class such as ``\D`` or ``[:^alpha:]``."""
        if written.startswith("[:"):
            name = written.strip("[:^]")
            ranges, negative = _NAMED[name], "^" in written
        else:
            letter = written[1].lower()
            ranges = _SPACES if letter == "s" else _NAMED[_LETTERS[letter]]
            negative = written[1].isupper()
        folded = self._folded(ranges)
        return [*complement(folded)] if negative else folded

    def _folded(self, ranges: Ranges) -> Ranges:
        """Return characters, with those that differ in case only where that does not matter."""
        if not self._levels[-1].fold:
            return ranges
        letters = {x for x in string.ascii_letters for low, high in ranges if low <= ord(x) <= high}
        others = {x.swapcase() for x in letters} | {
            _FOLDED[x.lower()] for x in letters if x.lower() in _FOLDED
        }
        return [*ranges, *((ord(x), ord(x)) for x in sorted(others - letters))]

    # Groups, by the names in TOKEN

    def _flags(self, text: str) -> str:
        found = super()._flags(text)
        on, _, off = text[2:-1].partition("-")
        modes = (self._modes[-1] | {*on}) - {*off}
        if text.endswith(":"):
            self._modes.append(modes)
        else:
            self._modes[-1] = modes
        return found

    def _open(self, text: str) -> str:
        self._modes.append(self._modes[-1])
        return super()._open(text)

    def _close(self, text: str) -> str:
        found = super()._close(text)
        self._modes.pop()
        return found


def merged(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Return ranges in order, none of which overlaps or touches another."""
    found: Ranges = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(high, found[-1][1])
        else:
            found.append((low, high))
    return found


def complement(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of all other characters."""
    start = 0
    for low, high in merged(ranges):
        if start < low:
            yield start, low - 1
        start = high + 1
    if start <= LAST:
        yield start, LAST
