"""Content as Helm template text that an operator would have written by hand.

`TemplateWriter` turns decoded content (see `todo_k8s.helm.content`) into the text of each file: an
object's, the helpers', the rules', the notes'. It is pure: text in memory, nothing is written to
disk. Named content is collected on the way and comes out of `helpers`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from todo_k8s.helm.model.known_keys import KnownKeys
from todo_k8s.helm.model.missing import HEADING, MISSING
from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.claims import UNKNOWN_KEYS, VERSION
from todo_k8s.helm.symbolic.conditions import as_if, conjunction, opposite, simplified
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, Let, Named, steps_of
from todo_k8s.helm.symbolic.nodes import (
    Content,
    Each,
    Entries,
    Fault,
    If,
    Include,
    Spread,
    parts,
    within,
)
from todo_k8s.helm.symbolic.variables import FAULTS, ROOT, numbered
from todo_k8s.helm.write.blocks import BlockWriter, Lines, Place
from todo_k8s.helm.write.gotext import GoText, constant, literal_text
from todo_k8s.helm.write.unknown_keys import unknown_keys


class TemplateWriter:
    """Writes the templates of one chart.

    Args:
        chart_name: The chart's name, the prefix of its helpers.
    """

    def __init__(self, chart_name: str) -> None:
        self._chart_name = chart_name
        self._named: dict[str, Named] = {}
        self._version = ""
        self._keys: Lines = []
        self._rules: dict[str, Lines] = {}
        self._taken: set[str] = set()
        self._go = GoText(chart_name, self._remember)
        self._block = BlockWriter(self._go)

    def _remember(self, named: Named) -> None:
        self._named.setdefault(named.name, named)

    # Files

    def document(self, content: Content, conditions: Iterable[Expr] = (), origin: str = "") -> str:
        """Return the template of one object, within ``{{- if }}`` where `conditions` are given."""
        place = Place()
        guard = conjunction(map(simplified, conditions))
        inner = place.given(guard)
        if isinstance(content, Each):
            lines = self._block.loop(content, inner, self._documents)
        else:
            lines = self._block.entries(content, inner)
        header = [f"{{{{- /* {origin} */}}}}"] if origin else []
        return _text(header + self._block.guarded(guard, lines, place))

    @any_depth
    def _documents(self, body: Content, place: Place) -> Lines:
        """Write the documents of a loop, one after another."""
        if isinstance(body, Each):
            return self._block.loop(body, place, self._documents)
        if isinstance(body, If):
            return self._block.branches(body, place, self._documents)
        if isinstance(body, Expr):  # an object of the values as it is
            return ["---", f"{{{{ toYaml {self._go.argument(body, place.root)} }}}}"]
        return ["---", *self._block.entries(body, place)]

    def helpers(self) -> str:
        """Return ``_helpers.tpl``: a ``define`` for every named value printed so far."""
        written: dict[str, Lines] = {}
        while missing := [named for name, named in self._named.items() if name not in written]:
            for named in missing:
                with within(f"{named.name}: "):
                    written[named.name] = self._define(named)
        for name, body in self._go.helpers.items():
            written[name] = [self._head(name), *body.split("\n"), "{{- end }}"]
        if not (written or self._keys or self._rules):
            return ""
        lines = [line for name in sorted(written) for line in [*written[name], ""]]
        text = _text([*lines, *self._keys, *self._shared_lines()])
        self._version = hashlib.sha256(text.encode()).hexdigest()[:8]
        return _text([*lines, self._head(VERSION), self._version, "{{- end }}"])

    def guards(self, paths: Iterable[str]) -> str:
        """Return a template that fails where a key is missing, so that no other one meets that.

        It also fails where another version of the chart has put its helpers in the place of these,
        which `helpers` has written before.

        Args:
            paths: The keys that must be there, a section before what is in it.
        """
        keys = [f"  {constant(path.replace('.', '/'))}" for path in paths]
        lines = [
            *(self._version_guard() if self._version else []),
            *(_missing(keys) if keys else []),
        ]
        return _text([_GUARDS, *lines]) if lines else ""

    def _version_guard(self) -> Lines:
        message = (
            f"Two versions of the chart {self._chart_name} are in this release, and Helm keeps "
            "only one helper of each name. Use the same version for all copies."
        )
        helper = f'include "{self._chart_name}.{VERSION}" .'
        return [
            f"{{{{- if ne ({helper}) {constant(self._version)} }}}}",
            f"{{{{- fail {constant(message)} }}}}",
            "{{- end }}",
        ]

    def _define(self, named: Named) -> Lines:
        head = self._head(named.name)
        if not named.parameters:
            return [head, *self._bare(named.body, Place()), "{{- end }}"]
        body = self._bare(named.body, Place(root=ROOT))
        return [head, *_bound((ROOT, *named.parameters), body), *body, "{{- end }}"]

    def _head(self, name: str) -> str:
        return f'{{{{- define "{self._chart_name}.{name}" -}}}}'

    @any_depth
    def _bare(self, body: Content, place: Place) -> Lines:
        """Write a helper's body: entries of a map, or a value without quotes."""
        if isinstance(body, If):
            return self._block.branches(body, place, self._bare)
        if is_map(body) or isinstance(body, Entries):
            return self._block.entries(body, place)
        if isinstance(body, Each) and body.key is not None:
            return self._block.loop_of_entries(body, place)
        if is_list(body) or isinstance(body, Each | Spread):
            return self._block.items(body, place)
        expr: Expr = body
        if isinstance(expr, Call) and expr.function == "choose":
            return self._block.branches(as_if(expr), place, self._bare)
        if expr.kind in ("map", "list"):  # toYaml would drop the line end of a last string
            return [place.action(f"toJson {self._go.argument(expr, place.root)}")]
        write = {"int": self._go.number, "bool": self._go.boolean}.get(expr.kind, self._go.pipeline)
        return [place.action(write(expr, place.root))]

    def rules(self, faults: Content, known: KnownKeys | None = None) -> str:
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
        return _text(
            [
                "{{- /* Rules across fields: each holds here as it does in Python. */}}",
                f"{{{{- $faults := {first} }}}}",
                *self._faults(faults, Place()),
                "{{- with $faults }}",
                '{{- fail (printf "\\n%s" (join "\\n" .)) }}',
                "{{- end }}",
            ]
        )

    def shared_rules(self) -> str:
        """Return the template with the rules that stand once for several places."""
        return _text([_RULES, *self._shared_lines()]) if self._rules else ""

    def _shared_lines(self) -> Lines:
        return [line for name in sorted(self._rules) for line in ["", *self._rules[name]]]

    def keys(self) -> str:
        """Return the template with the helper that finds keys which `rules` was not told of."""
        return _text([_KEYS, *self._keys]) if self._keys else ""

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
            self._head(found.name),
            *_bound((ROOT, *found.given), body),
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

    def text(self, content: Content) -> str:
        """Return plain text, such as NOTES.txt: a list of lines, some conditional or repeated."""
        return _text(self._text_lines(content, Place()))

    @any_depth
    def _text_lines(self, content: Content, place: Place) -> Lines:
        if is_list(content):
            return [line for item in content for line in self._text_lines(item, place)]
        if isinstance(content, If):
            return self._block.branches(content, place, self._text_lines)
        if isinstance(content, Each):
            return self._block.loop(content, place, self._text_lines)
        return [self._line_of_text(content, place)]

    def _line_of_text(self, line: Content, place: Place) -> str:
        expr = line if isinstance(line, Expr) else Const("str", f"{line}")
        parts = expr.args if isinstance(expr, Call) and expr.function == "concat" else (expr,)
        return "".join(
            literal_text(str(part.value))
            if isinstance(part, Const)
            else f"{{{{ {self._go.pipeline(part, place.root)} }}}}"
            for part in parts
        )


_KEYS = "{{- /* Keys that no section knows, each with the one that may be meant. */}}"

_RULES = "{{- /* Rules of sections that are alike: each stands here once, for all of them. */}}"

_GUARDS = (
    "{{- /* Helm runs the templates of the deepest folder first: what others take for granted. */}}"
)


@any_depth
def _variables_of(content: Content) -> set[str]:
    """Return the variables of loops, and of what stands once."""
    own = content.variables if isinstance(content, Each) else ()
    given = content.given if isinstance(content, Include) else ()
    inner = () if isinstance(content, Expr) else parts(content)
    return {*own, *given}.union(*map(_variables_of, inner))


def _bound(variables: Iterable[str], body: Lines) -> Lines:
    """Return the lines that take out of what a helper gets what its body uses."""
    used = (name for name in variables if any(name in line for line in body))
    return [f"{{{{- {name} := .{name[1:]} -}}}}" for name in used]


def _missing(keys: Lines) -> Lines:
    """Return the lines that look for keys, by paths with slashes; a section is looked into once."""
    said = f'(printf "%s: %s" ($path | replace "/" ".") {constant(MISSING)})'
    return [
        '{{- $sections := dict "." .Values }}',
        "{{- $missing := list }}",
        "{{- range $path := list",
        *keys,
        "}}",
        "{{- if hasKey $sections (dir $path) }}",
        "{{- $value := index (get $sections (dir $path)) (base $path) }}",
        '{{- if kindIs "map" $value }}',
        "{{- $_ := set $sections $path $value }}",
        '{{- else if kindIs "invalid" $value }}',
        f"{{{{- $missing = append $missing {said} }}}}",
        "{{- end }}",
        "{{- end }}",
        "{{- end }}",
        "{{- with $missing }}",
        f'{{{{- fail (printf "\\n%s\\n%s" {constant(HEADING)} (join "\\n" .)) }}}}',
        "{{- end }}",
    ]


def _text(lines: Lines) -> str:
    return "\n".join(line.rstrip() for line in lines) + "\n"
