"""Maps and lists as lines of YAML, with Helm's actions where the values decide what is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, cast

from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.conditions import (
    ALWAYS,
    as_if,
    opposite,
    present,
)
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, Named, Ref, describe
from todo_k8s.helm.symbolic.nodes import (
    Content,
    Each,
    Entries,
    Filled,
    Generated,
    If,
    Kept,
    Node,
    Spread,
    within,
)
from todo_k8s.helm.write.gotext import GoText, is_empty
from todo_k8s.helm.write.literals import constant, yaml_constant
from todo_k8s.helm.write.place import Lines, Place

Writer = Callable[[Content, Place], Lines]
"""What writes the content within an ``if`` or a ``range``."""


class BlockWriter:
    """Writes content at a place in a template.

    Args:
        go: Prints the expressions in it.
    """

    def __init__(self, go: GoText) -> None:
        self._go = go

    # Maps

    def entries(self, content: Mapping[Any, Content] | Entries, place: Place) -> Lines:
        """Write the entries of a map."""
        if isinstance(content, Entries):
            return [*self.entries(content.own, place), *self._more(content.more, place)]
        return [line for key, value in content.items() for line in self._entry(key, value, place)]

    def _more(self, value: Content, place: Place) -> Lines:
        """Write the entries of a map that is known only at install, after others."""
        if value is None:
            return []
        if isinstance(value, If):
            return self.branches(value, place, self._more)
        if isinstance(value, Each):
            return self.loop_of_entries(value, place)
        if is_map(value) or isinstance(value, Entries):
            return self.entries(value, place)
        if isinstance(value, Named) and present(value) == ALWAYS:
            return self._nested(value, place)
        return self._yaml(value, [], place, place)

    @any_depth
    def _entry(self, key: str | Expr, value: Content, place: Place) -> Lines:
        if value is None:
            return []
        if isinstance(value, If):
            return self.branches(value, place, partial(self._entry, key))
        head = place.line(f"{self._key(key, place)}:")
        if isinstance(value, Expr) and value.kind not in ("map", "list"):
            return [f"{head} {self._inline(value, place)}"]
        if isinstance(value, Expr) and not isinstance(value, Named):
            within_with = place.line(f"{self._key(key, place.inside())}:")
            return self._yaml(value, [within_with], place, place.deeper())
        if not isinstance(value, Expr | Node | dict | list) or value in ({}, []):
            return [f"{head} {self._inline(value, place)}"]
        with within(f".{key if isinstance(key, str) else describe(key)}"):
            guard = present(value)
        return self.guarded(guard, [head, *self._nested(value, place.given(guard).deeper())], place)

    def _inline(self, value: Content, place: Place) -> str:
        """Return what stands on the line of its key or dash: a scalar, or what is empty."""
        if not isinstance(value, Expr):
            return str(value) if value in ({}, []) else yaml_constant(value)
        if isinstance(value, Ref) and is_empty(value.default):
            there = place.holds(Call("bool", "is_set", (value,)))
            value = replace(value, default=None) if there else value
        return self._go.scalar(value, place.root, place.indent)

    def _key(self, key: str | Expr, place: Place) -> str:
        return yaml_constant(key) if isinstance(key, str) else self._go.scalar(key, place.root)

    def _nested(self, value: Content, place: Place) -> Lines:
        """Write a map or a list below its key."""
        if isinstance(value, Kept):
            return [self._to_yaml(cast("Expr", value.content), place)]
        if isinstance(value, Filled):
            return self._nested(value.content, place)
        if isinstance(value, Named):
            read = "fromJsonArray" if value.kind == "list" else "fromJson"
            as_yaml = f" | {read} | toYaml" if isinstance(value.body, Expr) else ""
            first = value.body[0] if is_list(value.body) else value.body
            if is_map(first):
                first = next(iter(first.values()))
            if isinstance(first, Each | If | Spread):  # whose first line is an action
                as_yaml = ' | trimPrefix "\\n"'
            text = f"{self._go.include(value, place.root)}{as_yaml} | nindent {place.indent}"
            return [place.action(text)]
        if isinstance(value, Generated):
            return self._generated(value, place)
        if isinstance(value, Expr):
            return [self._to_yaml(value, place)]
        if isinstance(value, Each) and value.key is not None:
            return self.loop_of_entries(value, place)
        if is_map(value) or isinstance(value, Entries):
            return self.entries(value, place)
        return self.items(value, place)

    def _generated(self, data: Generated, place: Place) -> Lines:
        """Write the data of a Secret that is generated once; `lookup` finds what there is."""
        where = (
            each if isinstance(each, Expr) else Const("str", each)
            for each in (data.namespace, data.name)
        )
        namespace, name = (self._go.argument(each, place.root) for each in where)
        secret = f'lookup "v1" "Secret" {namespace} {name}'
        lines = [place.action(f'$kept := get ({secret}) "data" | default dict')]
        for key, length in data.keys:
            text = f"get $kept {constant(key)} | default (randAlphaNum {length} | b64enc) | quote"
            lines.append(place.line(f"{self._key(key, place)}: {{{{ {text} }}}}"))
        return lines

    # Lists

    def items(self, content: Content, place: Place) -> Lines:
        """Write list items; `content` is a list, or what stands for some items of one."""
        if is_list(content):
            return [line for item in content for line in self._items_of(item, place)]
        spliced = isinstance(content, Expr) and content.kind == "list"
        return self._items_of(Spread(content) if spliced else content, place)

    @any_depth
    def _items_of(self, item: Content, place: Place) -> Lines:
        if item is None:
            return []
        if isinstance(item, If):
            return self.branches(item, place, self.items)
        if isinstance(item, Each) and item.key is not None:
            lines = [place.line("-"), *self.loop_of_entries(item, place.deeper())]
            return self.guarded(present(item), lines, place)
        if isinstance(item, Each):
            return self.loop(item, place, self.items)
        if isinstance(item, Kept):
            return [place.line("-"), *self._nested(item, place.deeper())]
        if isinstance(item, Spread):
            return self._yaml(item.items, [], place, place)
        if isinstance(item, Expr) and item.kind in ("map", "list"):
            guard = present(item, in_list=True)
            lines = [place.line("-"), self._to_yaml(item, place.given(guard).deeper())]
            return self.guarded(guard, lines, place)
        if isinstance(item, Entries) or (is_map(item) and item):
            return self._map_item(item, place)
        if is_list(item) and item:
            lines = [place.line("-"), *self.items(item, place.deeper())]
            return self.guarded(present(item), lines, place)
        return [place.line(f"- {self._inline(item, place)}")]

    def _map_item(self, item: Mapping[Any, Content] | Entries, place: Place) -> Lines:
        """Write a map behind its dash, starting with an entry that is always there."""
        inner = place.deeper()
        own, more = (item.own, item.more) if isinstance(item, Entries) else (item, None)
        written = [self._entry(key, value, inner) for key, value in own.items()]
        if more is not None:
            written.append(self._more(more, inner))
        groups = list(filter(None, written))
        first = next((i for i, group in enumerate(groups) if "{{-" not in group[0]), None)
        if first is None:
            lines = [place.line("-"), *(line for group in groups for line in group)]
            return self.guarded(present(item), lines, place)
        head = groups.pop(first)
        head[0] = place.line(f"- {head[0].lstrip()}")
        return [*head, *(line for group in groups for line in group)]

    # Control

    def branches(self, node: If, place: Place, write: Writer) -> Lines:
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

    def guarded(self, condition: Expr, lines: Lines, place: Place) -> Lines:
        """Put an ``if`` around lines, unless its condition holds at `place` anyway."""
        if place.holds(condition):
            return lines
        text = self._go.condition(condition, place.root)
        return [place.action(f"if {text}"), *lines, place.action("end")]

    def loop(self, each: Each, place: Place, write: Writer) -> Lines:
        """Write a ``range``, of which `write` writes the body; two where some items come last."""
        variables = ", ".join(each.variables)
        head = f"range {variables} := {self._go.pipeline(each.collection, place.root)}"
        inner = place.inside()
        turns = [ALWAYS] if each.last is None else [opposite(each.last), each.last]
        lines: Lines = []
        for turn in turns:
            body = self.guarded(turn, write(each.body, inner), inner)
            lines += [place.action(head), *body, place.action("end")]
        return lines

    def loop_of_entries(self, each: Each, place: Place) -> Lines:
        """Write a ``range`` over the entries of a map."""
        key = cast("Expr", each.key)  # else it is a loop of items
        return self.loop(each, place, partial(self._entry, key))

    def _yaml(self, expr: Expr, head: Lines, place: Place, inner: Place) -> Lines:
        """Write a map or list of the values below its head, where it is not empty."""
        if place.holds(present(expr)):
            return [*head, self._to_yaml(expr, inner)]
        start = place.action(f"with {self._go.pipeline(expr, place.root)}")
        block = inner.action(f"toYaml . | nindent {inner.indent}")
        return [start, *head, block, place.action("end")]

    def _to_yaml(self, expr: Expr, place: Place) -> str:
        argument = self._go.argument(expr, place.root)
        return place.action(f"toYaml {argument} | nindent {place.indent}")
