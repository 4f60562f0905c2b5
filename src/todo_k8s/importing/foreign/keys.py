"""Keys of `services`, `cronJobs` and `networkPolicy.servers`: names in the form of a key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import count

_LONGEST = 30


def key_of(name: str, noun: str, taken: Collection[str], reserved: Collection[str] = ()) -> str:
    """Return a key for a name, which is no key yet.

    Args:
        name: The name of the workload.
        noun: What it is, ``service`` or ``job``, where the name alone will not do.
        taken: The keys that there are.
        reserved: Names that mean something else in the chart.
    """
    base = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or noun
    base = base if base[0].isalpha() else f"{noun[0]}-{base}"
    key = base[:_LONGEST].strip("-")
    return free(suffixed(key, noun) if key in reserved else key, {*taken, *reserved})


def keys_of(
    names: Iterable[str], noun: str, taken: Collection[str], reserved: Collection[str]
) -> dict[str, str]:
    """Return a key for each of several names."""
    found: dict[str, str] = {}
    for name in names:
        found[name] = key_of(name, noun, {*taken, *found.values()}, reserved)
    return found


def suffixed(key: str, suffix: str) -> str:
    """Return a key with a suffix, before which it is cut if it is too long."""
    return f"{key[: _LONGEST - len(suffix) - 1].rstrip('-')}-{suffix}"


def free(key: str, taken: Collection[str]) -> str:
    """Return a key, with a number if it is taken."""
    numbered = (suffixed(key, f"{number}") for number in count(2))
    return key if key not in taken else next(each for each in numbered if each not in taken)
