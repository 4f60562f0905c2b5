"""The constants that a chart's code may compare values with: those in all code that it leads to.

Code that is not watched can compare an f-string of more than one part with a constant, or look it
up in a dictionary, and nothing tells. So the constants become values that a chart is tried with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import CodeType
from typing import Any

from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.plain.shapes import true_type
from todo_k8s.helm.symbolic.expressions import Const
from todo_k8s.helm.symbolic.nodes import expressions_in

_MOST_WORDS = 200
_OF_PLUS = ("core",)
"""The constants that cdk8s-plus compares values with: an API group."""
_LONGEST = 60
_MOST_PIECES = 60
_DEEPEST = 20


def words_of(code: Sequence[Any], compiled: CompiledChart, *, with_contents: bool) -> list[Any]:
    """Return the constants that values may be compared with, in code and in what became of it.

    Args:
        code: The code that the chart leads to.
        compiled: The chart.
        with_contents: Whether what stands in manifests is compared too, as cdk8s-plus does.
    """
    tree = [*compiled.objects.values(), compiled.faults, compiled.requirements]
    contents = [getattr(part, "content", part) for part in tree]
    conditions = [part.conditions for part in compiled.objects.values()]
    found = (
        expr.value
        for expr in expressions_in([*contents, *map(list, conditions)])
        if isinstance(expr, Const) and type(expr.value) in (str, int)
    )
    first = _OF_PLUS if with_contents else ()  # not watched, and a large model has few trials
    more = _words_of_content(contents) if with_contents else ()
    return list(dict.fromkeys([*first, *_words_in(code), *found, *more]))[:_MOST_WORDS]


def _words_in(code: Iterable[Any]) -> list[Any]:
    """Return the short texts and the whole numbers in code, and what texts are made of.

    Args:
        code: The code and the data that a chart leads to, see `reached`.
    """
    found = dict.fromkeys(word for each in code for word in _constants(each))
    whole = [word for word in found if len(str(word)) < _LONGEST]
    texts = [word for word in whole if isinstance(word, str)]
    made = [*texts, *_rests(texts)]
    return [*dict.fromkeys([*whole, *made, *(int(text) for text in made if _is_number(text))])]


def _words_of_content(contents: Iterable[Any]) -> list[Any]:
    """Return the short texts and the whole numbers that stand in manifests as they are."""
    found = dict.fromkeys(word for each in contents for word in _scalars(each, _DEEPEST))
    return [word for word in found if len(str(word)) < _LONGEST]


def _constants(found: Any) -> Iterator[Any]:
    if type(found) is CodeType:
        for constant in found.co_consts:
            yield from _constants(constant)
    else:
        yield from _scalars(found)


def _scalars(value: Any, levels: int = 3) -> Iterator[Any]:
    """Yield the scalars in a constant: a text, a tuple of texts, a table.

    Of objects it goes by their true type, as some answer any question about themselves.
    """
    kind = true_type(value)
    if not levels:
        return
    if issubclass(kind, dict):
        for key, item in [*value.items()][:_MOST_WORDS]:
            yield from (*_scalars(key, levels - 1), *_scalars(item, levels - 1))
    elif issubclass(kind, set | frozenset):
        known = (item for item in value if type(item) in (str, int, tuple, frozenset))
        yield from _scalars(sorted(known, key=str), levels)
    elif issubclass(kind, list | tuple):
        for item in value[:_MOST_WORDS]:
            yield from _scalars(item, levels - 1)
    elif kind in (str, int):
        yield value


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def _rests(texts: list[str]) -> Iterator[str]:
    """Yield what is left of each text without another at its start or end: ``prod`` of ``prod-x``.

    It is what a value must be for an f-string with the other text in it to be the first one.
    """
    pieces = [text for text in texts if text][:_MOST_PIECES]
    for text in texts[:_MOST_WORDS]:
        for piece in pieces:
            if len(piece) < len(text):
                if text.startswith(piece):
                    yield text.removeprefix(piece)
                if text.endswith(piece):
                    yield text.removesuffix(piece)
