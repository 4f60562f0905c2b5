r"""The texts that a pattern occurs in.

``\b`` and ``\B`` are taken for nothing, and ``^`` and ``$`` too where each line has such: there
are more texts then than the pattern has, never fewer.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from todo_k8s.helm.fields.pattern_ranges import LAST, Ranges, RangesReader, complement, merged
from todo_k8s.helm.fields.texts import (
    EMPTY,
    Characters,
    Edge,
    Holding,
    Repeated,
    Texts,
    in_order,
    one_of,
)

_NO_LINE_END = tuple(complement([(10, 10)]))


@functools.cache
def texts_of_pattern(pattern: str) -> Texts:
    """Return the texts that a pattern in RE2's syntax occurs in, or more.

    Raises:
        TemplateError: If it is no pattern that Helm and Python read alike.
    """
    return Holding(TextsReader(pattern).texts())


@dataclass
class _Group:
    """What is open: its alternatives so far, and the parts of this one."""

    alternatives: list[Texts] = field(default_factory=list[Texts])
    parts: list[Texts] = field(default_factory=list[Texts])

    def end_alternative(self) -> None:
        """Keep one, and start the next."""
        self.alternatives.append(in_order(self.parts))
        self.parts = []


class TextsReader(RangesReader):
    """Reads one pattern, and gives the texts that it matches.

    Args:
        pattern: The pattern.
    """

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self._groups = [_Group()]

    def texts(self) -> Texts:
        """Return what the pattern matches, with the ends of a text in it."""
        self.rust()
        return self._closed()

    def _closed(self) -> Texts:
        group = self._groups.pop()
        group.end_alternative()
        return one_of(group.alternatives)

    def _part(self, part: Texts) -> None:
        self._groups[-1].parts.append(part)

    def _characters(self, ranges: Ranges) -> None:
        self._part(Characters(tuple(merged(ranges))))

    # Parts, by the names in TOKEN

    def _character(self, text: str) -> str:
        if text == ".":
            whole = "s" in self._modes[-1]
            self._part(Characters(((0, LAST),) if whole else _NO_LINE_END))
        else:
            self._characters(self._folded([(ord(text), ord(text))]))
        return super()._character(text)

    def _quoted(self, text: str) -> str:
        for each in text.removeprefix(r"\Q").removesuffix(r"\E"):
            self._characters(self._folded([(ord(each), ord(each))]))
            super()._character(each)
        return text

    def _escape(self, text: str) -> str:
        found = super()._escape(text)
        if self._last is None:
            ends = {"A": Edge(at_end=False), "z": Edge(at_end=True)}
            self._part(ends.get(text[1], EMPTY))
        elif (code := self._member(text).code) is not None:
            self._characters(self._folded([(code, code)]))
        else:
            self._characters(self._class(text))
        return found

    def _set(self, text: str) -> str:
        found = super()._set(text)
        self._characters(self._ranges_of_set(text))
        return found

    def _flags(self, text: str) -> str:
        if text.endswith(":"):
            self._groups.append(_Group())
        return super()._flags(text)

    def _open(self, text: str) -> str:
        self._groups.append(_Group())
        return super()._open(text)

    def _close(self, text: str) -> str:
        found = super()._close(text)
        self._part(self._closed())
        return found

    def _repeat(self, text: str) -> str:
        found = super()._repeat(text)
        numbers = [int(number) for number in re.findall("[0-9]+", text)]
        least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(text[0], (0, None))
        if numbers:
            least, most = numbers[0], None if "," in text and len(numbers) == 1 else numbers[-1]
        parts = self._groups[-1].parts
        parts[-1] = Repeated(parts[-1], least, most)
        return found

    def _anchor(self, text: str) -> str:
        by_line = "m" in self._modes[-1]
        self._part(EMPTY if by_line else Edge(at_end=text == "$"))
        return super()._anchor(text)

    def _bar(self, text: str) -> str:
        self._groups[-1].end_alternative()
        return super()._bar(text)
