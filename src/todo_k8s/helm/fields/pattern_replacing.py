r"""Patterns whose matches Helm and Python's `re` find in the same places, to replace them.

`patterns` asks Rust's engine whether a pattern occurs, and that engine cannot be asked where. All
engines take the leftmost match, and of several there the one that is written first. They part
where a match may be empty, in repeats of groups, in flags, and in what they add to sets: all that
is refused here, and ``\d``, ``$`` and the like are written out for Python.

Python also tries every way to share a text out between repeats, which takes it hours where Helm
needs no time. So repeats that may share characters are refused too.

References:
    https://pkg.go.dev/regexp#Regexp.ReplaceAllLiteralString
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from todo_k8s.helm.fields.pattern_reader import Member, PatternReader
from todo_k8s.helm.fields.pattern_syntax import MEMBER
from todo_k8s.helm.fields.patterns import compiled


@functools.cache
def replaceable(pattern: str) -> re.Pattern[str]:
    """Return what finds the matches of a pattern in RE2's syntax that Helm replaces.

    Raises:
        TemplateError: If it may find others; the message says what to write.
    """
    compiled(pattern)
    return re.compile(ReplacingReader(pattern).python())


@dataclass
class _Length:
    """How short the text of a group may be: of its alternatives so far, and of this one."""

    before: int | None = None
    here: int = 0
    last: int = 0
    """How much of it the part before adds."""
    runs: frozenset[str] = frozenset()
    """What is repeated up to where the group starts, see `ReplacingReader`."""
    ends: frozenset[str] = frozenset()
    """And up to where its alternatives so far end."""

    def add(self, length: int) -> None:
        """Add a part."""
        self.here += length
        self.last = length

    def least(self) -> int:
        """Return the length of the shortest alternative."""
        return self.here if self.before is None else min(self.before, self.here)


class ReplacingReader(PatternReader):
    """Reads one pattern, and gives the form of it that Python's `re` reads alike.

    Args:
        pattern: The pattern.
    """

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self._lengths = [_Length()]
        self._after_group = False
        self._part = ""
        self._runs: frozenset[str] = frozenset()
        """What is repeated, and may have taken all that came since."""
        self._runs_before = self._runs
        """Those before the last part."""

    def python(self) -> str:
        """Return the pattern in Python's form.

        Raises:
            TemplateError: If Python might find other matches than Helm.
        """
        text = self.rust()
        if not self._lengths[0].least():
            self._refuse("may match nothing at all, and engines differ on where; use + for *")
        return text

    # Parts, by the names in TOKEN

    def _one(self, text: str) -> str:
        self._after_group = False
        self._lengths[-1].add(1)
        self._part, self._runs_before = text, self._runs
        self._runs = frozenset(run for run in self._runs if _share(run, text))
        return text

    def _character(self, text: str) -> str:
        super()._character(text)
        return self._one(text if text == "." else re.escape(text))

    def _quoted(self, text: str) -> str:
        quoted = text.removeprefix(r"\Q").removesuffix(r"\E")
        return "".join(re.escape(each) for each in quoted if self._character(each))

    def _escape(self, text: str) -> str:
        found = super()._escape(text)
        return _ASSERTIONS[text[1]] if self._last is None else self._one(found)

    def _set(self, text: str) -> str:
        for member in MEMBER.finditer(text, 1, len(text) - 1):
            if member["posix"] or member[0] in (r"\D", r"\S", r"\W"):
                self._refuse(f"to replace it, write what {member[0]} stands for as ranges")
        return self._one(super()._set(text))

    def _member(self, text: str) -> Member:
        found = super()._member(text)
        if found.code is None or text == "-":
            return found
        return Member(found.written, re.escape(chr(found.code)), found.code)

    def _flags(self, text: str) -> str:
        if text != "(?:":
            self._refuse(f"to replace it, write sets such as [Aa] in place of {text}")
        return self._open(text)

    def _open(self, text: str) -> str:
        super()._open(text)
        self._lengths.append(_Length(runs=self._runs))
        return "(?:"

    def _close(self, text: str) -> str:
        super()._close(text)
        self._runs |= self._lengths[-1].ends
        self._lengths[-2].add(self._lengths.pop().least())
        self._after_group = True
        return text

    def _repeat(self, text: str) -> str:
        if self._after_group:
            self._refuse(f"to replace it, repeat characters and sets only; {text} is of a group")
        super()._repeat(text)
        length = self._lengths[-1]
        least = {"*": 0, "?": 0, "+": 1}.get(text[0])
        least = int(re.findall("[0-9]+", text)[0]) if least is None else least
        length.here -= length.last
        length.add(least)
        self._run(text, least)
        return text

    def _run(self, text: str, least: int) -> None:
        """See that a repeat takes no characters that one before may take as well."""
        if not least:
            self._runs = self._runs_before
        if re.fullmatch(r"\{[0-9]+\}\??", text):
            return
        if any(_share(run, self._part) for run in self._runs_before):
            self._refuse(
                f"to replace it, let no two repeats take the same characters, as {text} does; "
                "end the first one by a set such as [^/]*"
            )
        self._runs |= {self._part}

    def _anchor(self, text: str) -> str:
        super()._anchor(text)
        return {"^": r"\A", "$": r"\Z"}[text]

    def _bar(self, text: str) -> str:
        super()._anchor(text)
        length = self._lengths[-1]
        length.before, length.here = length.least(), 0
        length.ends |= self._runs
        self._runs = length.runs
        return text


@functools.cache
def _share(one: str, other: str) -> bool:
    """Tell whether two parts in Python's form, a character or a set each, have one in common.

    Sets are ranges. If two have something in common, so have an end of one of them, or what is
    beside it.
    """
    codes = {*range(128), 0x80, 0x10FFFF}
    for end in map(ord, one + other):
        codes |= {end - 1, end, min(end + 1, 0x10FFFF)}
    found = filter(re.compile(one).fullmatch, map(chr, codes - {-1}))
    return any(map(re.compile(other).fullmatch, found))


_ASSERTIONS = {"A": r"\A", "z": r"\Z", "b": r"(?a:\b)", "B": r"(?a:\B)"}
