"""Programs whose content may come to nothing, nests, or holds items with defaults and rules."""

# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# (programs are written as by somebody who types nothing)

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from tests.programs.programs import AGREES, Program, config_map, spec
from todo_k8s.helm import ChartValues, Check, rule
from todo_k8s.helm.content import (
    EMPTY_MAP,
    Raw,
    each,
    each_entry,
    filled,
    named_list,
    named_map,
    only_if,
    raw,
    spread,
    switch,
    with_entries,
)
from todo_k8s.helm.fields.types import SAFE_INTEGER
from todo_k8s.helm.functions import (
    add,
    at_most,
    checksum,
    equals,
    first,
    get,
    get_int,
    has_key,
    if_none,
    is_none,
    is_set,
    join,
    last,
    let,
    matches,
    merge,
    mul,
    not_,
    select,
    size,
    sorted_keys,
    to_json,
    to_yaml,
    total,
    without,
)
from todo_k8s.values.types import Port


def _endless(items: list[Any]) -> list[Any]:
    items.append(items)
    return items


class Inner(ChartValues):
    """A model in an item."""

    port: Port = 80
    host: str = "localhost"


class Shares(ChartValues):
    """A fraction up to where there are no more but whole ones."""

    ratio: Annotated[float, Field(ge=-SAFE_INTEGER, le=SAFE_INTEGER)] = 0.5


class Rich(ChartValues):
    """An item with a default of each kind, and a rule."""

    name: str = "unnamed"
    size: Port = 5
    flag: bool = True
    lazy: bool = False
    none: int | None = None
    tags: list[str] = ["x"]
    marks: dict[str, str] = {"a": "b"}
    inner: Inner = Inner()

    @rule
    def is_small(self) -> Check:
        """Hold a bound."""
        return Check(
            at_most(self.size, 60_000), f"{self.size} is more than 60000; lower it", "size"
        )


class Loaded(ChartValues):
    """A list and a map of rich items."""

    items: list[Rich] = []
    fields: dict[str, Rich] = {}
    other: dict[str, Rich] = {"one": Rich(name="it")}


class BadDefault(ChartValues):
    """An item whose model has another default than its own."""

    inner: Inner = Inner(port=81)


class WithBadDefault(ChartValues):
    """A list of such."""

    items: list[BadDefault] = []


def _all_of(item: Any) -> dict[str, Any]:
    return {
        "name": item.name,
        "size": item.size,
        "flag": item.flag,
        "lazy": item.lazy,
        "none": item.none,
        "tags": item.tags,
        "marks": item.marks,
        "port": item.inner.port,
        "host": f"http://{item.inner.host}:{item.inner.port}",
        "sum": f"{item.size + item.inner.port}",
        "only": only_if(item.flag, "flag", "none"),
        "lazily": only_if(item.lazy, "flag", "none"),
        "same": only_if(equals(item.name, "unnamed"), 1, 2),
        "set": only_if(is_set(item.tags), 1, 2),
        "joined": [each(item.tags, lambda tag: f"<{tag}>"), "end"],
    }


def _flagged(values: Any) -> Any:
    """Return what may come to nothing, whatever the items are."""
    return named_list("it", [each(values.items, lambda item: only_if(item.flag, item.name))])


def _pairs(values: Any) -> Any:
    return named_list("it", [each(values.labels, lambda key, value: f"{key}={value}")])


def _of_lists(values: Any) -> Any:
    def tags(item: Any) -> Any:
        return named_list("it", [item.name, spread(item.tags)])

    return [each(values.items, lambda item: {"tags": join(tags(item), ",")})]


def _sparse(values: Any) -> Any:
    def item_of(item: Any) -> Any:
        return {"name": only_if(item.flag, item.name), "tags": item.tags}

    return {"it": named_list("it", [each(values.items, item_of)])}


_each_entry: Any = each_entry
_merge: Any = merge
"""The same, of which no type checker knows what they take."""

PROGRAMS = [
    Program(
        "items with defaults",
        AGREES,
        lambda chart, v: config_map(
            chart,
            "thing",
            {
                "a": [each(v.items, _all_of)],
                "b": [each(v.fields, lambda key, item: {"key": key, **_all_of(item)})],
                "c": {"x": 1, "y": each_entry(v.other, lambda _key, item: _all_of(item))},
            },
        ),
        Loaded,
    ),
    Program(
        "an item whose model has a default of its own",
        "the model's own",
        lambda chart, v: config_map(
            chart, "thing", {"x": [each(v.items, lambda item: f"{item.inner.port}")]}
        ),
        WithBadDefault,
    ),
    spec("a named list that may come to nothing", AGREES, _flagged),
    spec("a named list of pairs, joined", AGREES, lambda v: f"x:{join(_pairs(v), ',')}"),
    spec("a named list in a longer one", AGREES, lambda v: ["a", spread(_flagged(v)), "z"]),
    spec("a named list in a loop", AGREES, _of_lists),
    spec("a named list of maps that may be empty", AGREES, _sparse),
    spec("a condition on a named list", AGREES, lambda v: only_if(is_set(_flagged(v)), "y", "n")),
    spec("a loop over a named list", AGREES, lambda v: [each(_flagged(v), lambda x: f"{x}!")]),
    spec("a named list in a list", AGREES, lambda v: [_flagged(v)]),
    spec("a named list of nothing", AGREES, lambda v: named_list("it", [only_if(v.flag, None)])),
    spec("a named map of nothing", AGREES, lambda v: named_map("it", {"a": only_if(v.flag, {})})),
    spec("a list in a list", AGREES, lambda v: [["a", v.text], [v.number]]),
    spec("an empty list in a list", AGREES, lambda v: [[], ["a"], [only_if(v.flag, 1), "b"]]),
    spec("a list that may be empty in a list", AGREES, lambda v: ["a", [only_if(v.flag, 1)]]),
    spec("a list of the values in a list", AGREES, lambda v: ["a", v.words]),
    spec("a body that gives a list", AGREES, lambda v: ["x", each(v.words, lambda w: [w, "-"])]),
    spec(
        "a body that gives a list of lists",
        AGREES,
        lambda v: ["x", each(v.words, lambda w: [[w, "-"]])],
    ),
    spec("only_if of a list in a list", AGREES, lambda v: ["x", only_if(v.flag, ["a", v.text])]),
    spec("only_if of a list as a value", AGREES, lambda v: only_if(v.flag, ["a", v.text])),
    spec("only_if of an empty list", AGREES, lambda v: only_if(v.flag, [], ["a"])),
    spec("only_if of an empty map", AGREES, lambda v: only_if(v.flag, {}, {"a": 1})),
    spec("a list that holds itself", "holds itself", lambda _: _endless([])),
    spec("a map that holds itself", "holds itself", lambda _: {"a": _endless([])}),
    spec("a key of 300 escapes", "more than YAML takes", lambda v: {"k" + "\x7f" * 300: v.text}),
    spec("a key of 1,000 characters", AGREES, lambda v: {"k" * 1000: v.text}),
    spec("a key that YAML does not take", "more than YAML takes", lambda v: {"k" * 1200: v.text}),
    spec("the longest key", AGREES, lambda v: {"k" * 1000: v.text}),
    Program(
        "a product of fractions beyond 2^53",
        AGREES,
        lambda chart, v: config_map(chart, "thing", {"x": add(mul(v.ratio, 3), 3)}),
        Shares,
    ),
    spec("a constant beyond 2^53", AGREES, lambda _: [27021597764222968.0, -1e18]),
    spec("checksum of fractions", AGREES, lambda v: [checksum(v.thing), checksum(v.things)]),
    spec("let in content", "use named()", lambda v: let("a", v.number + 1)),
    spec("empty maps in a list", AGREES, lambda v: [EMPTY_MAP, {"a": [EMPTY_MAP]}, [EMPTY_MAP]]),
    spec("EMPTY_MAP in a loop", AGREES, lambda v: [each(v.items, lambda _: EMPTY_MAP)]),
    spec("EMPTY_MAP for a list", AGREES, lambda v: [only_if(v.flag, EMPTY_MAP), EMPTY_MAP]),
    spec("what is empty in Raw", AGREES, lambda v: Raw({"a": [{}, [], [[]], {"b": {}}]})),
    spec("only_if of EMPTY_MAP", AGREES, lambda v: only_if(v.flag, EMPTY_MAP, {"a": 1})),
    spec("only_if of nothing", AGREES, lambda v: only_if(v.flag, None)),
    spec("only_if of a value that may be empty", AGREES, lambda v: only_if(v.flag, v.labels)),
    spec(
        "a body that may give nothing, alone",
        AGREES,
        lambda v: [each(v.words, lambda w: only_if(equals(w, "a"), w))],
    ),
    spec(
        "a body that may give nothing, not alone",
        AGREES,
        lambda v: ["x", each(v.words, lambda w: only_if(equals(w, "a"), w))],
    ),
    spec(
        "a map of bodies that may give nothing",
        AGREES,
        lambda v: each_entry(v.labels, lambda k, w: only_if(equals(w, "a"), k)),
    ),
    spec(
        "a body that gives a map that may be empty",
        AGREES,
        lambda v: [each(v.words, lambda w: {"a": only_if(equals(w, "a"), w)})],
    ),
    spec(
        "each_entry of a list",
        "use each() for a list",
        lambda v: _each_entry(v.words, lambda w: w),
    ),
    spec(
        "each_entry of maps", AGREES, lambda v: each_entry(v.labels, lambda k, w: {"k": k, "w": w})
    ),
    spec("each_entry of lists", AGREES, lambda v: each_entry(v.labels, lambda k, w: [k, w])),
    spec(
        "each_entry that may be empty",
        AGREES,
        lambda v: {"a": each_entry(v.labels, lambda k, w: w)},
    ),
    spec(
        "filled of what may be empty",
        "is for what a rule keeps",
        lambda v: {"a": filled([spread(v.words)]), "b": 1},
    ),
    spec("switch", AGREES, lambda v: switch(v.kind, {"a": {"x": 1}, "b": [1, 2]}, "other")),
    spec("switch with an empty case", AGREES, lambda v: switch(v.kind, {"a": {}, "b": []}, None)),
    spec("with_entries", AGREES, lambda v: with_entries({"own": v.text}, v.labels)),
    spec(
        "with_entries that share a key",
        "is set by the chart itself",
        lambda v: with_entries({"a": v.text}, v.labels),
    ),
    spec(
        "with_entries of which both are known",
        "is set twice",
        lambda v: {"a": v.text, "b": with_entries({"a": 1}, {"a": 2})},
    ),
    spec("with_entries that may share a key", AGREES, lambda v: with_entries({"/a/": 1}, v.labels)),
    spec(
        "with_entries that may share a key with one of two maps",
        AGREES,
        lambda v: with_entries({"/a/": "1"}, merge(v.labels, {"own": v.text})),
    ),
    spec(
        "with_entries that may share a key under a condition",
        AGREES,
        lambda v: only_if(v.flag, with_entries({"/a/": only_if(v.turn, 1)}, v.labels)),
    ),
    spec(
        "with_entries where no key is shared",
        AGREES,
        lambda v: only_if(has_key(v.labels, "/a/"), v.labels, with_entries({"/a/": "1"}, v.labels)),
    ),
    spec(
        "with_entries without what is shared",
        AGREES,
        lambda v: with_entries({"/a/": "1"}, without(v.labels, ["/a/"])),
    ),
    spec(
        "with_entries in with_entries",
        AGREES,
        lambda v: with_entries({"/a/": "1"}, with_entries({" a": "2"}, v.labels)),
    ),
    spec(
        "with_entries by name",
        AGREES,
        lambda v: each(
            named_map("both", with_entries({"/a/": v.text}, v.labels)), lambda k, w: f"{k}{w}"
        ),
    ),
    spec(
        "with_entries whose own key a value is",
        AGREES,
        lambda v: with_entries({f"{v.other}/": "1"}, v.labels),
    ),
    spec(
        "with_entries of two keys of values",
        AGREES,
        lambda v: with_entries({f"q{v.text}": 1}, {f"q{v.other}": 2}),
    ),
    spec(
        "with_entries of what a loop leaves out",
        AGREES,
        lambda v: with_entries(
            {"/a/": "1"},
            named_map(
                "some", each_entry(v.labels, lambda k, w: only_if(matches(w, "^[a-z]*$"), w))
            ),
        ),
    ),
    spec(
        "with_entries by a rule that is none",
        "leave out by_rule",
        lambda v: with_entries({"own": v.text}, v.labels, by_rule=True),
    ),
    spec(
        "with_entries of content that is not there",
        AGREES,
        lambda v: with_entries({"own": v.text}, only_if(v.flag, {"other": 1})),
    ),
    spec("null or a number", AGREES, lambda v: [if_none(v.maybe, 7), if_none(v.perhaps, "none")]),
    spec("select with another text", AGREES, lambda v: select(v.text, {"text": 1, "b": 2}, 3)),
    spec("the JSON of scalars", AGREES, lambda v: f"a = {to_json(v.text)}, {to_json(v.number)}"),
    spec("the JSON of a boolean", AGREES, lambda v: to_json(v.flag)),
    spec(
        "a file of several lines",
        AGREES,
        lambda v: {
            "a.conf": f"listen {v.number}\n\n{v.text}%s\nend {v.other}\n",
            "b": f"{v.text}\nx",
        },
    ),
    spec(
        "an empty map that says something",
        "write EMPTY_MAP to keep it",
        lambda v: {"podSelector": {}, "a": v.text},
    ),
    spec("an empty map in a list", "write EMPTY_MAP to keep it", lambda v: [{}, v.text]),
    spec(
        "an empty map that stays",
        AGREES,
        lambda v: {"podSelector": EMPTY_MAP, "a": [EMPTY_MAP], "emptyDir": v.labels},
    ),
    spec("a text that holds content", "a text cannot hold", lambda v: f"{only_if(v.flag, 'a')}"),
    spec(
        "an entry of a map of models",
        "make a map of what you need",
        lambda v: v.fields["a"].name,
    ),
    spec(
        "a field of one of several models",
        AGREES,
        lambda v: get(
            named_map("names", each_entry(v.fields, lambda key, item: item.name)), v.kind
        ),
    ),
    spec("with_entries of numbers", AGREES, lambda v: with_entries({"own": 1}, v.sizes)),
    spec("merge", AGREES, lambda v: merge({"own": v.text}, v.labels)),
    spec("merge of numbers", AGREES, lambda v: _merge(v.sizes, {"a": 1})),
    spec("size", AGREES, lambda v: [size(v.words), size(v.labels), 0]),
    spec("get_int", AGREES, lambda v: get_int(v.sizes, "a")),
    spec("total", AGREES, lambda v: mul(total(v.sizes), 2)),
    spec(
        "Raw with tokens", AGREES, lambda v: Raw({"a": v.text, "e": {}, "l": [], "n": [v.number]})
    ),
    spec("an object as it is", AGREES, lambda v: v.thing),
    spec("objects as they are", AGREES, lambda v: ["a", spread(v.things)]),
    spec("objects in a loop", AGREES, lambda v: ["a", each(v.things, lambda thing: {"t": thing})]),
    spec("a checksum of a list", AGREES, lambda v: checksum(v.words)),
    spec("JSON of a list", AGREES, lambda v: to_json(v.words)),
    spec("JSON of numbers", AGREES, lambda v: to_json(v.sizes)),
    spec("JSON of an object", AGREES, lambda v: [to_json(v.thing), to_json(v.things)]),
    spec(
        "JSON of content",
        AGREES,
        lambda v: to_json(
            named_map("it", {"n": v.number, "b": only_if(v.flag, v.text), "l": [spread(v.words)]})
        ),
    ),
    spec(
        "the first and last of a list",
        AGREES,
        lambda v: [first(v.words, v.text), last(v.words, "x")],
    ),
    spec(
        "the first of a loop",
        AGREES,
        lambda v: first(named_list("it", [each(v.words, lambda w: f"{w}-a")]), v.text),
    ),
    spec("the first of two kinds", "takes a", lambda v: first(v.words, v.number)),
    spec("YAML of a list", AGREES, lambda v: to_yaml(v.words)),
    spec("YAML of numbers", AGREES, lambda v: to_yaml(v.sizes)),
    spec("YAML of an object", AGREES, lambda v: [to_yaml(v.thing), to_yaml(v.things)]),
    spec(
        "YAML of content",
        AGREES,
        lambda v: to_yaml(
            named_map("it", {"n": v.number, "b": only_if(v.flag, v.text), "l": [spread(v.words)]})
        ),
    ),
    spec("YAML in YAML", AGREES, lambda v: to_yaml({"a": to_yaml(v.labels), "on": [[v.text]]})),
    spec("JSON in JSON", AGREES, lambda v: to_json({"a": to_json(v.labels)})),
    spec(
        "a checksum of a named map",
        AGREES,
        lambda v: checksum(named_map("it", {"a": v.text, "b": only_if(v.flag, v.text)})),
    ),
    spec("is_none", AGREES, lambda v: [only_if(is_none(v.maybe), "none", v.maybe), 1]),
    spec("not is_none", AGREES, lambda v: only_if(not_(is_none(v.perhaps)), v.perhaps, "none")),
    spec("a null by a loop", AGREES, lambda v: ["a", each(v.words, lambda w: [w, v.maybe])]),
    spec(
        "has_key of a loop",
        AGREES,
        lambda v: ["a", each(v.labels, lambda k, w: only_if(has_key(v.sizes, k), k, w))],
    ),
    spec(
        "sorted_keys in a loop",
        AGREES,
        lambda v: [
            "a",
            each(sorted_keys(v.thing), lambda k: {"k": k}),
            join(sorted_keys(v.sizes), ","),
        ],
    ),
    spec(
        "matches of a loop",
        AGREES,
        lambda v: ["a", each(v.labels, lambda k, w: only_if(matches(k, "^a"), w, 0))],
    ),
    spec("a constant with braces", AGREES, lambda v: ["{{ .Values.text }}", f"{{{{{v.text}}}}}"]),
    spec("a key with braces", AGREES, lambda v: {"{{ x }}": v.text, "a: b": 1, "": v.number}),
    spec("a text of many lines", AGREES, lambda v: "a\n  b\n\n---\n" + v.text),
    spec("a key $helm", AGREES, lambda v: {"$helm": 1, "$spread": v.text, "$jsii.map": {"a": 1}}),
    spec(
        "nulls in raw",
        AGREES,
        lambda v: {"a": raw({"b": None, "c": v.text}), "n": raw({"x": None})},
    ),
    spec(
        "nulls in lists in raw",
        AGREES,
        lambda v: [spread([raw({"a": [None, 1, {"x": None}]})]), raw({"l": [[None], [v.kind]]})],
    ),
    spec(
        "nulls in raw in a loop",
        AGREES,
        lambda v: ["a", each(v.words, lambda w: raw({"w": w, "none": None}))],
    ),
    spec("content that is no JSON", "is no content", lambda v: {1, 2}),
    spec("content that is bytes", "is no content", lambda v: b"x"),
    spec("a model as content", "is no content", lambda v: v.part),
    spec("a list of models as content", "take what you need of them", lambda v: {"a": v.items}),
    spec("a number as a key", "1 is no key", lambda v: {1: v.text}),
    spec("infinity", "inf is no number", lambda v: [float("inf"), v.number]),
    spec(
        "characters that are no text of YAML",
        AGREES,
        lambda v: ["\x7f\x85\u2028\ufeff\x00\x1b\t", v.kind],
    ),
    spec("a lone surrogate", "a lone surrogate", lambda v: ["\ud800", v.text]),
]
