"""Texts that fit a pattern, for values to try a chart with."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass, field

from todo_k8s.helm.fields.pattern_syntax import ASSERTIONS, TOKEN
from todo_k8s.helm.fields.patterns import occurs

_CHARACTERS = string.ascii_lowercase + string.digits + string.ascii_uppercase + string.punctuation
_LEAST = {"*": 0, "?": 0, "+": 1}


@dataclass
class _Group:
    """What is open: its first alternative once that is whole, and the parts of this one."""

    first: str | None = None
    parts: list[str] = field(default_factory=list[str])

    def end_alternative(self) -> None:
        """Keep the first one."""
        self.first = "".join(self.parts) if self.first is None else self.first
        self.parts = []


def examples_of(pattern: str) -> Iterator[str]:
    r"""Yield the shortest text that is written as a pattern says, and one with optional parts.

    Neither need fit, if the pattern asks for more than its parts, such as by ``\\b``.
    """
    yield from dict.fromkeys(_example(pattern, optional) for optional in (0, 1))


def _example(pattern: str, optional: int) -> str:
    groups = [_Group()]
    for token in TOKEN.finditer(pattern):
        kind, text = token.lastgroup, token.group()
        if kind == "open" or (kind == "flags" and text.endswith(":")):
            groups.append(_Group())
        elif kind == "close":
            inner = groups.pop()
            inner.end_alternative()
            groups[-1].parts.append(inner.first or "")
        elif kind == "bar":
            groups[-1].end_alternative()
        elif kind == "repeat":
            groups[-1].parts.append(groups[-1].parts.pop() * max(optional, _least(text)))
        else:
            groups[-1].parts.append(_character(kind, text))
    groups[0].end_alternative()
    return groups[0].first or ""


def _least(repeat: str) -> int:
    bound = repeat.removesuffix("?").strip("{}").partition(",")[0]
    return _LEAST[repeat[0]] if repeat[0] in _LEAST else int(bound)


def _character(kind: str | None, text: str) -> str:
    """Return what fits a part that is no group and no repetition."""
    if kind in ("anchor", "flags") or (kind == "escape" and text[1] in ASSERTIONS):
        return ""
    if kind == "quoted":
        return text.removeprefix("\\Q").removesuffix("\\E")
    if kind == "character" and text != ".":
        return text
    fitting = (each for each in _CHARACTERS + " \t\n\f\r" if occurs(rf"\A{text}\z", each))
    return next(fitting, "")
