"""What is wrong with values, or odd: each with the file, line and column that it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from todo_k8s.helm.model.field_at import is_refused_key
from todo_k8s.helm.reading.documents import Notice
from todo_k8s.helm.reading.layers import Layers, Origin
from todo_k8s.helm.reading.set_flags import Steps, shown

Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or odd.

    Args:
        level: ``error`` if it is refused, else ``warning``.
        text: The path of the field as it is written, what is wrong, and what to do.
        path: The longest part of the path that the values hold; empty if they hold none of it.
        origin: Where that is given; None if it is a default, or no value.
        overridden: Where else it is given, and has no effect.
        rule: A name for findings of its kind.
    """

    level: Level
    text: str
    path: str = ""
    origin: Origin | None = None
    overridden: tuple[Origin, ...] = ()
    rule: str = "invalid-value"


def finding(level: Level, text: str, layers: Layers, model: type[BaseModel]) -> Finding:
    """Return what a line says of a field, with the place where its value is given.

    Args:
        level: How bad it is.
        text: The line, ``path: what is wrong; what to do``.
        layers: The values as they are given.
        model: The model of the values.
    """
    steps, origins = layers.nearest(text)
    rule = _rule(level, text)
    if not origins:
        return Finding(level, text, rule=rule)
    about_key = _is_about_key(text, steps) or is_refused_key(model, steps)
    origin = _of_key(origins[-1]) if about_key else origins[-1]
    return Finding(level, text, shown(steps), origin, tuple(origins[:-1]), rule)


def _rule(level: Level, text: str) -> str:
    if level == "warning":
        return "questionable-value"
    return "unknown-key" if ": unknown key; " in text else "invalid-value"


def _of_key(origin: Origin) -> Origin:
    return origin._replace(line=origin.key_line, column=origin.key_column)


def _is_about_key(text: str, steps: Steps) -> bool:
    """Tell whether a fault is about a key, or about something that is missing in its section."""
    rest = text.removeprefix(shown(steps))
    return not rest.startswith(": ") or rest.startswith(": unknown key")


def noticed(level: Level, notice: Notice) -> Finding:
    """Return what is said of a place in a file."""
    origin = Origin(notice.source, *[notice.line, notice.column] * 2)
    if level == "error":
        return Finding(
            level, f"not YAML that Helm reads: {notice.text}", origin=origin, rule="not-yaml"
        )
    return Finding(level, notice.text, origin=origin, rule="duplicate-key")


def worst(findings: Iterable[Finding]) -> Level | None:
    """Return the level of the worst finding; None if there is none."""
    levels = {each.level for each in findings}
    return "error" if "error" in levels else "warning" if levels else None
