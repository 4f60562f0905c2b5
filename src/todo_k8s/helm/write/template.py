"""Content as Helm template text that an operator would have written by hand.

`TemplateWriter` turns decoded content (see `todo_k8s.helm.content`) into the text of each file: an
object's, the helpers', the rules', the notes'. It is pure: text in memory, nothing is written to
disk. Named content is collected on the way and comes out of `helpers`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.claims import VERSION
from todo_k8s.helm.symbolic.conditions import as_if, conjunction, simplified
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr, Named
from todo_k8s.helm.symbolic.nodes import (
    Content,
    Each,
    Entries,
    If,
    Spread,
    within,
)
from todo_k8s.helm.symbolic.variables import ROOT
from todo_k8s.helm.write.blocks import BlockWriter
from todo_k8s.helm.write.gotext import GoText
from todo_k8s.helm.write.guards import guards_text
from todo_k8s.helm.write.lines import bound, define, text_of
from todo_k8s.helm.write.literals import literal_text
from todo_k8s.helm.write.place import Lines, Place
from todo_k8s.helm.write.rules import RuleWriter


class TemplateWriter:
    """Writes the templates of one chart.

    Args:
        chart_name: The chart's name, the prefix of its helpers.
    """

    def __init__(self, chart_name: str) -> None:
        self._chart_name = chart_name
        self._named: dict[str, Named] = {}
        self._version = ""
        self._go = GoText(chart_name, self._remember)
        self._block = BlockWriter(self._go)
        self.rules: RuleWriter = RuleWriter(chart_name, self._go)

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
        return text_of(header + self._block.guarded(guard, lines, place))

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
            written[name] = [define(self._chart_name, name), *body.split("\n"), "{{- end }}"]
        if not (written or self.rules.helpers):
            return ""
        lines = [line for name in sorted(written) for line in [*written[name], ""]]
        text = text_of([*lines, *self.rules.helpers])
        self._version = hashlib.sha256(text.encode()).hexdigest()[:8]
        return text_of([*lines, define(self._chart_name, VERSION), self._version, "{{- end }}"])

    def guards(self, paths: Iterable[str]) -> str:
        """Return the template that fails first; `helpers` has been written before.

        Args:
            paths: The keys that must be there, a section before what is in it.
        """
        return guards_text(self._chart_name, self._version, paths)

    def _define(self, named: Named) -> Lines:
        head = define(self._chart_name, named.name)
        if not named.parameters:
            return [head, *self._bare(named.body, Place()), "{{- end }}"]
        body = self._bare(named.body, Place(root=ROOT))
        return [head, *bound((ROOT, *named.parameters), body), *body, "{{- end }}"]

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

    def text(self, content: Content) -> str:
        """Return plain text, such as NOTES.txt: a list of lines, some conditional or repeated."""
        return text_of(self._text_lines(content, Place()))

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
