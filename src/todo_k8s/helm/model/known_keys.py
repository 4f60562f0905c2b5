"""Which keys each section of values knows: what Python and the templates ask of any other key."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from todo_k8s.helm.fields.annotations import field_kind
from todo_k8s.helm.fields.kinds import FieldKind
from todo_k8s.helm.model.older_keys import hints as older
from todo_k8s.helm.model.parent import is_open, parent_keys

IN_ITEMS = "*"
"""Before the name of a section: the items of a map or list are such sections."""
UNSAID = "-"
"""In place of a section's name: the key is known, and never named as the one that is meant."""

HERE = "%s"

Section = Mapping[str, str]
"""The keys of a section: each with the name of the section below it, or an empty text."""


@dataclass(frozen=True)
class KnownKeys:
    """The sections of a values model by name, one for all that are alike.

    Args:
        root: The name of the outermost one.
        sections: The keys of each that takes no others.
        hints: What is said of keys that are often written there by mistake, by section; `HERE`
            stands for the path to it, with a dot behind it.
        elsewhere: The fields into which sections, and those around them, put keys of others.
        levels: How deep they lie in one another, items of maps and lists counted.
    """

    root: str
    sections: Mapping[str, Section]
    hints: Mapping[str, Mapping[str, str]]
    elsewhere: Mapping[str, Mapping[str, str]]
    levels: int


@functools.cache
def known_keys(model: type[BaseModel]) -> KnownKeys:
    """Return the keys that a values model knows, those of a parent chart included."""
    found = _Finder()
    root = found.section(model, parent_keys(model))
    return KnownKeys(root, found.sections, found.hints, found.elsewhere, found.levels)


class _Finder:
    """Finds the sections of a model, inner ones first."""

    def __init__(self) -> None:
        self.sections: dict[str, dict[str, str]] = {}
        self.hints: dict[str, dict[str, str]] = {}
        self.elsewhere: dict[str, Mapping[str, str]] = {}
        self.levels = 0
        self._names: dict[str, str] = {}

    def section(self, model: type[BaseModel], more: Mapping[str, Any] = {}, level: int = 1) -> str:
        """Return the name of a model's section; the empty text if it takes any key."""
        self.levels = max(self.levels, level)
        keys = dict.fromkeys(more, UNSAID) | dict(self._keys(model, level))
        if is_open(model) and not any(keys.values()):
            return ""
        hints = {key: _hint(text) for key, text in _mistaken(model).items() if key not in keys}
        hints |= {key: text for key, text in older(model, HERE).items() if key not in keys}
        elsewhere: Mapping[str, str] = getattr(model, "elsewhere", {})
        shape = json.dumps([keys, hints, dict(elsewhere), is_open(model)], sort_keys=True)
        if shape not in self._names:
            name = self._names[shape] = _free(_named(model), self.sections)
            self.sections[name] = {IN_ITEMS: "", **keys} if is_open(model) else keys
            if hints:
                self.hints[name] = hints
            if elsewhere:
                self.elsewhere[name] = elsewhere
        return self._names[shape]

    def _keys(self, model: type[BaseModel], level: int) -> Iterator[tuple[str, str]]:
        for name, field in model.model_fields.items():
            below = self._below(field_kind(model, name), level + 1)
            yield field.alias or name, UNSAID if field.exclude else below

    def _below(self, kind: FieldKind, level: int) -> str:
        """Return the name of the section that a value is, or that is in it."""
        if kind.items is not None:
            inner = self._below(kind.items, level + 1)
            return f"{IN_ITEMS}{inner}" if inner else ""
        return "" if kind.model is None else self.section(kind.model, level=level)


def _mistaken(model: type[BaseModel]) -> dict[str, str]:
    """Return the keys that are often written by mistake in a model, or in one that it extends."""
    said = (vars(each).get("_mistaken", {}) for each in reversed(model.__mro__))
    return {key: text for hints in said for key, text in hints.items()}


def _hint(text: str) -> str:
    return text if " " in text else f"did you mean {HERE}{text}?"


def _named(model: type[BaseModel]) -> str:
    name = model.__name__.removesuffix("Values")
    return f"{name[:1].lower()}{name[1:]}" or "values"


def _free(name: str, taken: Mapping[str, Any]) -> str:
    numbered = (name if number == 1 else f"{name}{number}" for number in range(1, len(taken) + 2))
    return next(each for each in numbered if each not in taken)
