"""Go templates, read as far as is needed to put something into them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

_STRING = r'"(?:[^"\\]|\\.)*"|`[^`]*`'
_ACTION = re.compile(
    rf"(?P<left>\{{\{{(?:- )?)(?P<body>/\*.*?\*/|(?:{_STRING}|[^\"`])*?)(?P<right>(?: -)?\}}\}})",
    re.DOTALL,
)
_WORDS = re.compile(r"\s*(else if|else|end|if|with|range|define|/\*)(?!\w)\s*")
_VARIABLES = re.compile(r"\s*\$\w+(?:, \$\w+)*\s*:?=\s*")
_TOKEN = re.compile(rf"{_STRING}|[(|]|\)(?:\.\w+)*|[^\s()|]+")


@dataclass(frozen=True)
class Action:
    """What stands between a pair of braces.

    Args:
        left: The braces before it, ``{{- `` if they trim.
        word: ``if``, ``else if``, ``end`` and the like, or nothing.
        body: All of it.
        right: The braces behind it.
        line: The number of its line.
    """

    left: str
    word: str
    body: str
    right: str
    line: int

    def with_operands(self, watch: Watch) -> str:
        """Return the action's text, in which `watch` has replaced what decides."""
        if self.word in ("else", "end", "define", "/*"):
            return f"{self.left}{self.body}{self.right}"
        start = _end(_VARIABLES, self.body, _end(_WORDS, self.body, 0))
        expression = _watched(self.body[start:], watch)
        return f"{self.left}{self.body[:start]}{expression}{self.right}"


def split(text: str) -> Iterator[str | Action]:
    """Yield the parts of a template: plain text and actions."""
    end = 0
    for match in _ACTION.finditer(text):
        yield text[end : match.start()]
        word = _WORDS.match(match["body"])
        line = text.count("\n", 0, match.start()) + 1
        yield Action(match["left"], word[1] if word else "", match["body"], match["right"], line)
        end = match.end()
    yield text[end:]


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


# Expressions


class Operand(NamedTuple):
    """A part of an expression, as it was and as it has become."""

    plain: str
    text: str


Watch = Callable[[Operand], str]
"""Returns what an operand becomes that decides something."""


def _watched(expression: str, watch: Watch) -> str:
    """Return an expression with another text for each operand that decides something."""
    tokens = iter([*_TOKEN.findall(expression), ")"])
    return _pipeline(tokens, watch)[0].text + " " * expression.endswith(" ")


def _pipeline(tokens: Iterator[str], watch: Watch) -> tuple[Operand, str]:
    """Read a pipeline and the bracket that ends it; return what is taken of its result too."""
    result: Operand | None = None
    call: list[Operand] = []
    field = ""
    for token in tokens:
        if token == "(":
            (plain, text), field = _pipeline(tokens, watch)
            call.append(Operand(f"({plain}){field}", f"({text}){field}"))
        elif token[0] in "|)":
            result = _call(call, result, watch)
            call = []
        else:
            call.append(Operand(token, token))
        if token[0] == ")":
            field = token[1:]
            break
    assert result is not None
    return result, field


def _call(words: list[Operand], piped: Operand | None, watch: Watch) -> Operand:
    """Return a call, with what is piped into it before it."""
    name, *operands = words
    deciding = {"and": operands, "or": operands, "ternary": operands[2:], "default": operands[1:]}
    watched = deciding.get(name.plain, [])
    texts = [name.text, *(watch(each) if each in watched else each.text for each in operands)]
    plain, text = " ".join(word.plain for word in words), " ".join(texts)
    if piped is None:
        return Operand(plain, text)
    decides = name.plain in ("default", "ternary") and not watched
    before = watch(Operand(f"({piped.plain})", f"({piped.text})")) if decides else piped.text
    return Operand(f"{piped.plain} | {plain}", f"{before} | {text}")
