"""Reads a regular expression in RE2's syntax, and gives the form that Rust's engine reads alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NoReturn

from todo_k8s.errors import TemplateError
from todo_k8s.helm.fields.pattern_syntax import (
    ASSERTIONS,
    CONTROLS,
    ESCAPED_IN_RUST,
    MEMBER,
    NO_ESCAPE,
    POSIX,
    REPEAT_LIMIT,
    SETS,
    TOKEN,
)


@dataclass
class _Level:
    """What is known within one pair of parentheses."""

    fold: bool
    """Whether case is ignored."""

    repeated: int = 1
    """How often a part is repeated at most, repetitions of repetitions included."""


@dataclass(frozen=True)
class Member:
    """A part of a set: as it was written, in Rust's form, and its code if it is one character."""

    written: str
    rust: str
    code: int | None


class PatternReader:
    """Reads one pattern in RE2's syntax, and gives Rust's form of it.

    Args:
        pattern: The pattern.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._levels = [_Level(fold=False)]
        self._last: int | None = None
        """How often the part before is repeated; none where nothing there can be repeated."""
        self.only_go: str = ""
        """A part that the dialect of JSON schemas lacks, or nothing."""

    def rust(self) -> str:
        """Return the pattern in Rust's form.

        Raises:
            TemplateError: If the two would read it differently; the message says what to write.
        """
        parts: list[str] = []
        end = 0
        while end < len(self._pattern):
            if (token := TOKEN.match(self._pattern, end)) is None:
                self._refuse_at(end)
            read = getattr(self, f"_{token.lastgroup}")
            parts.append(read(token[0]))
            end = token.end()
        if len(self._levels) > 1:
            self._refuse(r"a ( is not closed; close it, or write \(")
        return "".join(parts)

    def _refuse(self, reason: str) -> NoReturn:
        raise TemplateError(f"the pattern {self._pattern!r}: {reason}")

    def _refuse_at(self, end: int) -> NoReturn:
        rest = self._pattern[end:]
        if rest.startswith(("(?=", "(?!", "(?<=", "(?<!")):
            self._refuse("RE2 has no look-around; match twice instead")
        if rest.startswith("(?"):
            self._refuse("a group is ( or (?: or has the flags i, m, s, U; names are not needed")
        if rest.startswith("["):
            self._refuse(r"in a set write \[ and \] for the brackets themselves")
        if rest == "\\":
            self._refuse(r"nothing follows the last \; write \\ for itself")
        self._refuse(f"write \\{rest[0]} for the character; repeats are {{2}}, {{2,}} or {{2,3}}")

    # Parts, by the names in TOKEN

    def _character(self, text: str) -> str:
        self._last = 1
        return self._checked(text)

    def _checked(self, text: str) -> str:
        """See that a character is one, and that its case does not matter."""
        if not text.isascii() and self._levels[-1].fold:
            self._refuse("case outside of ASCII depends on the version of Unicode; write a set")
        if "\ud800" <= text <= "\udfff":
            self._refuse("a lone surrogate is no character")
        return text

    def _quoted(self, text: str) -> str:
        quoted = text.removeprefix(r"\Q").removesuffix(r"\E")
        return "".join(
            f"\\{self._character(x)}" if x in ESCAPED_IN_RUST else self._character(x)
            for x in quoted
        )

    def _escape(self, text: str) -> str:
        if text[1] in ASSERTIONS:
            self._last = None
            self.only_go = text
            return ASSERTIONS[text[1]]
        self._last = 1
        return self._member(text).rust

    def _set(self, text: str) -> str:
        self._last = 1
        start = "[^" if text.startswith("[^") else "["
        members = [
            self._posix(found) if found["posix"] else self._member(found[0])
            for found in MEMBER.finditer(text, len(start), len(text) - 1)
        ]
        if not members:
            self._refuse(r"a set is empty; write \] for a bracket in it")
        self._check_ranges(members)
        return f"{start}{''.join(_within_a_set(member.rust) for member in members)}]"

    def _flags(self, text: str) -> str:
        on, _, off = text[2:-1].partition("-")
        if len({*on, *off}) < len(on) + len(off) or text == "(?)":
            self._refuse("flags are given once each, such as (?i)")
        if on or off:
            self.only_go = text
        fold = ("i" in on or self._levels[-1].fold) and "i" not in off
        if text.endswith(":"):
            self._levels.append(_Level(fold))
        else:
            self._levels[-1].fold = fold
        self._last = None
        return text

    def _open(self, text: str) -> str:
        self._levels.append(_Level(self._levels[-1].fold))
        self._last = None
        return text

    def _close(self, text: str) -> str:
        if len(self._levels) == 1:
            self._refuse(r"a ) closes nothing; write \)")
        self._last = self._levels.pop().repeated
        self._note_repeats(self._last)
        return text

    def _repeat(self, text: str) -> str:
        if self._last is None:
            self._refuse(f"{text} repeats nothing that can be; remove it, or write \\{text}")
        numbers = [int(number) for number in re.findall("[0-9]+", text)]
        if numbers != sorted(numbers):
            self._refuse(f"{text} has its bounds in the wrong order")
        repeats = self._last * max([1, *numbers])
        if repeats > REPEAT_LIMIT:
            self._refuse(f"RE2 repeats a part {REPEAT_LIMIT} times at most, all in all")
        self._note_repeats(repeats)
        self._last = None
        return text

    def _anchor(self, text: str) -> str:
        self._last = None
        return text

    _bar = _anchor

    # Sets

    def _posix(self, found: re.Match[str]) -> Member:
        if found["posix"] not in POSIX:
            self._refuse(f"there is no {found[0]}")
        self.only_go = found[0]
        return Member(found[0], found[0], None)

    def _member(self, text: str) -> Member:
        """Read one character, or the escape of one or of a set."""
        if len(text) == 1:
            return Member(text, self._checked(text), ord(text))
        letter = text[1]
        if letter in SETS:
            return Member(text, SETS[letter], None)
        if letter in CONTROLS:
            self.only_go = text if letter == "a" else self.only_go
            return Member(text, text, CONTROLS[letter])
        if letter == "x" and len(text) > 2:
            return self._by_number(text)
        if letter.isalnum() or not letter.isascii():
            self._refuse(NO_ESCAPE.get(letter, f"RE2 has no {text}"))
        return Member(text, text if letter in ESCAPED_IN_RUST else letter, ord(letter))

    def _by_number(self, text: str) -> Member:
        code = int(text[2:].strip("{}"), 16)
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            self._refuse(f"{text} is no character")
        self._checked(chr(code))
        if text[2] == "{":
            self.only_go = text
        return Member(text, text, code)

    def _check_ranges(self, members: list[Member]) -> None:
        """Refuse what Rust reads as an operation on sets, and ranges that are none."""
        for before, after in pairwise(members):
            if before.written == after.written and before.written in ("&", "~", "-"):
                self._refuse(f"{before.written * 2} in a set is an operation elsewhere; write one")
        for index in range(1, len(members) - 1):
            if members[index].written != "-":
                continue
            low, high = members[index - 1].code, members[index + 1].code
            if low is None or high is None or low > high:
                self._refuse(r"a range in a set is no range; for a dash write \-")
            if index > 1 and members[index - 2].written == "-" and index > 2:
                self._refuse(r"a range in a set follows a range; for a dash write \-")

    # Notes

    def _note_repeats(self, repeats: int) -> None:
        self._levels[-1].repeated = max(self._levels[-1].repeated, repeats)


def _within_a_set(rust: str) -> str:
    """Return a member of a set; a set in it needs brackets of its own only if it is a negative."""
    return rust[1:-1] if rust in SETS.values() and not rust.startswith("[^") else rust
