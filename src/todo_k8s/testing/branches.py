"""The branches of a compiled chart, and which of them values go through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.compiled.expressions import Variables
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.conditions import arguments_of, follows
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, Named, subexpressions
from todo_k8s.helm.symbolic.nodes import (
    Content,
    Each,
    Entries,
    Fault,
    Filled,
    Generated,
    If,
    Include,
    Node,
    Spread,
)
from todo_k8s.helm.write.gotext import GoText

_LONGEST = 160
_ROOT = "."
_RULES = "rules"
Known = tuple[Expr, ...]
"""Conditions that hold."""


@dataclass(frozen=True)
class Branch:
    """A place where values decide.

    Args:
        place: The construct, and the path in its manifest; ``rules`` or ``NOTES.txt``.
        text: What decides, as it is written in the template.
        outcomes: What is said where it was never false, and where it was never true.
    """

    place: str
    text: str
    outcomes: tuple[str, str]

    def unseen(self, seen: set[bool]) -> list[str]:
        """Return a line for each outcome that was not seen, and one where none was."""
        if not seen:
            return [f"{self.place}: {self.text}: never reached"]
        missing = [self.outcomes[value] for value in (False, True) if value not in seen]
        return [f"{self.place}: {self.text}: {outcome}" for outcome in missing]


_CONDITION = ("always true", "never true")
_LOOP = ("never empty", "always empty")
_RULE = ("never broken", "always broken")


class Branches:
    """Every branch of a compiled chart, by the identity of what decides.

    What follows from a condition around it is no branch: whether a list is empty where it is not.

    Args:
        chart: The compiled chart, which must be kept as long as this.
    """

    def __init__(self, chart: CompiledChart) -> None:
        self._text = GoText(chart.metadata.name, lambda _: None)
        self._helpers: set[int] = set()
        self._found: dict[int, Branch] = {}
        for made in chart.objects.values():
            for condition in made.conditions:
                self._add(condition, made.path, self._if(condition), _CONDITION)
                self._content(condition, made.path)
            self._content(made.content, f"{made.path}: ", _all(made.conditions))
        self._content([chart.faults, chart.requirements], _RULES)
        self._content(chart.notes, "NOTES.txt")

    def __len__(self) -> int:
        return len({*self._found.values()})

    def unseen(self, seen: set[tuple[int, bool]]) -> Iterator[str]:
        """Yield a line for each outcome of a branch that is not among those seen."""
        outcomes: dict[Branch, set[bool]] = {}
        for decides, branch in self._found.items():
            known = outcomes.setdefault(branch, set())
            known |= {value for value in (True, False) if (decides, value) in seen}
        for branch, known in outcomes.items():
            yield from branch.unseen(known)

    def _add(self, decides: object, place: str, text: str, outcomes: tuple[str, str]) -> None:
        short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        self._found.setdefault(id(decides), Branch(place.removesuffix(": "), short, outcomes))

    def _if(self, condition: Expr) -> str:
        return f"if {self._text.condition(condition, _ROOT)}"

    def _content(self, content: Content, place: str, known: Known = ()) -> None:
        if isinstance(content, Expr):
            self._expression(content, place)
        elif isinstance(content, Node):
            self._node(content, place, known)
        elif is_map(content):
            for key, value in content.items():
                self._content(key, place)
                name = "*" if isinstance(key, Expr) else key
                inner = f"{place}{name}" if place[-2:] == ": " else f"{place}.{name}"
                self._content(value, inner, known)
        elif is_list(content):
            in_manifest = ": " in place and place[-2:] != ": "
            for item in content:
                self._content(item, f"{place}[]" if in_manifest else place, known)

    def _node(self, node: Node, place: str, known: Known) -> None:
        inner: list[Content]
        match node:
            case If(condition=condition, then=then, otherwise=otherwise):
                if not follows(condition, known):
                    self._add(node, place, self._if(condition), _CONDITION)
                self._content(then, place, (*known, *_all((condition,))))
                inner = [condition, otherwise]
            case Each(collection=collection, body=body, key=key, last=last):
                self._loop(node, place, known)
                inner = [collection, key, last, body]
            case Fault(holds=holds, line=line):
                self._add(node, place, _line(line), _RULE)
                inner = [holds]
            case Filled(content=content) | Include(body=content):
                inner = [content]
            case Spread(items=items):
                inner = [items]
            case Entries(own=own, more=more):
                inner = [own, more]
            case Generated(namespace=namespace, name=name):
                inner = [namespace, name]
            case _:
                raise NotImplementedError(type(node).__name__)
        for part in inner:
            self._content(part, place, known)

    def _loop(self, loop: Each, place: str, known: Known) -> None:
        """Add a loop; one over rules prints nothing itself."""
        is_filled = Call("bool", "is_set", (loop.collection,)) in known
        if not is_filled and place != _RULES:
            text = f"range {self._text.pipeline(loop.collection, _ROOT)}"
            self._add(loop, place, text, _LOOP)

    def _expression(self, expr: Expr, place: str) -> None:
        waiting = [expr]
        while waiting:
            found = waiting.pop()
            if isinstance(found, Call) and found.function == "choose" and place != _RULES:
                self._add(found, place, self._if(found.args[0]), _CONDITION)
            if isinstance(found, Named) and id(found.body) not in self._helpers:
                self._helpers.add(id(found.body))
                self._content(found.body, f"helper {found.name}")
            waiting += subexpressions(found)


def _all(conditions: Known) -> Known:
    """Return conditions, each of those that one joins by itself."""
    return tuple(part for each in conditions for part in (arguments_of(each, "all_of") or (each,)))


def _line(expr: Expr) -> str:
    """Return what a rule says, with ``…`` for what only values tell."""
    if isinstance(expr, Const):
        return str(expr.value)
    if isinstance(expr, Call) and expr.function == "concat":
        return "".join(map(_line, expr.args))
    return "…"


@dataclass(frozen=True)
class Watched(Evaluation):
    """An evaluation that keeps which way each branch went."""

    seen: set[tuple[int, bool]] = field(default_factory=set[tuple[int, bool]], repr=False)

    def go(self) -> None:
        """Evaluate the rules; where they hold, all else too."""
        if self.faults():
            return
        for made in self.chart.objects.values():
            for condition in made.conditions:
                worth = bool(self.worth(condition, {}))
                self.seen.add((id(condition), worth))
                if not worth:
                    break
        self.manifests()
        self.lines()

    def _node(self, node: Node, variables: Variables) -> Any:
        match node:
            case If(condition=decides) | Each(collection=decides) | Fault(holds=decides):
                self.seen.add((id(node), bool(self.worth(decides, variables))))
            case _:  # the other nodes decide nothing
                pass
        return super()._node(node, variables)

    def _composed(self, expr: Expr, variables: Variables) -> Any:
        if isinstance(expr, Call) and expr.function == "choose":
            self.seen.add((id(expr), bool(self.worth(expr.args[0], variables))))
        return super()._composed(expr, variables)
