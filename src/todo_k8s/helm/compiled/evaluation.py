"""What a compiled chart gives for values, computed in Python as Helm computes it.

The third rendering: neither the constructs nor Helm take part. What its expressions are worth is
in `todo_k8s.helm.compiled.expressions`; here is the content that they are part of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from todo_k8s.errors import TemplateError, ValuesError
from todo_k8s.helm.chart.capabilities import DEFAULT, Capabilities
from todo_k8s.helm.chart.existing import Existing
from todo_k8s.helm.chart.given import check_kube_version
from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.expressions import Expressions, Variables
from todo_k8s.helm.fields.free_form import copied
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.raw import Raw
from todo_k8s.helm.plain.shapes import entries_of, is_list, is_map
from todo_k8s.helm.symbolic.expressions import Expr, Named
from todo_k8s.helm.symbolic.nodes import (
    EMPTY_MAP,
    Content,
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
    within,
)
from todo_k8s.helm.symbolic.resolve import resolve

SCALARS = frozenset({str, int, bool, type(None)})
"""Types of what is content as it is; a whole float is printed as an int."""


class Evaluation(Expressions):
    """What a compiled chart gives; see `Expressions` for its arguments."""

    def manifests(self) -> list[dict[str, Any]]:
        """Return the manifests, hooks included."""
        found: list[dict[str, Any]] = []
        for made in self.chart.objects.values():
            if all(self.worth(condition, {}) for condition in made.conditions):
                with within(f"{made.path}: "):
                    content: Any = self.plain(made.content, {}) or []
                found += content if is_list(content) else [content]
        return [copied(manifest, as_yaml=True) for manifest in found]

    def faults(self) -> list[str]:
        """Return what the rules say that do not hold."""
        return [*flat(self.plain(self.chart.faults, {})), *self.unmet()]

    def unmet(self) -> list[str]:
        """Return what the chart requires of values and release, and does not have."""
        return flat(self.plain(self.chart.requirements, {}))

    def refused(self) -> list[str]:
        """Return why valid values cannot be rendered for this release and cluster."""
        try:
            check_kube_version(self.chart.metadata, self.capabilities)
        except ValuesError as error:
            return list(error.faults)
        return self.unmet()

    def lines(self) -> list[str]:
        """Return the lines of NOTES.txt."""
        return flat(self.plain(self.chart.notes, {}))

    def warnings(self) -> list[str]:
        """Return what the chart warns of."""
        return flat(self.plain(self.chart.warnings, {}))

    # Content

    def _helper(self, named: Named, given: Variables) -> Any:
        """Return what a helper is worth, which knows the variables that it is given only."""
        if isinstance(named.body, Expr):
            return self.worth(named.body, given)
        found = self.plain(named.body, given)
        return [*(found or ())] if named.kind == "list" else found or {}

    def plain(self, content: Content, variables: Variables) -> Any:
        """Return content with what it is worth in place of expressions and nodes.

        What is empty is left out, as `resolve` does.
        """
        if isinstance(content, Expr):
            worth = self.worth(content, variables)
            return worth if type(worth) in SCALARS else resolve(worth)
        return content if type(content) in SCALARS else self._composite(content, variables)

    @any_depth
    def _composite(self, content: Content, variables: Variables) -> Any:
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
            case Kept(content=inner):
                return self.worth(cast("Expr", inner), variables)
            case Filled(content=inner):
                return self._filled(inner, variables)
            case Spread(items=items):
                return Splice(resolve(self.worth(items, variables)) or [])
            case Entries(own=own, more=more):
                return self._beside(own, more, variables) or None
            case Generated(namespace=namespace, name=name, keys=keys):
                where, called = self._key(namespace, variables), self._key(name, variables)
                return self.existing.data(where, called, keys)
            case Include(body=body, given=given):
                return self.plain(
                    body, {each: self.worth(x, variables) for each, x in given.items()}
                )
            case Fault(holds=holds, line=line):
                return None if self.worth(holds, variables) else self.worth(line, variables)
            case _:
                raise NotImplementedError(type(node).__name__)

    def _beside(
        self, own: Mapping[Any, Any], more: Content, variables: Variables
    ) -> dict[str, Any]:
        whole = isinstance(own, Raw)
        entries = self._raw(own, variables) if whole else self._entries(own, variables)
        added: dict[str, Any] = self.plain(more, variables) or {}
        shared = next((key for key in entries if key in added), None)
        if shared is not None and self.valid:
            raise TemplateError(
                f"{shared!r} may be a key of what with_entries() puts beside it; add the rule that "
                "refuses it, or leave out by_rule"
            )
        return {**entries, **added}

    def _filled(self, content: Content, variables: Variables) -> Any:
        plain = self.plain(content, variables)
        if plain is None and self.valid:
            raise TemplateError("filled() is for what a rule keeps from being empty; add the rule")
        return plain

    def _entries(self, content: Mapping[Any, Any], variables: Variables) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in content.items():
            name = self._key(key, variables)
            if name in found and self.valid:
                raise TemplateError(
                    "two keys of one map are equal with some valid values, and Helm would print "
                    "both; make a rule that refuses those values"
                )
            found[name] = value if type(value) in SCALARS else self.plain(value, variables)
        return {name: item for name, item in found.items() if not _is_left_out(item)}

    def _key(self, key: Any, variables: Variables) -> Any:
        return self.worth(key, variables) if isinstance(key, Expr) else key

    def _items(self, content: Sequence[Any], variables: Variables) -> Iterator[Any]:
        for item in content:
            found = item if type(item) in SCALARS else self.plain(item, variables)
            if isinstance(found, Splice):
                yield from found
            elif found is not None:
                yield found

    def _turns(self, each: Each, variables: Variables) -> list[dict[str, Any]]:
        """Return the variables of each round of a loop."""
        collection = self.worth(each.collection, variables) or ()
        in_pairs = len(each.variables) == 2
        rounds = entries_of(collection) if in_pairs else [(item,) for item in collection]
        return [{**variables, **dict(zip(each.variables, one, strict=True))} for one in rounds]

    def _each(self, each: Each, variables: Variables) -> Any:
        turns = self._turns(each, variables)
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


def evaluated(
    chart: CompiledChart,
    values: ChartValues,
    release: Release,
    capabilities: Capabilities = DEFAULT,
    existing: Existing | None = None,
) -> list[dict[str, Any]]:
    """Return the manifests that a compiled chart gives for valid values.

    Args:
        chart: The compiled chart.
        values: The values.
        release: The release.
        capabilities: The cluster.
        existing: The Secrets that exist.

    Raises:
        ValuesError: If the chart requires something else of values, release and cluster together,
            or a newer Kubernetes.
    """
    evaluation = Evaluation(chart, values, release, capabilities, existing or Existing())
    if refused := evaluation.refused():
        raise ValuesError(*refused)
    return evaluation.manifests()


def _is_left_out(entry: Any) -> bool:
    """Tell whether a map has no such entry: it is absent, or an empty map that need not stay."""
    return entry is None or (isinstance(entry, Raw) and not entry and entry is not EMPTY_MAP)


def _spliced(content: Any) -> Any:
    return Splice(content) if is_list(content) else content


@any_depth
def flat(content: Any) -> list[str]:
    """Return the lines in content that is nothing but lines."""
    if is_list(content):
        return [line for part in content for line in flat(part)]
    return [] if content is None else [content]
