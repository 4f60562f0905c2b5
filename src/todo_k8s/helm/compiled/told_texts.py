"""What conditions tell of texts where they hold, and the rules of a chart of all valid values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce

from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.fields.pattern_texts import texts_of_pattern
from todo_k8s.helm.fields.texts import (
    ANY,
    EMPTY,
    Repeated,
    Texts,
    both,
    literal,
    one_of,
    other_than,
)
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.helm.symbolic.conditions import arguments_of
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr
from todo_k8s.helm.symbolic.nodes import Content, Fault

Told = Mapping[Expr, Texts]
"""Which texts expressions may be."""

_NOT_EMPTY = Repeated(ANY.inner, 1)


def rules_of(chart: CompiledChart) -> list[Expr]:
    """Return conditions that hold for all values that a chart accepts."""
    return [
        part
        for content in (chart.faults, chart.requirements)
        for fault in _faults(content)
        for part in (arguments_of(fault.holds, "all_of") or (fault.holds,))
    ]


def _faults(content: Content) -> Iterator[Fault]:
    for part in content if is_list(content) else [content]:
        if is_list(part):
            yield from _faults(part)
        elif isinstance(part, Fault):
            yield part


def told_by(conditions: Iterable[Expr]) -> dict[Expr, Texts]:
    """Return what conditions that all hold tell of texts."""
    found: dict[Expr, Texts] = {}
    for condition in conditions:
        found = _of_both(found, told(condition))
    return found


@any_depth
def told(condition: Expr) -> dict[Expr, Texts]:
    """Return what a condition that holds tells of texts."""
    match condition:
        case Call(function="all_of", args=args):
            return told_by(args)
        case Call(function="any_of", args=(first, *others)):
            return reduce(_of_either, map(told, others), told(first))
        case Call(function="matches", args=(text, Const(value=str() as pattern))):
            return {text: texts_of_pattern(pattern)}
        case Call(function="is_set", args=(Expr(kind="str") as text,)):
            return {text: _NOT_EMPTY}
        case Call(function="not", args=(Call(function="is_set", args=(text,)),)):
            return {text: EMPTY} if text.kind == "str" else {}
        case Call(function="equals", args=args):
            return {text: literal(word) for text, word in _compared(args)}
        case Call(function="not", args=(Call(function="equals", args=args),)):
            return {text: other_than(word) for text, word in _compared(args)}
        case _:
            return {}


def _compared(args: tuple[Expr, ...]) -> Iterator[tuple[Expr, str]]:
    for text, word in (args, args[::-1]):
        if isinstance(word, Const) and isinstance(word.value, str):
            yield text, word.value


def _of_both(one: dict[Expr, Texts], other: Told) -> dict[Expr, Texts]:
    found = dict(one)
    for expr, texts in other.items():
        found[expr] = both(found[expr], texts) if expr in found else texts
    return found


def _of_either(one: dict[Expr, Texts], other: Told) -> dict[Expr, Texts]:
    return {expr: one_of((texts, other[expr])) for expr, texts in one.items() if expr in other}
