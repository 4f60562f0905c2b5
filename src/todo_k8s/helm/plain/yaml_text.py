"""YAML text that every reader reads back as the same value.

A string is plain only where all readers agree that it is one, and else has double quotes, with
escapes that JSON, YAML 1.1 and YAML 1.2 share.
"""

from __future__ import annotations

import json
import re
from typing import Any

from todo_k8s.helm.plain.deep import Steps, run
from todo_k8s.helm.plain.printable import UNPRINTABLE
from todo_k8s.helm.plain.shapes import is_list, is_map

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-")
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_ESCAPED = re.compile(f"[{UNPRINTABLE}\xa0\ufeff]")
"""What YAML does not take, and two characters that show nothing."""

_LONGEST_KEY = 1000
"""YAML takes no longer key on one line, in characters of `ascii_text`, and 24 more."""


def is_plain(text: str) -> bool:
    """Tell whether every YAML reader takes a text without quotes for a string."""
    return text[:1].isalpha() and _PLAIN.issuperset(text) and text.lower() not in _WORDS


def flow_text(value: Any) -> str:
    """Return a value on one line: JSON whose strings hold no character that YAML has no place for.

    What is nested a thousand levels deep has no such form; see `yaml_text`.
    """
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def scalar_text(value: Any) -> str:
    """Return a scalar; a string is plain where every reader takes it for one, else quoted."""
    return value if isinstance(value, str) and is_plain(value) else flow_text(value)


def ascii_text(text: str) -> str:
    """Return YAML text of this module in ASCII, for a terminal that knows no more."""
    return re.sub("[^\0-\x7f]", lambda match: f"\\U{ord(match[0]):08x}", text)


def yaml_text(value: Any) -> str:
    """Return a value as a YAML document, at any depth, its keys in the order they have."""
    lines: list[str] = []
    run(_write(lines, value, 0, ""))
    return "\n".join([*lines, ""])


def _write(lines: list[str], value: Any, indent: int, lead: str) -> Steps[None]:
    """Add the lines of a value; the first one starts with `lead`, the others with spaces."""
    if is_map(value) and value:
        for key, item in value.items():
            name = _key(key, lead, indent)
            if _is_empty(item):
                lines.append(f"{name} {scalar_text(item)}")
            else:
                lines.append(name)
                inner = indent + 2
                yield _write(lines, item, inner, " " * inner)
            lead = " " * indent
    elif is_list(value) and value:
        for item in value:
            yield _write(lines, item, indent + 2, f"{lead}- ")
            lead = " " * indent
    else:
        lines.append(lead + scalar_text(value))


def _key(key: str, lead: str, indent: int) -> str:
    text = scalar_text(key)
    is_long = len(ascii_text(text)) > _LONGEST_KEY
    return f"{lead}? {text}\n{' ' * indent}:" if is_long else f"{lead}{text}:"


def _is_empty(value: Any) -> bool:
    return not (is_map(value) or is_list(value)) or not value
