"""Programs that use tokens as if they were known: strings, numbers, booleans, maps, lists."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

import base64
import copy
import hashlib
import html
import json
import math
import re
import shlex
import textwrap
import unicodedata
import urllib.parse
from typing import Any, ClassVar

from tests.programs.programs import AGREES, spec
from todo_k8s.helm.content import each, only_if, spread
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    checksum,
    choose,
    concat,
    contains,
    default,
    equals,
    get,
    has_key,
    is_set,
    join,
    lower,
    matches,
    not_,
    replace,
    select,
    split,
    string,
    trim,
    trim_prefix,
    trim_suffix,
    truncate,
    upper,
)

PLACE = "has no place in a string"
CUT = "cut or changed inside a string"
KNOWN = "is known only at install time"
DIFFERS = "gives something else than the constructs"
SPELLED = "was computed from what stands for a value"


def _match(value: Any) -> str:
    match value:
        case "a":
            return "first"
        case _:
            return "other"


STRINGS = [
    spec("f-string of a string", AGREES, lambda v: f"<{v.text}>"),
    spec("f-string of a number", AGREES, lambda v: f"{v.number}m"),
    spec("f-string of two", AGREES, lambda v: f"{v.text}-{v.number}-{v.other}"),
    spec("+ of strings", AGREES, lambda v: "a" + v.text + "b"),
    spec("join by a constant", AGREES, lambda v: "-".join([v.text, "x", v.kind])),
    spec("join by a token", AGREES, lambda v: v.kind.join(["x", "y"])),
    spec("%s of a string", AGREES, lambda v: "%s!" % v.text),
    spec("%s of a number", AGREES, lambda v: "%s!" % v.number),
    spec("format()", AGREES, lambda v: "{}-{}".format(v.text, v.number)),
    spec("str()", AGREES, lambda v: str(v.text)),
    spec("str() of a number", AGREES, lambda v: str(v.number)),
    spec("f-string of a boolean", PLACE, lambda v: f"{v.flag}"),
    spec("str() of a boolean", PLACE, lambda v: str(v.flag)),
    spec("f-string of a list", PLACE, lambda v: f"{v.words}"),
    spec("f-string of a map", PLACE, lambda v: f"{v.labels}"),
    spec("f-string of an object", PLACE, lambda v: f"{v.thing}"),
    spec("f-string of a secret", PLACE, lambda v: f"{v.secret}"),
    spec("%s of a boolean", PLACE, lambda v: "%s" % v.flag),
    spec("repr of a string", "no text of it", lambda v: f"{v.text!r}"),
    spec("repr of a number", "no text of it", lambda v: f"{v.number!r}"),
    spec("repr of a boolean", "no text of it", lambda v: repr(v.flag)),
    spec("repr of the values", "no text of it", lambda v: repr(v.part)),
    spec("%d of a number", KNOWN, lambda v: "%05d" % v.number),
    spec("%f of a number", AGREES, lambda v: "%f" % v.number),
    spec("a format specification", "no format specification", lambda v: f"{v.number:05}"),
    spec("a width", "no format specification", lambda v: f"{v.text:>20}"),
    spec("a width around an f-string", KNOWN, lambda v: f"{f'{v.kind}-':>40}"),
    spec("json.dumps", KNOWN, lambda v: json.dumps({"a": v.text})),
    spec("json.dumps of a number", "gives something else", lambda v: json.dumps([v.number])),
    spec("json.dumps of a boolean", "BoolToken", lambda v: json.dumps([v.flag])),
    spec(
        "base64",
        "is known only at install time",
        lambda v: base64.b64encode(f"{v.text}-x".encode()).decode(),
    ),
    spec(
        "sha256",
        "is known only at install time",
        lambda v: hashlib.sha256(f"{v.text}-x".encode()).hexdigest(),
    ),
    spec("len of an f-string", KNOWN, lambda v: len(f"{v.text}-x")),
    spec("re.sub of letters", KNOWN, lambda v: re.sub("[a-z]", "", f"{v.text}-x")),
    spec("re.sub of a class", KNOWN, lambda v: re.sub(r"\W", "-", f"{v.text}-x")),
    spec("re.match that fails", KNOWN, lambda v: "y" if re.match("^te", f"{v.text}-x") else "n"),
    spec("re.sub of a word", KNOWN, lambda v: re.sub("text", "x", f"{v.text}-x")),
    spec("urllib quote", KNOWN, lambda v: urllib.parse.quote(f"{v.text}-x")),
    spec("html.escape", KNOWN, lambda v: html.escape(f"{v.text}-x")),
    spec("shlex.quote", KNOWN, lambda v: shlex.quote(f"{v.text}-x")),
    spec("textwrap.fill", KNOWN, lambda v: textwrap.fill(f"a {v.text}", 20)),
    spec("a slice of an f-string", KNOWN, lambda v: f"{v.text}-suffix"[:8]),
    spec("a slice from the end", KNOWN, lambda v: f"prefix-{v.text}"[-10:]),
    spec("an item of an f-string", KNOWN, lambda v: f"{v.text}-x"[0]),
    spec("lower of an f-string", KNOWN, lambda v: f"{v.text}-X".lower()),
    spec("upper of an f-string", KNOWN, lambda v: f"{v.text}-x".upper()),
    spec("title of an f-string", KNOWN, lambda v: f"{v.text}-x".title()),
    spec("swapcase of an f-string", KNOWN, lambda v: f"{v.text}-x".swapcase()),
    spec("replace in an f-string", KNOWN, lambda v: f"{v.text}-x".replace("-", "_")),
    spec("replace of a word", KNOWN, lambda v: f"{v.text}-x".replace("text", "x")),
    spec("strip of an f-string", KNOWN, lambda v: f"{v.text} ".strip("x ")),
    spec("split of an f-string", KNOWN, lambda v: f"{v.text}-a".split("-")[0]),
    spec("splitlines of an f-string", KNOWN, lambda v: f"{v.text}-x".splitlines()[0]),
    spec("startswith of an f-string", KNOWN, lambda v: f"{v.text}-x".startswith("te")),
    spec("in an f-string", KNOWN, lambda v: "yes" if "ex" in f"{v.text}-x" else "no"),
    spec("== of an f-string", KNOWN, lambda v: "yes" if f"{v.kind}-x" == "a-x" else "no"),
    spec("reversed", KNOWN, lambda v: "".join(reversed(f"{v.text}-x"))),
    spec("encode of a token", KNOWN, lambda v: v.text.encode()),
    spec("upper of a token", KNOWN, lambda v: v.text.upper()),
    spec("a slice of a token", KNOWN, lambda v: v.text[:3]),
    spec("* of a token", KNOWN, lambda v: v.text * 2),
    spec("len of a token", KNOWN, lambda v: len(v.text)),
    spec("in a token", KNOWN, lambda v: "a" in v.text),
    spec("< of strings", KNOWN, lambda v: v.text < "b"),
    spec("== of a token", KNOWN, lambda v: v.text == "a"),
    spec("a token as a format", KNOWN, lambda v: v.text % ()),
    spec("isalpha of a token", KNOWN, lambda v: v.text.isalpha()),
    spec("match statement", KNOWN, lambda v: _match(v.kind)),
    spec("sorted", KNOWN, lambda v: sorted([v.text, v.other])),
    spec("set of tokens", KNOWN, lambda v: sorted({v.text, v.kind})),
    spec("text that looks like a token", AGREES, lambda v: "\ue002 $helm \ue003"),
]

ALONE = [
    spec("an f-string of a string alone", AGREES, lambda v: f"{v.text}"),
    spec("base64 of a string alone", KNOWN, lambda v: base64.b64encode(f"{v.text}".encode())),
    spec("len of a string alone", KNOWN, lambda v: len(f"{v.text}")),
    spec("quote of a string alone", KNOWN, lambda v: urllib.parse.quote(f"{v.text}")),
    spec("a slice of a string alone", KNOWN, lambda v: f"{v.text}"[:1000]),
    spec("a slice of a sum", KNOWN, lambda v: (v.text + "-x")[:1000]),
    spec("replace in a string alone", KNOWN, lambda v: f"{v.text}".replace("ä", "ae")),
    spec("== of a string alone", KNOWN, lambda v: "yes" if f"{v.kind}" == "a" else "no"),
    spec("== of str()", KNOWN, lambda v: "yes" if str(v.kind) == "a" else "no"),
    spec("== of a sum", KNOWN, lambda v: "yes" if "x" + v.kind == "xa" else "no"),
    spec("== of a number alone", KNOWN, lambda v: "yes" if f"{v.number}" == "5" else "no"),
    spec("in a list of a string alone", KNOWN, lambda v: f"{v.kind}" in ["a", "b"]),
    spec("a token alone is a key", AGREES, lambda v: {f"{v.kind}": 1, "z": 2}),
    spec("two equal keys of a token alone", AGREES, lambda v: {f"{v.kind}": 1, f"{v.kind}": 2}),
]

TABLE = {"prod": 3, "dev": 1}
"""What a program looks up in; it is no part of the program's own code."""


class Sizes:
    """Constants in a class."""

    LARGE: ClassVar[dict[str, int]] = {"huge-x": 5}


COMPARED = [
    spec("a table elsewhere", KNOWN, lambda v: TABLE.get(f"{v.text}", 0)),
    spec("a table elsewhere, in parts", KNOWN, lambda v: TABLE.get(f"{v.text}d", 0)),
    spec("a table in a class", KNOWN, lambda v: Sizes.LARGE.get(f"{v.text}-x", 0)),
    spec("== of parts", KNOWN, lambda v: "y" if f"{v.text}-x" == "prod-x" else "n"),
    spec("== of folded parts", KNOWN, lambda v: "y" if f"{v.text}-x" == "pro" + "d-x" else "n"),
    spec("digits in a list", KNOWN, lambda v: f"{v.number}0" in ["7770"]),
    spec("isclose", KNOWN, lambda v: math.isclose(v.number, 60 * 60)),
    spec("a long slice", KNOWN, lambda v: f"{v.text}-x"[:900]),
    spec("a long length", KNOWN, lambda v: len(f"{v.text}-x") > 900),
    spec("a letter beyond ASCII", KNOWN, lambda v: f"{v.text}-x".replace("ä", "ae")),
    spec("a prefix beyond ASCII", KNOWN, lambda v: f"-{v.text}".startswith("-Α")),
    spec("normal form", KNOWN, lambda v: unicodedata.normalize("NFKC", f"{v.text}-x")),
]

NUMBERS = [
    spec("+ - *", AGREES, lambda v: (v.part.port + 1) * 2 - v.part.port),
    spec("+ on the right", AGREES, lambda v: 1 + v.part.port),
    spec("sum", AGREES, lambda v: sum([v.part.port, 2, v.part.port])),
    spec("a comparison", AGREES, lambda v: only_if(v.number > 3, "more", "less")),
    spec(
        "a product that overflows",
        "may need more than 64 bits",
        lambda v: v.number * v.number * v.number,
    ),
    spec("int()", KNOWN, lambda v: int(v.number) + 1),
    spec("float()", KNOWN, lambda v: float(v.number)),
    spec("abs", KNOWN, lambda v: abs(v.number)),
    spec("round", KNOWN, lambda v: round(v.number)),
    spec("-", KNOWN, lambda v: -v.number),
    spec("//", KNOWN, lambda v: v.number // 2),
    spec("/", KNOWN, lambda v: v.number / 2),
    spec("%", KNOWN, lambda v: v.number % 2),
    spec("**", KNOWN, lambda v: v.number**2),
    spec("divmod", KNOWN, lambda v: list(divmod(v.number, 2))),
    spec("&", KNOWN, lambda v: v.number & 1),
    spec("<<", KNOWN, lambda v: 1 << v.number),
    spec("hex", KNOWN, lambda v: hex(v.number)),
    spec("range", KNOWN, lambda v: list(range(v.number))),
    spec("* of a list", "whole number is needed", lambda v: ["x"] * v.number),
    spec("* of a string", "whole number is needed", lambda v: "x" * v.number),
    spec("an index", KNOWN, lambda v: ["a", "b"][v.number]),
    spec("max", KNOWN, lambda v: max(v.number, 3)),
    spec("== of numbers", KNOWN, lambda v: v.number == 3),
    spec("if of a number", KNOWN, lambda v: "a" if v.number else "b"),
    spec("a dictionary by a number", KNOWN, lambda v: {80: "http"}.get(v.number, "other")),
    spec("math.sqrt", KNOWN, lambda v: f"{math.sqrt(v.number)}"),
    spec("math.floor", "only at install", lambda v: math.floor(v.number)),
    spec("is_integer", KNOWN, lambda v: v.number.is_integer()),
    spec("real", KNOWN, lambda v: v.number.real),
    spec("hash of a number", KNOWN, lambda v: hash(v.number)),
    spec("a large constant", AGREES, lambda v: [4_613_702_000_000_001, v.number]),
    spec("another large constant", AGREES, lambda v: [2**52, 2**52 + 1, 2**53 - 1]),
    spec("digits in a text", SPELLED, lambda v: f"4503599627370497m 4613702000000997 {v.text}"),
    spec("a fraction", AGREES, lambda v: [1.5, 1e-7, v.number]),
    spec("maybe in a string", "may be null", lambda v: f"{v.maybe}"),
    spec("maybe in a sum", "needs default()", lambda v: v.maybe + 1),
    spec("maybe as it is", AGREES, lambda v: v.maybe),
    spec("perhaps as it is", AGREES, lambda v: v.perhaps),
    spec("maybe in a list", AGREES, lambda v: ["a", v.maybe, v.perhaps]),
    spec("maybe by default", AGREES, lambda v: default(v.maybe, 3)),
    spec("maybe if it is set", AGREES, lambda v: only_if(is_set(v.maybe), v.maybe)),
    spec("is None", KNOWN, lambda v: "none" if v.maybe is None else "some"),
    spec("isinstance int", DIFFERS, lambda v: "i" if isinstance(v.number, int) else "o"),
]

BOOLEANS = [
    spec("only_if", AGREES, lambda v: only_if(v.flag, "a", "b")),
    spec("choose", AGREES, lambda v: choose(v.flag, v.text, "b")),
    spec("a boolean as it is", AGREES, lambda v: v.flag),
    spec("if", KNOWN, lambda v: "a" if v.flag else "b"),
    spec("not", KNOWN, lambda v: not v.flag),
    spec("and", KNOWN, lambda v: v.flag and v.turn),
    spec("& of booleans", KNOWN, lambda v: v.flag & v.turn),
    spec("== of booleans", KNOWN, lambda v: v.flag == True),
    spec("int() of a boolean", KNOWN, lambda v: int(v.flag)),
    spec("is True", KNOWN, lambda v: "t" if v.flag is True else "f"),
    spec("isinstance bool", DIFFERS, lambda v: "b" if isinstance(v.flag, bool) else "o"),
    spec("a list by a boolean", KNOWN, lambda v: ["a", "b"][v.flag]),
    spec("a dictionary by a boolean", KNOWN, lambda v: {True: "a", False: "b"}[v.flag]),
    spec("any()", KNOWN, lambda v: any([v.flag, v.turn])),
    spec("is_set of a secret", AGREES, lambda v: only_if(is_set(v.secret), "there", "not")),
    spec("any_of of strings", "any_of", lambda v: only_if(any_of(v.text, v.other), 1)),
    spec("not_ of a number", "not", lambda v: only_if(not_(v.number), 1)),
    spec("all_of of a list", "all_of", lambda v: only_if(all_of(v.words, v.flag), 1)),
    spec("only_if of a string", "is no boolean", lambda v: only_if(v.text, 1)),
    spec("only_if of a list", "is no boolean", lambda v: only_if(v.words, 1)),
    spec("equals of different kinds", "equals", lambda v: only_if(equals(v.text, 1), 1)),
    spec("equals of a boolean and a text", "equals", lambda v: only_if(equals(v.flag, "true"), 1)),
    spec("contains of a list", "contains", lambda v: only_if(contains(v.words, "one"), 1)),
]

MAPS_AND_LISTS = [
    spec("a map as it is", AGREES, lambda v: v.labels),
    spec("a list as it is", AGREES, lambda v: v.words),
    spec("each", AGREES, lambda v: ["a", each(v.words, lambda word: f"<{word}>")]),
    spec("spread", AGREES, lambda v: ["a", spread(v.words)]),
    spec("has_key", AGREES, lambda v: only_if(has_key(v.labels, "a"), 1, 2)),
    spec("get", AGREES, lambda v: get(v.labels, "a")),
    spec("get by a token", AGREES, lambda v: get(v.labels, v.kind)),
    spec("join", AGREES, lambda v: join(v.words, ",")),
    spec("checksum", AGREES, lambda v: checksum(v.labels)),
    spec("for of a list", KNOWN, lambda v: [word for word in v.words]),
    spec("for of a map", KNOWN, lambda v: [key for key in v.labels]),
    spec("items()", KNOWN, lambda v: [key for key, _ in v.labels.items()]),
    spec("sorted of a map", KNOWN, lambda v: sorted(v.labels)),
    spec("len of a list", KNOWN, lambda v: len(v.words)),
    spec("+ of lists", KNOWN, lambda v: v.words + ["a"]),
    spec("a list + a token", KNOWN, lambda v: ["a"] + v.words),
    spec("* of a list token", KNOWN, lambda v: ["a", *v.words]),
    spec("** of a map token", "only at install", lambda v: {**v.labels, "a": "b"}),
    spec("| of maps", KNOWN, lambda v: v.labels | {"a": "b"}),
    spec("dict | token", KNOWN, lambda v: {"a": "b"} | v.labels),
    spec("dict()", "only at install", lambda v: dict(v.labels)),
    spec("list()", KNOWN, lambda v: list(v.words)),
    spec("an item of a map", KNOWN, lambda v: v.labels["a"]),
    spec("an item of a list", KNOWN, lambda v: v.words[0]),
    spec("get of a map", KNOWN, lambda v: v.labels.get("a")),
    spec("in a map", KNOWN, lambda v: "a" in v.labels),
    spec("in a list", KNOWN, lambda v: "a" in v.words),
    spec("a token in a constant set", KNOWN, lambda v: v.kind in {"a", "b"}),
    spec("a token in a constant list", KNOWN, lambda v: v.kind in ["x", "b"]),
    spec("a dictionary by a token", KNOWN, lambda v: {"a": 1}.get(v.kind, 2)),
    spec("a dictionary by an f-string", KNOWN, lambda v: {"a": 1}.get(f"{v.kind}", 2)),
    spec("an f-string in a set", KNOWN, lambda v: "y" if f"{v.kind}" in {"a"} else "n"),
    spec("select", AGREES, lambda v: select(v.kind, {"a": 1, "b": 2})),
    spec("isinstance dict", DIFFERS, lambda v: "d" if isinstance(v.labels, dict) else "o"),
    spec("isinstance list", DIFFERS, lambda v: "l" if isinstance(v.words, list) else "o"),
    spec("a key by an f-string", AGREES, lambda v: {f"{v.kind}": v.number, "z": 1}),
    spec("a key by a token", KNOWN, lambda v: {v.kind: v.number}),
    spec("copy.deepcopy of the values", AGREES, lambda v: copy.deepcopy(v).text),
    spec("model_copy", AGREES, lambda v: v.part.model_copy(update={"port": v.part.port}).port),
    spec("to_mapping", AGREES, lambda v: v.part.to_mapping()),
    spec("pop", KNOWN, lambda v: v.words.pop()),
    spec("append", KNOWN, lambda v: v.words.append("a")),
    spec("update", KNOWN, lambda v: v.labels.update({"a": "b"})),
    spec("setdefault", KNOWN, lambda v: v.labels.setdefault("a", "b")),
]

FUNCTIONS = [
    spec("lower of a choice", AGREES, lambda v: lower(v.kind)),
    spec("lower beyond ASCII", "beyond ASCII", lambda v: lower(v.text)),
    spec("truncate beyond ASCII", "beyond ASCII", lambda v: truncate(v.text, 5)),
    spec("truncate far beyond ASCII", "beyond ASCII", lambda v: truncate(f"{v.text}-", 900)),
    spec("truncate a choice", AGREES, lambda v: truncate(v.kind, 1)),
    spec("trim_suffix", AGREES, lambda v: trim_suffix(v.text, "t")),
    spec("trim_prefix", AGREES, lambda v: trim_prefix(v.text, "t")),
    spec("trim", AGREES, lambda v: trim(f" {v.text}\t")),
    spec("upper of a choice", AGREES, lambda v: upper(v.kind)),
    spec("upper beyond ASCII", "beyond ASCII", lambda v: upper(v.text)),
    spec("split", AGREES, lambda v: ["a", each(split(v.text, "-"), lambda part: f"<{part}>")]),
    spec("split at a token", AGREES, lambda v: join(split(v.text, v.kind), "|")),
    spec("split into characters", AGREES, lambda v: ["a", spread(split(v.text, ""))]),
    spec("replace", AGREES, lambda v: replace(v.text, "-", "_")),
    spec("concat", AGREES, lambda v: concat(v.text, "-", v.kind)),
    spec("string", AGREES, lambda v: string(v.number)),
    spec("matches", AGREES, lambda v: only_if(matches(v.text, "^t"), 1, 2)),
    spec("a secret in content", "a SecretStr is no content", lambda v: v.secret),
    spec("a secret revealed", AGREES, lambda v: v.secret.get_secret_value()),
]

PROGRAMS = [*STRINGS, *ALONE, *COMPARED, *NUMBERS, *BOOLEANS, *MAPS_AND_LISTS, *FUNCTIONS]
