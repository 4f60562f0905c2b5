"""From nodes to values, by the rules of goyaml.v2 and of Helm's way from YAML to JSON."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from todo_k8s.helm.plain.deep import MAX_LEVELS, Steps, run
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.reading.lexer import ScanError
from todo_k8s.helm.reading.nodes import ALIAS, LIST, MAP, SCALAR, Node
from todo_k8s.helm.reading.scalars import TAG, WrongTagError, key_text, resolve


class Place(NamedTuple):
    """Where a value is written: line and column, from 1, and those of its key or ``-``."""

    line: int
    column: int
    key_line: int
    key_column: int
    parts: dict[str | int, Place]
    """The places of what is in it, by key or index."""


@dataclass(slots=True)
class Again:
    """A key that is written twice in a map: where, and where first."""

    key: str
    node: Node
    first: Node


@dataclass(slots=True)
class _Entry:
    key: Any
    node: Node
    value: Any
    place: Place


_Map = dict[tuple[str, Any], _Entry]
"""A map under way, by type and value of the key: for goyaml, 1 and "1" are two keys."""


@dataclass(slots=True)
class Decoder:
    """Makes values of nodes, and counts what aliases repeat."""

    again: list[Again] = field(default_factory=list[Again])
    """The keys that are written twice, in order."""
    _made: int = 0
    _by_alias: int = 0
    _depth: int = 0
    _levels: int = 0
    _open: set[int] = field(default_factory=set[int])

    def decode(self, node: Node) -> tuple[Any, Place]:
        """Return the value of a node, and where its parts are.

        Raises:
            ScanError: If Helm refuses it.
        """
        value, place = run(self._value(node, node))
        _refuse(value)
        return value, place

    def _value(self, node: Node, key: Node) -> Steps[tuple[Any, Place]]:
        self._count(node)
        if node.kind == SCALAR:
            return self._scalar(node), Place(*_at(node, key), {})
        if node.kind == ALIAS:
            target = self._enter(node)
            value, place = yield self._value(target, key)
            self._leave(node)
            return value, Place(*_at(node, key), place.parts)
        self._levels += 1
        if self._levels > MAX_LEVELS:
            raise node.fail(f"more than {MAX_LEVELS} levels of maps and lists")
        if node.kind == LIST:
            found = yield self._list(node)
        else:
            entries: _Map = {}
            yield self._fill(node, entries)
            found = _finished(entries)
        self._levels -= 1
        return found[0], Place(*_at(node, key), found[1])

    def _count(self, node: Node) -> None:
        """Refuse what Helm refuses as excessive aliasing: by its numbers."""
        self._made += 1
        self._by_alias += self._depth > 0
        if self._by_alias > 100 and self._made > 1000:
            share = (min(max(self._made, 400_000), 4_000_000) - 400_000) / 3_600_000
            if self._by_alias / self._made > 0.99 - 0.89 * share:
                raise node.fail("aliases repeat too much (Helm: excessive aliasing)")

    def _enter(self, alias: Node) -> Node:
        if id(alias) in self._open or alias.target is None:
            raise alias.fail("this anchor contains itself")
        self._open.add(id(alias))
        self._depth += 1
        return alias.target

    def _leave(self, alias: Node) -> None:
        self._open.discard(id(alias))
        self._depth -= 1

    def _scalar(self, node: Node) -> Any:
        try:
            return resolve(node.tag, node.text, plain=node.plain)
        except WrongTagError:
            pass
        raise node.fail("this is not what its tag says")

    def _list(self, node: Node) -> Steps[tuple[list[Any], dict[str | int, Place]]]:
        items: list[Any] = []
        places: dict[str | int, Place] = {}
        for index, part in enumerate(node.parts):
            value, places[index] = yield self._value(part, part)
            items.append(_usable(value, part))
        return items, places

    def _fill(self, node: Node, entries: _Map) -> Steps[None]:
        """Put the entries of a map into `entries`, the later ones over the earlier ones."""
        own: dict[tuple[str, Any], Node] = {}
        pairs = iter(node.parts)
        for key_node, value_node in zip(pairs, pairs, strict=True):
            if _is_merge(key_node):
                yield self._merge(value_node, entries)
                continue
            key, _place = yield self._value(key_node, key_node)
            if isinstance(key, dict | list | _Refused):
                raise key_node.fail("a key must be a scalar")
            value, place = yield self._value(value_node, key_node)
            same = _identity(key)
            if same in own:
                self.again.append(Again(key_text(key) or "", key_node, own[same]))
            own[same] = key_node
            entries[same] = _Entry(key, key_node, _usable(value, value_node), place)

    def _merge(self, node: Node, entries: _Map) -> Steps[None]:
        """Lay what ``<<`` names over the entries before it; of a list, the first comes last."""
        for part in reversed(node.parts) if node.kind == LIST else [node]:
            target = part.target if part.kind == ALIAS else part
            if target is None or target.kind != MAP:
                raise part.fail("<< must name a map, or a list of maps")
            self._count(part)
            if part.kind == ALIAS:
                self._enter(part)
                self._count(target)
            yield self._fill(target, entries)
            if part.kind == ALIAS:
                self._leave(part)


def _at(node: Node, key: Node) -> tuple[int, int, int, int]:
    return node.line, node.column, key.line, key.column


def _is_merge(node: Node) -> bool:
    return node.kind == SCALAR and node.text == "<<" and (node.plain or node.tag == f"{TAG}merge")


def _identity(key: Any) -> tuple[str, Any]:
    if isinstance(key, float) and math.isnan(key):
        return "nan", object()
    return type(key).__name__, key


@dataclass(slots=True)
class _Refused:
    """What JSON has no form for. Helm sees it only if nothing later takes its place."""

    error: ScanError


def _usable(value: Any, node: Node) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return _Refused(node.fail("JSON has no infinity and no .nan; quote it"))
    return value


def _finished(entries: _Map) -> tuple[dict[str, Any] | _Refused, dict[str | int, Place]]:
    """Return a map with its keys as text; of two keys with one text, Helm takes either."""
    values: dict[str, Any] = {}
    places: dict[str | int, Place] = {}
    for entry in entries.values():
        key = key_text(entry.key)
        if key is None:
            return _Refused(entry.node.fail("this is no key for Helm; quote it")), {}
        if key in values:
            return _Refused(entry.node.fail("two keys read the same; quote or remove one")), {}
        values[key], places[key] = entry.value, entry.place
    return values, places


def _refuse(value: Any) -> None:
    """Raise the error of what is refused in a value, if there is any."""
    rest = [value]
    while rest:
        part = rest.pop()
        if isinstance(part, _Refused):
            raise part.error
        if is_map(part):
            rest.extend(reversed(part.values()))
        elif is_list(part):
            rest.extend(reversed(part))
