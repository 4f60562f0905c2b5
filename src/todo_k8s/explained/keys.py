"""A key of the values: what it is for, what it can be, where it is given, and what it changes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from todo_k8s.explained.changing import Change, changes
from todo_k8s.explained.others import Traced, default_of, others
from todo_k8s.explained.values import ShownValues
from todo_k8s.helm.compiled.origins import held
from todo_k8s.helm.compiled.reads import VALUES
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.model.field_at import FieldAt, field_at
from todo_k8s.helm.model.unknown_keys import NOTHING_NEAR, UNKNOWN, unknown_key
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.reading.layers import Layers, Origin
from todo_k8s.helm.reading.set_flags import Steps, shown
from todo_k8s.masking import Masking

_WORDS = {
    "str": "text",
    "text": "text",
    "secret": "secret text",
    "bool": "true or false",
    "int": "whole number",
    "float": "number",
    "scalar": "whole number or text",
    "map": "map",
    "list": "list",
    "model": "section",
    "raw": "Kubernetes object",
}
_OF_MANY = {
    **{base: f"{words}s" for base, words in _WORDS.items()},
    "bool": "true or false",
    "scalar": "whole numbers or texts",
}


@dataclass(frozen=True)
class Key:
    """What is known of a key.

    Args:
        path: The key, as it is written.
        description: What it is for.
        form: What it can be.
        default: Its default for a reader; empty if it has none.
        value: What it comes to; empty for a section.
        origins: Where it is given: the one that counts last.
        changes: What it changes in these manifests.
        keys: The keys below it, with the first sentence on each.
    """

    path: str
    description: str
    form: str
    default: str
    value: str
    origins: tuple[Origin, ...]
    changes: tuple[Change, ...]
    keys: tuple[tuple[str, str], ...]


def explained_key(path: str, values: ChartValues, layers: Layers, traced: Traced) -> Key | None:
    """Return what is known of a key; None if there is no such key.

    Args:
        path: The key, as an operator writes it: ``backend.replicaCount``, ``ingress.hosts[0]``. It
            may be of an entry that is not given: ``services.api.port``, ``services.<name>.port``.
        values: What all values come to.
        layers: The values that are given.
        traced: What gives the manifests for values.
    """
    model = type(values)
    there = _steps(path, model, values)
    steps = there or tuple(_words(path))
    found = field_at(model, steps) if steps else None
    if found is None:
        return None
    section = found.kind.model if found.kind.base == "model" else None
    defaults = () if section or found.is_entry else default_of(values, steps, found)
    shows = ShownValues(values.to_mapping(), Masking(each.manifest for each in traced(values)))
    value = held(values, (VALUES, *there))
    return Key(
        path,
        found.description,
        form_of(found.kind),
        next((shows.text(steps, _plain(each), found) for each in defaults), ""),
        shows.text(steps, _plain(value), found) if there and not section else "",
        tuple(layers.origins(there)) if there else (),
        tuple(_changes(values, there, found, traced)) if there else (),
        tuple(_below(section)) if section else (),
    )


def _words(path: str) -> list[str | int]:
    return [int(each) if each.isdigit() else each for each in re.findall(r"[^.\[\]]+", path)]


def meant_key(path: str, model: type[BaseModel]) -> str:
    """Return which key is meant by one that does not exist, as `check` says it; else nothing."""
    steps = _words(path)
    for number in range(1, len(steps) + 1):
        if field_at(model, steps[:number]) is None:
            said = unknown_key(model, tuple(steps[:number])).removeprefix(f"{UNKNOWN}; ")
            return "" if said == NOTHING_NEAR else said
    return ""


def _changes(values: ChartValues, steps: Steps, found: FieldAt, traced: Traced) -> Iterator[Change]:
    is_whole = found.kind.base in ("model", "map", "list", "raw")
    other = others(values, steps, found, traced)
    yield from changes((VALUES, *steps), traced(values), other, is_whole=is_whole)


def _plain(value: Any) -> Any:
    if isinstance(value, ChartValues):
        return value.to_mapping()
    if is_list(value):
        return [_plain(item) for item in value]
    return {key: _plain(item) for key, item in value.items()} if is_map(value) else value


def _steps(path: str, model: type[BaseModel], values: ChartValues) -> Steps:
    """Return the keys and indices of a path; the last key may hold dots."""
    steps: list[str | int] = []
    rest = path
    while rest:
        options = _known(field_at(model, steps) if steps else None, model, values, tuple(steps))
        fitting = [each for each in options if _starts(rest, shown((each,)))]
        if not fitting:
            return ()
        step = max(fitting, key=lambda each: len(shown((each,))))
        steps.append(step)
        rest = rest.removeprefix(shown((step,))).removeprefix(".")
    return tuple(steps)


def _known(
    found: FieldAt | None, model: type[BaseModel], values: ChartValues, steps: Steps
) -> list[str | int]:
    section = model if not steps else None
    if found is not None and found.kind.base == "model":
        section = found.kind.model
    if section is not None:
        return [info.alias or name for name, info in section.model_fields.items()]
    value = held(values, (VALUES, *steps))
    return [*value] if is_map(value) else [*range(len(value))] if is_list(value) else []


def _starts(text: str, key: str) -> bool:
    return text.startswith(key) and text[len(key) :][:1] in {"", ".", "["}


def _below(section: type[BaseModel]) -> Iterator[tuple[str, str]]:
    for name, info in section.model_fields.items():
        if info.exclude:
            continue
        alias = info.alias or name
        found = field_at(section, [alias])
        text = found.description if found is not None else ""
        yield alias, text.partition(". ")[0].rstrip(".")


def form_of(kind: FieldKind, *, of_many: bool = False) -> str:
    """Return what a value can be, in a few words: ``whole number, from 0 to 1000, or null``.

    Args:
        kind: The kind of its field.
        of_many: Whether it is said of the items of a map or list: ``whole numbers``.
    """
    if kind.choices:
        words = " or ".join(json.dumps(choice) for choice in kind.choices)
    else:
        words = (_OF_MANY if of_many else _WORDS)[kind.base]
        if kind.items is not None:
            words += f" of {form_of(kind.items, of_many=True)}"
        said = {str(key): value for key, value in kind.said}
        words += _bounds(said)
    return f"{words}, or null" if kind.nullable else words


def _bounds(said: dict[str, Any]) -> str:
    least, most = said.get("ge", said.get("gt")), said.get("le", said.get("lt"))
    if least is not None and most is not None:
        return f", from {least} to {most}"
    if least is not None:
        return f", at least {least}"
    return f", at most {most}" if most is not None else ""
