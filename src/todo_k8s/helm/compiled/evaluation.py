"""What a compiled chart gives for values, computed in Python as Helm computes it.

The third rendering: neither the constructs nor Helm take part. Numbers are int64 as in Helm, and
what is absent counts as what Helm takes it for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from pydantic import SecretStr

from todo_k8s.errors import TemplateError, ValuesError
from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.fields.free_form import copied
from todo_k8s.helm.functions.declaration import FUNCTIONS, Function
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import entries_of, is_list, is_map
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, Let, Named, Ref
from todo_k8s.helm.symbolic.nodes import (
    EMPTY_MAP,
    Content,
    Each,
    Entries,
    Fault,
    Filled,
    If,
    Node,
    Splice,
    Spread,
    within,
)
from todo_k8s.helm.symbolic.resolve import resolve

Variables = Mapping[str, Any]
_SCALARS = (str, int, float, bool)


@dataclass(frozen=True)
class Evaluation:
    """A compiled chart with the values, the release and the chart's metadata that Helm knows.

    Args:
        chart: The compiled chart.
        values: The values.
        release: The release.
        valid: Whether the values are valid; of others only the rules are asked.
    """

    chart: CompiledChart
    values: ChartValues
    release: Release
    valid: bool = True
    _helpers: dict[str, Any] = field(default_factory=dict[str, Any], repr=False)

    def manifests(self) -> list[dict[str, Any]]:
        """Return the manifests, hooks included."""
        found: list[dict[str, Any]] = []
        for made in self.chart.objects.values():
            if all(self.worth(condition, {}) for condition in made.conditions):
                with within(f"{made.path}: "):
                    content: Any = self.plain(made.content, {}) or []
                found += content if is_list(content) else [content]
        return found

    def faults(self) -> list[str]:
        """Return what the rules say that do not hold."""
        return [*flat(self.plain(self.chart.faults, {})), *self.unmet()]

    def unmet(self) -> list[str]:
        """Return what the chart requires of values and release, and does not have."""
        return flat(self.plain(self.chart.requirements, {}))

    def lines(self) -> list[str]:
        """Return the lines of NOTES.txt."""
        return flat(self.plain(self.chart.notes, {}))

    # Expressions

    @any_depth
    def worth(self, expr: Expr, variables: Variables) -> Any:
        """Return what an expression is worth; ``None`` for what is absent."""
        match expr:
            case Const(value=value):
                return value
            case Ref(path=path):
                return self._referred(path, variables)
            case Named(body=body, parameters=(_, *_) as parameters):
                return self._helper(body, {each: variables[each] for each in parameters})
            case Named(name=name, body=body):
                if name not in self._helpers:
                    self._helpers[name] = self._helper(body, {})
                return self._helpers[name]
            case Let(value=value):
                return self.worth(value, variables)
            case Call(function=name, args=args):
                arguments = [self._argument(name, arg, variables) for arg in args]
                return self._computed(FUNCTIONS[name], arguments)
            case _:
                raise NotImplementedError(type(expr).__name__)

    def _helper(self, body: Content, given: Variables) -> Any:
        """Return what a helper is worth, which knows the variables that it is given only."""
        if isinstance(body, Expr):
            return self.worth(body, given)
        return self.plain(body, given) or {}

    def _argument(self, function: str, expr: Expr, variables: Variables) -> Any:
        """Return what an argument is worth, with Helm's meaning for what is absent."""
        worth = self.worth(expr, variables)
        if worth is None and function == "is_none":
            return None
        return _ABSENT[expr.kind]() if worth is None else worth

    def _computed(self, function: Function, arguments: list[Any]) -> Any:
        """Return what a function gives.

        Raises:
            TemplateError: If Python and Helm do not agree on it, as of text beyond ASCII.
        """
        given = (str(arguments[place]) for place in function.of_ascii)
        if self.valid and not all(map(str.isascii, given)):
            raise TemplateError(
                f"{function.name}() of text beyond ASCII is another one in Helm; bound the field "
                "by a pattern such as ^[ -~]*$"
            )
        return function.compute(*arguments)

    def _referred(self, path: tuple[str, ...], variables: Variables) -> Any:
        head, *rest = path
        found = variables[head] if head.startswith("$") else self._roots[head]
        for name in rest:
            found = _part(found, name)
        return _revealed(found)

    @cached_property
    def _roots(self) -> dict[str, Any]:
        metadata = self.chart.metadata
        return {
            "Values": self.values,
            "Release": {"Name": self.release.name, "Namespace": self.release.namespace},
            "Chart": {
                "Name": metadata.name,
                "Version": metadata.version,
                "AppVersion": metadata.app_version,
            },
        }

    # Content

    @any_depth
    def plain(self, content: Content, variables: Variables) -> Any:
        """Return content with what it is worth in place of expressions and nodes.

        What is empty is left out, as `resolve` does.
        """
        if isinstance(content, Expr):
            return resolve(self.worth(content, variables))
        if isinstance(content, Node):
            return self._node(content, variables)
        if isinstance(content, Raw):
            return self._raw(content, variables)
        if is_map(content):
            return self._entries(content, variables) or None
        if is_list(content):
            return type(content)(self._items(content, variables)) or None
        return content

    @any_depth
    def _raw(self, content: Content, variables: Variables) -> Any:
        """Return content of which nothing is left out."""
        if content is EMPTY_MAP:
            return content
        if is_map(content):
            return Raw(
                (self._key(key, variables), self._raw(value, variables))
                for key, value in content.items()
            )
        if is_list(content):
            return [self._raw(item, variables) for item in content]
        return self.plain(content, variables)

    def _node(self, node: Node, variables: Variables) -> Any:
        match node:
            case If(condition=condition, then=then, otherwise=otherwise):
                chosen = then if self.worth(condition, variables) else otherwise
                return _spliced(self.plain(chosen, variables))
            case Each():
                return self._each(node, variables) or None
            case Filled(content=inner):
                return self._filled(inner, variables)
            case Spread(items=items):
                return Splice(resolve(self.worth(items, variables)) or [])
            case Entries(own=own, more=more):
                added: dict[Any, Any] = self.plain(more, variables) or {}
                return {**self._entries(own, variables), **added} or None
            case Fault(holds=holds, line=line):
                return None if self.worth(holds, variables) else self.worth(line, variables)
            case _:
                raise NotImplementedError(type(node).__name__)

    def _filled(self, content: Content, variables: Variables) -> Any:
        plain = self.plain(content, variables)
        if plain is None:
            raise TemplateError("filled() is for what a rule keeps from being empty; add the rule")
        return plain

    def _entries(self, content: Mapping[Any, Any], variables: Variables) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in content.items():
            name = self._key(key, variables)
            if name in found:
                raise TemplateError(
                    "two keys of one map are equal with some valid values, and Helm would print "
                    "both; make a rule that refuses those values"
                )
            found[name] = value if type(value) in _SCALARS else self.plain(value, variables)
        return {name: item for name, item in found.items() if not _is_left_out(item)}

    def _key(self, key: Any, variables: Variables) -> Any:
        return self.worth(key, variables) if isinstance(key, Expr) else key

    def _items(self, content: Sequence[Any], variables: Variables) -> Iterator[Any]:
        for item in content:
            found = item if type(item) in _SCALARS else self.plain(item, variables)
            if isinstance(found, Splice):
                yield from found
            elif found is not None:
                yield found

    def _each(self, each: Each, variables: Variables) -> Any:
        collection = self.worth(each.collection, variables) or ()
        in_pairs = len(each.variables) == 2
        rounds = entries_of(collection) if in_pairs else [(item,) for item in collection]
        turns = [{**variables, **dict(zip(each.variables, one, strict=True))} for one in rounds]
        if (last := each.last) is not None:
            turns.sort(key=lambda turn: bool(self.worth(last, turn)))
        results = [(turn, self.plain(each.body, turn)) for turn in turns]
        if each.key is not None:
            entries = ((self.worth(each.key, inner), result) for inner, result in results)
            return {key: result for key, result in entries if not _is_left_out(result)}
        return Splice(
            item
            for _, result in results
            for item in (result if is_list(result) else [result])
            if item is not None
        )


def evaluated(chart: CompiledChart, values: ChartValues, release: Release) -> list[dict[str, Any]]:
    """Return the manifests that a compiled chart gives for valid values.

    Raises:
        ValuesError: If the chart requires something else of values and release together.
    """
    evaluation = Evaluation(chart, values, release)
    if unmet := evaluation.unmet():
        raise ValuesError(*unmet)
    return [copied(manifest) for manifest in evaluation.manifests()]


_ABSENT: dict[str, Callable[[], Any]] = {
    "str": str,
    "int": int,
    "scalar": int,
    "bool": bool,
    "map": dict[str, Any],
    "list": list[Any],
}
"""What Helm's functions take for what is absent."""


def _revealed(found: Any) -> Any:
    if isinstance(found, SecretStr):
        return found.get_secret_value()
    if is_map(found) and any(isinstance(item, SecretStr) for item in found.values()):
        return {key: _revealed(item) for key, item in found.items()}
    return found


def _is_left_out(entry: Any) -> bool:
    """Tell whether a map has no such entry: it is absent, or an empty map that need not stay."""
    return entry is None or (isinstance(entry, Raw) and not entry and entry is not EMPTY_MAP)


def _spliced(content: Any) -> Any:
    return Splice(content) if is_list(content) else content


@cache
def _names(model: type[ChartValues]) -> dict[str, str]:
    """Return the names of a model's fields by what they are called in values."""
    return {info.alias or name: name for name, info in model.model_fields.items()}


def _part(found: Any, name: str) -> Any:
    """Return a field by its alias, or an entry."""
    if isinstance(found, ChartValues):
        return getattr(found, _names(type(found))[name])
    return found.get(name) if is_map(found) else None


@any_depth
def flat(content: Any) -> list[str]:
    """Return the lines in content that is nothing but lines."""
    if is_list(content):
        return [line for part in content for line in flat(part)]
    return [] if content is None else [content]
