"""The templates of rules: each fails with a line for each that is broken."""

from __future__ import annotations

from todo_k8s.helm.model.known_keys import KnownKeys
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.helm.symbolic.claims import UNKNOWN_KEYS
from todo_k8s.helm.symbolic.conditions import opposite
from todo_k8s.helm.symbolic.expressions import Expr, Let, steps_of
from todo_k8s.helm.symbolic.nodes import Content, Each, Fault, If, Include, parts
from todo_k8s.helm.symbolic.variables import FAULTS, ROOT, numbered
from todo_k8s.helm.write.blocks import BlockWriter
from todo_k8s.helm.write.gotext import GoText
from todo_k8s.helm.write.lines import bound, define, text_of
from todo_k8s.helm.write.literals import constant
from todo_k8s.helm.write.place import Lines, Place
from todo_k8s.helm.write.unknown_keys import unknown_keys

_KEYS = "{{- /* Keys that no section knows, each with the one that may be meant. */}}"

_RULES = "{{- /* Rules of sections that are alike: each stands here once, for all of them. */}}"


class RuleWriter:
    """Writes what a chart refuses.

    Args:
        chart_name: The chart's name, the prefix of its helpers.
        go: What writes its expressions.
    """

    def __init__(self, chart_name: str, go: GoText) -> None:
        self._chart_name = chart_name
        self._go = go
        self._block = BlockWriter(go)
        self._keys: Lines = []
        self._rules: dict[str, Lines] = {}
        self._taken: set[str] = set()

    def text(self, faults: Content, known: KnownKeys | None = None) -> str:
        """Return a template that prints nothing, and fails with a line for each broken rule.

        Args:
            faults: What each rule says when it is broken, see `Fault`.
            known: The keys that values may have, if others are to be refused.
        """
        helper, first = f"{self._chart_name}.{UNKNOWN_KEYS}", "list"
        self._taken = {ROOT, FAULTS, *_variables_of(faults)}
        if known is not None:
            head = f"{{{{- define {constant(helper)} -}}}}"
            self._keys = [head, *unknown_keys(known), "{{- end }}"]
            first = f"include {constant(helper)} . | fromJsonArray"
        return text_of(
            [
                "{{- /* Rules across fields: each holds here as it does in Python. */}}",
                f"{{{{- $faults := {first} }}}}",
                *self._faults(faults, Place()),
                "{{- with $faults }}",
                '{{- fail (printf "\\n%s" (join "\\n" .)) }}',
                "{{- end }}",
            ]
        )

    def shared(self) -> str:
        """Return the template with the rules that stand once for several places."""
        return text_of([_RULES, *self._shared_lines()]) if self._rules else ""

    def _shared_lines(self) -> Lines:
        return [line for name in sorted(self._rules) for line in ["", *self._rules[name]]]

    def keys(self) -> str:
        """Return the template with the helper that finds keys which `rules` was not told of."""
        return text_of([_KEYS, *self._keys]) if self._keys else ""

    @any_depth
    def _faults(self, content: Content, place: Place) -> Lines:
        if is_list(content):
            return [line for part in content for line in self._faults(part, place)]
        if isinstance(content, Each):
            return self._block.loop(content, place, self._faults)
        if isinstance(content, If):
            return self._block.branches(content, place, self._faults)
        if isinstance(content, Include):
            return self._included(content, place)
        return self._fault(content, place)

    def _included(self, found: Include, place: Place) -> Lines:
        """Include rules that stand once."""
        if found.name not in self._rules:
            self._rules[found.name] = []
            self._rules[found.name] = self._rule_helper(found)
        texts = {name: self._go.argument(x, place.root) for name, x in found.given.items()}
        given = self._go.given(texts, found.body, place.root)
        text = f'include "{self._chart_name}.{found.name}" {given} | fromJsonArray'
        return [place.action(f"$faults = concat $faults ({text})")]

    def _rule_helper(self, found: Include) -> Lines:
        body = self._faults(found.body, Place(root=ROOT))
        return [
            define(self._chart_name, found.name),
            *bound((ROOT, *found.given), body),
            "{{- $faults := list }}",
            *body,
            "{{- toJson $faults }}",
            "{{- end }}",
        ]

    def _fault(self, fault: Fault, place: Place) -> Lines:
        steps = self._steps(steps_of(fault.holds, fault.line), place)
        append = f"$faults = append $faults {self._go.argument(fault.line, place.root)}"
        return [*steps, *self._block.guarded(opposite(fault.holds), [place.action(append)], place)]

    def _steps(self, steps: dict[str, Let], place: Place) -> Lines:
        """Write the steps of a computation, each as a variable."""
        lines: Lines = []
        self._go.variables = {}
        for name, step in steps.items():
            variable = next(x for x in numbered(f"${name}") if x not in self._taken)
            lines.append(place.action(f"{variable} := {self._go.number(step.value, place.root)}"))
            self._go.variables[name] = variable
        return lines

    @property
    def helpers(self) -> Lines:
        """The lines of the helpers."""
        return [*self._keys, *self._shared_lines()]


@any_depth
def _variables_of(content: Content) -> set[str]:
    """Return the variables of loops, and of what stands once."""
    own = content.variables if isinstance(content, Each) else ()
    given = content.given if isinstance(content, Include) else ()
    inner = () if isinstance(content, Expr) else parts(content)
    return {*own, *given}.union(*map(_variables_of, inner))
