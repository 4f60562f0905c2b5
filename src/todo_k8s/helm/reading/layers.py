"""Values files and ``--set`` flags, laid over one another, and where each value was given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import entries_of, is_list, is_map
from todo_k8s.helm.reading.decoding import Place
from todo_k8s.helm.reading.documents import Notice, ValuesFile, merge_mappings
from todo_k8s.helm.reading.set_flags import Setting, Steps, settings_of, shown, with_setting

FLAGS = ("--set-json", "--set", "--set-string", "--set-file")
"""The flags in the order in which Helm lays them over the values files."""


class Origin(NamedTuple):
    """Where a value is given: a file with line and column from 1, or a flag.

    Args:
        source: The file's name, ``standard input``, or the flag.
        line: Where the value is written; None for a flag.
        column: Its column, likewise.
        key_line: Where its key is written.
        key_column: Its column.
    """

    source: str
    line: int | None = None
    column: int | None = None
    key_line: int | None = None
    key_column: int | None = None

    def __str__(self) -> str:
        return self.source if self.line is None else f"{self.source}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class _Given:
    """A value of one layer: where, whether it takes the place of what is below, what is in it."""

    origin: Origin
    replaces: bool
    parts: Mapping[str | int, _Given]


@dataclass(frozen=True)
class Layers:
    """Values as they are given, the last layer on top.

    Args:
        values: All of them, merged; ``null`` is kept, as it may remove a default.
        files: The values files, in their order.
    """

    values: dict[str, Any] = field(default_factory=dict[str, Any], repr=False)
    files: tuple[ValuesFile, ...] = ()
    _layers: tuple[_Given, ...] = field(default=(), repr=False)

    @property
    def warnings(self) -> list[Notice]:
        """The keys that a file sets twice."""
        return [notice for file in self.files for notice in file.warnings]

    def origins(self, steps: Steps) -> list[Origin]:
        """Return where the value at a path is given: the one that counts last, none if nowhere."""
        found: list[Origin] = []
        for layer in self._layers:
            _history(layer, steps, found)
        return found

    def nearest(self, path: str) -> tuple[Steps, list[Origin]]:
        """Return the longest known start of a path as written, and where its value is given.

        A key may hold dots and colons itself, so that only the values tell where it ends; what
        follows the path, such as ``: must be set``, is not looked at.
        """
        steps: list[str | int] = []
        rest = path
        while (step := self._step(tuple(steps), rest)) is not None:
            steps.append(step)
            rest = rest.removeprefix(".").removeprefix(shown((step,)))
        return tuple(steps), self.origins(tuple(steps)) if steps else []

    def _step(self, steps: Steps, rest: str) -> str | int | None:
        """Return the longest key or index that the rest of a path starts with."""
        known = {step for layer in self._layers for step in _parts(layer, steps)}
        text = rest.removeprefix(".")
        candidates = [step for step in known if _starts(text, shown((step,)))]
        return max(candidates, key=lambda step: len(shown((step,))), default=None)


def layers_of(
    files: Sequence[ValuesFile] = (), flags: Mapping[str, Iterable[str]] | None = None
) -> Layers:
    """Return values files and flags laid over one another as ``helm install`` does.

    Args:
        files: What ``-f`` names, in its order.
        flags: What each of `FLAGS` is given, in its order.

    Raises:
        ValuesError: If a flag cannot be read, or sets a part of what is no map or list.
    """
    values = merge_mappings(*(file.values for file in files))
    layers = [_of_file(file) for file in files]
    for flag in FLAGS:
        for text in (flags or {}).get(flag, ()):
            for setting in settings_of(flag, text):
                values = with_setting(values, flag, setting)
                layers.append(_of_setting(flag, setting))
    return Layers(values, tuple(files), tuple(layers))


def _of_file(file: ValuesFile) -> _Given:
    root = Place(1, 1, 1, 1, file.places)
    return _of_place(file.name, file.values, root)


@any_depth
def _of_place(name: str, value: Any, place: Place) -> _Given:
    parts = {key: _of_place(name, value[key], part) for key, part in place.parts.items()}
    return _Given(Origin(name, *place[:4]), not is_map(value), parts)


def _of_setting(flag: str, setting: Setting) -> _Given:
    origin = Origin(f"{flag} {shown(setting.steps)}")
    given = _of_value(origin, setting.value)
    for step in reversed(setting.steps):
        given = _Given(origin, replaces=False, parts={step: given})
    return given


@any_depth
def _of_value(origin: Origin, value: Any) -> _Given:
    entries = entries_of(value) if is_map(value) or is_list(value) else ()
    parts = {key: _of_value(origin, each) for key, each in entries}
    return _Given(origin, replaces=True, parts=parts)


def _history(layer: _Given, steps: Steps, found: list[Origin]) -> None:
    """Add where a layer gives a value; forget what came before if the layer leaves none there."""
    given: _Given | None = layer
    for step in steps:
        if given is None:
            return
        replaces = given.replaces
        given = given.parts.get(step)
        if given is None and replaces:
            found.clear()
    if given is not None:
        found.append(given.origin)


def _parts(layer: _Given, steps: Steps) -> Iterable[str | int]:
    """Return the keys or indices that a layer has at a path."""
    given: _Given | None = layer
    for step in steps:
        given = given.parts.get(step) if given is not None else None
    return given.parts if given is not None else ()


def _starts(text: str, key: str) -> bool:
    """Tell whether a path starts with a key, and the key ends there."""
    return bool(key) and text.startswith(key) and text[len(key) :][:1] in {"", ".", "[", ":"}
