"""Which values make content give a part of a manifest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.expressions import Call, Expr, Named, Ref
from todo_k8s.helm.symbolic.nodes import Each, Entries, Filled, If, Node, Spread
from todo_k8s.importing.inversion.expressions import Inversions
from todo_k8s.importing.inversion.fits import (
    ABSENT,
    UNKNOWN,
    Fit,
    Scope,
    best,
    leaves,
    together,
)
from todo_k8s.importing.inversion.lists import Alignment
from todo_k8s.importing.inversion.loops import Turns
from todo_k8s.importing.inversion.worths import inner_scope, is_known, place_of


class Inverter(Inversions):
    """Reads values off manifests.

    Args:
        evaluation: The chart, with the values that are known so far.
        exact: Whether what a manifest lacks is to be lacking; else it may have more.
        invents: Whether keys are invented before what is left in a list is given to other parts.
    """

    def __init__(
        self, evaluation: Evaluation, *, exact: bool = True, invents: bool = False
    ) -> None:
        super().__init__(evaluation)
        self.invents = invents
        self.exact = exact
        self.keys: dict[Any, dict[Any, None]] = {}
        """The keys that loops over an expression were found to have."""

    def solved(self, content: Any, target: Any, scope: Scope) -> Fit:
        """Return what makes content give `target`, a part of a manifest, or `ABSENT`."""
        if target is ABSENT and not self.exact:
            return Fit()
        if isinstance(content, Expr):
            return self._expression(content, target, scope)
        if isinstance(content, Node):
            return self._node(content, target, scope)
        if is_map(content):
            return self._map(content, target, scope)
        if is_list(content):
            return self._list(content, target, scope)
        if content is None:
            return Fit((), leaves(target))
        return Fit() if content == target else Fit((), leaves(target) or 1)

    def _expression(self, expr: Expr, target: Any, scope: Scope) -> Fit:
        if target is ABSENT:
            worth = self.plain(expr, scope)
            if is_known(worth) and worth is None:
                return Fit()
            if isinstance(expr, Named) and not isinstance(expr.body, Expr):
                return self.solved(expr.body, ABSENT, inner_scope(expr, scope))
            return self.emptied(expr, scope)
        found = self.made(expr, target, scope)
        return Fit((), leaves(target)) if found is None else found

    def _node(self, node: Node, target: Any, scope: Scope) -> Fit:
        match node:
            case If(condition=condition, then=then, otherwise=otherwise):
                if target is ABSENT:
                    return self._missing(node, scope)
                yes = self._branch(then, condition, target, scope, taken=True)
                no = self._branch(otherwise, condition, target, scope, taken=False)
                is_off = self.worth(condition, scope) is False and not _is_own(
                    condition, yes, scope
                )
                return best([no, yes] if is_off else [yes, no]) or yes
            case Filled(content=inner):
                return self.solved(inner, target, scope)
            case Entries(own=own, more=more):
                return self._entries(own, more, target, scope)
            case Each(key=None) | Spread():
                return self._list([node], target, scope)
            case Each():
                return self._keyed(node, target, scope)
            case _:  # what a cluster generated
                return Fit()

    def _branch(
        self, content: Any, condition: Expr, target: Any, scope: Scope, *, taken: bool
    ) -> Fit:
        """Return what makes a branch of a choice give `target`, and the choice take it."""
        found = self.solved(content, target, scope)
        denied = self.is_denied(condition, found.settings, scope, wanted=taken)
        return found.and_(self.held(condition, taken, scope), Fit((), int(denied)))

    def _missing(self, node: If, scope: Scope) -> Fit:
        """Return what makes a choice give nothing."""
        ways: list[Fit] = []
        known = self.worth(node.condition, scope)
        chosen = node.then if known is UNKNOWN or known else node.otherwise
        if chosen is None:
            return Fit()
        if isinstance(chosen, If) or node.otherwise is not None:
            ways.append(self.solved(chosen, ABSENT, scope))
        if node.otherwise is None:
            ways.append(self.held(node.condition, wanted=False, scope=scope))
        return self.either(ways)

    def _map(self, content: Mapping[Any, Any], target: Any, scope: Scope) -> Fit:
        rest, found = self._own(content, target, scope)
        return found.and_(Fit((), leaves(rest) if rest else 0))

    def _entries(self, own: Mapping[Any, Any], more: Any, target: Any, scope: Scope) -> Fit:
        rest, found = self._own(own, target, scope)
        return found.and_(self.solved(more, rest or ABSENT, scope))

    def _own(
        self, content: Mapping[Any, Any], target: Any, scope: Scope
    ) -> tuple[dict[Any, Any], Fit]:
        """Return what a map has besides the keys of content, and what these come from."""
        rest = dict(target) if is_map(target) else {}
        fits: list[Fit] = []
        for key, item in content.items():
            name = self.worth(key, scope)
            fits.append(
                self.solved(item, rest.pop(name, ABSENT) if is_known(name) else ABSENT, scope)
            )
        missed = 0 if is_map(target) or target is ABSENT else leaves(target)
        return rest, together(fits).and_(Fit((), missed))

    def _list(self, content: list[Any], target: Any, scope: Scope) -> Fit:
        if target is not ABSENT and not is_list(target):
            return Fit((), leaves(target))
        items: list[Any] = [*target] if is_list(target) else []
        return Alignment(self, scope).solved(content, items)

    def _keyed(self, each: Each, target: Any, scope: Scope) -> Fit:
        entries = target if is_map(target) else {}
        turns = Turns(self, each, scope)
        missed = [leaves(item) for key, item in entries.items() if not turns.take_entry(key, item)]
        return turns.fit().and_(Fit((), sum(missed)))


def _is_own(condition: Expr, fit: Fit, scope: Scope) -> bool:
    """Tell whether a choice takes a value of this place alone, if that is set, as a fit does."""
    match condition:
        case Call(function="is_set", args=(value, *_)):
            pass
        case Call(function="not", args=(Call(function="is_none", args=(value,)),)):
            pass
        case _:
            return False
    place = place_of(value, scope) if isinstance(value, Ref) else None
    return bool(fit.settings) and all(one.path == place for one in fit.settings)
