"""Lines of templates that several writers write."""

from __future__ import annotations

from collections.abc import Iterable

from todo_k8s.helm.write.place import Lines


def text_of(lines: Lines) -> str:
    """Return lines as the text of a file."""
    return "\n".join(line.rstrip() for line in lines) + "\n"


def define(chart_name: str, name: str) -> str:
    """Return the line that starts a helper of a chart."""
    return f'{{{{- define "{chart_name}.{name}" -}}}}'


def bound(variables: Iterable[str], body: Lines) -> Lines:
    """Return the lines that take out of what a helper gets what its body uses."""
    used = (name for name in variables if any(name in line for line in body))
    return [f"{{{{- {name} := .{name[1:]} -}}}}" for name in used]
