"""Which values make an expression worth what a manifest has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, Let, Named, Ref
from todo_k8s.helm.symbolic.nodes import If
from todo_k8s.importing.inversion.conditions import Conditions
from todo_k8s.importing.inversion.fits import UNKNOWN, Fit, Scope, Setting, best
from todo_k8s.importing.inversion.worths import inner_scope, is_known, place_of

_AS_THEY_ARE = frozenset(
    ["trim_suffix", "trim_prefix", "truncate", "lower", "upper", "trim", "label", "image_tag"]
)
"""Functions of texts that mostly leave the text as it is."""

_Inversion: TypeAlias = Callable[[Sequence[Expr], Any, Scope], Fit | None]

_LONGEST_CHAIN = 40
"""A deeper expression is not inverted: there are two ways at each `choose`."""


class Inversions(Conditions):
    """Finds the values of expressions.

    Args:
        evaluation: What is known so far.
    """

    def __init__(self, evaluation: Evaluation) -> None:
        super().__init__(evaluation)
        self._by_function: Mapping[str, _Inversion] = {
            "choose": self._chosen,
            "concat": self._concatenated,
            "default": self._defaulted,
            "get": self._looked_up,
            "get_int": self._looked_up,
            "merge": self._merged,
            "object_name": self._named_object,
            "omit": self._remaining,
            "string": self._number,
        }

    def made(self, expr: Expr, target: Any, scope: Scope) -> Fit | None:
        """Return what makes an expression worth `target`; None if nothing can."""
        if _same(self.worth(expr, scope), target):
            return Fit()
        if isinstance(expr, Ref):
            return self._referred(expr, target, scope)
        if isinstance(expr, Let):
            return self.made(expr.value, target, scope)
        if isinstance(expr, Named):
            return self._named(expr, target, scope)
        if isinstance(expr, Call) and self.depth < _LONGEST_CHAIN:
            self.depth += 1
            try:
                return self._called(expr, target, scope)
            finally:
                self.depth -= 1
        return None

    def _referred(self, ref: Ref, target: Any, scope: Scope) -> Fit | None:
        place = place_of(ref, scope)
        if place is None or not _is_of(ref, target):
            return None
        return Fit((Setting(place, target),))

    def _named(self, named: Named, target: Any, scope: Scope) -> Fit | None:
        inner = inner_scope(named, scope)
        if isinstance(named.body, Expr):
            return self.made(named.body, target, inner)
        return self.solved(named.body, target, inner)

    def _called(self, call: Call, target: Any, scope: Scope) -> Fit | None:
        name, args = call.function, call.args
        if call.kind == "bool" and isinstance(target, bool):
            return self.held(call, target, scope)
        if name in _AS_THEY_ARE:
            return self.made(args[0], target, scope) if isinstance(target, str) else None
        inversion = self._by_function.get(name)
        return None if inversion is None else inversion(args, target, scope)

    def _chosen(self, args: Sequence[Expr], target: Any, scope: Scope) -> Fit | None:
        condition, then, otherwise = args
        ways: list[Fit] = []
        for branch, wanted in ((then, True), (otherwise, False)):
            fit = self.made(branch, target, scope)
            if fit is not None:
                ways.append(fit.and_(self.held(condition, wanted, scope)))
        return best(ways)

    def _defaulted(self, args: Sequence[Expr], target: Any, scope: Scope) -> Fit | None:
        value, fallback = args
        if _same(self.worth(fallback, scope), target):
            emptied = self.emptied(value, scope)
            if not emptied.misses:
                return emptied
        found = self.made(value, target, scope)
        if found is None:
            return self.made(fallback, target, scope)
        return Fit((*found.settings, *self._of_all(fallback, target, scope)), found.misses)

    def _of_all(self, fallback: Expr, target: Any, scope: Scope) -> tuple[Setting, ...]:
        """Return what one value for several fields could be set to instead, as a proposal."""
        is_value = isinstance(fallback, Ref) or (
            isinstance(fallback, Call) and fallback.function == "default"
        )
        found = self.made(fallback, target, scope) if is_value else None
        return () if found is None else found.settings

    def _concatenated(self, parts: Sequence[Expr], target: Any, scope: Scope) -> Fit | None:
        if not isinstance(target, str):
            return None
        worths = [self.worth(part, scope) for part in parts]
        for index, part in enumerate(parts):
            around = [*worths[:index], *worths[index + 1 :]]
            if isinstance(part, Const) or not all(isinstance(each, str) for each in around):
                continue
            before, after = "".join(worths[:index]), "".join(worths[index + 1 :])
            fits = target.startswith(before) and target.endswith(after)
            if fits and len(target) > len(before) + len(after):
                inner = target[len(before) : len(target) - len(after)]
                if (found := self.made(part, inner, scope)) is not None:
                    return found
        return self._split(parts, target, scope)

    def _split(self, parts: Sequence[Expr], target: str, scope: Scope) -> Fit | None:
        """Take a text apart at its constants: the longest for the first part, as of an image."""
        patterns = [
            re.escape(str(part.value)) if isinstance(part, Const) else "(.+)" for part in parts
        ]
        if "(.+)(.+)" in "".join(patterns):
            return None
        match = re.fullmatch("".join(patterns), target, re.DOTALL)
        if match is None:
            return None
        unknown = [part for part in parts if not isinstance(part, Const)]
        fits = [
            self.made(part, text, scope) for part, text in zip(unknown, match.groups(), strict=True)
        ]
        found = [fit for fit in fits if fit is not None]
        return Fit().and_(*found) if len(found) == len(fits) else None

    def _looked_up(self, args: Sequence[Expr], target: Any, scope: Scope) -> Fit | None:
        """Return what makes a key be that of an entry worth `target`."""
        entries, key = self.worth(args[0], scope), args[1]
        names = [name for name, item in _entries(entries) if _same(item, target)]
        if len(names) > 1 and self.worth(key, scope) is UNKNOWN:
            return Fit()  # another use of the key may tell which
        return self.made(key, names[0], scope) if names else None

    def _named_object(self, args: Sequence[Expr], target: Any, scope: Scope) -> Fit | None:
        return self._concatenated((args[0], _DASH, args[1]), target, scope)

    def _number(self, args: Sequence[Expr], target: Any, scope: Scope) -> Fit | None:
        if isinstance(target, str) and re.fullmatch("0|-?[1-9][0-9]{0,15}", target):
            return self.made(args[0], int(target), scope)
        return None

    def _remaining(self, args: Sequence[Expr], target: Any, scope: Scope) -> Fit | None:
        """Return what makes a map be the target, from which nothing is taken away."""
        return self.made(args[0], target, scope) if is_map(target) else None

    def _merged(self, maps: Sequence[Expr], target: Any, scope: Scope) -> Fit | None:
        """Give to the first map what the others do not give; to others what has a place there."""
        if not is_map(target):
            return None
        others: dict[str, Any] = {}
        for each in reversed(maps[1:]):
            worth = self.worth(each, scope)
            others.update(worth if is_map(worth) else {})
        own = {key: item for key, item in target.items() if others.get(key, _NOTHING) != item}
        first = self.made(maps[0], own, scope)
        missing = sum(key not in target for key in others)
        found = Fit((), len(own)) if first is None else first
        also = [self._in_others(each, target, scope) for each in maps[1:]]
        return Fit(
            (*found.settings, *(s for fit in also for s in fit.settings)), found.misses
        ).and_(Fit((), missing))

    def _in_others(self, expr: Expr, target: dict[str, Any], scope: Scope) -> Fit:
        """Return what could come from a map that is overridden by others, as further proposals."""
        body = expr.body if isinstance(expr, Named) else expr
        if isinstance(expr, Named) and is_map(body):
            inner = inner_scope(expr, scope)
            pairs = ((self.worth(key, inner), content) for key, content in body.items())
            fits = [self.solved(item, target[key], inner) for key, item in pairs if key in target]
            return Fit(tuple(one for fit in fits for one in fit.settings))
        if isinstance(expr, Named) and isinstance(body, If):
            found = self.solved(body, target, inner_scope(expr, scope))
            return Fit(found.settings)
        if isinstance(expr, Ref):
            return self.made(expr, target, scope) or Fit()
        if isinstance(body, Call) and body.function == "merge":
            inner = inner_scope(expr, scope) if isinstance(expr, Named) else scope
            return Fit().and_(*(self._in_others(each, target, inner) for each in body.args))
        return Fit()


_DASH = Const("str", "-")
_NOTHING = object()


def _entries(mapping: Any) -> Iterable[tuple[str, Any]]:
    return mapping.items() if is_map(mapping) else ()


def _same(worth: Any, target: Any) -> bool:
    return is_known(worth) and type(worth) is type(target) and worth == target


def _is_of(ref: Ref, target: Any) -> bool:
    """Tell whether a value is of a reference's kind, as far as that is known."""
    if target is None:
        return ref.nullable
    match ref.kind:
        case "map":
            return is_map(target)
        case "list":
            return is_list(target)
        case "bool":
            return isinstance(target, bool)
        case "int":
            return isinstance(target, int) and not isinstance(target, bool)
        case "str":
            return isinstance(target, str)
        case _:
            return not isinstance(target, bool)
