"""Commands of health checks that only ask for a page: the kubelet can ask for it itself."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from typing import Any

from todo_k8s.importing.credentials import is_credential

_URL = re.compile(
    r"(https?)://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(\d{1,5}))?(/[^\s#]*)?"
)
_SHELL = re.compile(r"(?:/bin/|/usr/bin/)?(?:sh|bash|ash|dash)")
_OPERATOR = re.compile(r"[();<>|&]+")
_QUIET = (
    ("2", ">&", "1"),
    *((*stream, ">", "/dev/null") for stream in (("1",), ("2",), ())),
    ("&>", "/dev/null"),
)
"""Redirections, in the words that a shell reads."""
_EXPANDED = frozenset("$`{!\n")
"""What a shell may replace by something else."""
_FAILS = ("||", "exit", "false")
_NOWHERE = frozenset(["/dev/null", "-"])

_CURL = frozenset(
    {
        *("-f", "--fail", "--fail-with-body", "-s", "--silent", "-S", "--show-error"),
        *("-L", "--location", "-I", "--head", "-k", "--insecure", "-v", "--verbose", "-4"),
    }
)
_WGET = frozenset(
    {
        *("-q", "--quiet", "-nv", "--no-verbose", "--spider", "-S", "--server-response"),
        *("--no-check-certificate", "--tries=1", "-t1", "-O-"),
    }
)
"""Flags that leave a check what it is: it fails by the same answers of the same request."""
_HEADERS = frozenset(["-H", "--header"])
_OUTPUTS = frozenset(["-o", "-O", "--output", "--output-document"])
_FAILING = frozenset(["-f", "--fail", "--fail-with-body"])
"""Flags without which an error of the server is a success of curl."""


def get_of(command: Sequence[str]) -> dict[str, Any] | None:
    """Return the ``httpGet`` of a command that makes a plain GET of this machine and no more.

    None if it does something else, or could be something else once a shell has read it.
    """
    words: list[str] | None = [*command]
    if len(command) == 3 and _SHELL.fullmatch(command[0]) and command[1] == "-c":
        words = _of_shell(command[2])
    program = words[0].rpartition("/")[2] if words else ""
    if words is None or program not in {"curl", "wget"}:
        return None
    return _asked(program, [*_single(program, words[1:])])


def _of_shell(line: str) -> list[str] | None:
    """Return the words of a line for a shell, without what only makes it fail and be quiet."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    try:
        words = [*lexer]
    except ValueError:  # a quote that is not closed
        return None
    words = _without_quiet(words)
    if len(words) > 2 and words[-2] == "||" and words[-1] in _FAILS:
        words = words[:-2]
    elif len(words) > 3 and words[-3:-1] == ["||", "exit"] and re.fullmatch("[1-9]", words[-1]):
        words = words[:-3]
    is_plain = not any(_OPERATOR.fullmatch(word) or _EXPANDED & {*word} for word in words)
    return words if is_plain else None


def _without_quiet(words: Sequence[str]) -> list[str]:
    """Return words without redirections of what a command says to nowhere."""
    found: list[str] = []
    place = 0
    while place < len(words):
        quiet = next((each for each in _QUIET if each == (*words[place : place + len(each)],)), ())
        found += [] if quiet else [words[place]]
        place += len(quiet) or 1
    return found


def _single(program: str, words: Sequence[str]) -> list[str]:
    """Return words with the flags of a letter each for itself: ``-f -s`` for ``-fs``."""
    found: list[str] = []
    for word in words:
        letters = re.fullmatch("-([A-Za-z]+)(O-|[A-Za-z])", word)
        known = _CURL if program == "curl" else _WGET
        # what follows the letter of a flag with a value is the value
        if letters and all(f"-{each}" in known for each in letters[1]):
            found += [*(f"-{each}" for each in letters[1]), f"-{letters[2]}"]
        else:
            found.append(word)
    return found


def _asked(program: str, words: Sequence[str]) -> dict[str, Any] | None:
    """Return what is asked, None if a word is no plain one."""
    known = _CURL if program == "curl" else _WGET
    headers: list[dict[str, str]] = []
    others: list[str] = []
    rest = iter([word for word in words if word not in known])
    for word in rest:
        flag, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if flag in _HEADERS:
            headers.append(_header(value if equals else next(rest, "")))
        elif flag not in _OUTPUTS or (value if equals else next(rest, "")) not in _NOWHERE:
            others.append(word)
    if {} in headers or len(others) != 1 or (program == "curl" and _FAILING.isdisjoint(words)):
        return None
    return _get(others[0], headers)


def _header(text: str) -> dict[str, str]:
    """Return a header as ``httpHeaders`` has it; nothing if it is a credential, or none."""
    name, colon, value = (part.strip() for part in text.partition(":"))
    is_secret = is_credential(name.replace("-", "_"), value) or name.lower() == "cookie"
    known = re.fullmatch(r"[A-Za-z0-9-]+", name) and colon and value
    return {"name": name, "value": value} if known and not is_secret else {}


def _get(url: str, headers: list[dict[str, str]]) -> dict[str, Any] | None:
    match = _URL.fullmatch(url)
    if match is None:
        return None
    secure = match[1] == "https"
    found: dict[str, Any] = {
        "path": match[3] or "/",
        "port": int(match[2] or (443 if secure else 80)),
    }
    found |= {"scheme": "HTTPS"} if secure else {}
    return found | ({"httpHeaders": headers} if headers else {})
