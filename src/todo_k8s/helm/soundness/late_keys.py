"""Sees that no two keys of one map can be equal, where some are known only at install."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NoReturn

from todo_k8s.errors import TemplateError
from todo_k8s.helm.compiled.expression_texts import ExpressionTexts, Scope
from todo_k8s.helm.compiled.told_apart import ToldApart
from todo_k8s.helm.fields.automata import may_meet
from todo_k8s.helm.fields.texts import literal, one_of
from todo_k8s.helm.symbolic.conditions import arguments_of
from todo_k8s.helm.symbolic.distinct import Key, may_be_equal
from todo_k8s.helm.symbolic.expressions import Const, Expr, describe


class LateKeys:
    """Tells the keys of maps apart.

    Args:
        texts: What tells which texts they may be.
        rules: Conditions that hold for all valid values.
    """

    def __init__(self, texts: ExpressionTexts, rules: Iterable[Expr]) -> None:
        self._texts = texts
        self._apart = ToldApart(rules)

    def check(self, keys: Sequence[Key], scope: Scope) -> None:
        """See that no two keys of a map can be equal.

        Raises:
            TemplateError: If two can.
        """
        late = [key for key in keys if isinstance(key, Expr) and not isinstance(key, Const)]
        if not late:
            return
        known = [key.value if isinstance(key, Const) else key for key in keys]
        fixed = [key for key in known if isinstance(key, str)]
        for place, key in enumerate(late):
            self._check_fixed(key, fixed, scope)
            for other in late[place + 1 :]:
                self._check_late(key, other, scope)

    def _check_late(self, key: Expr, other: Expr, scope: Scope) -> None:
        one, two = (self._texts.of(each, scope).texts for each in (key, other))
        if self._may_meet(key, other, scope) and may_meet(one, two):
            _refuse(key, other)

    def _check_fixed(self, key: Expr, fixed: Sequence[str], scope: Scope) -> None:
        """See that a late key is none of those that are written."""
        texts = self._texts.of(key, scope).texts
        near = [word for word in fixed if self._may_meet(key, word, scope)]
        if near and may_meet(texts, one_of(map(literal, near))):
            _refuse(key, next(word for word in near if may_meet(texts, literal(word))))

    def _may_meet(self, one: Expr, other: Key, scope: Scope) -> bool:
        expr = other if isinstance(other, Expr) else Const("str", other)
        return may_be_equal(one, other) and not self._apart.differ(one, expr, scope.holding)


def _refuse(one: Expr, other: Key) -> NoReturn:
    raise TemplateError(
        "two keys of one map are equal with some valid values, and Helm would print both: "
        f"{_shown(one)} and {_shown(other)}; give one of them a prefix that the other has not, "
        "bound a field in them by a pattern or a Literal, or make a rule that refuses those values"
    )


def _shown(key: Key) -> str:
    """Return a key as an f-string has it."""
    if not isinstance(key, Expr):
        return repr(key)
    parts = arguments_of(key, "concat") or (key,)
    return "".join(
        str(part.value) if isinstance(part, Const) else f"{{{describe(part)}}}" for part in parts
    )
