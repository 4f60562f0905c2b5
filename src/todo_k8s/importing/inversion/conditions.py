"""Which values make a condition hold, or not hold."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.symbolic.expressions import Call, Expr, Let, Named, Ref
from todo_k8s.importing.inversion.fits import (
    UNKNOWN,
    Added,
    Fit,
    Scope,
    Setting,
    Steps,
    best,
    together,
)
from todo_k8s.importing.inversion.worths import Worths, choices_at, inner_scope, is_known, place_of

_CANNOT = Fit((), 1)
_TOLD_ELSEWHERE = frozenset(["is_set", "has_key", "is_none"])
"""What holds because of a value that its use tells."""

_TOLD_IF_UNKNOWN = frozenset(["has_key", "contains"])
"""What a value decides that its use tells, once it is known."""

_NEAREST_OUTSIDE = {"more": 0, "less": 0, "at_least": -1, "at_most": 1}
"""How far beyond its bound the nearest number is that a comparison does not hold for."""


class Conditions(Worths, ABC):
    """Finds the values that conditions ask for.

    Args:
        evaluation: What is known so far.
    """

    def __init__(self, evaluation: Evaluation) -> None:
        super().__init__(evaluation)
        self.depth = 0
        self.others: list[Setting] = []
        """Other ways, to be tried later."""
        self.roots: dict[str, Steps] = {}
        """Where the variables of loops are set."""

    @abstractmethod
    def made(self, expr: Expr, target: Any, scope: Scope) -> Fit | None:
        """Return what makes an expression worth `target`; None if nothing can."""

    @abstractmethod
    def solved(self, content: Any, target: Any, scope: Scope) -> Fit:
        """Return what makes content give `target`."""

    def held(self, condition: Expr, wanted: bool, scope: Scope) -> Fit:  # both are asked for
        """Return what makes a condition hold, or not hold."""
        known = self.worth(condition, scope)
        if is_known(known) and bool(known) == wanted:
            return Fit()
        if isinstance(condition, Let):
            return self.held(condition.value, wanted, scope)
        if isinstance(condition, Named):
            inner = inner_scope(condition, scope)
            return self.held(condition.body, wanted, inner) if _is_expr(condition.body) else _CANNOT
        if isinstance(condition, Ref):
            if condition.kind == "bool":
                return self.made(condition, wanted, scope) or _CANNOT
            return Fit() if wanted else self.emptied(condition, scope)
        if isinstance(condition, Call):
            return self._held_call(condition, wanted, scope)
        return _CANNOT

    def _held_call(self, call: Call, wanted: bool, scope: Scope) -> Fit:
        name, args = call.function, call.args
        if name == "not":
            return self.held(args[0], not wanted, scope)
        if name in {"all_of", "any_of"}:
            fits = [self.held(each, wanted, scope) for each in args]
            return together(fits) if (name == "all_of") == wanted else self.either(fits)
        if name in _TOLD_ELSEWHERE and wanted == (name != "is_none"):
            return Fit()
        if name in _TOLD_IF_UNKNOWN and not is_known(self.worth(call, scope)):
            return Fit()
        if name == "is_set":
            return self.emptied(args[0], scope)
        if name == "is_none":
            return self.made(args[0], None, scope) or _CANNOT
        if name == "equals":
            return self._equal(args, scope) if wanted else self._unequal(call, scope)
        if name == "includes" and wanted:
            return self._including(args, scope)
        if name == "default":
            return self.made(args[0], wanted, scope) or _CANNOT
        return self._bounded(call, wanted, scope)

    def _bounded(self, call: Call, wanted: bool, scope: Scope) -> Fit:
        """Return what keeps a number out of a range; that it is in it, its use tells."""
        if call.function not in _NEAREST_OUTSIDE:
            return _CANNOT
        bound = self.worth(call.args[1], scope)
        if not isinstance(bound, int):
            return Fit() if wanted else _CANNOT
        outside = bound + _NEAREST_OUTSIDE[call.function]
        if not wanted:
            return self.made(call.args[0], outside, scope) or _CANNOT
        inside = outside + (1 if call.function in {"more", "at_least"} else -1)
        if found := self.made(call.args[0], inside, scope):
            self.others += found.settings  # in case that it has no other use
        return Fit()

    def is_denied(
        self, condition: Expr, settings: Iterable[Setting], scope: Scope, *, wanted: bool
    ) -> bool:
        """Tell whether settings make it come out otherwise that a map has a key."""
        if not isinstance(condition, Call) or condition.function != "has_key":
            return False
        mapping, key = condition.args
        place = place_of(mapping, scope) if isinstance(mapping, Ref) else None
        given = [one.value for one in settings if one.path == place and is_map(one.value)]
        return any((self.worth(key, scope) in each) != wanted for each in given)

    def either(self, fits: Sequence[Fit]) -> Fit:
        """Return the best of several ways; the others are remembered, to be tried later."""
        found = best(fits) or _CANNOT
        for fit in fits:
            if fit is not found and not fit.misses:
                self.others += fit.settings
        return found

    def _equal(self, args: Sequence[Expr], scope: Scope) -> Fit:
        for one, other in (args, args[::-1]):
            worth = self.worth(other, scope)
            if is_known(worth) and (found := self.made(one, worth, scope)) is not None:
                return found
        return _CANNOT

    def _unequal(self, call: Call, scope: Scope) -> Fit:
        """Return what makes two things differ: any other word of an enumeration, to be tried."""
        if self.worth(call, scope) is UNKNOWN:
            return Fit()
        place = place_of(call.args[0], scope) if isinstance(call.args[0], Ref) else None
        if place is not None:
            root, path = self.roots.get(f"{place[0]}", place[:1]), place[1:]
            whole = (*root, *path)
            words = choices_at(self.evaluation.chart.model, whole[1:])
            self.others += (Setting(whole, word) for word in words)
        return _CANNOT

    def _including(self, args: Sequence[Expr], scope: Scope) -> Fit:
        items, item = args[0], self.worth(args[1], scope)
        place = place_of(items, scope) if isinstance(items, Ref) else None
        if place is None or not is_known(item):
            return _CANNOT
        return Fit((Setting(place, Added(item)),))

    def emptied(self, expr: Expr, scope: Scope) -> Fit:
        """Return what makes an expression worth nothing."""
        worth = self.worth(expr, scope)
        if is_known(worth) and not worth:
            return Fit()
        if not isinstance(expr, Ref):
            body = expr.body if isinstance(expr, Named) else None
            if isinstance(body, Expr) and isinstance(expr, Named):
                return self.emptied(body, inner_scope(expr, scope))
            if isinstance(expr, Call) and expr.function in {"default", "merge"}:
                return together(self.emptied(each, scope) for each in expr.args)
            return _CANNOT
        if expr.nullable:
            return self.made(expr, None, scope) or _CANNOT
        empty = _EMPTY.get(expr.kind)
        return _CANNOT if empty is None else self.made(expr, empty(), scope) or _CANNOT


_EMPTY: dict[str, Callable[[], Any]] = {"str": str, "map": dict, "list": list, "int": int}


def _is_expr(body: Any) -> bool:
    return isinstance(body, Expr)
