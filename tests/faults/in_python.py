"""Faults in what renders in Python: functions, content, names."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import wraps
from typing import Any, cast

import pytest

from tests.faults.faults import Wrong, around, in_python, put
from todo_k8s.helm.fields import free_form, patterns
from todo_k8s.helm.functions.declaration import FUNCTIONS
from todo_k8s.helm.plain.shapes import entries_of, is_map
from todo_k8s.helm.symbolic import resolve
from todo_k8s.helm.symbolic.nodes import Splice
from todo_k8s.services import application
from todo_k8s.services.workload.presets import PRESETS


def _means(patch: pytest.MonkeyPatch, name: str, wrong: Wrong) -> None:
    """Give a function another meaning in Python, for all who have imported it."""
    sound = FUNCTIONS[name]
    patch.setitem(FUNCTIONS, name, replace(sound, python=wraps(sound.python)(cast("Any", wrong))))


# Functions


@in_python
def truncate_one_more(patch: pytest.MonkeyPatch) -> None:
    """A name is cut a character too late."""
    _means(patch, "truncate", lambda text, length: text[: length + 1])


@in_python
def truncate_one_less(patch: pytest.MonkeyPatch) -> None:
    """A name is cut a character too early."""
    _means(patch, "truncate", lambda text, length: text[: length - 1])


@in_python
def trim_every_suffix(patch: pytest.MonkeyPatch) -> None:
    """Every dash at the end of a name is taken away, not one."""
    _means(patch, "trim_suffix", lambda text, suffix: text.rstrip(suffix))


@in_python
def replace_the_first(patch: pytest.MonkeyPatch) -> None:
    """Only the first dot of a release's name is replaced."""
    _means(patch, "replace", lambda text, old, new: text.replace(old, new, 1))


@in_python
def contains_at_the_end(patch: pytest.MonkeyPatch) -> None:
    """A release holds the chart's name only if it ends with it."""
    _means(patch, "contains", lambda text, part: text.endswith(part))


def _last_wins(*maps: Mapping[str, str]) -> dict[str, str]:
    return dict(pair for one in maps for pair in one.items())


@in_python
def merge_last_wins(patch: pytest.MonkeyPatch) -> None:
    """Where maps share a key, the last one counts."""
    _means(patch, "merge", _last_wins)


@in_python
def merge_takes_the_empty(patch: pytest.MonkeyPatch) -> None:
    """Where maps share a key, the first one counts, be it empty."""

    def first_wins(*maps: Mapping[str, str]) -> dict[str, str]:
        return _last_wins(*reversed(maps))

    _means(patch, "merge", first_wins)


@in_python
def checksum_of_ascii(patch: pytest.MonkeyPatch) -> None:
    """A checksum is that of JSON in ASCII."""

    def checksum(mapping: Any) -> str:
        text = json.dumps(mapping, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    _means(patch, "checksum", checksum)


@in_python
def checksum_as_written(patch: pytest.MonkeyPatch) -> None:
    """A checksum is that of keys in the order in which they are written."""

    def checksum(mapping: Any) -> str:
        text = json.dumps(mapping, separators=(",", ":"), ensure_ascii=False)
        for character in "<>&\u2028\u2029":
            text = text.replace(character, f"\\u{ord(character):04x}")
        return hashlib.sha256(text.encode()).hexdigest()

    _means(patch, "checksum", checksum)


@in_python
def base64_for_urls(patch: pytest.MonkeyPatch) -> None:
    """Base64 is written with ``-`` and ``_``."""

    def b64encode(text: str) -> str:
        return base64.urlsafe_b64encode(text.encode()).decode()

    _means(patch, "b64encode", b64encode)


@in_python
def zero_is_set(patch: pytest.MonkeyPatch) -> None:
    """0 and what is empty count as set."""
    _means(patch, "is_set", lambda value: value is not None)


@in_python
def empty_needs_no_default(patch: pytest.MonkeyPatch) -> None:
    """A default stands in for null only."""
    _means(patch, "default", lambda value, fallback: fallback if value is None else value)


@in_python
def first_line_only(patch: pytest.MonkeyPatch) -> None:
    """A pattern is looked for at the start of a text only."""

    def matches(text: str, pattern: str) -> bool:
        return patterns.occurs(rf"\A(?:{pattern})", text)

    _means(patch, "matches", matches)


# Content


@in_python
def entries_as_written(patch: pytest.MonkeyPatch) -> None:
    """The entries of a map come in the order in which they are written."""

    def entries(collection: Any) -> list[tuple[Any, Any]]:
        return [*(collection.items() if is_map(collection) else enumerate(collection))]

    put(patch, entries_of, entries)


@in_python
def empty_map_stays(patch: pytest.MonkeyPatch) -> None:
    """An empty map of the operator's is written."""
    put(patch, resolve._value, lambda key, _known, value: resolve._at(f".{key}", value))


@in_python
def empty_item_lost(patch: pytest.MonkeyPatch) -> None:
    """An item that is an empty string is left out of its list."""
    sound = resolve._items
    put(patch, resolve._items, lambda items: sound([x for x in items if x != ""]))


@in_python
def list_in_a_list(patch: pytest.MonkeyPatch) -> None:
    """Items of lists of maps are within one more list where some are spliced in."""

    def items(sound: Any, content: Any) -> list[Any]:
        found: list[Any] = sound(content)
        spliced = any(isinstance(item, Splice) for item in content)
        return [found] if spliced and any(is_map(item) for item in found) else found

    around(patch, resolve._items, items)


@in_python
def empty_within_objects_lost(patch: pytest.MonkeyPatch) -> None:
    """What is empty within an operator's object is left out, as elsewhere."""
    patch.setattr(free_form, "Raw", dict)


# Names and presets


@in_python
def limit_of_names(patch: pytest.MonkeyPatch) -> None:
    """Names are cut at 64 characters."""
    patch.setattr(application, "NAME_LIMIT", 64)


@in_python
def port_of_a_preset(patch: pytest.MonkeyPatch) -> None:
    """A preset has another port."""
    nginx = PRESETS["nginx"]
    patch.setitem(PRESETS, "nginx", replace(nginx, port=8080))
