"""Refuses what depends on texts that are known only at install, and that nothing bounds.

Helm counts bytes and changes the case of letters otherwise than Python, and prints a key twice that
two keys of one map come to. So what is cut or changed must be ASCII, and keys must be told apart,
whatever the values are: by the types of the fields, by rules, and by the conditions around.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.expression_texts import ExpressionTexts, Scope
from todo_k8s.helm.compiled.told_texts import rules_of
from todo_k8s.helm.functions.declaration import FUNCTIONS
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.soundness.directed import Directed
from todo_k8s.helm.soundness.late_keys import LateKeys
from todo_k8s.helm.soundness.only_ascii import OnlyAscii
from todo_k8s.helm.symbolic.conditions import opposite
from todo_k8s.helm.symbolic.expressions import Call, Expr, Let, Named
from todo_k8s.helm.symbolic.nodes import Content, Each, Entries, Fault, If, Include, parts, within


def check_late_texts(chart: CompiledChart, directed: Directed) -> None:
    """See that texts known only at install are such that Helm and Python agree on them.

    Args:
        chart: The chart.
        directed: What tries fields that only rules bound.

    Raises:
        TemplateError: If that does not follow from types, rules and conditions.
    """
    search = _Search(chart, directed)
    for made in chart.objects.values():
        with within(f"{made.path}: "):
            search.of_object(made.conditions, made.content)
    for content in (chart.faults, chart.requirements, chart.notes, chart.warnings):
        search.of(content, Scope())


class _Search:
    """Looks for what depends on late texts, with what is known where it stands."""

    def __init__(self, chart: CompiledChart, directed: Directed) -> None:
        self._texts = ExpressionTexts(chart)
        self._keys = LateKeys(self._texts, rules_of(chart))
        self._ascii = OnlyAscii(chart, self._texts, directed)
        self._seen: set[int] = set()
        self._around: list[Expr] = []
        """The conditions around, of helpers those where the first one is included."""

    def of_object(self, conditions: tuple[Expr, ...], content: Content) -> None:
        """Look into content that is there where conditions hold."""
        self._all(conditions, Scope())
        self._where(conditions, content, Scope())

    @any_depth
    def of(self, content: Content, scope: Scope) -> None:
        """Look into content."""
        match content:
            case Expr():
                if not self._is_known(content, scope):
                    self._of_expr(content, scope)
            case If(condition=condition, then=then, otherwise=otherwise):
                self._of_choice(condition, then, otherwise, scope)
            case Each(collection=collection, body=body, key=key, last=last):
                self.of(collection, scope)
                self._all((body, key, last), self._texts.inside(content, scope))
            case Include(body=body, given=given):
                self._all(given.values(), scope)
                self.of(body, self._texts.included(given, scope))
            case Fault(holds=holds):  # what is said matters only where values are refused
                self.of(holds, scope)
            case Entries(own=own, more=more):
                self._of_map(own, scope)
                self.of(more, scope)
            case _:
                self._of_plain(content, scope)

    def _all(self, contents: Iterable[Content], scope: Scope) -> None:
        for content in contents:
            self.of(content, scope)

    def _is_known(self, expr: Expr, scope: Scope) -> bool:
        """Tell whether an expression was looked into where no more is known than everywhere."""
        if expr.variables or (scope.holding and not isinstance(expr, Named)):
            return False
        known = id(expr) in self._seen
        self._seen.add(id(expr))
        return known

    def _of_choice(self, condition: Expr, then: Content, otherwise: Content, scope: Scope) -> None:
        self.of(condition, scope)
        self._where((condition,), then, scope)
        self._where((opposite(condition),), otherwise, scope)

    def _where(self, conditions: tuple[Expr, ...], content: Content, scope: Scope) -> None:
        for condition in conditions:
            scope = scope.where(condition)
        self._around += conditions
        self.of(content, scope)
        del self._around[len(self._around) - len(conditions) :]

    def _of_plain(self, content: Content, scope: Scope) -> None:
        if is_map(content):
            self._of_map(content, scope)
        elif is_list(content):
            self._all(content, scope)
        elif not isinstance(content, str):
            self._all(parts(content), scope)

    def _of_map(self, entries: Mapping[Any, Content], scope: Scope) -> None:
        self._keys.check([*entries], scope)
        for key, value in entries.items():
            if isinstance(key, Expr):
                self.of(key, scope)
            if not isinstance(value, str):
                self.of(value, scope)

    def _of_expr(self, expr: Expr, scope: Scope) -> None:
        match expr:
            case Call(function="choose", args=(condition, then, otherwise)):
                self._of_choice(condition, then, otherwise, scope)
            case Call(function=name, args=args):
                self._all(args, scope)
                if name in ("mapping", "object"):
                    self._keys.check(args[::2], scope)
                for place in FUNCTIONS[name].of_ascii:
                    self._ascii.check(name, args[place], scope, self._around)
            case Named(body=body):
                self.of(body, scope.of_helpers)
            case Let(value=value):
                self.of(value, scope)
            case _:
                pass
