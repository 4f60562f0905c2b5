"""A text of several lines, such as a file of a ConfigMap: a line of it on each of the template."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from todo_k8s.helm.symbolic.conditions import arguments_of
from todo_k8s.helm.symbolic.expressions import Call, Const, Expr

_SEVERAL = 3
"""From so many lines on a text has them below each other."""


def below_each_other(text: Expr, indent: int, write: Callable[[Expr], str]) -> str | None:
    """Return the pipeline of a text that is put together, if it has several lines.

    Args:
        text: The text.
        indent: How far in the line is that it stands on.
        write: What writes a part of it as an argument.
    """
    lines = _lines(text)
    if len(lines) < _SEVERAL:
        return None
    margin = "\n" + " " * (indent + 2)
    return margin.join(["list", *(write(_joined(line)) for line in lines), '| join "\\n"'])


def _lines(text: Expr) -> list[list[Expr]]:
    """Return what each line of a text is made of; a line end in a value starts none."""
    lines: list[list[Expr]] = [[]]
    for part in arguments_of(text, "concat"):
        first, *others = _pieces(part)
        lines[-1] += first
        lines += others
    return lines


def _pieces(part: Expr) -> Iterator[list[Expr]]:
    if not isinstance(part, Const):
        yield [part]
        return
    for text in str(part.value).split("\n"):
        yield [Const("str", text)] if text else []


def _joined(line: list[Expr]) -> Expr:
    if len(line) == 1:
        return line[0]
    return Call("str", "concat", tuple(line)) if line else Const("str", "")
