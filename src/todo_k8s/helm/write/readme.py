"""The chart's README.md, with a table of every value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from todo_k8s.helm.chart.metadata import ChartMetadata
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.descriptions import descriptions
from todo_k8s.helm.model.parent import is_open, parent_keys
from todo_k8s.helm.symbolic.stand_in import plain_type


def readme_text(metadata: ChartMetadata, model: type[ChartValues]) -> str:
    """Return the text of the chart's README.md."""
    rows = [*_rows(model, model().to_mapping(), ""), *_parent_rows(model)]
    table = ["| Key | Default | Description |", "| --- | --- | --- |", *rows]
    said = (metadata.description, metadata.readme.strip())
    parts = (f"# {metadata.name}", *filter(None, said), "## Values", "\n".join(table))
    return "\n\n".join(parts) + "\n"


def _rows(model: type[ChartValues], defaults: dict[str, Any], path: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if field.exclude:  # accepted, to be refused with a pointer
            continue
        key = field.alias or name
        where = f"{path}.{key}".strip(".")
        kind = plain_type(field.annotation)
        if defaults[key] is not None and isinstance(kind, type) and issubclass(kind, ChartValues):
            if is_open(kind):
                declared = {field.alias or name for name, field in kind.model_fields.items()}
                others = {key: item for key, item in defaults[key].items() if key not in declared}
                yield _row(where, others, descriptions(model).get(name, ""))
            yield from _rows(kind, defaults[key], where)
        else:
            yield _row(where, defaults[key], descriptions(model).get(name, ""))


def _row(where: str, default: Any, text: str) -> str:
    shown = json.dumps(default, ensure_ascii=False)
    return f"| `{where}` | {_cell(f'`{shown}`')} | {_cell(text)} |"


def _parent_rows(model: type[ChartValues]) -> Iterator[str]:
    for name, key in parent_keys(model).items():
        yield f"| `{name}` | | {_cell(key.description)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
