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
from collections.abc import Iterable

from todo_k8s.helm.fields.pattern_ranges import RangesReader, complement, merged
from todo_k8s.helm.fields.patterns import compiled

_PLAIN = frozenset(string.ascii_letters + string.digits + "_ :;,=<>@%!'\"#~&")
"""Characters that stand for themselves, also within a set."""


@functools.cache
def for_javascript(pattern: str) -> str:
    """Return a pattern in RE2's syntax as JavaScript reads it with the flag ``u``.

    Raises:
        TemplateError: If it is no pattern that Helm and Python read alike.
    """
    compiled(pattern)
    return JavaScriptReader(pattern).rust()


class JavaScriptReader(RangesReader):
    """Reads one pattern, and gives the form of it that JavaScript reads alike.

    Args:
        pattern: The pattern.
    """

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
        if text.startswith("[^"):
            return _set(complement(self._ranges_of_set(text)), negative=True)
        return _set(self._ranges_of_set(text))

    def _written(self, code: int) -> str:
        folded = self._folded([(code, code)])
        return _escaped(code) if len(folded) == 1 else _set(folded)

    def _flags(self, text: str) -> str:
        super()._flags(text)
        return "(?:" if text.endswith(":") else ""

    def _open(self, text: str) -> str:
        super()._open(text)
        return "(?:"

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
        for low, high in merged(ranges)
    )
    return f"[{'^' * negative}{''.join(parts)}]"
