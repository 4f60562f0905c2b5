"""Programs that compute with maps and lists of every type, with nulls, and with objects."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr

from tests.programs.programs import AGREES, Item, Program, Values, config_map
from todo_k8s.helm import ChartValues, HelmChart, Manifest, functions, when
from todo_k8s.helm.content import (
    Raw,
    each,
    each_entry,
    named_list,
    named_map,
    only_if,
    raw,
    spread,
    switch,
    unless_none,
    with_entries,
)
from todo_k8s.helm.fields.types import IntOrPercent, TextOrScalar
from todo_k8s.helm.functions import (
    at_most,
    choose,
    concat,
    default,
    get,
    get_int,
    has_key,
    is_none,
    is_set,
    join,
    named,
    revealed,
    select,
    size,
    to_json,
)
from todo_k8s.helm.model import Check, KubernetesObject, rule
from todo_k8s.values.types import Duration

Texts = Annotated[list[str], Field(min_length=1)]
Labels = Annotated[dict[str, str], Field(min_length=1)]
Sizes = Annotated[dict[str, int], Field(min_length=1)]


class Hue(StrEnum):
    """An enumeration with more than its values."""

    RED = "red"
    YES = "yes"
    NONE = ""

    @property
    def shade(self) -> str:
        """What Helm does not know."""
        return f"dark {self}"


class Painted(ChartValues):
    """An item with a member that it need not be given."""

    hue: Hue = Hue.YES
    hues: list[Hue] = []
    loose: TextOrScalar = "true"
    env: dict[str, TextOrScalar] = {"a": "1"}


class Shard(ChartValues):
    """A section in a section that may be null."""

    weight: int = 3
    label: str | None = None


class Cache(ChartValues):
    """A section that may be null."""

    size: Annotated[int, Field(ge=1, le=100)] = 5
    host: str = "cache"
    hosts: list[str] = []
    note: str | None = None
    env: dict[str, TextOrScalar] = {"a": "1"}
    shard: Shard = Shard()
    shards: list[Shard] = []
    spare: Shard | None = None

    @rule
    def host_is_given_for_many(self) -> Check:
        """What only this section decides."""
        return Check(_f.any_of(self.size < 50, is_set(self.host)), "must be set", "host")


class Box(ChartValues):
    """An item with objects by default."""

    thing: KubernetesObject = {"a": {}}
    free: dict[str, Any] = {}
    things: list[KubernetesObject] = [{"a": {}}]


class Host(ChartValues):
    """An item with lists of lists, and with a section that may be null."""

    name: str
    rows: list[list[str]] = [["a"], []]
    cache: Cache | None = None


class Typed(Values):
    """Maps and lists of each type, and fields that may be null."""

    flags: dict[str, bool] = {"a": True}
    nums: list[int] = [1]
    bools: list[bool] = [True]
    lists: dict[str, Texts] = {"a": ["q"]}
    maps: dict[str, Labels] = {"a": {"k": "v"}}
    sized: dict[str, Sizes] = {"a": {"k": 1}}
    mapped: list[Sizes] = [{"k": 1}]
    objects: dict[str, KubernetesObject] = {"a": {}}
    secrets: dict[str, SecretStr] = {}
    ratio: float = 0.5
    ratios: list[float] = [0.25, 1]
    shares: dict[str, float] = {"a": 1e-7, "k": 3}
    maybe_ratio: float | None = None
    hue: Hue = Hue.RED
    hues: list[Hue] = [Hue.RED]
    hues_of: dict[str, Hue] = {"a": Hue.YES}
    maybe_hue: Hue | None = None
    painted: list[Painted] = []
    percent: IntOrPercent = 1
    percents: dict[str, IntOrPercent] = {"a": 1}
    maybe_flag: bool | None = None
    maybe_nums: list[int] | None = None
    maybe_words: list[str] | None = None
    maybe_labels: dict[str, str] | None = None
    maybe_thing: KubernetesObject | None = None
    maybe_percent: IntOrPercent | None = None
    loose: TextOrScalar = "1"
    env: dict[str, TextOrScalar] = {"a": "true"}
    port: int | str = 80
    ports: list[int | str] = ["http", 1]
    named_ports: dict[str, int | str] = {"a": "http"}
    maybe_port_name: int | str | None = None
    turns: Literal[1, "auto"] = "auto"
    free: dict[str, Any] = {"a": [{}]}
    cache: Cache | None = None
    boxes: list[Box] = [Box()]
    zero: KubernetesObject = {"a": -0.0}
    level: Literal["low", "high", None] = None
    wait: Duration = "30s"
    waits: list[Duration] = ["1m", "500ms"]
    maybe_wait: Duration | None = None
    rows: list[list[str]] = [["a", "b"], []]
    cubes: list[list[list[int]]] = [[[1], []], [[]]]
    groups: dict[str, list[str]] = {"a": ["q"], "b": []}
    tables: list[dict[str, int]] = [{"k": 1}, {}]
    sheets: dict[str, dict[str, str]] = {"a": {"k": "v"}, "b": {}}
    batches: list[list[Item]] = []
    bundles: dict[str, list[KubernetesObject]] = {"a": [{}], "b": []}
    maybe_rows: list[list[int]] | None = None
    hosts: list[Host] = []
    hosts_of: dict[str, Host] = {}


_f: Any = functions
each_of: Any = each
_spread: Any = spread
_with_entries: Any = with_entries
"""What they take no type checker knows of these."""


def typed(name: str, outcome: str, content: Callable[[Any], Any]) -> Program:
    """Return a program of one object with a content that is a function of the values."""
    return Program(
        name,
        outcome,
        lambda chart, v: config_map(chart, "thing", {"x": content(v), "y": 1}),
        Typed,
    )


def _entry(key: Any, value: Any) -> Any:
    return {"key": key, "value": value}


ONE_TYPE = "items of one type"
GUARD = "read it in unless_none()"


def _required_below(chart: HelmChart, v: Any) -> None:
    if (scope := when(chart, "cache", is_set(v.cache))) is not None:
        chart.require(Check(at_most(v.cache.size, 60), "is too many; lower it", "cache.size"))
        config_map(scope, "it", {"size": v.cache.size}, name="it")


def _kept_below(chart: HelmChart, v: Any) -> None:
    size = "none"
    if (scope := when(chart, "cache", is_set(v.cache))) is not None:
        size = f"{v.cache.size}"
        config_map(scope, "it", {"size": size}, name="it")
    config_map(chart, "thing", {"size": size})


def _required_unless_none(chart: HelmChart, v: Any) -> None:
    config_map(chart, "thing", {"x": v.text})
    many = "is too many; lower it"
    chart.require(
        unless_none(v.cache, lambda cache: Check(at_most(cache.size, 60), many, "cache.size"))
    )


NULL = "may be null and cannot be computed with"
OWN_RAW = "write raw(…) around what is of your own"

ITEMS = [
    Program("require() of a section below when()", GUARD, _required_below, Typed),
    Program("a field kept from below when()", GUARD, _kept_below, Typed),
    Program("require() of a section in unless_none()", AGREES, _required_unless_none, Typed),
    typed(
        "an object by default in an item",
        AGREES,
        lambda v: ["a", each(v.boxes, lambda box: {"n": 1, "o": box.thing, "f": box.free})],
    ),
    typed(
        "an empty object by default in an item",
        AGREES,
        lambda v: ["a", each(v.boxes, lambda box: box.free)],
    ),
    typed(
        "objects by default in an item",
        AGREES,
        lambda v: ["a", each(v.boxes, lambda box: [spread(box.things)])],
    ),
    typed("the JSON of an object with -0.0", AGREES, lambda v: to_json(v.zero)),
    typed("an object with -0.0", AGREES, lambda v: v.zero),
    typed(
        "each over default", AGREES, lambda v: ["a", each(default(v.maybe_nums, []), lambda n: n)]
    ),
    typed(
        "each over default of numbers",
        AGREES,
        lambda v: ["a", each(default(v.nums, [7, 8]), lambda n: n + 1)],
    ),
    typed("each over merge", AGREES, lambda v: [each(_f.merge(v.sizes, {"z": 9}), _entry)]),
    typed(
        "each_entry over merge",
        AGREES,
        lambda v: each_entry(_f.merge(v.sizes, {"z": 9}), lambda k, n: n),
    ),
    typed(
        "each over merge of booleans",
        AGREES,
        lambda v: [each(_f.merge(v.flags, {"z": False}), _entry)],
    ),
    typed(
        "each over choose", AGREES, lambda v: ["a", each(choose(v.flag, v.nums, [7]), lambda n: n)]
    ),
    typed(
        "each over choose of booleans",
        AGREES,
        lambda v: ["a", each(choose(v.flag, v.bools, [False]), lambda b: b)],
    ),
    typed("each over named", AGREES, lambda v: ["a", each(named("x", v.sizes), _entry)]),
    typed("each over named_map", AGREES, lambda v: [each(named_map("x", {"a": v.number}), _entry)]),
    typed(
        "each over named_map of booleans",
        AGREES,
        lambda v: [each(named_map("x", {"a": v.flag, "b": True}), _entry)],
    ),
    typed(
        "each over named_map of what may be null",
        AGREES,
        lambda v: ["a", each(named_map("x", {"a": v.maybe, "b": 1}), _entry)],
    ),
    typed(
        "each over named_map of choices",
        AGREES,
        lambda v: ["a", each(named_map("x", {"a": only_if(v.flag, 1, v.number)}), _entry)],
    ),
    typed(
        "each over named_map of a loop",
        AGREES,
        lambda v: ["a", each(named_map("x", each_entry(v.sizes, lambda k, n: n + 1)), _entry)],
    ),
    typed(
        "each over named_map of lists",
        AGREES,
        lambda v: [
            "a",
            each(named_map("x", {"a": v.nums, "b": [1]}), lambda k, ns: [each(ns, lambda n: n)]),
        ],
    ),
    typed(
        "each over named_map of maps",
        AGREES,
        lambda v: [
            "a",
            each(named_map("x", {"a": v.sizes}), lambda k, ns: each_entry(ns, lambda k, n: n)),
        ],
    ),
    typed(
        "each over named_map of entries",
        AGREES,
        lambda v: ["a", each(named_map("x", with_entries({"own": v.number}, v.sizes)), _entry)],
    ),
    typed(
        "each over named_map of a switch",
        AGREES,
        lambda v: [
            "a",
            each(named_map("x", switch(v.kind, {"a": {"k": 1}}, {"n": v.number})), _entry),
        ],
    ),
    typed("each over get_map", AGREES, lambda v: ["a", each(_f.get_map(v.sized, "a"), _entry)]),
    typed("each over maps", AGREES, lambda v: [each(v.mapped, lambda m: m)]),
    typed("each over objects alone", AGREES, lambda v: [each(v.things, lambda t: t)]),
    typed(
        "each over items by default",
        AGREES,
        lambda v: ["a", each(default(v.items, []), lambda i: i.size)],
    ),
    typed("get_int of named_map", AGREES, lambda v: get_int(named_map("x", {"a": v.number}), "a")),
    typed("get_int of merge", AGREES, lambda v: get_int(_f.merge(v.sizes, {"z": 9}), v.kind)),
    typed("get_map of maps of numbers", AGREES, lambda v: _f.get_map(v.sized, "a")),
    typed("get_text of an object", AGREES, lambda v: {"a": _f.get_text(v.objects, "a")}),
    typed(
        "get_object and get_objects of an object",
        AGREES,
        lambda v: {
            "a": _f.get_object(v.thing, "a"),
            "b": ["x", each(_f.get_objects(v.thing, "a"), lambda item: item)],
            "c": [
                each(
                    _f.get_objects(_f.get_object(v.thing, "a"), "b"),
                    lambda index, item: f"{index}{_f.get_text(item, 'n')}",
                )
            ],
            "d": {"z": 1, "w": to_json(_f.get_objects(v.thing, "a"))},
            "e": only_if(is_set(_f.get_object(v.thing, "a")), 1),
            "f": size(_f.get_objects(v.thing, "a")),
        },
    ),
    typed(
        "each over objects in objects",
        AGREES,
        lambda v: [
            "x",
            each(
                v.things,
                lambda thing: each(_f.get_objects(thing, "a"), lambda item: {"o": item, "k": 1}),
            ),
        ],
    ),
    typed("get_objects in a list", AGREES, lambda v: ["a", _f.get_object(v.thing, "a")]),
    typed("get_objects as content", AGREES, lambda v: {"a": _f.get_objects(v.thing, "a")}),
    typed("get_object of objects", AGREES, lambda v: {"a": _f.get_object(v.objects, v.kind)}),
    typed(
        "get_object of what is written out",
        AGREES,
        lambda v: {"a": _f.get_object(raw({"a": {"b": v.number, "c": {}}}), "a")},
    ),
    typed(
        "get_object of maps", "a map in Kubernetes' own form", lambda v: _f.get_object(v.maps, "a")
    ),
    typed(
        "get_objects of models",
        "a map in Kubernetes' own form",
        lambda v: {"w": _f.get_objects(v.fields, "k")},
    ),
    typed("get_map in a list", AGREES, lambda v: ["a", _f.get_map(v.maps, v.kind)]),
    typed(
        "each over different types",
        ONE_TYPE,
        lambda v: [each(named_map("x", {"a": v.number, "b": v.text}), _entry)],
    ),
    typed("each over an object", ONE_TYPE, lambda v: [each(v.thing, _entry)]),
    typed("each_entry over an object", ONE_TYPE, lambda v: each_entry(v.thing, lambda k, x: x)),
    typed(
        "merge of different types",
        "a map of str like .Values.labels",
        lambda v: _f.merge(v.labels, v.sizes),
    ),
    typed(
        "merge of maps of maps",
        "takes a map of str or int or bool",
        lambda v: _f.merge(v.maps, {"a": {"k": "w"}}),
    ),
    typed("merge of models", "by each() or each_entry()", lambda v: _f.merge(v.fields, {})),
    typed("merge of secrets", "use revealed()", lambda v: _f.merge(v.secrets, {})),
    typed("revealed secrets", AGREES, lambda v: [each(revealed(v.secrets), _entry), "a"]),
    typed("revealed of strings", "only secrets are revealed", lambda v: _f.revealed(v.labels)),
    typed("total of merge", AGREES, lambda v: _f.total(_f.merge(v.sizes, {"z": 9}))),
    typed("total of strings", "total() takes a map of int", lambda v: _f.total(v.labels)),
    typed("total of a list", AGREES, lambda v: _f.total(v.nums)),
    typed("total of a list that may be null", "may be null", lambda v: _f.total(v.maybe_nums)),
    typed(
        "total of what each() gives",
        AGREES,
        lambda v: _f.total(
            named_list("doubled", each(v.nums, lambda n: _f.minimum(_f.maximum(n, 0), 9)))
        ),
    ),
    typed("total of a list of strings", "or list of int", lambda v: _f.total(v.words)),
    typed("get of a map of numbers", "use get_int()", lambda v: _f.get(v.sizes, "a")),
    typed(
        "get of named_map of numbers",
        "use get_int()",
        lambda v: _f.get(named_map("x", {"a": v.number}), "a"),
    ),
    typed("get of booleans", "use each() or each_entry()", lambda v: _f.get(v.flags, "a")),
    typed("get_int of booleans", "use each() or each_entry()", lambda v: _f.get_int(v.flags, "a")),
    typed("get_int of strings", "use get()", lambda v: _f.get_int(v.labels, "a")),
    typed("get of maps", "use get_map()", lambda v: _f.get(v.maps, "a")),
    typed("get of lists", "use each() or each_entry()", lambda v: _f.get(v.lists, "a")),
    typed(
        "each over get of lists",
        "use each() or each_entry()",
        lambda v: ["a", each_of(_f.get(v.lists, "a"), lambda w: w)],
    ),
    typed("get of an object", "Kubernetes' own form", lambda v: _f.get(v.thing, "a")),
    typed("get of percentages", "use each() or each_entry()", lambda v: _f.get(v.percents, "a")),
    typed("get of models", "make a map of what you need", lambda v: {"w": _f.get(v.fields, "k")}),
    typed(
        "get_map of models",
        "make a map of what you need",
        lambda v: {"w": _f.get_map(v.fields, "k")},
    ),
    typed(
        "get of different types",
        "values are of one type",
        lambda v: _f.get(named_map("x", {"a": 1, "b": v.text}), "a"),
    ),
    typed(
        "includes of numbers", "takes a list of str", lambda v: only_if(_f.includes(v.nums, "1"), 1)
    ),
    typed(
        "has_key and size of anything",
        AGREES,
        lambda v: [size(v.fields), size(v.things), only_if(has_key(v.thing, "a"), 1)],
    ),
]

NULLS = [
    typed("named of what may be null", NULL, lambda v: {"m": named("nm", v.perhaps)}),
    typed("is_none of named", NULL, lambda v: only_if(is_none(named("nm", v.maybe)), 1, 2)),
    typed("default of named", NULL, lambda v: default(named("nm", v.maybe), 3)),
    typed("named of default", AGREES, lambda v: named("nm", default(v.maybe, 3))),
    typed("choose of what may be null", NULL, lambda v: choose(v.flag, v.maybe, 1)),
    typed("equals of what may be null", NULL, lambda v: only_if(_f.equals(v.perhaps, ""), 1)),
    typed("select of what may be null", NULL, lambda v: select(v.perhaps, {"a": 1, "b": 2})),
    typed("concat of what may be null", NULL, lambda v: concat(v.perhaps, "x")),
    typed("f-string with what may be null", NULL, lambda v: f"{v.perhaps}-x"),
    typed("checksum of a map with what may be null", NULL, lambda v: _f.checksum({"a": v.maybe})),
    typed("checksum of what may be null", NULL, lambda v: _f.checksum(v.maybe_labels)),
    typed("checksum of default", AGREES, lambda v: _f.checksum(default(v.maybe_labels, {}))),
    typed("join of what may be null", NULL, lambda v: _f.join(v.maybe_words, ",")),
    typed("join of default", AGREES, lambda v: _f.join(default(v.maybe_words, []), ",")),
    typed("each over what may be null", NULL, lambda v: ["a", each(v.maybe_nums, lambda n: n)]),
    typed("spread of what may be null", NULL, lambda v: ["a", spread(v.maybe_nums)]),
    typed("spread of default", AGREES, lambda v: ["a", spread(default(v.maybe_nums, [3]))]),
    typed("merge of what may be null", NULL, lambda v: _f.merge(v.maybe_labels, {"a": "c"})),
    typed("size of what may be null", NULL, lambda v: size(v.maybe_nums)),
    typed(
        "with_entries of what may be null", NULL, lambda v: with_entries({"a": 1}, v.maybe_labels)
    ),
    typed("not_ of what may be null", NULL, lambda v: only_if(_f.not_(v.maybe_flag), 1)),
    typed("only_if of what may be null", AGREES, lambda v: only_if(v.maybe_flag, 1, 2)),
    typed(
        "is_set of what may be null", AGREES, lambda v: only_if(is_set(v.maybe_nums), v.maybe_nums)
    ),
    typed(
        "maps and lists that may be null",
        AGREES,
        lambda v: {"a": v.maybe_nums, "b": v.maybe_labels, "c": v.maybe_thing},
    ),
    typed("maps that may be null in a list", AGREES, lambda v: ["a", v.maybe_labels]),
]

NAMES = [
    typed("named of a list", "takes no name", lambda v: named("x", v.words)),
    typed("spread of named", "takes no name", lambda v: ["a", spread(named("x", v.words))]),
    typed("named of a percentage", "takes no name", lambda v: named("p", v.percent)),
    typed("named of an object", AGREES, lambda v: ["a", named("x", v.thing)]),
    typed("named of only_if", AGREES, lambda v: named("x", only_if(v.flag, 1))),
    typed("named_map of an object", AGREES, lambda v: ["a", named_map("x", v.thing)]),
    typed(
        "named_map of Raw", AGREES, lambda v: named_map("x", Raw({"a": v.text, "e": [], "m": {}}))
    ),
    typed("named_map of a list", "takes a map", lambda v: _named_map("x", [v.text])),
    typed("named_list of a map", "takes a list", lambda v: named_list("x", {"a": v.text})),
    typed("named_list of a field", AGREES, lambda v: join(named_list("x", v.words), "|")),
    typed("named_list of numbers", AGREES, lambda v: ["a", spread(named_list("x", [v.number, 1]))]),
    typed("named_list of fractions", AGREES, lambda v: named_list("x", [0.5, spread(v.ratios)])),
    typed(
        "each over named_list of numbers",
        AGREES,
        lambda v: [each(named_list("x", [v.number, spread(v.nums)]), lambda n: n + 1)],
    ),
    typed(
        "each over named_list of maps",
        AGREES,
        lambda v: [
            each(
                named_list("x", [each(v.sizes, lambda k, n: {"k": k, "t": f"{n}"})]),
                lambda item: {"both": f"{get(item, 'k')}:{get(item, 't')}"},
            )
        ],
    ),
    typed(
        "named_list of a choice of lists",
        AGREES,
        lambda v: named_list("x", only_if(v.flag, [v.text], [each(v.words, lambda w: f"{w}!")])),
    ),
    typed(
        "named_list of different kinds",
        "takes a list of str",
        lambda v: join(named_list("x", [v.text, v.number]), ","),
    ),
    typed(
        "named_map that may be empty in a list",
        AGREES,
        lambda v: ["a", named_map("m", {"y": only_if(v.flag, {"q": v.labels})})],
    ),
    typed(
        "named_map that may be empty alone in a list",
        AGREES,
        lambda v: [named_map("m", {"y": only_if(v.flag, 1)})],
    ),
    typed("a map of the values in a list", AGREES, lambda v: ["a", v.labels, v.sizes]),
    typed("a map of the values alone in a list", AGREES, lambda v: [v.labels]),
    typed("merge in a list", AGREES, lambda v: ["a", _f.merge(v.labels, {})]),
    typed("an object alone in a list", AGREES, lambda v: [v.thing]),
    typed("an object on a condition in a list", AGREES, lambda v: [only_if(v.flag, v.thing)]),
    typed("a map on a condition in a list", AGREES, lambda v: [only_if(v.flag, v.labels), "a"]),
]

LOOPS = [
    typed("each over a string", "has no items", lambda v: ["a", each_of(v.text, lambda c: c)]),
    typed("each over a number", "is not iterable", lambda v: ["a", each_of(3, lambda c: c)]),
    typed(
        "each over each",
        "are content",
        lambda v: [each_of(each(v.words, lambda w: w), lambda w: w)],
    ),
    typed(
        "each_entry over each_entry",
        "are content",
        lambda v: each_entry(each_entry(v.sizes, lambda _, n: n), lambda _, n: n),
    ),
    typed(
        "with_entries of a list",
        "with_entries() takes a map",
        lambda v: _with_entries({"a": 1}, v.words),
    ),
    typed("let of a text", "a whole number is needed", lambda v: _f.let("x", v.text)),
    typed("each by a class", "write a lambda", lambda v: [each_of(v.words, str)]),
    typed("spread of a map", "spread() takes a list", lambda v: ["a", _spread(v.labels)]),
    typed("spread of an object", "spread() takes a list", lambda v: ["a", _spread(v.thing)]),
    typed("spread of a string", "spread() takes a list", lambda v: ["a", _spread(v.text)]),
    typed("spread of a constant string", "spread() takes a list", lambda v: ["a", _spread("ab")]),
    typed("spread of choose", AGREES, lambda v: ["a", spread(choose(v.flag, v.nums, [7]))]),
    typed("join of each", AGREES, lambda v: _f.join(each(v.words, lambda w: f"{w}!"), ",")),
    typed(
        "join of each on a condition",
        AGREES,
        lambda v: _f.join(each(v.words, lambda w: only_if(is_set(w), w)), ","),
    ),
    typed(
        "join of two each of one list",
        AGREES,
        lambda v: [
            _f.join(each(v.words, lambda w: f"{w}!"), ","),
            _f.join(each(v.words, lambda w: f"{w}?"), ","),
        ],
    ),
    typed(
        "join of each over a map",
        AGREES,
        lambda v: _f.join(each(v.labels, lambda key, value: f"{key}={value}"), ","),
    ),
    typed(
        "join of each in a loop",
        AGREES,
        lambda v: each_entry(
            v.labels, lambda key, value: _f.join(each(v.words, lambda w: f"{key}{w}{value}"), ",")
        ),
    ),
    typed(
        "size of each", AGREES, lambda v: _f.size(each(v.words, lambda w: only_if(is_set(w), w)))
    ),
    typed(
        "total of each",
        AGREES,
        lambda v: _f.total(each(v.nums, lambda n: _f.minimum(_f.maximum(n, 0), 9))),
    ),
    typed(
        "includes of each",
        AGREES,
        lambda v: only_if(_f.includes(each(v.words, lambda w: f"{w}!"), "a!"), 1, 2),
    ),
    typed("to_yaml of each", AGREES, lambda v: _f.to_yaml(each(v.words, lambda w: {"name": w}))),
    typed(
        "join of a list on conditions",
        AGREES,
        lambda v: _f.join(
            ["a", only_if(v.flag, v.text), each(v.words, lambda w: f"{w}!"), None, v.text], ","
        ),
    ),
    typed(
        "join of two such lists in a loop",
        AGREES,
        lambda v: each_entry(
            v.labels,
            lambda key, value: _f.join(
                [key, only_if(is_set(value), value), only_if(v.flag, _f.join([None, key], "-"))],
                ",",
            ),
        ),
    ),
    typed(
        "numbers on conditions",
        AGREES,
        lambda v: [
            _f.size([v.text, only_if(v.flag, "x")]),
            _f.total([only_if(v.flag, 2), 3]),
            _f.first([only_if(v.flag, "x"), "y"], "z"),
            only_if(_f.includes([only_if(v.flag, v.text)], "a"), "there"),
        ],
    ),
    typed(
        "join of a list with a spread",
        AGREES,
        lambda v: _f.join(["a", _spread(v.words), only_if(v.flag, "z")], ","),
    ),
    typed(
        "join of numbers on conditions",
        "takes a list of str",
        lambda v: _f.join([1, only_if(v.flag, 2)], ","),
    ),
    typed(
        "join of lists on conditions",
        AGREES,
        lambda v: _f.join(["a", only_if(v.flag, ["b"])], ","),
    ),
    typed("string of a flag", "this is a boolean", lambda v: _f.string(v.flag)),
    typed("string of a comparison", "this is a boolean", lambda v: _f.string(_f.not_(v.flag))),
    typed(
        "join of each over a constant",
        AGREES,
        lambda v: _f.join(each(["a", "b"], lambda w: only_if(w == "a", f"{w}{v.text}")), ","),
    ),
    typed(
        "join of each of models",
        "is no content",
        lambda v: _f.join(each(v.items, lambda item: item), ","),
    ),
    typed("join of only_if", "are content", lambda v: _f.join(only_if(v.flag, ["a"]), ",")),
    typed("join of numbers", "takes a list of str", lambda v: _f.join(v.nums, ",")),
    typed("checksum of only_if", "are content", lambda v: _f.checksum({"a": only_if(v.flag, 1)})),
    typed("checksum of models", "by each() or each_entry()", lambda v: _f.checksum(v.items)),
    typed("checksum of secrets", "use revealed()", lambda v: _f.checksum(v.secrets)),
    typed("select without cases", "select() needs a case", lambda v: select(v.text, {})),
]

OBJECTS = [
    typed(
        "objects by default",
        AGREES,
        lambda v: ["a", each(default(v.things, raw([{"a": 1}])), lambda t: {"t": t})],
    ),
    typed(
        "objects by a default of one's own",
        OWN_RAW,
        lambda v: [each(default(v.things, [{"a": 1}]), lambda t: {"t": t})],
    ),
    typed(
        "spread of objects by default", OWN_RAW, lambda v: [spread(default(v.things, [{"a": []}]))]
    ),
    typed(
        "spread of raw objects by default",
        AGREES,
        lambda v: [spread(default(v.things, raw([{"a": []}])))],
    ),
    typed(
        "an object by default", AGREES, lambda v: ["a", default(v.maybe_thing, raw({"q": [[]]}))]
    ),
    typed("a map of secrets as content", "use revealed()", lambda v: v.secrets),
    typed("an object by an empty default", OWN_RAW, lambda v: ["a", default(v.maybe_thing, {})]),
    typed("choose of an object", OWN_RAW, lambda v: {"t": choose(v.flag, v.thing, {"q": [[]]})}),
    typed("choose of objects", AGREES, lambda v: {"t": choose(v.flag, v.thing, raw({"q": [[]]}))}),
    typed(
        "choose of what holds something empty",
        AGREES,
        lambda v: choose(v.flag, {"q": []}, {"q": [v.text]}),
    ),
    typed(
        "choose of what holds a map of the values",
        AGREES,
        lambda v: choose(v.flag, [v.labels], []),
    ),
    typed(
        "choose of what holds something",
        AGREES,
        lambda v: choose(v.flag, {"q": ["a"]}, {"q": [v.text]}),
    ),
    typed("merge of an object", "Kubernetes' own form", lambda v: _f.merge(v.thing, v.labels)),
    typed(
        "with_entries that may share a key with an object",
        AGREES,
        lambda v: with_entries({"name": 1, "é": only_if(v.flag, 2)}, v.thing),
    ),
    typed(
        "with_entries that may share a key with an item",
        AGREES,
        lambda v: {
            "m": each_entry(v.maps, lambda k, m: with_entries({"/a/": k, f"{k}x": k}, m)),
            "l": [each(v.things, lambda t: with_entries({"name": 1}, t))],
        },
    ),
    typed("with_entries of an object", AGREES, lambda v: with_entries({"q/x": 1}, v.thing)),
    typed(
        "with_entries of an object in a list",
        AGREES,
        lambda v: [with_entries({"q/x": only_if(v.flag, [])}, v.thing), "a"],
    ),
    typed(
        "with_entries of an object by default",
        AGREES,
        lambda v: with_entries({"q/x": 1}, default(v.maybe_thing, raw({"e": []}))),
    ),
]

MAPS_OF_OBJECTS = [
    typed("a map of objects", AGREES, lambda v: v.objects),
    typed(
        "a map of objects by entries",
        AGREES,
        lambda v: each_entry(v.objects, lambda _, x: {"x": x, "y": 1}),
    ),
    typed("anything by name", AGREES, lambda v: {"a": v.free, "b": with_entries({"c": 1}, v.free)}),
    typed(
        "a Literal that may be null",
        AGREES,
        lambda v: [v.level, default(v.level, "low"), only_if(is_none(v.level), 1, 2)],
    ),
    typed(
        "equals of a Literal that may be null", NULL, lambda v: only_if(_f.equals(v.level, "a"), 1)
    ),
    typed("each over a map of objects", AGREES, lambda v: ["a", each(v.objects, lambda _, x: x)]),
    typed(
        "each over named_map of objects",
        AGREES,
        lambda v: ["a", each(named_map("z", {"a": v.thing, "b": v.thing}), lambda _, x: x)],
    ),
]

PERCENTAGES = [
    typed("a percentage by default", AGREES, lambda v: default(v.maybe_percent, 3)),
    typed("a percentage by default of text", AGREES, lambda v: default(v.maybe_percent, "25%")),
    typed("a percentage or a number", AGREES, lambda v: choose(v.flag, v.percent, v.number)),
    typed("equals of a percentage", AGREES, lambda v: only_if(_f.equals(v.percent, 1), 1, 2)),
    typed(
        "equals of a percentage and a text",
        AGREES,
        lambda v: only_if(_f.equals(v.percent, "25%"), 1, 2),
    ),
    typed(
        "equals of a percentage and a boolean",
        "takes an int or str",
        lambda v: only_if(_f.equals(v.percent, v.flag), 1),
    ),
    typed("a sum with a percentage", "use hundredths()", lambda v: v.percent + 1),
    typed("a comparison of a percentage", "use hundredths()", lambda v: only_if(v.percent > 1, 1)),
    typed("each over percentages", AGREES, lambda v: [each(v.percents, _entry), "a"]),
    typed("merge of percentages", AGREES, lambda v: _f.merge(v.percents, {"b": 2})),
]

NUMBERS_OR_TEXTS = [
    typed(
        "a number or a text",
        AGREES,
        lambda v: {"a": v.port, "b": v.ports, "c": v.named_ports, "d": v.turns},
    ),
    typed("equals of a number or a text", AGREES, lambda v: only_if(_f.equals(v.port, 80), 1, 2)),
    typed("equals of two of them", AGREES, lambda v: only_if(_f.equals(v.port, v.turns), 1, 2)),
    typed("select by a number or a text", AGREES, lambda v: select(v.turns, {"auto": 1, "": 2})),
    typed("a number or a text by default", AGREES, lambda v: default(v.maybe_port_name, "http")),
    typed("hundredths of a port", AGREES, lambda v: _f.hundredths(v.port, 7)),
    typed("one of two ports", AGREES, lambda v: choose(v.flag, v.port, v.text)),
    typed("each over ports", AGREES, lambda v: ["a", each(v.ports, lambda port: port)]),
    typed(
        "the first of numbers", AGREES, lambda v: [_f.first(v.nums, 80) + 1, _f.last(v.ratios, 0.5)]
    ),
    typed("the first of models", "by each() or each_entry()", lambda v: _f.first(v.items, "x")),
    typed("JSON of ports", AGREES, lambda v: [_f.to_json(v.named_ports), _f.checksum(v.ports)]),
    typed("a port in an f-string", AGREES, lambda v: f":{v.port}/{v.percent}"),
    typed("text of a port", AGREES, lambda v: [_f.string(v.port), _f.string(v.text)]),
    typed("a width of a port", "no format specification", lambda v: f"{v.port:>5}"),
    typed("a port + 1", "may be a text", lambda v: v.port + 1),
    typed("if of a port", "is known only at install", lambda v: 1 if v.port else 2),
    typed(
        "isinstance of a port",
        "is known only at install",
        lambda v: 1 if isinstance(v.port, int) else 2,
    ),
]

TEXTS_OR_SCALARS = [
    typed("a text or a scalar", AGREES, lambda v: {"a": v.loose, "b": v.env}),
    typed("functions of a text or a scalar", AGREES, lambda v: [_f.sha256(v.loose), v.loose + "!"]),
    typed("is_set of false", AGREES, lambda v: only_if(is_set(v.loose), 1, 2)),
    typed("equals of a text or a scalar", AGREES, lambda v: only_if(_f.equals(v.loose, "true"), 1)),
    typed(
        "each over texts or scalars",
        AGREES,
        lambda v: ["a", each(v.env, lambda k, x: {"name": k, "value": x})],
    ),
    typed("get of texts or scalars", AGREES, lambda v: [_f.get(v.env, "a"), _f.checksum(v.env)]),
    typed("merge of texts or scalars", AGREES, lambda v: _f.merge(v.labels, v.env)),
    typed(
        "texts or scalars of items",
        AGREES,
        lambda v: [each(v.painted, lambda item: {"a": item.loose, "b": item.env, "c": 1})],
    ),
]


def _on_cache(chart: Any, v: Any) -> None:
    config_map(chart, "thing", {"a": 1})
    if (scope := when(chart, "cache", is_set(v.cache))) is not None:
        config_map(scope, "cache", {"size": v.cache.size, "x": v.cache.shard.weight}, name="cache")


def _cache(host: Any) -> Any:
    return unless_none(
        host.cache,
        lambda c: {
            "a": c.size,
            "of": host.name,
            "env": c.env,
            "note": c.note,
            "shards": [each(c.shards, lambda shard: shard.weight)],
            "spare": unless_none(c.spare, lambda spare: {"b": spare.weight, "c": spare.label}),
        },
    )


def _twice(number: Any) -> Any:
    return number + number


def _named_tags(item: Any) -> Any:
    return {"name": item.name, "tags": item.tags}


SECTIONS = [
    typed(
        "a section or other content",
        AGREES,
        lambda v: unless_none(v.cache, lambda c: {"a": c.size, "b": v.text}, {"a": 0, "b": "none"}),
    ),
    typed(
        "a section or a list",
        AGREES,
        lambda v: ["a", unless_none(v.cache, lambda c: [c.host, v.text], [v.text, "none"])],
    ),
    typed(
        "a section in default()",
        "cannot be part of a Helm expression; take a field of it",
        lambda v: unless_none(v.cache, lambda c: _f.default(v.text, c.shard)),
    ),
    typed(
        "a section that may be null",
        AGREES,
        lambda v: unless_none(v.cache, lambda c: {"a": c.size + 1, "b": c.note, "c": c.hosts}),
    ),
    typed(
        "parts of a section that may be null",
        AGREES,
        lambda v: [
            unless_none(
                v.cache,
                lambda c: {
                    "a": c.shard.weight,
                    "b": c.shard.label,
                    "env": c.env,
                    "shards": each(c.shards, lambda shard: {"x": shard.weight, "y": c.size}),
                },
            ),
            "a",
        ],
    ),
    typed(
        "items of a section that may be null",
        AGREES,
        lambda v: ["a", unless_none(v.cache, lambda c: [each(c.hosts, lambda host: host), c.host])],
    ),
    typed(
        "names in a section that may be null",
        AGREES,
        lambda v: [
            unless_none(
                v.cache,
                lambda c: [named("more", c.size + 1), {"x": named_map("made", {"a": c.host})}],
            )
        ],
    ),
    typed(
        "a key that may be there twice, below a field of a section that may be null",
        AGREES,
        lambda v: unless_none(
            v.cache, lambda c: only_if(at_most(c.size, 60), with_entries({"/a/": 1}, v.labels))
        ),
    ),
    typed("unless_none of a text", AGREES, lambda v: unless_none(v.perhaps, lambda p: f"is {p}")),
    typed("unless_none of a list", AGREES, lambda v: unless_none(v.maybe_nums, lambda n: size(n))),
    typed("is_none of a section", AGREES, lambda v: only_if(is_none(v.cache), 1, 2)),
    Program("objects of a section that may be null", AGREES, _on_cache, Typed),
    typed("a section that may be null used as if it were not", "NoneType", lambda v: v.cache.size),
    typed(
        "only_if around a section that may be null",
        "NoneType",
        lambda v: only_if(is_set(v.cache), v.cache.size),
    ),
    typed("a section as content", "take what you need of them", lambda v: v.cache),
    typed(
        "is None of a section",
        "is known only at install",
        lambda v: 1 if v.cache is None else v.cache.size,
    ),
    typed("if of a section", "is known only at install", lambda v: 1 if v.cache else 2),
    typed(
        "a section that may be null in an item",
        AGREES,
        lambda v: [each(v.hosts, lambda host: {"name": host.name, "cache": _cache(host)}), "a"],
    ),
    typed(
        "a section that may be null in an entry",
        AGREES,
        lambda v: each_entry(v.hosts_of, lambda key, host: {"key": key, "cache": _cache(host)}),
    ),
    typed(
        "a section that may be null in one that may be",
        AGREES,
        lambda v: unless_none(
            v.cache,
            lambda c: {"a": c.size, "b": unless_none(c.spare, lambda s: [s.weight, s.label])},
        ),
    ),
    typed(
        "is_none of a section of an item",
        AGREES,
        lambda v: [each(v.hosts, lambda host: choose(is_none(host.cache), "no", host.name)), "a"],
    ),
    typed(
        "a section of an item used as if it were not null",
        "NoneType",
        lambda v: [each(v.hosts, lambda host: host.cache.size), "a"],
    ),
    typed(
        "only_if around a section of an item",
        "NoneType",
        lambda v: [each(v.hosts, lambda h: only_if(is_set(h.cache), h.cache.size)), "a"],
    ),
]

LISTS_OF_LISTS = [
    typed(
        "lists of lists as content",
        AGREES,
        lambda v: {"a": v.rows, "b": v.cubes, "c": v.groups, "d": v.tables, "e": v.bundles},
    ),
    typed("a list of lists that may be null", AGREES, lambda v: v.maybe_rows),
    typed("a list of lists by default", AGREES, lambda v: default(v.maybe_rows, [[1], []])),
    typed("lists of lists in a list", AGREES, lambda v: ["a", v.rows, v.words, [v.words]]),
    typed("a list that may be null in a list", AGREES, lambda v: ["a", v.maybe_nums]),
    typed("a list alone in a list", AGREES, lambda v: [v.words]),
    typed("a choice of lists in a list", AGREES, lambda v: ["a", choose(v.flag, v.words, ["b"])]),
    typed("a list on a condition in a list", AGREES, lambda v: ["a", only_if(v.flag, v.words)]),
    typed("spread of lists", AGREES, lambda v: ["a", spread(v.rows), spread(v.cubes)]),
    typed("each of lists as they are", AGREES, lambda v: ["a", each(v.rows, lambda row: row)]),
    typed("each of lists in lists", AGREES, lambda v: ["a", each(v.rows, lambda row: [row])]),
    typed(
        "each in each of a list of lists",
        AGREES,
        lambda v: [each(v.cubes, lambda c: [each(c, lambda row: [each(row, _twice)])]), "a"],
    ),
    typed(
        "each in each of lists of models",
        AGREES,
        lambda v: ["a", each(v.batches, lambda b: {"n": size(b), "b": [each(b, _named_tags)]})],
    ),
    typed(
        "lists of lists of items",
        AGREES,
        lambda v: ["a", each(v.hosts, lambda host: {"name": host.name, "rows": host.rows})],
    ),
    typed(
        "a list of lists in a loop over another",
        AGREES,
        lambda v: ["a", each(v.cubes, lambda rows: {"rows": rows, "all": v.rows, "n": size(rows)})],
    ),
    typed(
        "two loops with a variable of one name",
        AGREES,
        lambda v: ["a", each(v.cubes, lambda x: {"x": x}), each(v.sheets, lambda _, x: {"x": x})],
    ),
    typed(
        "names for lists of lists",
        AGREES,
        lambda v: {"a": named_list("x", v.rows), "b": named_map("y", v.groups), "c": v.rows},
    ),
    typed(
        "a name that a list of lists has",
        AGREES,
        lambda v: {"a": named_list("rows", [v.text]), "b": v.rows},
    ),
    typed("with_entries of lists", AGREES, lambda v: with_entries({"own": [v.text]}, v.groups)),
    typed(
        "JSON of lists of lists",
        AGREES,
        lambda v: [to_json(v.rows), _f.checksum(v.groups), size(v.cubes), to_json(v.bundles)],
    ),
    typed("get_map of maps that may be empty", AGREES, lambda v: _f.get_map(v.sheets, v.kind)),
    typed(
        "a choice of what is of different types",
        "some of which may be empty",
        lambda v: choose(v.flag, {"q": [], "r": {}}, {}),
    ),
    typed("named of maps that may be empty", "use named_map()", lambda v: named("x", v.sheets)),
    typed("a list of models' lists as content", "by each() or each_entry()", lambda v: v.batches),
]

FRACTIONS = [
    typed(
        "fractions as content",
        AGREES,
        lambda v: {"a": v.ratio, "b": v.maybe_ratio, "c": v.ratios, "d": v.shares},
    ),
    typed("text of a fraction", AGREES, lambda v: f"is {_f.string(v.ratio)}"),
    typed("a fraction in an f-string", "use string()", lambda v: f"is {v.ratio}"),
    typed("a sum of fractions", AGREES, lambda v: [_f.add(v.ratio, 0.2), _f.sub(0.3, v.ratio)]),
    typed(
        "a sum beyond 2^53 in a comparison",
        AGREES,
        lambda v: only_if(_f.sub(0.1, _f.add(v.ratio, v.ratio)) < 1, 1, 2),
    ),
    typed("a fraction of a number", AGREES, lambda v: _f.mul(v.count, 0.1)),
    typed("+ of a fraction", "use add(), sub() and mul()", lambda v: v.ratio + 1),
    typed("* of a number and a fraction", "use add(), sub() and mul()", lambda v: v.count * 0.5),
    typed("fractions in order", AGREES, lambda v: only_if(v.ratio < 0.5, 1, 2)),
    typed("a number before a fraction", AGREES, lambda v: only_if(v.count <= v.ratio, 1, 2)),
    typed("equals of fractions", AGREES, lambda v: only_if(_f.equals(v.ratio, 1), 1, 2)),
    typed("a fraction by default", AGREES, lambda v: default(v.maybe_ratio, 2)),
    typed("a fraction or a number", AGREES, lambda v: choose(v.flag, v.ratio, v.count)),
    typed("each over fractions", AGREES, lambda v: [each(v.ratios, lambda r: _f.string(r)), "a"]),
    typed("merge of fractions", AGREES, lambda v: _f.merge(v.shares, {"b": 2})),
    typed("checksum of a map of fractions", AGREES, lambda v: _f.checksum(v.shares)),
    typed("named of a fraction", "takes no name", lambda v: named("r", v.ratio)),
    typed("== of a fraction", "known only at install", lambda v: only_if(v.ratio == 1, 1)),
    typed("round of a fraction", "known only at install", lambda v: round(v.ratio)),
    typed("too many factors", "the range of float64", lambda v: _product([v.ratio] * 17)),
    typed(
        "quantities in order",
        AGREES,
        lambda v: only_if(_f.quantity(v.text) < _f.quantity("1"), 1, 2),
    ),
    typed("a quantity and a number", AGREES, lambda v: only_if(_f.quantity(v.text) >= 0.5, 1, 2)),
    typed("a quantity as content", "is an amount", lambda v: _f.quantity(v.text)),
    typed("a sum of quantities", "is an amount", lambda v: _f.add(_f.quantity(v.text), 0.5)),
]


PATTERNS = [
    typed(
        "a pattern replaced",
        AGREES,
        lambda v: [
            _f.replace_pattern(v.text, "[^A-Za-z0-9]+", "-"),
            _f.replace_pattern("aa", "a+", v.text),
        ],
    ),
    typed(
        "patterns replaced in items",
        AGREES,
        lambda v: ["a", each(v.words, lambda w: _f.replace_pattern(w, r"^/|\.(txt|x)$", "$1"))],
    ),
    typed(
        "a pattern that may match nothing",
        "may match nothing at all",
        lambda v: _f.replace_pattern(v.text, "[a-z]*", ""),
    ),
    typed(
        "a group that is repeated",
        "repeat characters and sets only",
        lambda v: _f.replace_pattern(v.text, "(ab)+", ""),
    ),
    typed(
        "two repeats of what is replaced",
        "let no two repeats take the same characters",
        lambda v: _f.replace_pattern(v.text, "[a-z]*[a-z]*[a-z0-9]+!", ""),
    ),
    typed(
        "flags in what is replaced",
        "write sets such as [Aa]",
        lambda v: _f.replace_pattern(v.text, "(?i)a", ""),
    ),
    typed(
        "a pattern of the values replaced",
        "known when the chart is exported",
        lambda v: _f.replace_pattern(v.text, v.other, ""),
    ),
    typed("re.sub of a text", "is known only at install", lambda v: re.sub("a", "b", v.text)),
]

DURATIONS = [
    typed(
        "durations as content",
        AGREES,
        lambda v: {"a": v.wait, "b": v.waits, "c": v.maybe_wait, "d": f"after {v.wait}"},
    ),
    typed(
        "numbers of a duration",
        AGREES,
        lambda v: [_f.seconds(v.wait), _f.milliseconds(v.wait) + 1, _f.seconds(v.text)],
    ),
    typed(
        "durations in order",
        AGREES,
        lambda v: only_if(_f.milliseconds(v.wait) < _f.milliseconds("1h30m"), 1, 2),
    ),
    typed(
        "durations of items",
        AGREES,
        lambda v: ["a", each(v.waits, lambda wait: {"text": wait, "n": _f.seconds(wait)})],
    ),
    typed(
        "a duration that may be null",
        AGREES,
        lambda v: [_f.seconds(default(v.maybe_wait, "5m")), unless_none(v.maybe_wait, _f.seconds)],
    ),
    typed("durations compared as texts", "or seconds() of", lambda v: only_if(v.wait < "1m", 1)),
    typed("a sum of durations", AGREES, lambda v: f"{_f.seconds(v.wait) + _f.seconds('1m')}s"),
    typed("seconds of what may be null", NULL, lambda v: _f.seconds(v.maybe_wait)),
    typed("seconds of a number", "takes a str", lambda v: _f.seconds(v.number)),
]


def _product(factors: list[Any]) -> Any:
    return functools.reduce(_f.mul, factors)


_named_map: Any = named_map


def _annotated(name: str, outcome: str, annotations: Callable[[Any], Any]) -> Program:
    def build(chart: HelmChart, v: Any) -> None:
        metadata = {"name": "a", "annotations": annotations(v)}
        content = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata}
        Manifest(chart, "a", {**content, "data": {"x": v.kind}})

    return Program(name, outcome, build, Typed)


NO_TEXTS = "metadata.annotations may hold a map or a list"
ANNOTATIONS = [
    _annotated("annotations of texts", AGREES, lambda v: {"a": v.kind, f"{v.kind}/b": "c"}),
    _annotated("annotations of scalars", AGREES, lambda v: {"a": v.number, "b": True, "c": 1}),
    _annotated("annotations of the values", AGREES, lambda v: with_entries({"zz": 1}, v.labels)),
    _annotated("annotations by condition", AGREES, lambda v: only_if(v.flag, {"a": v.kind})),
    _annotated("named annotations", AGREES, lambda v: named_map("n", {"a": v.kind, "b": v.flag})),
    _annotated("a map in an annotation", NO_TEXTS, lambda v: {"a": {"b": v.kind}}),
    _annotated("a list in an annotation", NO_TEXTS, lambda v: {"a": v.words}),
    _annotated("annotations of lists", NO_TEXTS, lambda v: v.lists),
    _annotated("annotations of an object", NO_TEXTS, lambda v: v.thing),
    _annotated(
        "annotations beside an object's",
        NO_TEXTS,
        lambda v: with_entries({"a": v.kind}, _f.get_object(v.thing, "labels")),
    ),
]

PROGRAMS = [
    *ANNOTATIONS,
    *ITEMS,
    *NULLS,
    *NAMES,
    *LOOPS,
    *OBJECTS,
    *MAPS_OF_OBJECTS,
    *PERCENTAGES,
    *NUMBERS_OR_TEXTS,
    *TEXTS_OR_SCALARS,
    *SECTIONS,
    *LISTS_OF_LISTS,
    *FRACTIONS,
    *DURATIONS,
    *PATTERNS,
]
