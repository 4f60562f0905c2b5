"""The texts of data as JSON and as YAML, the same from Python and from Helm."""

from __future__ import annotations

import json
import re
from typing import Any

from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.numbers import float_text
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.plain.yaml_text import is_plain

LINES = "\u2028\u2029"
"""What Go always escapes in JSON."""

HTML = f"<>&{LINES}"
"""What it escapes so that JSON may stand in HTML."""

_DEEPEST = 100
"""A helper of Helm includes itself a thousand times at most."""

_NO_POINT = re.compile("^(-?[0-9]+)e")
"""A fraction such as ``1e-7``, which YAML 1.1 takes for a string."""


def escaped(text: str, characters: str) -> str:
    """Return JSON with some characters escaped."""
    for character in characters:
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


@any_depth
def go_json(value: Any) -> str:
    """Return the JSON of a value as Go writes it: keys in order, and its own form of fractions."""
    if is_map(value):
        return f"{{{','.join(f'{go_json(key)}:{go_json(value[key])}' for key in sorted(value))}}}"
    if is_list(value):
        return f"[{','.join(map(go_json, value))}]"
    return float_text(value) if type(value) is float else json.dumps(value, ensure_ascii=False)


def yaml_text(value: Any) -> str:
    """Return the YAML of a map or list, with a line for each entry and item."""
    return _block(value, 0).removeprefix("\n") + "\n"


@any_depth
def _block(value: Any, level: int) -> str:
    """Return the YAML of a value: after a line end if it is a block of lines of its own."""
    if not value or level >= _DEEPEST or not (is_map(value) or is_list(value)):
        return _NO_POINT.sub(r"\1.0e", escaped(go_json(value), LINES))
    if is_list(value):
        return "".join(f"\n- {_below(item, level).removeprefix(_INDENT)}" for item in value)
    return "".join(f"\n{_key(key)}:{_after(_below(value[key], level))}" for key in sorted(value))


_INDENT = "\n  "


def _below(value: Any, level: int) -> str:
    return _block(value, level + 1).replace("\n", _INDENT)


def _after(text: str) -> str:
    return text if text.startswith("\n") else f" {text}"


def _key(key: str) -> str:
    return key if is_plain(key) else escaped(go_json(key), LINES)
