"""The tree of a compiled chart as JSON for the page: short, as it is the most of a page.

Expressions stand in a list, each once and after those that it is made of; so does what several
places include. In content a map is an
object, a list is ``["list", …]``, the expression with the number 5 is ``[5]``, and every other node
starts with what it is called. What JSON or JavaScript has no form for has one of its own: a whole
number beyond 2^53 is ``["int", "…"]``, a map with an order of its own ``["map", [key, item], …]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

from todo_k8s.browser.patterns import for_javascript
from todo_k8s.errors import PageError
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.fields.types import SAFE_INTEGER
from todo_k8s.helm.functions.declaration import FUNCTIONS, KNOWN
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.expressions import (
    Call,
    Const,
    Expr,
    Let,
    Named,
    Ref,
    describe,
    subexpressions,
)
from todo_k8s.helm.symbolic.nodes import (
    EMPTY_MAP,
    Each,
    Entries,
    Fault,
    Filled,
    Generated,
    If,
    Include,
    Kept,
    Node,
    Splice,
    Spread,
)

DEEPEST = 1000
"""So many calls in one another a page computes; a browser bounds its stack."""

_APIS = ("Capabilities", "APIVersions")
_PATTERNS = {"Pattern", "Replaceable"}
_NUMBER = re.compile("(0|[1-9][0-9]*)")


class TreeWriter:
    """Writes the content of one chart.

    Args:
        computed: The functions that the page computes.

    Attributes:
        expressions: The expressions that were met.
        included: The content that stands once for several places.
        patterns: The regular expressions in them, with the form that JavaScript reads.
        apis: The APIs that the chart asks the cluster for.
    """

    def __init__(self, computed: Iterable[str]) -> None:
        self.expressions: list[Any] = []
        self.included: list[Any] = []
        self.patterns: dict[str, str] = {}
        self.apis: set[str] = set()
        self._computed = frozenset(computed)
        self._numbers: dict[Expr, int] = {}
        self._bodies: dict[str, int] = {}
        self._depths: list[int] = []

    def chart(self, chart: CompiledChart) -> dict[str, Any]:
        """Return the content of a chart.

        Raises:
            PageError: If a page cannot compute something in it.
        """
        return {
            "objects": [
                {
                    "path": made.path,
                    "conditions": [self._number(each) for each in made.conditions],
                    "content": self.content(made.content),
                }
                for made in chart.objects.values()
            ],
            "faults": self.content(chart.faults),
            "requirements": self.content(chart.requirements),
            "notes": self.content(chart.notes),
            "warnings": self.content(chart.warnings),
            "expressions": self.expressions,
            "included": self.included,
            "apis": sorted(self.apis),
        }

    @any_depth
    def content(self, content: Any) -> Any:
        """Return content as JSON."""
        if content is None or isinstance(content, bool | str):
            return content
        if isinstance(content, int | float):
            return _number(content)
        if isinstance(content, Expr):
            return [self._number(content)]
        return self._node(content) if isinstance(content, Node) else self._composite(content)

    def _node(self, node: Node) -> list[Any]:
        match node:
            case If(condition=condition, then=then, otherwise=otherwise):
                parts = [self.content(then), self.content(otherwise)]
                return ["if", self._number(condition), *parts[: 1 if parts[1] is None else 2]]
            case Each(collection=collection, variables=variables, body=body, key=key, last=last):
                more = [None if each is None else self._number(each) for each in (key, last)]
                return ["each", self._number(collection), [*variables], self.content(body), *more]
            case Kept(content=inner):
                return ["kept", self._number(cast("Expr", inner))]
            case Filled(content=inner):
                return ["filled", self.content(inner)]
            case Spread(items=items):
                return ["spread", self._number(items)]
            case Entries(own=own, more=more):
                return ["entries", self.content(own), self.content(more)]
            case Generated(namespace=namespace, name=name, keys=keys):
                place = [self.content(namespace), self.content(name)]
                return ["generated", *place, [[*each] for each in keys]]
            case Include(given=given):
                held = {variable: self._number(worth) for variable, worth in given.items()}
                return ["include", self._body(node), held]
            case Fault(holds=holds, line=line):
                return ["fault", self._number(holds), self._number(line)]
            case _:
                raise PageError(f"a page cannot compute {type(node).__name__}; update todo_k8s")

    def _body(self, found: Include) -> int:
        """Return the number of what is included."""
        if found.name not in self._bodies:
            body = self.content(found.body)
            self._bodies[found.name] = len(self.included)
            self.included.append(body)
        return self._bodies[found.name]

    def _composite(self, content: Any) -> Any:
        if content is EMPTY_MAP:
            return ["empty"]
        if is_map(content):
            return self._map(content)
        if is_list(content):
            kind = "splice" if isinstance(content, Splice) else "list"
            return [kind, *map(self.content, content)]
        raise PageError(f"a page cannot compute {type(content).__name__}; update todo_k8s")

    def _map(self, content: dict[Any, Any]) -> Any:
        is_raw = isinstance(content, Raw)
        if not is_raw and all(isinstance(key, str) and _is_ordered(key) for key in content):
            return {key: self.content(item) for key, item in content.items()}
        pairs = [[self.content(key), self.content(item)] for key, item in content.items()]
        return ["raw" if is_raw else "map", *pairs]

    # Expressions

    def _number(self, expr: Expr) -> int:
        if (known := self._numbers.get(expr)) is None:
            data = self._expression(expr)
            depth = 1 + max(
                (self._depths[self._numbers[x]] for x in subexpressions(expr)), default=0
            )
            if depth > DEEPEST:
                raise PageError(
                    f"{describe(expr)} has more than {DEEPEST} calls in one another, which a page "
                    "cannot compute; give a part of it a name, see named()"
                )
            known = self._numbers[expr] = len(self.expressions)
            self.expressions.append(data)
            self._depths.append(depth)
        return known

    @any_depth
    def _expression(self, expr: Expr) -> Any:
        match expr:
            case Const(value=value):
                return value if isinstance(value, bool | str | None) else _number(value)
            case Ref(path=path, kind=kind):
                return ["ref", ".".join(path), kind]
            case Let(value=value, kind=kind):
                return ["let", self._number(value), kind]
            case Named(name=name, body=body, parameters=parameters, kind=kind):
                of_expr = isinstance(body, Expr)
                body = self._number(body) if isinstance(body, Expr) else self.content(body)
                return ["helper" if of_expr else "named", name, kind, body, *parameters]
            case Call(function=name, args=args):
                return self._call(name, args)
            case _:
                raise PageError(f"a page cannot compute {describe(expr)}; update todo_k8s")

    def _call(self, name: str, args: tuple[Expr, ...]) -> list[Any]:
        if name not in self._computed:
            raise PageError(
                f"a page cannot compute {name}(), which is no function of todo_k8s.helm.functions"
            )
        self._note(name, args)
        return [name, *map(self._number, args)]

    def _note(self, name: str, args: tuple[Expr, ...]) -> None:
        """Note the patterns and the APIs among the arguments of a call."""
        parameters = FUNCTIONS[name].signature.parameters.values()
        for parameter, arg in zip(parameters, args, strict=False):
            if parameter.annotation in _PATTERNS & KNOWN and isinstance(arg, Const):
                pattern = str(arg.value)
                self.patterns[pattern] = for_javascript(pattern)
        match args:
            case Ref(path=path), Const(value=str(api)) if name == "includes" and path == _APIS:
                self.apis.add(api)
            case _:
                pass


def _is_ordered(key: str) -> bool:
    """Tell whether a key keeps its place in an object of JavaScript."""
    return _NUMBER.fullmatch(key) is None


def _number(value: float) -> Any:
    """Return a number; one of which JavaScript would lose digits as a text."""
    if type(value) is int and abs(value) > SAFE_INTEGER:
        return ["int", str(value)]
    return value
