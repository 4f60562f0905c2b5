"""The commands of the pages: which flags they have, and which of them can be run without a cluster.

A command of Helm that installs or upgrades is run as ``helm template`` with the same values, and so
are the values of its files by Python.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from tests.documents.pages import PAGES, blocks_of
from tests.documents.programs import ORDINARY, flags
from tests.documents.shell import Command, commands

_NUMBER = re.compile(r"^-\d+$")
INSTALLING = ("install", "upgrade", "template")
VALUES = ("-f", "--values")
SETTING = ("--set", "--set-string")
_PLACED = ("-n", "--namespace")
_NAMESPACE_FIRST = [[flag] for flag in _PLACED]


def of_page(page: str) -> Iterator[tuple[int, Command]]:
    """Yield the commands of a page, each with the line of its block."""
    for block in blocks_of(page):
        if block.language == "sh":
            for command in commands(block.text):
                yield block.line, command


def named_commands(program: str) -> Iterator[str]:
    """Yield the first words, up to three, of each command of a program in the pages."""
    yield ""
    for page in PAGES:
        for _, command in of_page(page):
            words = before_flags(command)
            if command.program == program:
                yield from (" ".join(words[:length]) for length in range(1, min(4, len(words) + 1)))


def before_flags(command: Command) -> tuple[str, ...]:
    """Return the words after the program, up to the first flag; a namespace may stand first."""
    words = command.words[3:] if command.words[1:2] in _NAMESPACE_FIRST else command.words[1:]
    return tuple(itertools.takewhile(lambda word: not word.startswith("-"), words))


def faults(command: Command) -> Iterator[str]:
    """Yield what is wrong with a command: its program, the program's command, or a flag."""
    if command.program in ORDINARY:
        return
    known = flags(command.program, before_flags(command))
    if known is None:
        yield f"{command.program} has no command {' '.join(before_flags(command)[:2])!r}"
        return
    for word in given_flags(command):
        if word not in known:
            yield f"{' '.join([command.program, *before_flags(command)[:1]])} has no flag {word}"


def given_flags(command: Command) -> Iterator[str]:
    """Yield the flags of a command, up to ``--``."""
    for word in command.words[1:]:
        if word == "--":
            return
        if word.startswith("-") and word != "-" and not _NUMBER.match(word):
            yield word.partition("=")[0] if word.startswith("--") else word[:2]


def is_ours(command: Command) -> bool:
    """Tell whether a command of Helm renders the chart of todo-chatbot."""
    words = before_flags(command)
    return (
        command.program == "helm"
        and words[:1] != ()
        and words[0] in INSTALLING
        and Path(words[2] if len(words) > 2 else "").name in ("chart-export", "chart", "CHART")
    )


def options(command: Command, names: tuple[str, ...]) -> list[str]:
    """Return what the flags of these names are given, in order."""
    found, words = list[str](), iter(command.words)
    for word in words:
        name, equals, value = word.partition("=")
        if name in names:
            found.append(value if equals else next(words))
    return found


def namespace(command: Command) -> str:
    """Return the namespace that a command names, ``default`` if none."""
    return [*options(command, _PLACED), "default"][0]
