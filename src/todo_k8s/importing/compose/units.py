"""Durations, sizes and words of compose files in Kubernetes' form."""

from __future__ import annotations

import math
import re
import shlex
from typing import Any

from todo_k8s.helm.plain.numbers import printed_float
from todo_k8s.helm.plain.shapes import is_list, is_map

_SECONDS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(us|ms|s|m|h)")
_SIZE = re.compile(r"(?i)\s*(\d+(?:\.\d+)?)\s*(b|k|kb|m|mb|g|gb|t|tb)?i?b?\s*")
_POWERS = {"": 0, "b": 0, "k": 1, "m": 2, "g": 3, "t": 4}
_UNITS = ("", "Ki", "Mi", "Gi", "Ti")


def seconds(duration: Any) -> int | None:
    """Return a duration such as ``1m30s`` in whole seconds, rounded up; None if it is none."""
    if isinstance(duration, int | float) and not isinstance(duration, bool):
        return max(1, math.ceil(duration))
    text = f"{duration}".strip()
    parts = _DURATION.findall(text)
    if not parts or _DURATION.sub("", text):
        return None
    return max(1, math.ceil(sum(float(number) * _SECONDS[unit] for number, unit in parts)))


def memory(size: Any) -> str | None:
    """Return a size such as ``512m`` as ``512Mi``; None if it is none."""
    match = _SIZE.fullmatch(f"{size}")
    if match is None:
        return None
    power = _POWERS[(match[2] or "").lower()[:1]]
    amount = float(match[1])
    while power and not amount.is_integer():
        amount, power = amount * 1024, power - 1
    while power < len(_UNITS) - 1 and amount >= 1024 and amount % 1024 == 0:
        amount, power = amount / 1024, power + 1
    return f"{math.ceil(amount)}{_UNITS[power]}"


def cpus(number: Any) -> str | None:
    """Return a number of processors such as ``0.5`` as ``500m``; None if it is none."""
    try:
        amount = float(f"{number}")
    except ValueError:
        return None
    if not math.isfinite(amount) or amount <= 0:
        return None
    return f"{int(amount)}" if amount.is_integer() else f"{math.ceil(amount * 1000)}m"


def words(command: Any) -> list[str]:
    """Return a command, given as a list or as a line, as a list."""
    if is_list(command):
        return [f"{word}" for word in command]
    if command is None:
        return []
    try:
        return shlex.split(f"{command}")
    except ValueError:  # a quote that is not closed
        return f"{command}".split()


def name_of(text: str) -> str:
    """Return a name as objects have it: lower case, digits and dashes."""
    found = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:50].strip("-")
    return found or "service"


def listed(value: Any) -> list[Any]:
    """Return a list as it is, nothing as an empty list, and all else as a list of it."""
    if value is None:
        return []
    return value if is_list(value) else [value]


def text_of(value: Any) -> str:
    """Return a scalar as Compose prints it into a variable or an annotation."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return printed_float(value) if isinstance(value, float) else f"{value}"


def pairs_of(value: Any) -> dict[str, Any]:
    """Return a map as it is, and a list of ``name=value`` as one."""
    if is_map(value):
        return {f"{name}": item for name, item in value.items() if item is not None}
    pairs = (f"{each}".partition("=") for each in listed(value))
    return {name: item for name, equals, item in pairs if equals}
