"""Which arguments of a command are credentials, by the flag before them or by what is in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from todo_k8s.importing.credentials import is_credential

_ASSIGNMENT = re.compile(r"(-{0,2}[A-Za-z][\w.-]*)=(.+)", re.DOTALL)
_ELSEWHERE = ("$", "/", "./", "file:")
"""How a reference to a variable starts, or to a file: no credential is in it."""
_MIXED = re.compile(r"(?=.*[A-Za-z])(?=.*[0-9])[^\s/:=]{6,}")
_LOGIN = re.compile(r"[^\s:/]+:(?![0-9]+$)[^\s/]+")
_HEADER = re.compile(
    r"""(?:^|\s)(?:-[A-Za-z]{0,9}H|--header)[ =]*["']?([A-Za-z][\w-]*):\s*([^\s"'][^"']*)"""
)
"""A header that a command such as curl sends."""
_FIELD = re.compile(r"""["'](\w+)["']\s*:\s*["']([^"']+)["']""")
"""A field of JSON that a command sends."""
_JOINED = re.compile(r"(?:^|/)(?:mysql\w*|mariadb[\w-]*|sshpass)$")
"""Programs whose ``-p`` is followed by a password at once."""
_SHORT = {"-p": _MIXED, "-u": _LOGIN, "--user": _LOGIN}
"""Flags that have a password in many programs, and the form of one: `-p 8080` has none."""


class Argument(NamedTuple):
    """An argument that is a credential.

    Args:
        name: The name of a variable for it, from its flag.
        before: What stays of the argument, such as ``--password=``.
        value: The credential.
    """

    name: str
    before: str
    value: str


def credentials_in(words: Sequence[Any]) -> dict[int, Argument]:
    """Return the arguments of a command that are credentials, by their place."""
    texts = [each if isinstance(each, str) else "" for each in words]
    is_joined = any(_JOINED.search(each) for each in texts)
    flags = ["" if is_joined and re.match("-p.", each) else each for each in texts]
    found = {
        place: _joined(word) if is_joined and re.match("-p.", word) else _argument(before, word)
        for place, (before, word) in enumerate(zip(["", *flags], texts, strict=False))
    }
    return {place: argument for place, argument in found.items() if argument is not None}


def _joined(word: str) -> Argument | None:
    """Return the password in a flag of a program that takes it without a space: ``-pWORD``."""
    value = word.removeprefix("-p")
    return None if value.startswith(_ELSEWHERE) else Argument("PASSWORD", "-p", value)


def _argument(before: str, word: str) -> Argument | None:
    """Return an argument as a credential, None if it is none; `before` may be its flag."""
    is_flag = before.startswith("-") and "=" not in before
    if is_flag and not word.startswith("-") and _is_one(before, word):
        return Argument(_name(before), "", word)
    if (match := _ASSIGNMENT.fullmatch(word)) and _is_one(match[1], match[2]):
        return Argument(_name(match[1]), f"{match[1]}=", match[2])
    parts = re.split(r"[\s&?]+", word)
    is_sent = _sends_one(f"{before} {word}" if before in {"-H", "--header"} else word)
    if is_credential("", word) or is_sent or (len(parts) > 1 and credentials_in(parts)):
        return Argument("ARGUMENT", "", word)
    return None


def _sends_one(text: str) -> bool:
    """Tell whether a command sends a credential in a header or in JSON."""
    sent = [*_HEADER.findall(text), *_FIELD.findall(text)]
    return any(
        "$" not in value and (_is_one(name, value) or name.lower() == "cookie")
        for name, value in sent
    )


def _is_one(flag: str, value: str) -> bool:
    """Tell whether what a flag says is a credential."""
    if value.startswith(_ELSEWHERE):
        return False
    pattern = _SHORT.get(flag)
    return is_credential(_name(flag), value) or bool(pattern and pattern.fullmatch(value))


def _name(flag: str) -> str:
    """Return a flag as the name of a variable; one of a letter says nothing."""
    name = re.sub(r"\W", "_", flag.strip("-")).upper()
    return name if len(name) > 1 else "ARGUMENT"
