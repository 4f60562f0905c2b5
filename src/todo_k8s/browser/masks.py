"""What the page knows of secrets: the patterns and names of `todo_k8s.masking`, for its script."""

from __future__ import annotations

import re
from typing import Any

from todo_k8s.credentials import HARMLESS, NAME, WITH_PASSWORD
from todo_k8s.masking import names, places, texts


def masks() -> dict[str, Any]:
    """Return the patterns by which the page masks what it shows, as JSON."""
    return {
        "looks": [_plain(WITH_PASSWORD), *map(_pattern, texts.LIKE_SECRETS)],
        "sets": _pattern(texts.IN_A_FILE),
        "option": _pattern(texts.OPTION),
        "field": _pattern(names.FIELD),
        "reference": _pattern(names.REFERENCE),
        "variables": [_plain(NAME), _pattern(names.VARIABLE)],
        "harmless": [_pattern(names.SWITCH, at_start=True), _plain(HARMLESS)],
        "checksums": _pattern(places.CHECKSUMS),
        "values": [*places.VALUES],
        "names": [*places.NAMES],
        "keysOfOthers": [*places.KEYS_OF_OTHERS],
    }


def _pattern(pattern: re.Pattern[str], *, at_start: bool = False) -> list[str]:
    """Return the source of a pattern and its flags, as JavaScript takes them."""
    source, _ = _plain(f"^({pattern.pattern})" if at_start else pattern.pattern)
    return [source, "i" if pattern.flags & re.IGNORECASE else ""]


def _plain(source: str) -> list[str]:
    ends = re.sub(r"\\[Zz]", r"(?![\\s\\S])", source)
    return [ends.replace(r"\A", r"(?<![\s\S])"), ""]
