"""What is said of a key that a model does not know, and of what is no string: what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from itertools import takewhile

from pydantic import BaseModel

from todo_k8s.helm.fields.faults import Location
from todo_k8s.helm.fields.kinds import FieldKind, field_kind
from todo_k8s.helm.fields.types import Instead

_CLOSE, _CLOSER, _CLOSEST = 0.6, 0.7, 0.8
"""How alike two keys are, from 0 to 1, of which one may be meant by the other."""
_ALIKE = 5
"""Of so many that are like a key, the one is chosen that starts most like it."""
_BEGUN = 3
"""With so many letters, a key may be the start of a longer one."""
_MOST = 3
"""So many places are named where a key belongs."""


def unknown_key(model: type[BaseModel], location: Location) -> str:
    """Return what is wrong with a key, and what to do.

    Args:
        model: The model of all values.
        location: Where the key is, the key itself last.
    """
    *around, key = map(str, location)
    if place := _place(model, around, key):
        return f"unknown key; put it into {place}"
    section = _section(model, around)
    beside = [] if section is None else list(_keys(section))
    elsewhere = _places(model)
    exact = {each.lower(): each for each in elsewhere}.get(key.lower())
    if near := _nearest(key, beside, _CLOSEST):
        return f"unknown key; did you mean {near}?"
    if exact is not None:
        return f"unknown key; it belongs to {_listed(elsewhere[exact])}"
    if near := _nearest(key, beside, _CLOSE) or _begun(key, beside):
        return f"unknown key; did you mean {near}?"
    if near := _nearest(key, elsewhere, _CLOSER):
        return f"unknown key; did you mean {_listed(elsewhere[near])}?"
    return "unknown key; check the spelling, or remove it"


def _place(model: type[BaseModel], around: list[str], key: str) -> str | None:
    """Return the field that a section, or one around it, names for a key."""
    for depth in range(len(around), -1, -1):
        section = _section(model, around[:depth])
        elsewhere: Mapping[str, str] = getattr(section, "elsewhere", {})
        if (field := elsewhere.get(key)) is not None:
            return ".".join([*around[:depth], field])
    return None


def instead(model: type[BaseModel], location: Location) -> str | None:
    """Return what is said where something else than a string is given, if its type says so."""
    *around, last = map(str, location)
    kind = _kind(model, around)
    if kind is None:
        section = _section(model, around)
        name = None if section is None else _keys(section).get(last)
        kind = None if section is None or name is None else field_kind(section, name)
    else:
        kind = kind.items
    said = () if kind is None else kind.said
    return next((mark.says for _, mark in said if isinstance(mark, Instead)), None)


def _nearest(key: str, known: Iterable[str], least: float) -> str | None:
    """Return the key that may be meant by another one, whatever the case of its letters.

    One that starts alike is rather meant than one that is more alike further on.
    """
    word, lowered = key.lower(), {each.lower(): each for each in known}
    alike = get_close_matches(word, lowered, _ALIKE, least)
    return lowered[max(alike, key=lambda each: _same_start(word, each))] if alike else None


def _same_start(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _begun(key: str, known: Iterable[str]) -> str | None:
    """Return the key that another one is the start of."""
    if len(key) < _BEGUN:
        return None
    return next((each for each in known if each.lower().startswith(key.lower())), None)


def _listed(places: list[str]) -> str:
    shown = [*places[:_MOST], *(["…"] if len(places) > _MOST else [])]
    return " or ".join(shown)


@cache
def _keys(model: type[BaseModel]) -> dict[str, str]:
    """Return the names of a model's fields by what they are called in values."""
    return {
        field.alias or name: name for name, field in model.model_fields.items() if not field.exclude
    }


def _section(model: type[BaseModel], path: Iterable[str]) -> type[BaseModel] | None:
    """Return the model at a path, which may lead through items of maps and lists."""
    return _at(model, path)[0]


def _kind(model: type[BaseModel], path: Iterable[str]) -> FieldKind | None:
    """Return the kind of a map or list at a path; None for a model."""
    found, kind = _at(model, path)
    return kind if found is None else None


def _at(
    model: type[BaseModel], path: Iterable[str]
) -> tuple[type[BaseModel] | None, FieldKind | None]:
    found: type[BaseModel] | None = model
    kind: FieldKind | None = None
    for step in path:
        if found is not None:
            name = _keys(found).get(step)
            kind = None if name is None else field_kind(found, name)
        elif kind is not None:
            kind = kind.items
        found = None if kind is None else kind.model
    return found, kind


@cache
def _places(model: type[BaseModel]) -> dict[str, list[str]]:
    """Return where each key is found, in all sections."""
    places: dict[str, list[str]] = {}
    for path in _paths(model):
        places.setdefault(path.rpartition(".")[2], []).append(path)
    return places


def _paths(model: type[BaseModel], path: str = "") -> Iterator[str]:
    """Yield the paths of all fields, those of outer sections first."""
    inner: list[tuple[type[BaseModel], str]] = []
    for alias, name in _keys(model).items():
        yield f"{path}{alias}"
        kind = field_kind(model, name)
        if kind.base == "model" and kind.model is not None:
            inner.append((kind.model, f"{path}{alias}."))
    for section, where in inner:
        yield from _paths(section, where)
