"""Content as Helm template text that an operator would have written by hand.

`TemplateWriter` turns decoded content (see `todo_k8s.helm.content`) into lines. It is pure: text
in memory, no files. Named content is collected on the way and comes out of `helpers`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from todo_k8s.errors import TemplateError
from todo_k8s.helm.conditions import (
    ALWAYS,
    all_of,
    arguments_of,
    as_if,
    opposite,
    present,
    simplified,
)
from todo_k8s.helm.content import SPREAD, Content, Each, Filled, If, decode, encode
from todo_k8s.helm.expressions import Call, Const, Expr, Let, Named, variables_of
from todo_k8s.helm.gotext import GoText, literal_text, yaml_constant
from todo_k8s.helm.model import Check
from todo_k8s.helm.shapes import is_list, is_map
from todo_k8s.helm.tokens import expression

Lines = list[str]


@dataclass(frozen=True)
class _Place:
    """Where lines go: how deep, what holds ``.Values``, and which conditions hold there already."""

    indent: int = 0
    root: str = "."
    known: frozenset[Expr] = frozenset()

    def deeper(self) -> _Place:
        return replace(self, indent=self.indent + 2)

    def given(self, condition: Expr) -> _Place:
        parts = arguments_of(condition, "all_of") or (condition,)
        return replace(self, known=self.known | {condition, *parts})

    def holds(self, condition: Expr) -> bool:
        """Tell whether `condition` holds here, for what is around it, or everywhere."""
        if simplified(condition) == ALWAYS or condition in self.known:
            return True
        return any(map(self.holds, arguments_of(condition, "any_of")))

    def line(self, text: str) -> str:
        return " " * self.indent + text

    def action(self, text: str) -> str:
        return self.line(f"{{{{- {text} }}}}")


class TemplateWriter:
    """Writes the templates of one chart.

    Args:
        chart_name: The chart's name, the prefix of its helpers.
    """

    def __init__(self, chart_name: str) -> None:
        self._chart_name = chart_name
        self._named: dict[str, Named] = {}
        self._go = GoText(chart_name, self._remember)

    def _remember(self, named: Named) -> None:
        self._named.setdefault(named.name, named)

    # Files

    def document(self, content: Content, conditions: Iterable[Expr] = (), origin: str = "") -> str:
        """Return the template of one object, within ``{{- if }}`` where `conditions` are given."""
        place = _Place()
        guard = all_of(map(simplified, conditions))
        inner = place.given(guard)
        if isinstance(content, Each):
            lines = self._range(content, place, self._separate_document)
        else:
            lines = self._entries(content, inner)
        header = [f"{{{{- /* {origin} */}}}}"] if origin else []
        return _text(header + self._guarded(guard, lines, place))

    def _separate_document(self, body: Content, place: _Place) -> Lines:
        if not isinstance(body, Expr):
            raise TemplateError("a loop over documents takes objects of the values as they are")
        return ["---", f"{{{{ toYaml {self._go.argument(body, place.root)} }}}}"]

    def helpers(self) -> str:
        """Return ``_helpers.tpl``: a ``define`` for every named value printed so far."""
        written: dict[str, Lines] = {}
        while missing := [named for name, named in self._named.items() if name not in written]:
            for named in missing:
                written[named.name] = self._define(named)
        return _text([line for name in sorted(written) for line in [*written[name], ""]][:-1])

    def _define(self, named: Named) -> Lines:
        head = f'{{{{- define "{self._chart_name}.{named.name}" -}}}}'
        return [head, *self._bare(decode(encode(named.body)), _Place()), "{{- end }}"]

    def _bare(self, body: Content, place: _Place) -> Lines:
        """Write a helper's body: entries of a map, or a value without quotes."""
        if isinstance(body, If):
            return self._if(body, self._bare, place)
        if is_map(body):
            return self._entries(body, place)
        expr: Expr = body
        if isinstance(expr, Call) and expr.function == "choose":
            return self._if(as_if(expr), self._bare, place)
        if expr.kind in ("map", "list"):  # toYaml would drop the line end of a last string
            return [place.action(f"toJson {self._go.argument(expr, place.root)}")]
        text = (
            self._go.number(expr, place.root)
            if expr.kind == "int"
            else self._go.pipeline(expr, place.root)
        )
        return [place.action(text)]

    def rules(self, checks: Iterable[tuple[str, Check | Each]]) -> str:
        """Return a template that prints nothing, and fails with a line for each broken rule.

        Args:
            checks: Each check with the path of the model that has it.
        """
        place = _Place()
        lines = [line for path, check in checks for line in self._check(path, check, place)]
        return _text(
            [
                "{{- /* Rules across fields: each holds here as it does in Python. */}}",
                "{{- $faults := list }}",
                *lines,
                "{{- with $faults }}",
                '{{- fail (printf "\\n%s" (join "\\n" .)) }}',
                "{{- end }}",
            ]
        )

    def _check(self, path: str, check: Content, place: _Place) -> Lines:
        if is_list(check):
            return [line for part in check for line in self._check(path, part, place)]
        if isinstance(check, Each):
            return self._range(check, place, lambda body, inner: self._check(path, body, inner))
        if isinstance(check, If):
            return self._if(check, lambda body, inner: self._check(path, body, inner), place)
        where = f"{path}.{check.field}".strip(".")
        message, holds = expression(f"{where}: {check.message}"), expression(check.holds)
        steps = self._steps(variables_of(holds) | variables_of(message), place)
        append = f"$faults = append $faults {self._go.argument(message, place.root)}"
        return [*steps, *self._guarded(opposite(holds), [place.action(append)], place)]

    def _steps(self, variables: dict[str, Let], place: _Place) -> Lines:
        """Write the steps of a computation, each as a variable."""
        lines: Lines = []
        self._go.variables = set()
        for name, step in variables.items():
            lines.append(place.action(f"${name} := {self._go.number(step.value, place.root)}"))
            self._go.variables.add(name)
        return lines

    def text(self, content: Content) -> str:
        """Return plain text, such as NOTES.txt: a list of lines, some conditional or repeated."""
        return _text(self._text_lines(decode(encode(content)), _Place()))

    def _text_lines(self, content: Content, place: _Place) -> Lines:
        if is_list(content):
            return [line for item in content for line in self._text_lines(item, place)]
        if isinstance(content, If):
            return self._if(content, self._text_lines, place)
        if isinstance(content, Each):
            return self._range(content, place, self._text_lines)
        return [self._line_of_text(content, place)]

    def _line_of_text(self, expr: Expr, place: _Place) -> str:
        parts = expr.args if isinstance(expr, Call) and expr.function == "concat" else (expr,)
        return "".join(
            literal_text(str(part.value))
            if isinstance(part, Const)
            else f"{{{{ {self._go.pipeline(part, place.root)} }}}}"
            for part in parts
        )

    # Maps

    def _entries(self, content: Mapping[Any, Content], place: _Place) -> Lines:
        return [line for key, value in content.items() for line in self._entry(key, value, place)]

    def _entry(self, key: str | Expr, value: Content, place: _Place) -> Lines:
        if value is None:
            return []
        if key == SPREAD and isinstance(value, Named) and present(value) == ALWAYS:
            return self._nested(value, place)
        if key == SPREAD:
            return self._yaml(value, [], place, place)
        if isinstance(value, If):
            return self._if(value, lambda body, inner: self._entry(key, body, inner), place)
        head = place.line(f"{self._key(key, place)}:")
        if isinstance(value, Expr) and value.kind not in ("map", "list"):
            return [f"{head} {self._go.scalar(value, place.root)}"]
        if isinstance(value, Expr) and not isinstance(value, Named):
            return self._yaml(value, [head], place, place.deeper())
        if not isinstance(value, Expr | Each | Filled | dict | list):
            return [f"{head} {yaml_constant(value)}"]
        if value in ({}, []):
            return [f"{head} {value}"]
        guard = present(value)
        return self._guarded(
            guard, [head, *self._nested(value, place.given(guard).deeper())], place
        )

    def _key(self, key: str | Expr, place: _Place) -> str:
        return yaml_constant(key) if isinstance(key, str) else self._go.scalar(key, place.root)

    def _nested(self, value: Content, place: _Place) -> Lines:
        """Write a map or a list below its key."""
        if isinstance(value, Filled):
            return self._nested(value.content, place)
        if isinstance(value, Named):
            as_yaml = " | fromJson | toYaml" if isinstance(value.body, Expr) else ""
            text = f"{self._go.include(value, place.root)}{as_yaml} | nindent {place.indent}"
            return [place.action(text)]
        if isinstance(value, Expr):
            return [self._to_yaml(value, place)]
        if isinstance(value, Each) and value.key is not None:
            key = value.key
            return self._range(value, place, lambda body, inner: self._entry(key, body, inner))
        if is_map(value):
            return self._entries(value, place)
        return self._items(value, place)

    # Lists

    def _items(self, content: Content, place: _Place) -> Lines:
        """Write list items; `content` is a list, or what stands for some items of one."""
        if is_list(content):
            return [line for item in content for line in self._items_of(item, place)]
        return self._items_of(content, place)

    def _items_of(self, item: Content, place: _Place) -> Lines:
        if item is None:
            return []
        if isinstance(item, If):
            return self._if(item, self._items, place)
        if isinstance(item, Each):
            return self._range(item, place, self._items)
        if isinstance(item, Expr) and item.kind == "list":
            return self._yaml(item, [], place, place)
        if isinstance(item, Expr) and item.kind == "map":
            return [place.line("-"), self._to_yaml(item, place.deeper())]
        if is_map(item):
            return self._map_item(item, place)
        if is_list(item):
            return [place.line("-"), *self._items(item, place.deeper())]
        scalar = (
            self._go.scalar(item, place.root) if isinstance(item, Expr) else yaml_constant(item)
        )
        return [place.line(f"- {scalar}")]

    def _map_item(self, item: dict[Any, Content], place: _Place) -> Lines:
        """Write a map behind its dash, starting with an entry that is always there."""
        inner = place.deeper()
        groups = [self._entry(key, value, inner) for key, value in item.items()]
        first = next((i for i, group in enumerate(groups) if "{{-" not in group[0]), None)
        if first is None:
            lines = [place.line("-"), *(line for group in groups for line in group)]
            return self._guarded(present(item), lines, place)
        head = groups.pop(first)
        head[0] = place.line(f"- {head[0].lstrip()}")
        return [*head, *(line for group in groups for line in group)]

    # Control

    def _if(self, node: If, write: Callable[[Content, _Place], Lines], place: _Place) -> Lines:
        """Write a chain of choices: ``if``, ``else if``, ``else``."""
        if place.holds(node.condition):
            return write(node.then, place)
        lines: Lines = []
        rest: Content = node
        while isinstance(rest := as_if(rest), If):
            word = "else if" if lines else "if"
            lines.append(place.action(f"{word} {self._go.condition(rest.condition, place.root)}"))
            lines += write(rest.then, place.given(rest.condition))
            rest = rest.otherwise
        if rest is not None:
            lines += [place.action("else"), *write(rest, place)]
        return [*lines, place.action("end")]

    def _guarded(self, condition: Expr, lines: Lines, place: _Place) -> Lines:
        if place.holds(condition):
            return lines
        text = self._go.condition(condition, place.root)
        return [place.action(f"if {text}"), *lines, place.action("end")]

    def _yaml(self, expr: Expr, head: Lines, place: _Place, inner: _Place) -> Lines:
        """Write a map or list of the values below its head, where it is not empty."""
        if place.holds(present(expr)):
            return [*head, self._to_yaml(expr, inner)]
        start = place.action(f"with {self._go.pipeline(expr, place.root)}")
        block = inner.action(f"toYaml . | nindent {inner.indent}")
        return [start, *head, block, place.action("end")]

    def _to_yaml(self, expr: Expr, place: _Place) -> str:
        argument = self._go.argument(expr, place.root)
        return place.action(f"toYaml {argument} | nindent {place.indent}")

    def _range(self, each: Each, place: _Place, body: Callable[[Content, _Place], Lines]) -> Lines:
        variables = ", ".join(each.variables)
        head = f"range {variables} := {self._go.pipeline(each.collection, place.root)}"
        return [place.action(head), *body(each.body, replace(place, root="$")), place.action("end")]


def _text(lines: Lines) -> str:
    return "\n".join(line.rstrip() for line in lines) + "\n"
