"""What is known of what expressions and content give, whatever the values: the texts of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.computed_texts import computed
from todo_k8s.helm.compiled.known_texts import UNKNOWN, Bounded, Known, Made, OfModel, several
from todo_k8s.helm.compiled.reads import VALUES
from todo_k8s.helm.compiled.told_texts import Told, rules_of, told_by
from todo_k8s.helm.fields.kind_texts import BOOLEAN, NUMBER
from todo_k8s.helm.fields.pattern_texts import texts_of_pattern
from todo_k8s.helm.fields.texts import (
    ANY,
    ASCII,
    EMPTY,
    Texts,
    literal,
    one_of,
)
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.conditions import arguments_of, opposite
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, Let, Named, Ref
from todo_k8s.helm.symbolic.nodes import Content, Each, Entries, Filled, If, Include, Spread

_NOTHING = several(())
_INDEX = Made(texts_of_pattern("^(0|[1-9][0-9]*)$"))
_WHOLE = texts_of_pattern("^-?(0|[1-9][0-9]*)$")


@dataclass(frozen=True)
class Scope:
    """What is known where an expression stands.

    Args:
        variables: Of the variables of loops.
        holding: The conditions that hold there.
    """

    variables: Mapping[str, Known] = field(default_factory=dict[str, Known])
    holding: tuple[Expr, ...] = ()

    @cached_property
    def told(self) -> Told:
        """What the conditions tell of texts."""
        return told_by(self.holding)

    def where(self, condition: Expr) -> Scope:
        """Return what is known where a condition holds too."""
        more = arguments_of(condition, "all_of") or (condition,)
        return replace(self, holding=(*self.holding, *more))

    def binding(self, variables: Mapping[str, Known]) -> Scope:
        """Return what is known where variables stand for more."""
        return replace(self, variables={**self.variables, **variables})

    @property
    def of_helpers(self) -> Scope:
        """What a helper knows, which is the same wherever it is included."""
        return replace(self, holding=()) if self.holding else self


class ExpressionTexts:
    """Tells what expressions and content of a chart give.

    Args:
        chart: The chart.
    """

    def __init__(self, chart: CompiledChart) -> None:
        self._told = told_by(rules_of(chart))
        version = chart.metadata.app_version
        self._roots: dict[str, Known] = {
            VALUES: OfModel(chart.model),
            "Release": Made(holding=Made(ASCII)),
            "Capabilities": Made(holding=Made(ASCII, holding=Made(ASCII))),
            "Chart": Made(holding=Made(ASCII if version.isascii() else ANY)),
        }
        self._known: dict[int, Known] = {}

    def of(self, expr: Expr, scope: Scope) -> Known:
        """Return what is known of what an expression gives."""
        if expr.variables or scope.holding:
            return self._of(expr, scope)
        if id(expr) not in self._known:
            self._known[id(expr)] = self._of(expr, scope)
        return self._known[id(expr)]

    @any_depth
    def _of(self, expr: Expr, scope: Scope) -> Known:
        found = self._computed(expr, scope)
        if expr.kind not in ("str", "scalar"):
            return found
        more = [told[expr] for told in (self._told, scope.told) if expr in told]
        return Bounded(found, tuple(more)) if more else found

    def _computed(self, expr: Expr, scope: Scope) -> Known:
        match expr:
            case Ref():
                return self._referred(expr, scope)
            case Const(value=value):
                return Made(_constant(value))
            case Let(value=inner):
                return self.of(inner, scope)
            case Named(body=body):
                return self.of_content(body, scope.of_helpers)
            case Call(kind="int" | "float" | "amount" | "bool"):
                return Made(_printed(expr.kind))
            case Call():
                return self._called(expr, scope)
            case _:
                return UNKNOWN

    def _referred(self, ref: Ref, scope: Scope) -> Known:
        head, *rest = ref.path
        root, *section = head.split(".")
        known = scope.variables if root.startswith("$") else self._roots
        found = known.get(root, UNKNOWN)
        for step in (*section, *rest):
            found = found.below(step)
        options = [found]
        if ref.default is not None:
            options.append(self.of(ref.default, scope))
        if ref.nullable:
            options.append(Made(EMPTY))
        return several(options) if len(options) > 1 else found

    def _called(self, call: Call, scope: Scope) -> Known:
        name, args = call.function, call.args
        if name == "choose":
            condition, then, otherwise = args
            return several(
                (
                    self.of(then, scope.where(condition)),
                    self.of(otherwise, scope.where(opposite(condition))),
                )
            )
        given = [self.of(arg, scope) for arg in args]
        return computed(name, given, args)

    # Content

    @any_depth
    def of_content(self, content: Content, scope: Scope) -> Known:
        """Return what is known of content."""
        match content:
            case Expr():
                return self.of(content, scope)
            case If(condition=condition, then=then, otherwise=otherwise):
                return several(
                    (
                        self.of_content(then, scope.where(condition)),
                        self.of_content(otherwise, scope.where(opposite(condition))),
                    )
                )
            case Each():
                return self._looped(content, scope)
            case Filled(content=inner):
                return self.of_content(inner, scope)
            case Entries(own=own, more=more):
                return several((self._of_map(own, scope), self.of_content(more, scope)))
            case Include(body=body, given=given):
                return self.of_content(body, self.included(given, scope))
            case Spread(items=items):
                return self.of(items, scope)
            case _:
                return self._of_plain(content, scope)

    def _of_plain(self, content: Content, scope: Scope) -> Known:
        if is_map(content):
            return self._of_map(content, scope)
        if is_list(content):
            return Made(holding=several(self._items(content, scope)))
        if content is None:
            return _NOTHING
        is_scalar = isinstance(content, str | int | float)
        return Made(_constant(content)) if is_scalar else UNKNOWN

    def _of_map(self, entries: Mapping[Any, Content], scope: Scope) -> Known:
        keys = one_of(self.of_content(key, scope).texts for key in entries)
        return Made(ANY, keys, several(self.of_content(x, scope) for x in entries.values()))

    def _items(self, content: list[Content], scope: Scope) -> Iterator[Known]:
        for part in content:
            found = self.of_content(part, scope)
            # what a loop or a choice gives is spliced, if it is a list
            yield (
                several((found, found.items))
                if isinstance(part, If)
                else (found.items if isinstance(part, Each | Spread) else found)
            )

    def _looped(self, loop: Each, scope: Scope) -> Known:
        inner = self.inside(loop, scope)
        body = self.of_content(loop.body, inner)
        if loop.key is not None:
            return Made(ANY, self.of(loop.key, inner).texts, body)
        spliced = is_list(loop.body) or isinstance(loop.body, If | Each | Spread)
        return Made(holding=several((body, body.items)) if spliced else body)

    # What is known within

    def inside(self, loop: Each, scope: Scope) -> Scope:
        """Return what is known in a loop."""
        known, items = self.of(loop.collection, scope), loop.variables[-1]
        first = Made(known.keys) if loop.collection.kind == "map" else _INDEX
        return scope.binding({loop.variables[0]: first, items: known.items})

    def included(self, given: Mapping[str, Expr], scope: Scope) -> Scope:
        """Return what is known in content that is included with what differs."""
        variables = {name: self.of(expr, scope) for name, expr in given.items()}
        return scope.of_helpers.binding(variables)  # conditions may be of others of these names


def _constant(value: Any) -> Texts:
    if value is None:
        return EMPTY
    if isinstance(value, bool):
        return literal(str(value).lower())
    return NUMBER if isinstance(value, float) else literal(str(value))


def _printed(kind: str) -> Texts:
    return {"bool": BOOLEAN, "int": _WHOLE}.get(kind, NUMBER)
