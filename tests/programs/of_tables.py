"""Programs that look a text of several values up in a table, or put it into one.

A set, a map or what is written in C asks such a text for its hash, of which no token is told.
"""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

import collections
import functools
import operator
from dataclasses import dataclass
from typing import Any

from tests.programs.programs import AGREES, Program, Values, config_map, spec
from todo_k8s.helm.model import Check, rule

KNOWN = "is known only at install time"
TABLE = {"web-prod": 5}
PAIRS = {("web-prod", "eu"): 5}
ALLOWED = {"web-prod", "db-eu"}


@dataclass(frozen=True)
class Key:
    """A key of two parts."""

    name: str


SOME = Key("web-prod")
OF_KEYS = {SOME: 5}


def _said(found: object) -> str:
    return "yes" if found else "no"


def _put(table: dict[str, int], name: str) -> int:
    table[name] = 9
    return table["web-prod"]


def _put_if_missing(table: dict[str, int], name: str) -> int:
    table[name] = 9
    return table.setdefault("web-prod", 1)


def _apart(names: list[str]) -> list[str]:
    seen: set[str] = set()
    kept: list[str] = []
    for name in names:
        if name not in seen:
            seen.add(name)
            kept.append(name)
    return kept


def _grouped(names: list[str]) -> dict[str, Any]:
    groups: dict[str, list[str]] = collections.defaultdict(list)
    for index, name in enumerate(names):
        groups[f"{index}-{name}"].append(name)
    return dict(groups)


def _updated(name: str, other: str) -> dict[str, str]:
    made: dict[str, str] = {}
    made.update({f"{name}/a": "1"})
    made[f"{other}/b"] = "2"
    made.setdefault(f"{name}{other}/c", "3")
    return {key: value + "!" for key, value in made.items()}


def _counted(names: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[f"{name}/x"] = 0
    for name in names:
        counts[f"{name}/x"] += 1
    return counts


@functools.lru_cache
def _label(name: str) -> str:
    return f"{name}-label"


class Taken(Values):
    """A rule by a set."""

    @rule
    def is_taken(self) -> list[Check]:
        """Two values that must not be there together."""
        if {f"{self.kind}-{self.text}"} & {"web-prod"}:
            return [Check(holds=False, message="is taken; choose another", field="text")]
        return []


REFUSED = [
    spec("a set of texts & another", KNOWN, lambda v: _said(ALLOWED & {f"{v.kind}-{v.text}"})),
    spec("a set without a text", KNOWN, lambda v: sorted(ALLOWED - {f"{v.kind}-{v.text}"})),
    spec("a set that has all", KNOWN, lambda v: _said(ALLOWED.issuperset([f"{v.kind}-{v.text}"]))),
    spec("a set that has none", KNOWN, lambda v: _said(ALLOWED.isdisjoint([f"{v.kind}-{v.text}"]))),
    spec("a table by two keys", KNOWN, lambda v: PAIRS.get((f"{v.kind}-{v.text}", "eu"), 1)),
    spec("two keys in a table", KNOWN, lambda v: _said((f"{v.kind}-{v.text}", "eu") in PAIRS)),
    spec("a table by an object", KNOWN, lambda v: OF_KEYS.get(Key(f"{v.kind}-{v.text}"), 1)),
    spec("keys of a table", KNOWN, lambda v: _said(TABLE.keys() & {f"{v.kind}-{v.text}"})),
    spec("tables that are compared", KNOWN, lambda v: _said({f"{v.kind}-{v.text}": 5} == TABLE)),
    spec("tables that differ", KNOWN, lambda v: _said(TABLE != {f"{v.kind}-{v.text}": 5})),
    spec("a name in a set of texts", KNOWN, lambda v: _said("web-prod" in {f"{v.kind}-{v.text}"})),
    spec("a name in such a table", KNOWN, lambda v: {f"{v.kind}-{v.text}": 9}.get("web-prod", 1)),
    spec("a name beside such a key", KNOWN, lambda v: _put({**TABLE}, f"{v.kind}-{v.text}")),
    spec("a name that may be there", KNOWN, lambda v: _put_if_missing({}, f"{v.kind}-{v.text}")),
    spec("keys that are counted", KNOWN, lambda v: len({**TABLE, f"{v.kind}-{v.text}": 2})),
    spec("texts once each", KNOWN, lambda v: _apart([f"{v.kind}-{v.text}", "web-prod"])),
    spec(
        "an item by itemgetter",
        KNOWN,
        lambda v: operator.itemgetter(f"{v.kind}-{v.text}")(collections.defaultdict(int, TABLE)),
    ),
    spec("an entry by +=", KNOWN, lambda v: _counted([v.kind, "b"])),
    spec("objects that are compared", KNOWN, lambda v: _said(Key(f"{v.kind}-{v.text}") == SOME)),
    spec("objects that differ", KNOWN, lambda v: _said(Key(f"{v.kind}-{v.text}") != SOME)),
    spec("an object in a list", KNOWN, lambda v: _said(Key(f"{v.kind}-{v.text}") in [SOME])),
    spec("a table by map()", KNOWN, lambda v: next(map(TABLE.get, [f"{v.kind}-{v.text}"])) or 1),
    spec("a table by +=", KNOWN, lambda v: TABLE.get(_longer(v), 1)),
    spec("a text as bytes", KNOWN, lambda v: _said(f"{v.kind}-{v.text}".encode() == b"web-prod")),
    spec("a text without case", KNOWN, lambda v: _said(f"{v.kind}-{v.text}".casefold() == "a-b")),
    Program("a rule by a set", KNOWN, lambda c, v: config_map(c, "t", {"x": v.text}), Taken),
]


def _longer(v: Any) -> str:
    name = v.kind
    name += f"-{v.text}"
    return str(name)


SOUND = [
    spec("keys of content", AGREES, lambda v: {f"{v.kind}-{v.text}/a": 1, "b": {f"{v.kind}-z": 2}}),
    spec("keys by a loop", AGREES, lambda v: {f"{v.kind}-{each}": each for each in ("a", "b")}),
    spec("keys by dict()", AGREES, lambda v: dict([(f"{v.kind}-{v.text}", 1)])),  # noqa: C406  # is asked
    spec("keys by update()", AGREES, lambda v: _updated(v.kind, v.text)),
    spec("keys in groups", AGREES, lambda v: _grouped([v.kind, "b"])),
    spec("a cached text", AGREES, lambda v: [_label(f"{v.kind}-{v.text}"), _label("a")]),
    spec("no key of a table", AGREES, lambda v: TABLE.get(f"{v.kind}-{v.text}/x", 1)),
    spec("maps that are joined", AGREES, lambda v: {"a": 1} | {f"{v.kind}-{v.text}/b": 2}),
]
PROGRAMS = [*REFUSED, *SOUND]
