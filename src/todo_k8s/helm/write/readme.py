"""The chart's README.md, with a table of every value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from todo_k8s.helm.chart.metadata import ChartMetadata
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.descriptions import descriptions
from todo_k8s.helm.model.parent import is_open, parent_keys
from todo_k8s.helm.symbolic.stand_in import plain_type

_NONE = object()
"""The default of a required value."""


@dataclass(frozen=True)
class _Row:
    """A row of the table: a value, its default as JSON or empty if it has none, and its text."""

    path: str
    default: str
    text: str

    def __str__(self) -> str:
        default = self.default and f"`{self.default}`"
        return f"| `{self.path}` | {_cell(default)} | {_cell(self.text)} |"


def readme_text(metadata: ChartMetadata, model: type[ChartValues]) -> str:
    """Return the text of the chart's README.md."""
    found = list(_rows(model, model().to_mapping(), ""))
    items = (row for entry in _entries(model) for row in _without_known(entry, found))
    rows = [*map(str, found), *map(str, items), *_parent_rows(model)]
    table = ["| Key | Default | Description |", "| --- | --- | --- |", *rows]
    said = (metadata.description, metadata.readme.strip())
    parts = (f"# {metadata.name}", *filter(None, said), "## Values", "\n".join(table))
    return "\n\n".join(parts) + "\n"


def _rows(model: type[ChartValues], defaults: dict[str, Any], path: str) -> Iterator[_Row]:
    for name, field in model.model_fields.items():
        if field.exclude:  # accepted, to be refused with a pointer
            continue
        key = field.alias or name
        where = f"{path}.{key}".strip(".")
        kind, default = plain_type(field.annotation), defaults.get(key, _NONE)
        if default is not None and isinstance(kind, type) and issubclass(kind, ChartValues):
            inner = _own_defaults(kind) if default is _NONE else default
            if is_open(kind):
                declared = {field.alias or name for name, field in kind.model_fields.items()}
                others = {key: item for key, item in inner.items() if key not in declared}
                yield _row(where, others, descriptions(model).get(name, ""))
            yield from _rows(kind, inner, where)
        else:
            yield _row(where, default, descriptions(model).get(name, ""))


def _entries(model: type[ChartValues]) -> Iterator[list[_Row]]:
    """Yield the rows of an entry of each map of models."""
    for name, field in model.model_fields.items():
        kind = plain_type(field.annotation)
        item = plain_type(get_args(kind)[-1]) if get_origin(kind) is dict else None
        if isinstance(item, type) and issubclass(item, ChartValues):
            yield list(_rows(item, _own_defaults(item), f"{field.alias or name}.<name>"))


def _without_known(entry: list[_Row], rows: list[_Row]) -> list[_Row]:
    """Return the rows of an entry without those of the section that it has most values of."""
    sections: dict[str, set[tuple[str, str, str]]] = {}
    for row in rows:
        section, _, inner = row.path.partition(".")
        sections.setdefault(section, set()).add((inner, row.default, row.text))
    own = {row: (row.path.partition(".<name>.")[2], row.default, row.text) for row in entry}
    known = max((held & {*own.values()} for held in sections.values()), key=len)
    is_like_it = 2 * len(known) > len(entry)
    return [row for row in entry if not is_like_it or own[row] not in known]


def _own_defaults(model: type[ChartValues]) -> dict[str, Any]:
    """Return the defaults of a model that cannot be made without its required fields."""
    found: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if not field.is_required():
            default = field.get_default(call_default_factory=True)
            found[field.alias or name] = (
                default.to_mapping() if isinstance(default, ChartValues) else default
            )
    return found


def _row(where: str, default: Any, text: str) -> _Row:
    shown = "" if default is _NONE else json.dumps(default, ensure_ascii=False)
    return _Row(where, shown, text)


def _parent_rows(model: type[ChartValues]) -> Iterator[str]:
    for name, key in parent_keys(model).items():
        yield f"| `{name}` | | {_cell(key.description)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
