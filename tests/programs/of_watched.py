"""Programs that read a text which is known only at install, where Python tells no token.

Their values would have to be just right to show it, so their code is watched. The last ones have no
source that could be watched, and are tried with the constants of their code.
"""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import fnmatch
import functools
import ipaddress
import json
import math
import operator
import os
import re
from enum import Enum
from typing import Any, ClassVar

from tests.programs.programs import AGREES, Program, Values, config_map, spec
from todo_k8s.helm import HelmChart
from todo_k8s.helm.content import each, unless_none
from todo_k8s.helm.functions import join
from todo_k8s.helm.model import Check, rule

KNOWN = "is known only at install time"
READ = "would read it now"
TABLE = {"a-one": "big", "b-one": "huge"}


class Region(Enum):
    """An enumeration of anything."""

    EU = "a-eu"


class Deep:
    """A table in a class."""

    SIZES: ClassVar[dict[str, int]] = {"a-eu": 3}


def _said(found: object) -> str:
    return "yes" if found else "no"


def _or(read: Any, value: Any) -> str:
    try:
        return str(read(value))
    except (ValueError, KeyError):
        return "none"


def _size(value: str, table: dict[str, str] = TABLE) -> str:
    return table.get(value, "small")


@functools.cache
def _cached(value: str) -> str:
    return _said(value == "a-eu")


def _matched(value: str) -> str:
    match value:
        case "a-eu":
            return "first"
        case _:
            return "other"


def _swallowing(value: str) -> str:
    with contextlib.suppress(Exception):
        return dt.datetime.strptime(value, "%d.%m.%Y").isoformat()  # noqa: DTZ007  # a date
    return "none"


class _Helper:
    """A class of the author's, with a method that asks."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def is_large(self) -> bool:
        return f"{self.name}/x" in {"a/x", "b/x"}


class Named(Values):
    """Rules that read a text."""

    @rule
    def are_named(self) -> Check:
        """A pattern that only some texts match."""
        return Check(not re.search(r"^kube-\w", self.text), "is taken; choose another", "text")


class Joined(Values):
    """Rules that compare a text of two."""

    @rule
    def differ(self) -> list[Check]:
        """Two values that must not be there together."""
        if f"{self.kind}-{self.text}" == "c-prod":
            return [Check(holds=False, message="is taken; choose another", field="text")]
        return []


def _asks_release(asks: Any) -> Any:
    def build(chart: HelmChart, v: Any) -> None:
        config_map(chart, "thing", {"x": v.text, "y": asks(chart.release)})

    return build


def _only_in(chart: HelmChart, v: Any) -> None:
    if f"{chart.release.name}.{chart.release.namespace}".startswith("prod"):
        config_map(chart, "more", {"x": v.text})
    config_map(chart, "thing", {"x": v.text})


def _requires(chart: HelmChart, v: Any) -> None:
    config_map(chart, "thing", {"x": v.text})
    if re.search("^kube-", chart.release.namespace):
        chart.require(
            Check(holds=False, message="is no place for it; choose another", field="text")
        )


COMPARED = [
    spec("a table by an f-string of two", KNOWN, lambda v: TABLE.get(f"{v.kind}-{v.text}", 1)),
    spec("a table by join", KNOWN, lambda v: _said("-".join([v.kind, v.text]) in TABLE)),
    spec("a table by %", KNOWN, lambda v: TABLE.get("%s-%s" % (v.kind, v.text), 1)),
    spec("a table by format()", KNOWN, lambda v: TABLE.get("{}-{}".format(v.kind, v.text), 1)),
    spec("a table by +", KNOWN, lambda v: TABLE.get(v.kind + "-" + v.text, 1)),
    spec("a table in a parameter", KNOWN, lambda v: _size(f"{v.kind}-{v.text}")),
    spec("an item of a table", KNOWN, lambda v: TABLE[f"{v.kind}-{v.text}"]),
    spec("an item that may lack", KNOWN, lambda v: _or(TABLE.__getitem__, f"{v.kind}-{v.text}")),
    spec("== of two values", KNOWN, lambda v: _said(f"{v.kind}-{v.text}" == "c-eu")),
    spec("!= of two values", KNOWN, lambda v: _said(f"{v.kind}-{v.text}" != "c-eu")),
    spec("in a list of texts", KNOWN, lambda v: _said(f"{v.kind}/{v.text}" in ["a/b", "c/d"])),
    spec("not in a set", KNOWN, lambda v: _said(f"{v.kind}/{v.text}" not in {"a/b", "c/d"})),
    spec("a token in a text", KNOWN, lambda v: _said(v.text in "prod and eu")),
    spec("match of two values", KNOWN, lambda v: _matched(f"{v.kind}-{v.text}")),
    spec("operator.eq", KNOWN, lambda v: _said(operator.eq(f"{v.kind}-{v.text}", "a-eu"))),
    spec("a member by its value", KNOWN, lambda v: _or(Region, f"{v.kind}-{v.text}")),
    spec("getattr of two values", READ, lambda v: getattr(Deep, f"{v.kind}{v.text}", "none")),
    spec("in a cached function", KNOWN, lambda v: _cached(f"{v.kind}-{v.text}")),
    spec("in a property", KNOWN, lambda v: _said(_Helper(v.text).is_large)),
    spec("sorted texts", KNOWN, lambda v: sorted([f"{v.text}-{v.kind}", f"{v.other}-x"])),
    spec("the least text", KNOWN, lambda v: min(f"{v.text}-{v.kind}", f"{v.other}-x")),
    spec("digits of two values", KNOWN, lambda v: _said(f"{v.text}{v.other}".isdigit())),
    spec("two that may be empty", KNOWN, lambda v: f"{v.text}{v.other}" or "none"),
    spec(
        "an item that is compared",
        KNOWN,
        lambda v: each(v.words, lambda w: _said(f"{w}/x" == "web/x")),
    ),
    spec(
        "an entry of a map",
        KNOWN,
        lambda v: each(v.sizes, lambda key, size: _said(f"{key}:{size}" == "dns:53")),
    ),
    spec(
        "a map in a list",
        KNOWN,
        lambda v: each(v.items, lambda item: _said(f"{item.name}-x".startswith("db"))),
    ),
    spec(
        "a value that may be null",
        KNOWN,
        lambda v: unless_none(v.perhaps, lambda found: _said(f"{found}/3" == "sql/3")),
    ),
    Program("a rule of two values", KNOWN, lambda c, v: config_map(c, "t", {"x": v.text}), Joined),
    Program("a release by its name", KNOWN, _asks_release(lambda r: _said(f"{r.name}-x" == "p-x"))),
    Program(
        "a release by its place",
        KNOWN,
        _asks_release(lambda r: TABLE.get(f"{r.namespace}-{r.name}", "small")),
    ),
    Program("an object of some releases", KNOWN, _only_in),
]

READ_BY_OTHERS = [
    spec("re.fullmatch", READ, lambda v: _said(re.fullmatch(r"v\d+\.\d+", v.text))),
    spec("re.sub of a token", READ, lambda v: re.sub(r"^docker\.io/", "", v.text)),
    spec("re.findall", READ, lambda v: re.findall(r"\d{4}", v.text) or None),
    spec("a pattern", READ, lambda v: _said(re.compile("prod|live").match(v.text))),
    spec("a date", READ, lambda v: _or(lambda t: dt.date.fromisoformat(t), v.text)),
    spec("an error that is caught", "catches an error", lambda v: _swallowing(v.text)),
    spec("an address", READ, lambda v: _or(ipaddress.ip_address, f"{v.text}.{v.other}")),
    spec("a pattern of files", READ, lambda v: _said(fnmatch.fnmatch(v.text, "prod-*"))),
    spec("a near word", KNOWN, lambda v: difflib.get_close_matches(v.text, ["prod"]) or "none"),
    spec("a file", READ, lambda v: _said(os.path.exists(f"/{v.text}"))),  # noqa: PTH110  # is asked
    spec("json.loads", READ, lambda v: _or(json.loads, f"{v.text}1")),
    spec("int() of a text", READ, lambda v: _or(int, f"{v.text}{v.other}")),
    spec("isclose to a fraction", READ, lambda v: _said(math.isclose(v.number, 0.25))),
    spec("a root", READ, lambda v: _said(math.sqrt(v.number) == 12.0)),
    spec("a method of str", KNOWN, lambda v: _said(str.startswith(v.text, "prod"))),
    spec(
        "a method of str, of two", KNOWN, lambda v: _said(str.endswith(f"{v.kind}-{v.text}", "x"))
    ),
    spec("an argument of split", KNOWN, lambda v: "a-b".split(f"{v.kind}-", maxsplit=1)[0]),
    spec("an argument of startswith", KNOWN, lambda v: _said("prod-eu".startswith(f"{v.kind}-"))),
    Program("a rule with re", READ, lambda c, v: config_map(c, "t", {"x": v.text}), Named),
    Program("a release by re", READ, _asks_release(lambda r: _said(re.match("prod", r.name)))),
    Program("a requirement by re", READ, _requires),
]

THE_SAME_FOR_ALL = [
    spec("== that cannot be", AGREES, lambda v: _said(f"{v.kind}-{v.text}" == "prod")),
    spec("a table without it", AGREES, lambda v: {"x": 1}.get(f"{v.kind}-{v.text}", 2)),
    spec(
        "a prefix that is known", AGREES, lambda v: _said(f"eu-{v.text}-{v.kind}".startswith("eu"))
    ),
    spec("a suffix that is another", AGREES, lambda v: _said(f"{v.text}-eu".endswith("us"))),
    spec("a part that is known", AGREES, lambda v: _said("-" in f"{v.kind}-{v.text}")),
    spec(
        "sorted by what is known", AGREES, lambda v: sorted([f"b{v.text}{v.kind}", f"a{v.kind}/"])
    ),
    spec("a text that is there", AGREES, lambda v: "y" if f"{v.text}-{v.kind}" else "n"),
    spec("replace by a value", AGREES, lambda v: "host: __HOST__".replace("__HOST__", v.kind)),
    spec("join of f-strings", AGREES, lambda v: ", ".join(f"{v.kind}-{n}" for n in range(3))),
    spec("a key of two values", AGREES, lambda v: {f"{v.kind}-{v.number}": v.text}),
    spec("a key that is asked for", AGREES, lambda v: _kept({}, f"{v.kind}-{v.number}")),
    spec("a product of constants and values", AGREES, lambda v: math.prod([v.count, 3])),
    spec("getattr of a section", AGREES, lambda v: [getattr(v.part, n) for n in ("port", "host")]),
    spec("join by Helm", AGREES, lambda v: join(each(v.words, lambda w: f"{w}-{v.kind}"), ",")),
    spec("a pattern of constants", AGREES, lambda v: re.sub("x", "y", "xx") + v.kind),
]


def _kept(found: dict[str, int], key: str) -> dict[str, int]:
    found[key] = found.get(key, 0) + 1
    return found


def _unseen(source: str) -> Any:
    """Return a function without a source, as of code that was made or compiled elsewhere."""
    return eval(source, {"__name__": "made", "table": {"prod": 3}, "size": {"a-x": 5}})  # our own


UNSEEN = "gives something else than the constructs"
WITHOUT_A_SOURCE = [
    spec("unseen ==", UNSEEN, _unseen("lambda v: 'y' if f'{v.text}-x' == 'prod-x' else 'n'")),
    spec("an unseen prefix", UNSEEN, _unseen("lambda v: f'{v.text}-x'.startswith('te')")),
    spec("an unseen table", UNSEEN, _unseen("lambda v: table.get(f'{v.text}', 0)")),
    spec("an unseen table, in parts", UNSEEN, _unseen("lambda v: size.get(f'{v.kind}-x', 0)")),
    spec("an unseen length", UNSEEN, _unseen("lambda v: len(f'{v.text}-x') > 900")),
    spec("unseen digits", UNSEEN, _unseen("lambda v: f'{v.number}0' in ['7770']")),
]

PROGRAMS = [*COMPARED, *READ_BY_OTHERS, *THE_SAME_FOR_ALL, *WITHOUT_A_SOURCE]
