"""Programs that ask a text of several values by methods of `str`, and a value by ``is``.

What a value is decides the answer for few of them only, so that no value that is tried may show it.
"""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

import html
import json
import operator
import string
import textwrap
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Any

from tests.programs.programs import AGREES, Program, config_map, spec
from todo_k8s.helm import ChartValues

KNOWN = "is known only at install time"


class Text(str):
    """A text of a class of one's own."""

    __slots__ = ()


class Tier(StrEnum):
    """How much of everything."""

    SMALL = "small"
    LARGE = "large"
    HUGE = "huge"


class Tiered(ChartValues):
    """Values that ``is`` could be asked about."""

    tier: Tier = Tier.SMALL
    sizes: list[int] = [1]


def _named(v: Any) -> str:
    return f"{v.text}-{v.other}"


def _asked(ask: Callable[[str], Any], v: Any) -> Any:
    return ask(_named(v))


def _matched(v: Any) -> str:
    match v.perhaps:
        case None:
            return "none"
        case _:
            return "some"


def _matched_flag(v: Any) -> str:
    match v.flag:
        case True:
            return "on"
        case _:
            return "off"


def _or_default(name: str, note: str | None = None) -> str:
    return f"{name}: {'none' if note is None else note}"


METHODS: dict[str, Callable[[str], Any]] = {
    "removeprefix": lambda t: t.removeprefix("https://"),
    "removesuffix": lambda t: t.removesuffix(".svc.cluster.local"),
    "replace": lambda t: t.replace("ö", "oe"),
    "strip": lambda t: t.strip(),
    "rstrip": lambda t: t.rstrip("/"),
    "split": lambda t: t.split("://")[-1],
    "rsplit": lambda t: t.rsplit(":", 1)[0],
    "splitlines": lambda t: t.splitlines()[0],
    "splitlines with a name": lambda t: t.splitlines(keepends=True)[0],
    "partition": lambda t: t.partition("?")[0],
    "translate": lambda t: t.translate({0x2013: "-"}),
    "a slice": lambda t: t[:1024],
    "a character": lambda t: t[0],
    "upper": lambda t: t.upper(),
    "title": lambda t: t.title(),
    "expandtabs": lambda t: t.expandtabs(),
    "zfill": lambda t: t.zfill(3),
    "center": lambda t: t.center(3),
    "format": lambda t: t.format(),
    "%": lambda t: t % (),
    "a width": lambda t: f"{t:>9}",
    "repr": lambda t: f"{t!r}",
    "a loop": lambda t: "".join(letter for letter in t if letter != "\ufeff"),
    "str.replace": lambda t: str.replace(t, "ö", "oe"),
    "map() of a method": lambda t: "y" if all(map(str.isdigit, [t])) else "n",
    "operator.methodcaller": lambda t: operator.methodcaller("replace", "ö", "oe")(t),
    "a class of its own, compared": lambda t: "y" if Text(t) == "ö-ö" else "n",
    "a class of its own, replaced": lambda t: Text(t).replace("ö", "oe"),
    "unicodedata.normalize": lambda t: unicodedata.normalize("NFC", t),
    "textwrap.dedent": textwrap.dedent,
    "html.escape": html.escape,
    "json.dumps": lambda t: json.dumps({"a": [t]}, ensure_ascii=False),
    "string.Template": lambda t: string.Template(t).safe_substitute(a="b"),
}

PROGRAMS: list[Program] = [
    *(
        spec(f"{name} of a text of several values", KNOWN, partial(_asked, ask))
        for name, ask in METHODS.items()
    ),
    spec("a slash stripped off", AGREES, lambda v: f"/{_named(v)}/".removeprefix("/")[:-1]),
    spec("space stripped off", AGREES, lambda v: f"\n  a: {_named(v)};\n".strip()),
    spec("no slash to strip off", AGREES, lambda v: f"a{_named(v)}b".strip("/")),
    spec("a prefix that is never there", AGREES, lambda v: f"x{v.text}".removeprefix("https://")),
    spec("split at a constant part", AGREES, lambda v: f"a={_named(v)}".split("=", 1)[1]),
    spec("cut at a constant part", AGREES, lambda v: f"{_named(v)}#a".rpartition("#")[0]),
    spec("a constant character", AGREES, lambda v: f"/{v.text}"[0] + f"{v.text}!"[-1]),
    spec("a constant template", AGREES, lambda v: string.Template("$a-").substitute(a=v.text)),
    spec("what is joined", AGREES, lambda v: f"{v.text},".join(["a", "b"])),
    spec("constants in order", AGREES, lambda v: [*sorted(["B", "a"], key=str.lower), v.text]),
    spec("is a constant", KNOWN, lambda v: "y" if v.flag is False else "n"),
    spec("is not None", KNOWN, lambda v: "y" if v.perhaps is not None else "n"),
    spec("isinstance of what may be null", KNOWN, lambda v: 1 if isinstance(v.maybe, int) else 2),
    spec("type of what may be null", KNOWN, lambda v: 1 if type(v.perhaps) is str else 2),
    spec("match of what may be null", KNOWN, _matched),
    spec("match of a boolean", KNOWN, _matched_flag),
    spec(
        "a note that is not given", AGREES, lambda v: [_or_default("a"), _or_default("a", v.text)]
    ),
    Program(
        "is a member",
        KNOWN,
        lambda chart, v: config_map(chart, "thing", 1 if v.tier is Tier.HUGE else 2),
        Tiered,
    ),
]
