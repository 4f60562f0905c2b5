"""What values are allowed to be and may not be meant to: told after an installation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from todo_k8s.helm.content import Content, each, named_list, only_if
from todo_k8s.helm.functions import is_set
from todo_k8s.helm.model import Check
from todo_k8s.helm.model.rules import line_of
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.helm.symbolic.as_expressions import as_token
from todo_k8s.helm.symbolic.conditions import opposite
from todo_k8s.helm.symbolic.nodes import Each, If

_HEADING = "Warnings:"


def warning_lines(check: Any) -> Content:
    """Return the line of a check that does not hold, or the lines of several."""
    if is_list(check):
        return [warning_lines(each_one) for each_one in check]
    if isinstance(check, Each):
        return Each(check.collection, check.variables, warning_lines(check.body))
    if isinstance(check, If):
        return If(check.condition, warning_lines(check.then), warning_lines(check.otherwise))
    if not isinstance(check, Check):
        return None
    line = line_of(check)
    if (token := as_token(check.holds)) is None:
        return None if check.holds else line
    return If(opposite(token.expr), line)


def with_warnings(notes: Content, lines: Sequence[Content]) -> Content:
    """Return the lines of NOTES.txt with the warnings at their end, if there are any."""
    if not lines:
        return notes
    told = named_list("warnings", [*lines])
    shown = each(told, lambda line: f"  {line}")
    return [
        *(notes if is_list(notes) else [notes]),
        only_if(is_set(told), ["", _HEADING, shown]),
    ]
