"""Sees that a text is ASCII: by the types of the fields that it is of, or else by rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from todo_k8s.errors import TemplateError
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.expression_texts import ExpressionTexts, Scope
from todo_k8s.helm.compiled.known_texts import fields_beyond_ascii
from todo_k8s.helm.model.field_at import field_at
from todo_k8s.helm.soundness.directed import Directed
from todo_k8s.helm.soundness.options import options_of, takes
from todo_k8s.helm.soundness.ruled_content import try_values
from todo_k8s.helm.soundness.valid_parts import Path
from todo_k8s.helm.symbolic.expressions import Call, Expr, Let, Named, describe

_PASS_ON = frozenset({"text", "concat", "trim", "trim_suffix", "trim_prefix", "choose", "default"})
"""The functions whose texts are ASCII where the texts are that they are given."""


_LEAST = 5
"""So many values are tried of a field that only rules bound, even in a large model."""


class OnlyAscii:
    """Tells that texts are ASCII.

    Args:
        chart: The chart.
        texts: What tells which texts there may be.
        directed: What tries fields that only rules bound.
    """

    def __init__(self, chart: CompiledChart, texts: ExpressionTexts, directed: Directed) -> None:
        self._chart = chart
        self._texts = texts
        self._directed = directed
        self._tried: set[Path] = set()

    def check(self, function: str, text: Expr, scope: Scope, around: Sequence[Expr]) -> None:
        """See that a text is ASCII.

        Args:
            function: The function that is given it.
            text: The text.
            scope: What is known where it stands.
            around: The conditions around.

        Raises:
            TemplateError: If it may be another one.
        """
        for path in self._unbounded(text, scope):
            if path is None or not self._directed.is_ruled(path):
                raise TemplateError(
                    f"{function}() of text beyond ASCII is another one in Helm, and "
                    f"{describe(text)} may be such; bound the field by a pattern such as "
                    "^[ -~]*$, or by a Format or a Literal"
                )
            if path not in self._tried:
                self._tried.add(path)
                self._try(path, around)

    def _unbounded(self, text: Expr, scope: Scope) -> Iterator[Path | None]:
        """Yield the fields that let a text be another one; None where it is of no field."""
        known = self._texts.of(text, scope)
        if known.texts.is_ascii:
            return
        if (places := fields_beyond_ascii(known)) is not None:
            yield from (tuple(map(str, place)) for place in places)
            return
        match text:
            case Call(function=name, args=args) if name in _PASS_ON:
                given = [arg for arg in args if arg.kind in ("str", "scalar")]
                found = [path for arg in given for path in self._unbounded(arg, scope)]
                yield from found or [None]
            case Named(body=Expr() as inner) | Let(value=inner):
                yield from self._unbounded(inner, scope.of_helpers)
            case _:
                yield None

    def _try(self, path: Path, around: Iterable[Expr]) -> None:
        """Try texts beyond ASCII, which rules must refuse wherever they matter."""
        found = field_at(self._chart.model, path)
        options = [] if found is None else ["\u00e9", *options_of(found.kind, ())]
        for option in options:
            if found and isinstance(option, str) and takes(found.kind, option):
                if option.isascii():
                    continue
                for values, faults in self._directed.values({path: option}, around, _LEAST):
                    try_values(self._chart, values, faults)
                return
