"""The constants that a chart's code may compare values with: what it was seen to run has them.

An f-string of more than one part is a plain `str`: it can be compared with a constant, or looked up
in a dictionary, and nothing tells. So the constants become values that a chart is tried with.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any, cast

from todo_k8s.helm.plain.shapes import is_map

MOST_WORDS = 200
_LONGEST = 60
_MOST_PIECES = 60
_BELOW = {
    *("cdk8s", "cdk8s_plus_27", "constructs", "jsii", "attr", "cattr", "cattrs", "typeguard"),
    *("publication", "dateutil", "pydantic", "pydantic_core", "yaml", "typing_extensions"),
    *sys.stdlib_module_names,
}
_OURS = ("todo_k8s.helm.", "todo_k8s._node")


@dataclass
class Executed:
    """The code of others that ran: what this library and those below it run is no part of it."""

    globals_of: dict[CodeType, dict[str, Any]] = field(
        default_factory=dict[CodeType, dict[str, Any]]
    )

    def words(self) -> list[Any]:
        """Return the short texts and the whole numbers in it, and what texts are made of."""
        found = dict.fromkeys(word for code in self.globals_of for word in self._words_of(code))
        whole = [word for word in found if len(str(word)) < _LONGEST]
        texts = [*filter(_is_text, whole)]
        made = [*texts, *_rests(texts)]
        return [*dict.fromkeys([*whole, *made, *(int(text) for text in made if _is_number(text))])]

    def _words_of(self, code: CodeType) -> Iterator[Any]:
        around = self.globals_of[code]
        for name in code.co_names:  # a table in its module, or in a class there
            if name in around and not callable(around[name]):
                yield from _scalars(around[name])
            elif isinstance(owner := around.get(name), type):
                members = vars(owner)
                yield from (word for each in code.co_names for word in _scalars(members.get(each)))
        yield from _constants(code)


@contextmanager
def executed() -> Generator[Executed]:
    """Note the code that runs within, in this thread."""
    seen = Executed()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code not in seen.globals_of and _is_of_others(frame):
            seen.globals_of[frame.f_code] = frame.f_globals

    before: Any = sys.getprofile()
    sys.setprofile(note)
    try:
        yield seen
    finally:
        if before is None or callable(before):
            sys.setprofile(before)
        else:
            before.enable()  # cProfile's own, which stands for itself


def _is_of_others(frame: FrameType) -> bool:
    module = str(frame.f_globals.get("__name__", "builtins"))  # made code has none
    return module.partition(".")[0] not in _BELOW and not module.startswith(_OURS)


def _constants(code: CodeType) -> Iterator[Any]:
    for constant in code.co_consts:
        yield from _constants(constant) if isinstance(constant, CodeType) else _scalars(constant)


def _scalars(value: Any, levels: int = 3) -> Iterator[Any]:
    """Yield the scalars in a constant: a text, a tuple of texts, a table."""
    if not levels:
        return
    if is_map(value):
        for key, item in [*value.items()][:MOST_WORDS]:
            yield from (*_scalars(key, levels - 1), *_scalars(item, levels - 1))
    elif isinstance(value, list | tuple | set | frozenset):
        for item in sorted(cast("Iterable[Any]", value), key=str)[:MOST_WORDS]:
            yield from _scalars(item, levels - 1)
    elif type(value) in (str, int):
        yield value


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _rests(texts: list[str]) -> Iterator[str]:
    """Yield what is left of each text without another at its start or end: ``prod`` of ``prod-x``.

    It is what a value must be for an f-string with the other text in it to be the first one.
    """
    pieces = [text for text in texts if text][:_MOST_PIECES]
    for text in texts[:MOST_WORDS]:
        for piece in pieces:
            if len(piece) < len(text):
                if text.startswith(piece):
                    yield text.removeprefix(piece)
                if text.endswith(piece):
                    yield text.removesuffix(piece)
