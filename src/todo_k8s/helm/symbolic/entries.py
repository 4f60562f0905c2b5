"""A map of the chart's own entries, and of an operator's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from todo_k8s.errors import ExpressionError, TemplateError
from todo_k8s.helm.plain.articles import a_or_an
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.symbolic.as_expressions import as_token, is_symbolic
from todo_k8s.helm.symbolic.decoding import there
from todo_k8s.helm.symbolic.nodes import Content, Entries, Node
from todo_k8s.helm.symbolic.resolve import resolve
from todo_k8s.helm.symbolic.session import current
from todo_k8s.helm.symbolic.shared_keys import note, set_twice


def with_entries(
    own: Mapping[str, Any], more: Mapping[str, Any], *, by_rule: bool = False
) -> Content:
    """Return a map of `own` entries and `more`, such as labels of the chart and of an operator.

    Values with a key of both are refused, by the constructs and by Helm, where both are there;
    `todo_k8s.helm.functions.merge` says which one wins instead.

    Args:
        own: The chart's entries.
        more: A map of the values, or other content.
        by_rule: Whether a rule of the values, or the type of `more` (`ReservedKeys`), refuses
            those keys: then nothing is added to the templates for it.

    Raises:
        TemplateError: If the two share a key although `by_rule` says that they cannot, or in a
            chart that cannot be exported.
        ValuesError: If values have a key of both, once the chart is built.
    """
    given: Any = more
    if given is None:  # what only_if() gives
        return own
    if (token := as_token(given)) is not None:
        if there(token.expr).kind != "map":
            raise ExpressionError(
                f"{token!r} is {a_or_an(token.expr.type)}; with_entries() takes a map"
            )
    elif not isinstance(given, Node) and not _is_open(own, more):
        return _of_known(own, more, by_rule=by_rule)
    return Entries(own, more, by_rule) if own else more


def _is_open(*maps: Mapping[str, Any]) -> bool:
    """Tell whether keys are known only at install."""
    return any(is_symbolic(key) for each in maps for key in each)


def _of_known(own: Mapping[str, Any], more: Mapping[str, Any], *, by_rule: bool) -> Content:
    if shared := sorted(own.keys() & more.keys()):
        if by_rule or current() is not None:
            raise TemplateError(set_twice(shared[0]))
        note(shared[0])
    whole = isinstance(own, Raw) or (own and more and isinstance(more, Raw))
    return _beside(own, more) if whole else {**own, **more}


def _beside(own: Mapping[str, Any], more: Mapping[str, Any]) -> Raw:
    """Return a map of entries of one's own and of an operator's, one in Kubernetes' own form."""
    both = Raw({**(resolve(own) or {}), **(resolve(more) or {})})
    both.theirs = frozenset(more)
    return both
