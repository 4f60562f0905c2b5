"""values.yaml, written from a model.

Strings are written in double quotes, as JSON has them, so that every YAML reader agrees on their
type.
"""

from __future__ import annotations

import textwrap
from typing import Any

from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.descriptions import descriptions
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.plain.yaml_text import flow_text, scalar_text
from todo_k8s.helm.symbolic.stand_in import plain_type

_WIDTH = 100


def values_text(model: type[ChartValues], title: str) -> str:
    """Return the text of values.yaml: every field with its description above and its default."""
    lines = [
        "# yaml-language-server: $schema=values.schema.json",
        f"# {title}",
        "",
        *_model_lines(model, model().to_mapping(), 0),
    ]
    return "\n".join(lines).replace("\n\n\n", "\n\n").rstrip() + "\n"


def _model_lines(model: type[ChartValues], defaults: dict[str, Any], indent: int) -> list[str]:
    lines: list[str] = []
    for name, field in model.model_fields.items():
        if field.exclude:  # accepted, to be refused with a pointer
            continue
        key = field.alias or name
        lines += _comment(descriptions(model).get(name, ""), indent)
        kind = plain_type(field.annotation)
        if defaults[key] is not None and isinstance(kind, type) and issubclass(kind, ChartValues):
            inner = _model_lines(kind, defaults[key], indent + 2)
            lines += [f"{' ' * indent}{key}:", *inner] if inner else [f"{' ' * indent}{key}: {{}}"]
        else:
            lines += _value_lines(key, defaults[key], indent)
        if indent == 0:
            lines.append("")
    declared = {field.alias or name for name, field in model.model_fields.items()}
    others = (key for key in defaults if key not in declared)  # of a dependency
    return [*lines, *(line for key in others for line in _value_lines(key, defaults[key], indent))]


def _comment(description: str, indent: int) -> list[str]:
    text = " ".join(description.split())
    wrapped = textwrap.wrap(f"-- {text}", _WIDTH - indent - 2, break_on_hyphens=False)
    return [f"{' ' * indent}# {line}" for line in wrapped]


def _value_lines(key: str, value: Any, indent: int) -> list[str]:
    head = f"{' ' * indent}{scalar_text(key)}:"
    if is_map(value) and value:
        return [
            head,
            *(line for name in value for line in _value_lines(name, value[name], indent + 2)),
        ]
    if is_list(value) and value:
        return [head, *(f"{' ' * (indent + 2)}- {flow_text(item)}" for item in value)]
    return [f"{head} {flow_text(value)}"]
