r"""Regular expressions of RE2, written for JavaScript.

All that the two read differently is written out: ``.`` and ``$`` next to line ends, ``\s``, flags,
classes such as ``[[:alpha:]]``. The result is read with the flag ``u``, by which JavaScript counts
characters as RE2 does. It finds matches in the same places; unlike RE2, it can take long where
several parts of a pattern may match the same text.

References:
    https://github.com/google/re2/wiki/Syntax
    https://tc39.es/ecma262/#sec-patterns
"""

from __future__ import annotations

import functools
import string
from collections.abc import Iterable, Iterator

from todo_k8s.helm.fields.pattern_reader import Member, PatternReader
from todo_k8s.helm.fields.pattern_syntax import MEMBER
from todo_k8s.helm.fields.patterns import compiled

Ranges = list[tuple[int, int]]
"""Characters by their codes: the first and the last of each range."""

_LAST = 0x10FFFF
_PLAIN = frozenset(string.ascii_letters + string.digits + "_ :;,=<>@%!'\"#~&")
"""Characters that stand for themselves, also within a set."""

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


@functools.cache
def for_javascript(pattern: str) -> str:
    """Return a pattern in RE2's syntax as JavaScript reads it with the flag ``u``.

    Raises:
        TemplateError: If it is no pattern that Helm and Python read alike.
    """
    compiled(pattern)
    return JavaScriptReader(pattern).rust()


class JavaScriptReader(PatternReader):
    """Reads one pattern, and gives the form of it that JavaScript reads alike.

    Args:
        pattern: The pattern.
    """

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self._modes = [frozenset[str]()]
        """The flags that are on, in each of the open groups."""

    # Parts, by the names in TOKEN

    def _character(self, text: str) -> str:
        found = self._literal(text)
        if text != ".":
            return found
        return "[^]" if "s" in self._modes[-1] else r"[^\n]"

    def _quoted(self, text: str) -> str:
        quoted = text.removeprefix(r"\Q").removesuffix(r"\E")
        return "".join(map(self._literal, quoted))

    def _literal(self, text: str) -> str:
        super()._character(text)
        return self._written(ord(text))

    def _escape(self, text: str) -> str:
        super()._escape(text)
        if self._last is None:
            return _ASSERTIONS[text[1]]
        code = self._member(text).code
        return self._written(code) if code is not None else _set(self._class(text))

    def _set(self, text: str) -> str:
        super()._set(text)
        start = 2 if text.startswith("[^") else 1
        members = [
            Member(found[0], "", None) if found["posix"] else self._member(found[0])
            for found in MEMBER.finditer(text, start, len(text) - 1)
        ]
        return _set(self._ranges(members), negative=start == 2)

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
        return [*_complement(folded)] if negative else folded

    def _written(self, code: int) -> str:
        folded = self._folded([(code, code)])
        return _escaped(code) if len(folded) == 1 else _set(folded)

    def _folded(self, ranges: Ranges) -> Ranges:
        """Return characters, with those that differ in case only where that does not matter."""
        if not self._levels[-1].fold:
            return ranges
        letters = {x for x in string.ascii_letters for low, high in ranges if low <= ord(x) <= high}
        others = {x.swapcase() for x in letters} | {
            _FOLDED[x.lower()] for x in letters if x.lower() in _FOLDED
        }
        return [*ranges, *((ord(x), ord(x)) for x in sorted(others - letters))]

    def _flags(self, text: str) -> str:
        super()._flags(text)
        on, _, off = text[2:-1].partition("-")
        modes = (self._modes[-1] | {*on}) - {*off}
        if text.endswith(":"):
            self._modes.append(modes)
            return "(?:"
        self._modes[-1] = modes
        return ""

    def _open(self, text: str) -> str:
        super()._open(text)
        self._modes.append(self._modes[-1])
        return "(?:"

    def _close(self, text: str) -> str:
        self._modes.pop()
        return super()._close(text)

    def _anchor(self, text: str) -> str:
        super()._anchor(text)
        if "m" in self._modes[-1]:
            return {"^": r"(?<![^\n])", "$": r"(?![^\n])"}[text]
        return text

    def _bar(self, text: str) -> str:
        return super()._anchor(text)


_ASSERTIONS = {"A": "^", "z": "$", "b": r"\b", "B": r"\B"}


def _escaped(code: int) -> str:
    return chr(code) if chr(code) in _PLAIN else f"\\u{{{code:x}}}"


def _set(ranges: Iterable[tuple[int, int]], *, negative: bool = False) -> str:
    parts = (
        _escaped(low) if low == high else f"{_escaped(low)}-{_escaped(high)}"
        for low, high in _merged(ranges)
    )
    return f"[{'^' * negative}{''.join(parts)}]"


def _merged(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Return ranges in order, none of which overlaps or touches another."""
    found: Ranges = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(high, found[-1][1])
        else:
            found.append((low, high))
    return found


def _complement(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start = 0
    for low, high in _merged(ranges):
        if start < low:
            yield start, low - 1
        start = high + 1
    if start <= _LAST:
        yield start, _LAST
