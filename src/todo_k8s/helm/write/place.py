"""Where lines of a template go, and what is known there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.symbolic.conditions import (
    ALWAYS,
    arguments_of,
    follows,
    simplified,
)
from todo_k8s.helm.symbolic.expressions import Expr

Lines = list[str]


@dataclass(frozen=True)
class Place:
    """Where lines go: how deep, what holds ``.Values``, and which conditions hold there already."""

    indent: int = 0
    root: str = "."
    known: frozenset[Expr] = frozenset()

    def deeper(self) -> Place:
        """Return the place one level further in."""
        return replace(self, indent=self.indent + 2)

    def inside(self) -> Place:
        """Return the place within a ``range`` or ``with``, where ``.`` is something else."""
        return replace(self, root="$") if self.root == "." else self

    def given(self, condition: Expr) -> Place:
        """Return the place within an ``if`` of `condition`."""
        parts = arguments_of(condition, "all_of") or (condition,)
        return replace(self, known=self.known | {condition, *parts})

    @any_depth
    def holds(self, condition: Expr) -> bool:
        """Tell whether `condition` holds here, for what is around it, or everywhere."""
        if simplified(condition) == ALWAYS or follows(condition, self.known):
            return True
        return any(map(self.holds, arguments_of(condition, "any_of")))

    def line(self, text: str) -> str:
        """Return a line at this depth."""
        return " " * self.indent + text

    def action(self, text: str) -> str:
        """Return an action that leaves no line behind."""
        return self.line(f"{{{{- {text} }}}}")
