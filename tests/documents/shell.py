"""The commands in a block of shell: words, here-documents and what is done with the output."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

_HERE = re.compile(
    r"^(?P<line>.*)<<'?(?P<end>\w+)'?(?P<rest>.*)\n(?P<body>(?:.*\n)*?)(?P=end)\n", re.MULTILINE
)
_ENDS = {"&&", "||", "|", ";", "&"}
_SETS = re.compile(r"^\w+=")
SUBSTITUTED = "what-a-command-prints-in-its-place"
_SUBSTITUTION = re.compile(r"\$\((?P<inner>[^()]*)\)")


@dataclass(frozen=True)
class Command:
    """A command with its words.

    Args:
        words: The program and its arguments.
        input: The here-document that it reads, if any.
        to: The file that its output goes to, if any.
    """

    words: list[str]
    input: str = ""
    to: str = ""

    @property
    def program(self) -> str:
        """The program, without a folder."""
        return self.words[0].rpartition("/")[2]


@dataclass
class _Reading:
    words: list[str] = field(default_factory=list[str])
    to: str = ""


def commands(text: str) -> Iterator[Command]:
    """Yield the commands of a block in order, those within ``$(…)`` before the one around them.

    Raises:
        ValueError: If quotes are not closed.
    """
    bodies = list[str]()

    def take(match: re.Match[str]) -> str:
        bodies.append(match["body"])
        return f"{match['line']} <<{len(bodies) - 1} {match['rest']}\n"

    plain = _HERE.sub(take, text if text.endswith("\n") else f"{text}\n")
    for line in plain.replace("\\\n", " ").splitlines():
        for match in _SUBSTITUTION.finditer(line):
            yield from _of_line(match["inner"], bodies)
        yield from _of_line(line, bodies)


def _of_line(line: str, bodies: list[str]) -> Iterator[Command]:
    lexer = shlex.shlex(_SUBSTITUTION.sub(SUBSTITUTED, line), posix=True, punctuation_chars="|&;<>")
    lexer.whitespace_split, lexer.commenters = True, "#"
    found, body, words = _Reading(), "", iter(lexer)
    for word in words:
        if word in _ENDS:
            yield from _made(found, body)
            found, body = _Reading(), ""
        elif word == "<<":
            body = bodies[int(next(words))]
        elif word in (">", ">>"):
            found.to = next(words)
        elif word in ("<", "<(", ">&", "&>"):
            next(words)
        elif found.words or not _SETS.match(word):
            found.words.append(word)
    yield from _made(found, body)


def _made(found: _Reading, body: str) -> Iterator[Command]:
    if found.words:
        yield Command(found.words, body, found.to)
