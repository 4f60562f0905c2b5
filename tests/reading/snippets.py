"""Some hundred texts that YAML readers disagree about: `snippets.txt`, a JSON string on a line."""

from __future__ import annotations

import json
from pathlib import Path

_FILE = Path(__file__).with_name("snippets.txt")
_LONG_KEYS = [f"{'k' * length}: 1\n" for length in (1000, 1024, 1025, 1100)]


def groups() -> dict[str, list[str]]:
    """Return the texts by the heading that they stand under."""
    found: dict[str, list[str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            found[line[2:]] = []
        else:
            found[list(found)[-1]].append(json.loads(line))
    return found


GROUPS = groups()
PIECES = GROUPS["pieces"]
"""What is put into snippets to make more."""


def snippets() -> list[str]:
    """Return all whole texts, each once."""
    scalars, quoted = GROUPS["scalars"], GROUPS["quoted"]
    found = [
        form % scalar for form in ("a: %s\n", "? %s\n: 1\n", "a: [%s]\n") for scalar in scalars
    ]
    found += [form % text for form in ('a: "%s"\n', "a: '%s'\n") for text in quoted]
    found += [f"a: {text}\n" for text in GROUPS["tagged"]]
    found += [f"a: {text}" for text in GROUPS["blocks"]]
    found += [*GROUPS["aliases"], *GROUPS["keys"], *GROUPS["streams"], *_LONG_KEYS]
    found += [f"? {'k' * 1100}\n: 1\n", f"{{{'k' * 1100}: 1}}\n", f"{'é' * 1024}: 1\n"]
    return list(dict.fromkeys(found))
