"""Which texts the rules of a chart tell apart: one is not another, or matches no pattern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from todo_k8s.helm.fields.patterns import occurs
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.symbolic.conditions import arguments_of, opposite
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr


@dataclass(frozen=True)
class _Never:
    """What a text never is, where some conditions hold.

    Args:
        other: Another text, or the pattern that it never matches.
        is_pattern: Whether it is a pattern.
        where: The conditions.
    """

    other: Expr
    is_pattern: bool
    where: frozenset[Expr]


class ToldApart:
    """Tells which texts rules tell apart.

    Args:
        rules: Conditions that hold for all valid values.
    """

    def __init__(self, rules: Iterable[Expr]) -> None:
        self._never: dict[Expr, list[_Never]] = defaultdict(list)
        for rule in rules:
            for clause in _clauses(rule):
                for expr, never in _told(clause):
                    self._never[expr].append(never)

    def differ(self, one: Expr, other: Expr, holding: Collection[Expr]) -> bool:
        """Tell whether two texts are never equal where conditions hold.

        Args:
            one: A text.
            other: Another one.
            holding: What holds where they stand.
        """
        return any(
            _is_excluded(never, text) and never.where <= {*holding}
            for expr, text in ((one, other), (other, one))
            for never in self._never.get(expr, ())
        )


def _is_excluded(never: _Never, text: Expr) -> bool:
    if not never.is_pattern:
        return never.other == text
    pattern = never.other.value if isinstance(never.other, Const) else None
    word = text.value if isinstance(text, Const) else None
    return isinstance(pattern, str) and isinstance(word, str) and occurs(pattern, word)


@any_depth
def _clauses(rule: Expr) -> list[tuple[Expr, ...]]:
    """Return the conditions of which one holds each, where a rule holds."""
    match rule:
        case Call(function="all_of", args=args):
            return [clause for arg in args for clause in _clauses(arg)]
        case Call(function="not", args=(Call(function="any_of", args=args),)):
            return [clause for arg in args for clause in _clauses(opposite(arg))]
        case Call(function="not", args=(Call(function="all_of", args=args),)):
            return [tuple(map(opposite, args))]
        case Call(function="any_of", args=args):
            return [args]
        case _:
            return [(rule,)]


def _told(clause: tuple[Expr, ...]) -> Iterator[tuple[Expr, _Never]]:
    """Yield what a text never is where the other conditions of a clause do not hold."""
    for place, condition in enumerate(clause):
        others = frozenset(map(opposite, (*clause[:place], *clause[place + 1 :])))
        for inner in arguments_of(condition, "not"):
            for text, other, is_pattern in _compared(inner):
                yield text, _Never(other, is_pattern, others)


def _compared(condition: Expr) -> Iterator[tuple[Expr, Expr, bool]]:
    match condition:
        case Call(function="equals", args=(one, other)):
            yield one, other, False
        case Call(function="matches", args=(text, pattern)):
            yield text, pattern, True
        case Call(function="includes", args=(Call(function="listing", args=items), text)):
            yield from ((text, item, False) for item in items)
        case _:
            return
